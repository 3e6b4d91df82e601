//! What villages have for sale, as matching looks at it: each kilogram once.
//!
//! Invariants: of one seller's goods the village's last word holds; what is said of several sellers, and of nobody's, is
//! added up; what is unsalable is taken off the reports, never off another seller's.

use crate::unsalable;
use base::{
    Day, Grams, Instant, Refusal,
    ids::{DivisionId, HouseholdId, ProducerId},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, Value, params};

/// What a village has for sale on a day, as matching looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForSale {
    /// `report` or `unsalable`.
    pub source: &'static str,
    /// Its number.
    pub id: i64,
    /// The village.
    pub division: DivisionId,
    /// Its place in the scope tree.
    pub path: String,
    /// The crop.
    pub crop: i64,
    /// How much; what was said with *at most* is taken as said.
    pub grams: Grams,
    /// First day on which it can be had.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Asked price, fen a kg.
    pub fen_per_kg: Option<base::Fen>,
    /// 0 for ordinary supply, 1 to 3 for what may become, is nearly, or is unsalable.
    pub urgency: i64,
    /// Whose it is, if it was reported of one producer.
    pub producer: Option<ProducerId>,
    /// Whose it is, if it was reported of one household.
    pub household: Option<HouseholdId>,
}

store::row! {
    /// A row of supply that may be for sale.
    struct SaleRow {
        id: i64,
        division: DivisionId,
        path: String,
        crop: i64,
        grams: Grams,
        from: Day,
        to: Day,
        fen_per_kg: Option<base::Fen>,
        /// Of unsalable produce how bad it is; of a report its period and who said it.
        kind: String,
        grade: String,
        at: Instant,
        stale_days: i64,
        producer: Option<ProducerId>,
        household: Option<HouseholdId>,
    }
}

/// What is for sale on a day: the latest report of each village and crop that stands, was not found wrong and has not
/// gone stale, and unsalable produce that is not done with. What is unsalable counts once: it is taken off the report.
pub fn for_sale(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<ForSale>, Refusal> {
    sales(tx, (params![county, day], None), day)
}

/// The same of some villages only.
pub fn for_sale_of(
    tx: &mut Tx<'_>,
    county: &str,
    day: Day,
    villages: impl IntoIterator<Item = DivisionId>,
) -> Result<Vec<ForSale>, Refusal> {
    let villages: Vec<DivisionId> = villages.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = Vec::new();
    for chunk in villages.chunks(512) {
        let (list, values) = store::listed(chunk, params![county, day]);
        found.extend(sales(tx, (&values, Some(&list)), day)?);
    }
    Ok(found)
}

/// What is for sale of the villages in a list of placeholders, or of all; `$1` county, `$2` day.
fn sales(tx: &mut Tx<'_>, (values, villages): (&[Value], Option<&str>), day: Day) -> Result<Vec<ForSale>, Refusal> {
    let only = |report: &str| villages.map_or_else(String::new, |list| format!("AND {report}.division IN ({list})"));
    let unsalable: Vec<SaleRow> = tx.query(
        &format!(
            "SELECT u.id, u.division, u.path, u.crop, u.grams, u.ripe_on, u.spoil_on, u.fen_per_kg, u.grade, '', u.received_at, 0,
             u.producer, u.household FROM unsalable_report u WHERE u.county = $1 AND u.spoil_on >= $2 AND {state} IN ('open', 'confirmed')
             AND (u.quarantine = '' OR {state} = 'confirmed') {} ORDER BY u.id",
            only("u"),
            state = unsalable::STATE
        ),
        values,
    )?;
    let reports: Vec<SaleRow> = tx.query(
        &format!(
            "SELECT s.id, s.division, s.path, s.crop, s.grams, s.from_day, s.to_day, s.fen_per_kg,
             s.period || '/' || CAST(s.made_by AS TEXT) || '/' || s.informant || '/' || s.device, s.grade, s.told_at, c.stale_days,
             s.producer, s.household
             FROM supply_report s JOIN crop c ON c.county = s.county AND c.id = s.crop
             WHERE s.county = $1 AND {}
             AND s.kind = 'supply' AND s.to_day >= $2 AND NOT EXISTS (SELECT 1 FROM supply_report z WHERE z.county = s.county
             AND z.division = s.division AND z.crop = s.crop AND z.kind = 'nothing' AND z.told_at > s.told_at AND {})
             {} ORDER BY s.told_at, s.id",
            crate::reports::stands("s"),
            crate::reports::stands("z"),
            only("s")
        ),
        values,
    )?;
    // The last word of a village on a crop, and on each seller whom it named; what was said in it of several grades goes together.
    let mut latest: BTreeMap<(DivisionId, i64), Vec<SaleRow>> = BTreeMap::new();
    for row in reports {
        let of = latest.entry((row.division, row.crop)).or_default();
        of.retain(|other| other.seller() != row.seller() || (other.kind == row.kind && other.grade != row.grade));
        of.push(row);
    }
    let mut off: BTreeMap<(DivisionId, i64), BTreeMap<Seller, i64>> = BTreeMap::new();
    let mut found = Vec::with_capacity(latest.len() + unsalable.len());
    for row in unsalable {
        *off.entry((row.division, row.crop)).or_default().entry(row.seller()).or_default() += row.grams.0;
        let urgency = match row.kind.as_str() {
            "already" => 3,
            "near_ripe" => 2,
            _ => 1,
        };
        found.push(sale("unsalable", row, urgency));
    }
    for (key, mut rows) in latest {
        rows.retain(|row| i64::from(day.days_since(row.at.day())) <= row.stale_days);
        less(&mut rows, off.remove(&key).unwrap_or_default());
        found.extend(rows.into_iter().filter(|row| row.grams.0 > 0).map(|row| sale("report", row, 0)));
    }
    Ok(found)
}

/// Whose goods a report names; neither where they are the village's.
type Seller = (Option<ProducerId>, Option<HouseholdId>);

impl SaleRow {
    fn seller(&self) -> Seller {
        (self.producer, self.household)
    }
}

/// Takes what is unsalable off what was reported: what is somebody's off what was said of them, else off the village's; what
/// is nobody's off the village's first. What is one seller's is never taken off another's.
fn less(rows: &mut [SaleRow], mut unsalable: BTreeMap<Seller, i64>) {
    const NOBODY: Seller = (None, None);
    let mut take = |rows: &mut [SaleRow], takes: &dyn Fn(Seller, Seller) -> bool| {
        for row in rows {
            let of = row.seller();
            for (_, left) in unsalable.iter_mut().filter(|(seller, _)| takes(of, **seller)) {
                let taken = row.grams.0.min(*left);
                *left -= taken;
                row.grams = Grams(row.grams.0 - taken);
            }
        }
    };
    take(rows, &|of, seller| of == seller);
    take(rows, &|of, _| of == NOBODY);
    take(rows, &|_, seller| seller == NOBODY);
}

fn sale(source: &'static str, row: SaleRow, urgency: i64) -> ForSale {
    ForSale {
        source,
        id: row.id,
        division: row.division,
        path: row.path,
        crop: row.crop,
        grams: row.grams,
        from: row.from,
        to: row.to,
        fen_per_kg: row.fen_per_kg,
        urgency,
        producer: row.producer,
        household: row.household,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(seller: Seller, grams: i64) -> SaleRow {
        let day = Day::new(2026, 8, 10).unwrap();
        SaleRow {
            id: 1,
            division: DivisionId(33),
            path: "/7/33/".to_owned(),
            crop: 1,
            grams: Grams(grams),
            from: day,
            to: day,
            fen_per_kg: None,
            kind: String::new(),
            grade: String::new(),
            at: day.starts_at(),
            stale_days: 14,
            producer: seller.0,
            household: seller.1,
        }
    }

    #[test]
    fn what_is_unsalable_is_taken_off_the_same_sellers_goods_then_off_the_villages() {
        let village: Seller = (None, None);
        let (farm, zeng): (Seller, Seller) = ((Some(ProducerId(5)), None), (None, Some(HouseholdId(9))));
        // Reported of village, farm and household; unsalable of the three; what is left of each.
        for (said, unsalable, left) in [
            ([5_000, 300, 150], [0, 0, 0], [5_000, 300, 150]),
            ([5_000, 300, 150], [0, 100, 0], [5_000, 200, 150]),
            ([5_000, 300, 150], [0, 400, 0], [4_900, 0, 150]),
            ([5_000, 300, 150], [200, 0, 0], [4_800, 300, 150]),
            ([100, 300, 150], [200, 0, 0], [0, 200, 150]),
            ([0, 300, 150], [0, 400, 0], [0, 0, 150]),
            ([0, 300, 150], [500, 0, 0], [0, 0, 0]),
        ] {
            let sellers = [village, farm, zeng];
            let mut rows: Vec<SaleRow> = sellers.iter().zip(said).map(|(seller, grams)| row(*seller, grams)).collect();
            less(&mut rows, sellers.into_iter().zip(unsalable).collect());
            let found: Vec<i64> = rows.iter().map(|row| row.grams.0).collect();
            assert_eq!(found, left, "{said:?} less {unsalable:?}");
        }
    }
}
