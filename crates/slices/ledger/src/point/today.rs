//! What a keeper's phone has to know to go without a network: whom it may buy of and what, as last time; what lies
//! here; what is owed.

use super::{
    lists::{self, PaymentListFilter, PaymentListed},
    lying::{self, LotNear},
    near::{self, PersonNear, ProductNear},
    owed,
    people::{self, Who},
    sellers::{self, SellerSums},
    slips::{self, IntakeSlipView},
    tying::{self, UnsalableNear},
    undo,
};
use crate::around;
use base::{
    Day, Fen, Refusal,
    ids::{OutletId, ProductId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, btree_map::Entry};
use store::{Ask, Tx};

const OUTLETS_MOST: i64 = 200;
const SLIPS_SHOWN: usize = 200;
const LISTS_SHOWN: i64 = 20;

/// What is open to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwedNear {
    /// The person, by the number in the ledger.
    pub counterparty: i64,
    /// Who, masked.
    #[serde(flatten)]
    pub who: Who,
    /// First letters of a person's name in pinyin.
    pub initials: String,
    /// Village, number, masked telephone number: what tells people of one name apart.
    pub note: String,
    /// Grams.
    pub quantity_g: i64,
    /// What is open; below zero is owed back.
    pub amount_fen: Fen,
    /// For these entries.
    pub entries: Vec<i64>,
}

/// An outlet to hand goods to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OutletNear {
    /// Id.
    pub id: OutletId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
}

/// All that a keeper's phone keeps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PointView {
    /// The county's day.
    pub day: Day,
    /// The point.
    pub outlet: OutletId,
    /// Its name.
    pub outlet_name: String,
    /// Who may sell here, who sold last on top.
    pub people: Vec<PersonNear>,
    /// What may be bought, what was bought last on top.
    pub products: Vec<ProductNear>,
    /// Grades that were said here, the newest first.
    pub grades: Vec<String>,
    /// Lots that lie here.
    pub lots: Vec<LotNear>,
    /// Outlets to hand goods to.
    pub outlets: Vec<OutletNear>,
    /// The last slips, the newest first.
    pub slips: Vec<IntakeSlipView>,
    /// What is open, by person.
    pub owed: Vec<OwedNear>,
    /// What came in of each seller and how it is paid.
    pub sellers: Vec<SellerSums>,
    /// Reports of unsalable produce that a slip may name.
    pub unsalable: Vec<UnsalableNear>,
    /// The last payment lists, the newest first.
    pub lists: Vec<PaymentListed>,
}

/// What a keeper's phone keeps. **Who:** keeper of the point.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing) -> Result<PointView, Refusal> {
    let outlet_name = super::require_point(tx, actor, outlet)?;
    let county = actor.county_id();
    let slips = slips::newest(tx, county, outlet)?;
    let path = around::outlet_path(tx, county, outlet)?;
    let mut who = BTreeMap::new();
    for slip in slips.iter().take(SLIPS_SHOWN) {
        if let Entry::Vacant(free) = who.entry(slip.counterparty) {
            free.insert(people::who(tx, county, slip.counterparty)?);
        }
    }
    let products = near::products(tx, actor, outlet, &path, &slips)?;
    let named: BTreeMap<ProductId, String> = crate::named::names(tx, county, slips.iter().map(|slip| slip.product))?;
    let mut grades: Vec<String> = Vec::new();
    for grade in slips.iter().map(|slip| &slip.grade).filter(|grade| !grade.is_empty()) {
        if grades.len() < 6 && !grades.contains(grade) {
            grades.push(grade.clone());
        }
    }
    let looked = PaymentListFilter { outlet: Some(outlet.0), ..PaymentListFilter::default() };
    let ask = Ask { limit: Some(LISTS_SHOWN), ..Ask::default() };
    let outlets = around::outlets_to_choose(tx, actor, ("", None), OUTLETS_MOST)?;
    Ok(PointView {
        day: actor.day(),
        outlet,
        outlet_name,
        people: near::people(tx, county, outlet, &path, &slips)?,
        grades,
        lots: lying::lots(tx, county, outlet, &slips)?,
        outlets: outlets
            .into_iter()
            .filter(|side| side.id != outlet.0)
            .map(|side| OutletNear { id: OutletId(side.id), name: side.name, kind: side.note })
            .collect(),
        owed: owed(tx, county, outlet)?,
        lists: lists::list(tx, actor, (), looked, &ask)?.items,
        sellers: sellers::sums(tx, county, outlet)?,
        unsalable: tying::reports(tx, actor, &path, &products)?,
        products,
        slips: slips
            .iter()
            .take(SLIPS_SHOWN)
            .map(|slip| slip.shown((outlet, undo::back(actor)), &who, &named))
            .collect(),
    })
}

fn owed(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Vec<OwedNear>, Refusal> {
    let mut all: BTreeMap<i64, OwedNear> = BTreeMap::new();
    for (counterparty, entry) in owed::all_open(tx, county, outlet)? {
        let one = match all.entry(counterparty) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(free) => {
                let (who, initials, note) = people::told_apart(tx, county, counterparty)?;
                let (quantity_g, amount_fen) = (0, Fen::ZERO);
                free.insert(OwedNear { counterparty, who, initials, note, quantity_g, amount_fen, entries: Vec::new() })
            }
        };
        one.quantity_g = one.quantity_g.saturating_add(entry.quantity_g);
        one.amount_fen = Fen(one.amount_fen.0.saturating_add(entry.amount_fen.0));
        one.entries.push(entry.seq);
    }
    Ok(all.into_values().filter(|one| one.amount_fen != Fen::ZERO).collect())
}
