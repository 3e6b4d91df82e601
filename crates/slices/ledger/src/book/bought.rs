//! What an outlet took in of a village, kept with the entry: what villages reported is held against it (E5).
//!
//! Where a seller lives and what a piece weighs may change, so both are kept as they were; a reversal takes back what its
//! entry gave. Goods of a lot that is tied to unsalable produce are left out: that is a report of its own. The recount is
//! [`super::recount_bought`].

use crate::{around, counterparty, sql};
use base::{
    Day, Quantity, Refusal,
    ids::{DivisionId, LotId, OutletId, PersonId, ProducerId, ProductId},
};
use books::{EntryForm, LineForm};
use edge::Actor;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use supply::desk::BoughtLine;

/// An entry that takes goods in.
pub(super) struct Intake {
    seq: i64,
    counterparty: Option<i64>,
    reverses: Option<i64>,
    day: Day,
    person: PersonId,
    lines: Vec<LineForm>,
}

/// Who sells, and where they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seller {
    pub village: DivisionId,
    /// 0 for a household.
    pub producer: i64,
    /// 1 for a producer who runs an outlet, and not the one that buys: what that took in counted there.
    pub again: i64,
}

impl Intake {
    /// What an entry takes in, if it takes anything in.
    pub(super) fn of(entry: &EntryForm, counts_on: Day) -> Option<Self> {
        (entry.kind.intake_sign() != 0).then(|| Self {
            seq: entry.seq,
            counterparty: entry.counterparty,
            reverses: entry.reverses,
            day: counts_on,
            person: entry.person,
            lines: entry.lines.clone(),
        })
    }
}

/// Keeps what was taken in of villages.
pub(super) fn write(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, intakes: &[Intake]) -> Result<(), Refusal> {
    let county = actor.county_id();
    let lots: Vec<LotId> = intakes.iter().flat_map(|intake| &intake.lines).filter_map(|line| line.lot).collect();
    let tied = sql::find_tied(tx, county, &lots)?;
    let mut sellers: BTreeMap<i64, Option<Seller>> = BTreeMap::new();
    let mut kept = Vec::new();
    for intake in intakes {
        if let Some(undone) = intake.reverses {
            let gave = supply::desk::bought_lines(tx, county, outlet, Some(undone))?;
            let back = |line: BoughtLine| BoughtLine { seq: intake.seq, day: intake.day, grams: -line.grams, ..line };
            kept.extend(gave.into_iter().map(back));
            continue;
        }
        let Some(number) = intake.counterparty else { continue };
        let found = match sellers.get(&number) {
            Some(found) => *found,
            None => {
                let found = seller(tx, county, (number, outlet))?;
                sellers.insert(number, found);
                found
            }
        };
        if let Some(seller) = found {
            kept.extend(lines(tx, actor, intake, seller, &tied)?);
        }
    }
    supply::desk::keep_bought(tx, county, outlet, &kept)
}

/// A counterparty as a seller of a village to an outlet; none if it is none.
pub(super) fn seller(
    tx: &mut Tx<'_>,
    county: &str,
    (number, outlet): (i64, OutletId),
) -> Result<Option<Seller>, Refusal> {
    let Some((kind, id)) = counterparty::what(tx, county, number)? else { return Ok(None) };
    let Some(village) = around::village_of(tx, county, &kind, id)? else { return Ok(None) };
    if kind != "producer" {
        return Ok(Some(Seller { village, producer: 0, again: 0 }));
    }
    let runs = around::run_by(tx, county, ProducerId(id))?;
    let again = i64::from(!runs.is_empty() && !runs.contains(&outlet));
    Ok(Some(Seller { village, producer: id, again }))
}

fn lines(
    tx: &mut Tx<'_>,
    actor: &Actor,
    intake: &Intake,
    seller: Seller,
    tied: &BTreeSet<LotId>,
) -> Result<Vec<BoughtLine>, Refusal> {
    let pieces: Vec<ProductId> = intake
        .lines
        .iter()
        .filter(|line| matches!(line.quantity, Quantity::Pieces(_)))
        .map(|line| line.product)
        .collect();
    let packs: BTreeMap<ProductId, i64> = around::products_at(tx, actor.county_id(), &pieces, actor.now)?
        .into_iter()
        .filter_map(|product| product.pack_g.map(|pack_g| (product.id, pack_g)))
        .collect();
    let line = |(number, line): (i64, &LineForm)| {
        if !counts(line, tied) {
            return None;
        }
        let unit_g = match line.quantity {
            Quantity::G(_) => 1,
            // Pieces of which nobody knows the weight prove nothing of what was weighed.
            Quantity::Pieces(_) => packs.get(&line.product).copied().unwrap_or_default(),
        };
        Some(BoughtLine {
            seq: intake.seq,
            line: number,
            division: seller.village,
            product: line.product,
            day: intake.day,
            unit_g,
            grams: grams(line, unit_g)?,
            person: intake.person,
            producer: seller.producer,
            again: seller.again,
        })
    };
    Ok((1..).zip(&intake.lines).filter_map(line).collect())
}

/// Whether a line of an intake of a village's goods is kept.
pub(super) fn counts(line: &LineForm, tied: &BTreeSet<LotId>) -> bool {
    let (Quantity::G(units) | Quantity::Pieces(units)) = line.quantity;
    units != 0 && line.lot.is_none_or(|lot| !tied.contains(&lot))
}

pub(super) fn grams(line: &LineForm, unit_g: i64) -> Option<i64> {
    match line.quantity {
        Quantity::G(grams) => Some(grams),
        Quantity::Pieces(pieces) => pieces.checked_mul(unit_g),
    }
}
