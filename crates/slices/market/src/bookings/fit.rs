//! Whether a line of a book may stand for a delivery: same goods, same sides, enough of it. Pure, but for loading the sides.

use crate::{contracts::Kept, error::No};
use base::{Refusal, ids::ProductId, names::normal};
use edge::Actor;
use ledger::claim::ClaimableLine;
use store::{Tx, params};

/// Somebody as a book names them: a register and a number, or a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Side {
    /// `producer`, `household`, `unit`, and the number there.
    pub registered: Vec<(&'static str, i64)>,
    /// The name of who is in no register; empty for nobody.
    pub name: String,
}

impl Side {
    fn is(&self, line: &ClaimableLine) -> bool {
        let known = self.registered.iter().any(|(kind, id)| (*kind, *id) == (line.party_kind.as_str(), line.party));
        let named =
            line.party_kind == "other" && !self.name.is_empty() && normal(&line.party_name) == normal(&self.name);
        known || named
    }
}

/// What a line is held against.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    pub seller: Side,
    pub buyer: Side,
    /// Products of the contract's crop.
    pub products: Vec<ProductId>,
    /// The report of unsalable produce that the contract's goods are of: 0 for ordinary supply, none where nobody knows.
    pub report: Option<i64>,
}

/// The source of the offer that a contract came of, and its number.
pub(super) fn source(tx: &mut Tx<'_>, county: &str, kept: &Kept) -> Result<Option<(String, i64)>, Refusal> {
    let sql = "SELECT source, source_id FROM offer WHERE county = $1 AND id = $2";
    Ok(tx.find(sql, params![county, kept.offer])?)
}

/// Loads the sides of a contract. A household and the producer that it is are one.
pub(super) fn sides(tx: &mut Tx<'_>, actor: &Actor, kept: &Kept) -> Result<Sides, Refusal> {
    let county = actor.county_id();
    let of_households = catalogue::desk::households_of_producers(tx, county)?;
    let household = kept.household.or_else(|| kept.producer.and_then(|id| of_households.get(&id).copied()));
    let mut registered: Vec<(&'static str, i64)> = kept.producer.map(|id| ("producer", id.0)).into_iter().collect();
    if let Some(household) = household {
        registered.push(("household", household.0));
        let own = of_households.iter().filter(|(_, of)| **of == household);
        registered.extend(own.map(|(producer, _)| ("producer", producer.0)));
    }
    let name = match kept.person {
        Some(party) => identity::desk::open_party(tx, county, party)?.form.name,
        None => String::new(),
    };
    let report = source(tx, county, kept)?.map(|(source, id)| if source == "unsalable" { id } else { 0 });
    Ok(Sides {
        seller: Side { registered, name },
        buyer: Side {
            registered: kept.unit.map(|id| ("unit", id.0)).into_iter().collect(),
            name: kept.partner.clone(),
        },
        products: supply::desk::products_of(tx, county, kept.crop)?,
        report,
    })
}

/// Whether a line may stand for so many grams. **Errors:** other goods, another side, another report, too little.
pub(super) fn fits(line: &ClaimableLine, sides: &Sides, grams: i64) -> Result<(), No> {
    if !sides.products.contains(&line.product) {
        return Err(No::NotOfTheCrop);
    }
    let side = if line.kind == "sale" { &sides.buyer } else { &sides.seller };
    if !side.is(line) {
        return Err(No::LineOfOthers);
    }
    if sides.report.is_some_and(|report| report != line.unsalable) {
        return Err(No::OtherReport);
    }
    if line.grams.saturating_sub(line.claimed_g) < grams {
        return Err(No::LineTooSmall);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{
        Day, Fen,
        ids::{OutletId, PersonId},
    };
    use ledger::claim::LineNo;

    fn line(kind: &str, (party_kind, party, party_name): (&str, i64, &str)) -> ClaimableLine {
        ClaimableLine {
            no: LineNo { outlet: OutletId(1), seq: 4, line: 1 },
            kind: kind.into(),
            day: "2026-08-10".parse::<Day>().unwrap(),
            party_kind: party_kind.into(),
            party,
            party_name: party_name.into(),
            product: ProductId(7),
            product_name: "黄桃".into(),
            grams: 100_000,
            amount_fen: Fen(60_000),
            unsalable: 0,
            person: PersonId(3),
            claimed_g: 40_000,
        }
    }

    #[test]
    fn a_line_stands_for_a_delivery_of_the_same_goods_between_the_same_sides() {
        let sides = Sides {
            seller: Side { registered: vec![("household", 3), ("producer", 5)], name: String::new() },
            buyer: Side { registered: vec![("unit", 9)], name: "长沙某超市".into() },
            products: vec![ProductId(7)],
            report: None,
        };
        let check = |line: ClaimableLine, sides: &Sides, grams, expect: Result<(), No>| {
            assert_eq!(fits(&line, sides, grams), expect, "{line:?}");
        };
        check(line("purchase", ("household", 3, "")), &sides, 60_000, Ok(()));
        check(line("purchase", ("producer", 5, "")), &sides, 60_000, Ok(()));
        check(line("consignment_intake", ("producer", 5, "")), &sides, 60_000, Ok(()));
        check(line("purchase", ("household", 4, "")), &sides, 1, Err(No::LineOfOthers));
        check(line("purchase", ("unit", 9, "")), &sides, 1, Err(No::LineOfOthers));
        check(line("purchase", ("", 0, "")), &sides, 1, Err(No::LineOfOthers));
        check(line("sale", ("unit", 9, "")), &sides, 1, Ok(()));
        check(line("sale", ("other", 2, "长沙 某超市")), &sides, 1, Ok(()));
        check(line("sale", ("household", 3, "")), &sides, 1, Err(No::LineOfOthers));
        check(line("purchase", ("household", 3, "")), &sides, 60_001, Err(No::LineTooSmall));
        let villager = Sides { seller: Side { registered: vec![], name: "曾老伯".into() }, ..sides.clone() };
        check(line("purchase", ("other", 8, "曾老伯")), &villager, 1, Ok(()));
        check(line("purchase", ("other", 8, "曾老四")), &villager, 1, Err(No::LineOfOthers));
        check(line("purchase", ("household", 8, "")), &villager, 1, Err(No::LineOfOthers));
        let other_goods = Sides { products: vec![ProductId(8)], ..sides.clone() };
        check(line("purchase", ("household", 3, "")), &other_goods, 1, Err(No::NotOfTheCrop));
        // Ordinary supply never stands on a lot of reported produce, nor the other way round: it would count twice.
        let (ordinary, reported) = (Sides { report: Some(0), ..sides.clone() }, Sides { report: Some(6), ..sides });
        let tied = ClaimableLine { unsalable: 6, ..line("purchase", ("household", 3, "")) };
        check(tied.clone(), &ordinary, 1, Err(No::OtherReport));
        check(tied, &reported, 1, Ok(()));
        check(line("purchase", ("household", 3, "")), &reported, 1, Err(No::OtherReport));
    }
}
