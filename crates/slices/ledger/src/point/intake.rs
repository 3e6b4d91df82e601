//! The intake slip 收购单: a purchase in the point's book, with the weights that led to it beside the entry.

use super::{
    error::No,
    item::{Intake, Paid, SlipSeller},
    upload::Made,
    weigh::weigh,
};
use crate::{
    around,
    counterparty::{self, Named, Party},
    purchase::{self, IntakeLine, RecordPurchase},
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{HouseholdId, OutletId, ProducerId},
    quantity::amount,
    units::UnitPrice,
};
use books::{Means, Payment};
use edge::Actor;
use store::{Tx, params};

/// Highest price that is believed: ¥10,000 a kg.
const MOST_FEN_PER_KG: i64 = 1_000_000;
const GRADE_MOST: usize = 20;

/// Records a slip; the entry's number and its lot.
pub(super) fn take_in(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, day): (OutletId, Day),
    client: &str,
    slip: &Intake,
) -> Result<Made, Refusal> {
    let at = |field: &'static str| move |no: No| Refusal::from(no).at(field);
    let weighed = weigh(slip.gross_g, slip.tare_g, slip.deduction).map_err(at("/what/intake/gross_g"))?;
    check_price(slip.price).map_err(at("/what/intake/price"))?;
    if slip.grade.chars().count() > GRADE_MOST {
        return Err(Refusal::from(crate::error::No::TooLong { most: GRADE_MOST }).at("/what/intake/grade"));
    }
    let seller = seller(tx, actor, outlet, &slip.seller).map_err(|refusal| refusal.at("/what/intake/seller"))?;
    let line = IntakeLine {
        product: slip.product,
        quantity: Quantity::G(weighed.net_g),
        price: Some(slip.price),
        amount_fen: None,
        papers: slip.papers.clone(),
    };
    let total = amount(slip.price.fen, weighed.net_g, slip.price.per).ok_or(crate::error::No::Overflow)?;
    let payments = match slip.paid {
        Paid::OnAccount => Vec::new(),
        Paid::Cash => vec![Payment { means: Means::Cash, amount_fen: total }],
    };
    let body =
        RecordPurchase { day: Some(day), supplier: seller.clone(), lines: vec![line], payments, note: String::new() };
    let done = purchase::record(tx, actor, outlet, body)?;
    let lot = done.lots.first().copied().ok_or(No::Lot)?;
    let counterparty = counterparty::of(tx, actor, &seller)?;
    let county = actor.county_id();
    tx.run(
        "INSERT INTO intake_slip (county, outlet, seq, client, counterparty, product, lot, gross_g, tare_g, deduction_ppm,
         deducted_g, net_g, grade, price_fen, price_per_g, amount_fen, paid)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        params![
            county,
            outlet,
            done.entry.seq,
            client,
            counterparty,
            slip.product,
            lot,
            weighed.gross_g,
            weighed.tare_g,
            weighed.deduction_ppm,
            weighed.deducted_g,
            weighed.net_g,
            slip.grade.trim(),
            slip.price.fen,
            slip.price.per,
            done.entry.total_fen,
            slip.paid.word()
        ],
    )?;
    Ok(Made { number: done.entry.seq, lot: Some(lot), advice: done.advice.into_iter().next() })
}

/// A price above zero, for a jin or a kilogram, that somebody could ask.
fn check_price(price: UnitPrice) -> Result<(), No> {
    let per_kg = amount(price.fen, 1_000, price.per.max(1)).unwrap_or(Fen(0));
    let sane = (price.per == 500 || price.per == 1_000) && price.fen.0 > 0 && per_kg.0 <= MOST_FEN_PER_KG;
    if sane && per_kg.0 > 0 { Ok(()) } else { Err(No::NoPrice) }
}

/// Who sells, as purchases name it.
fn seller(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, seller: &SlipSeller) -> Result<Party, Refusal> {
    Ok(match seller {
        SlipSeller::Household(id) => of_township(tx, actor, outlet, *id)?,
        SlipSeller::Producer(id) => Party::Producer(*id),
        SlipSeller::Named(named) => Party::Named(named.clone()),
        SlipSeller::Known(id) => known(tx, actor.county_id(), outlet, *id)?,
    })
}

/// A household of the point's own township; others come by name, as strangers do.
fn of_township(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, id: HouseholdId) -> Result<Party, Refusal> {
    let county = actor.county_id();
    let party = Party::Household(id);
    let lives = around::supplier(tx, county, &party)?.path;
    let lies = around::outlet_path(tx, county, outlet)?;
    let here = lives.is_some_and(|path| path.starts_with(crate::tie::township(&lies)));
    if here { Ok(party) } else { Err(No::Elsewhere.into()) }
}

/// Somebody of whom this book bought before.
fn known(tx: &mut Tx<'_>, county: &str, outlet: OutletId, id: i64) -> Result<Party, Refusal> {
    let found: Option<(String, i64, i64)> = tx.find(
        "SELECT c.kind, c.ref, c.farmer FROM counterparty c WHERE c.county = $1 AND c.id = $3 AND EXISTS
         (SELECT 1 FROM entry e WHERE e.county = c.county AND e.book = $2 AND e.kind = 'purchase' AND e.counterparty = c.id)",
        params![county, outlet, id],
    )?;
    let (kind, register, farmer) = found.ok_or(No::Seller)?;
    Ok(match kind.as_str() {
        "household" => Party::Household(HouseholdId(register)),
        "producer" => Party::Producer(ProducerId(register)),
        "other" => {
            let form = around::party(tx, county, register)?;
            Party::Named(Named { name: form.name, address: form.address, contact: form.phone, farmer: farmer == 1 })
        }
        _ => return Err(No::Seller.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_for_a_jin_or_a_kilogram() {
        for (fen, per, fine) in [
            (250, 500, true),
            (1, 1_000, true),
            (1_000_000, 1_000, true),
            (1_000_001, 1_000, false),
            (0, 500, false),
            (-1, 500, false),
            (250, 0, false),
            (250, 100, false),
            (i64::MAX, 500, false),
        ] {
            assert_eq!(check_price(UnitPrice { fen: Fen(fen), per }).is_ok(), fine, "{fen} {per}");
        }
    }
}
