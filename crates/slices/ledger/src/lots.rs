//! Lots 批次: what one line of an intake brings in, with the papers that its class demands.

use crate::{
    around::{Product, Supplier},
    error::No,
    tie::Tie,
};
use base::{
    Day, Refusal,
    ids::{DivisionId, LotId, OutletId, ProductId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, Value, params};

/// Papers of a lot, as its label and documents say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Production date.
    #[serde(default)]
    pub made_on: Option<Day>,
    /// Batch number of the maker.
    #[serde(default)]
    pub batch_no: String,
    /// Last day of the shelf life; from the production date and the product's shelf life if not said.
    #[serde(default)]
    pub expires_on: Option<Day>,
    /// Number of the commitment certificate 承诺达标合格证, or what stands for it.
    #[serde(default)]
    pub certificate: String,
    /// Where it was grown, if not where the product is.
    #[serde(default)]
    pub origin: Option<DivisionId>,
    /// Number of the report of unsalable produce that these goods come from; purchases and consignments only.
    #[serde(default)]
    pub unsalable: Option<i64>,
}

/// A lot before it has its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewLot {
    pub product: ProductId,
    pub taken_in_on: Day,
    pub papers: Papers,
    pub counterparty: Option<i64>,
    pub note: String,
    pub tie: Option<Tie>,
}

/// Checks the papers of what is taken in on a day, and completes them.
///
/// Fresh farm products need neither production date nor shelf life (Food Safety Law, art. 65);
/// pre-packed and bulk food does (art. 53). The certificate is due where the catalogue says so
/// for the product and day, of everybody but households, whom the law encourages.
pub(crate) fn papers(product: &Product, supplier: &Supplier, said: &Papers, day: Day) -> Result<Papers, No> {
    let name = || product.name.clone();
    let mut papers = said.clone();
    let by_shelf_life = said
        .made_on
        .zip(product.shelf_life_days)
        .and_then(|(made, days)| Some(made.plus_days(i32::try_from(days).ok()?)));
    papers.expires_on = said.expires_on.or(by_shelf_life);
    let shelf_life = papers.expires_on.is_some() || product.shelf_life_days.is_some();
    let identified = said.made_on.is_some() || !said.batch_no.trim().is_empty();
    let demands = product.demands;
    if (demands.shelf_life && !shelf_life) || (demands.production_date_or_batch && !identified) {
        return Err(No::FoodFields { name: name() });
    }
    if let Some(on) = papers.expires_on.filter(|on| *on < day) {
        return Err(No::AlreadyExpired { name: name(), on: on.to_string() });
    }
    if product.certificate_due && supplier.bound && said.certificate.trim().is_empty() {
        return Err(No::Certificate { name: name() });
    }
    if said.batch_no.chars().count() > 60 || said.certificate.chars().count() > 60 {
        return Err(No::TooLong { most: 60 });
    }
    papers.origin = said.origin.or(product.origin);
    Ok(papers)
}

/// What the lot says for itself where the law lets a certificate be missing.
pub(crate) fn note(product: &Product, supplier: &Supplier, papers: &Papers) -> String {
    let missing = product.certificate_due && !supplier.bound && papers.certificate.trim().is_empty();
    if missing { "农户自产自销，未附承诺达标合格证（不强制）".to_owned() } else { String::new() }
}

/// Keeps lots that come in with an entry; their numbers, in order.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    seq: i64,
    lots: &[NewLot],
) -> Result<Vec<LotId>, Refusal> {
    let Some(count) = i64::try_from(lots.len()).ok().filter(|count| *count > 0) else { return Ok(Vec::new()) };
    let last: i64 = tx.one(
        "INSERT INTO counter (county, name, last) VALUES ($1, 'lot', $2)
         ON CONFLICT (county, name) DO UPDATE SET last = counter.last + excluded.last RETURNING last",
        params![county, count],
    )?;
    let ids: Vec<LotId> = (last - count + 1..=last).map(LotId).collect();
    let row = |(id, lot): (&LotId, &NewLot)| -> Vec<Value> {
        let papers = &lot.papers;
        params![
            county,
            *id,
            outlet,
            seq,
            lot.product,
            code(outlet, *id),
            lot.taken_in_on,
            papers.made_on,
            papers.batch_no.trim(),
            papers.expires_on,
            lot.counterparty,
            papers.origin,
            papers.certificate.trim(),
            lot.note.as_str(),
            lot.tie.map_or(0, |tie| tie.report),
            lot.tie.map_or_else(String::new, |tie| tie.from.to_string())
        ]
        .to_vec()
    };
    let rows: Vec<Vec<Value>> = ids.iter().zip(lots).map(row).collect();
    tx.insert_many(
        "INSERT INTO lot (county, id, outlet, seq, product, code, taken_in_on, made_on, batch_no, expires_on, counterparty, origin,
         certificate, note, unsalable, unsalable_from)",
        &rows,
    )?;
    Ok(ids)
}

/// The trace code on a lot's label: letters and digits, as GS1 lot numbers are.
fn code(outlet: OutletId, lot: LotId) -> String {
    format!("P{outlet}L{lot}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn each_class_has_its_fields() {
        use catalogue::desk::LegalClass::{EdibleFarm, Prepacked};
        let fresh = Product::sample("鲜桃", EdibleFarm, None);
        let packed = Product::sample("榨菜", Prepacked, None);
        let dated = Product::sample("黄花菜", Prepacked, Some(180));
        let due = Product { certificate_due: true, ..fresh.clone() };
        let household = Supplier::default();
        let cooperative = Supplier { bound: true, ..household.clone() };
        let none = Papers::default();
        let made = Papers { made_on: Some(day("2026-08-01")), ..none.clone() };
        let batch = Papers { batch_no: "A7".into(), ..none.clone() };
        let end = Papers { expires_on: Some(day("2026-12-31")), ..none.clone() };
        let both = Papers { expires_on: Some(day("2026-12-31")), ..batch.clone() };
        let gone = Papers { expires_on: Some(day("2026-08-03")), ..batch.clone() };
        let paper = Papers { certificate: "HGZ-1".into(), ..none.clone() };
        for (product, supplier, said, expect) in [
            (&fresh, &household, &none, Ok(None)),
            (&packed, &household, &none, Err("lot.fields_missing")),
            (&packed, &household, &batch, Err("lot.fields_missing")),
            (&packed, &household, &made, Err("lot.fields_missing")),
            (&packed, &household, &end, Err("lot.fields_missing")),
            (&packed, &household, &both, Ok(Some("2026-12-31"))),
            (&packed, &household, &gone, Err("lot.already_expired")),
            (&dated, &household, &made, Ok(Some("2027-01-28"))),
            (&dated, &household, &batch, Ok(None)),
            (&due, &cooperative, &none, Err("lot.certificate_missing")),
            (&due, &cooperative, &paper, Ok(None)),
            (&due, &household, &none, Ok(None)),
            (&fresh, &cooperative, &none, Ok(None)),
        ] {
            let got = papers(product, supplier, said, day("2026-08-04"));
            let got = got.map(|papers| papers.expires_on.map(|d| d.to_string())).map_err(|no| Refusal::from(no).code);
            assert_eq!(got, expect.map(|end| end.map(str::to_owned)), "{} {said:?}", product.name);
        }
    }
}
