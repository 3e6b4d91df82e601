//! Whom a point may buy of and what: who sold here last and who lives around, what was bought last and what grows there.

use super::slips::Slip;
use crate::{around, counterparty, sides};
use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, ProductId},
    names,
    units::UnitPrice,
};
use edge::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

const PEOPLE_MOST: i64 = 1_000;
const PRODUCTS_MOST: usize = 300;

/// Somebody of whom the point may buy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonNear {
    /// `household`, `producer`, or `known` for who is in no register: the word of a slip's seller.
    pub kind: String,
    /// The number that goes with it.
    pub id: i64,
    /// Name; of a person masked.
    pub name: String,
    /// First letters in pinyin, to find the name by.
    pub initials: String,
    /// Village, number, masked telephone number: what tells people of one name apart.
    pub note: String,
    /// Must bring a commitment certificate where one is due.
    pub bound: bool,
    /// The township that somebody in a register is of: goods of its reports alone come from there.
    pub township: Option<DivisionId>,
    /// The village.
    pub village: Option<DivisionId>,
    /// What was bought last.
    pub last_product: Option<ProductId>,
    /// When it was.
    pub last_day: Option<Day>,
}

/// A product that the point may buy by weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProductNear {
    /// Id.
    pub id: ProductId,
    /// Name.
    pub name: String,
    /// Name, initials, pinyin: what it is found by.
    pub search: String,
    /// Who is bound to it brings a commitment certificate today.
    pub certificate_due: bool,
    /// Price of the last slip.
    pub price: Option<UnitPrice>,
    /// Grade of the last slip.
    pub grade: String,
}

/// Who sold here last, then who lives around.
pub(super) fn people(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    path: &str,
    slips: &[Slip],
) -> Result<Vec<PersonNear>, Refusal> {
    let mut last: BTreeMap<i64, (ProductId, Day)> = BTreeMap::new();
    for slip in slips {
        last.entry(slip.counterparty).or_insert((slip.product, slip.day));
    }
    let mut all = Vec::new();
    let mut seen: BTreeSet<(String, i64)> = BTreeSet::new();
    let around = match sides::reach(path) {
        Some(reach) => around::neighbours(tx, county, reach, PEOPLE_MOST)?,
        None => Vec::new(),
    };
    let mut before: Vec<(i64, i64, String, i64, i64)> = tx.query(
        "SELECT t.last_seq, c.id, c.kind, c.ref, c.farmer FROM seller_total t
         JOIN counterparty c ON c.county = t.county AND c.id = t.counterparty
         WHERE t.county = $1 AND t.outlet = $2 AND c.kind IN ('household', 'producer', 'other')
         ORDER BY t.last_seq DESC LIMIT $3",
        params![county, outlet, PEOPLE_MOST],
    )?;
    for (_, counterparty, kind, register, farmer) in before.drain(..) {
        let (last_product, last_day) = last.get(&counterparty).map_or((None, None), |(p, d)| (Some(*p), Some(*d)));
        seen.insert((kind.clone(), register));
        if let Some(found) = around.iter().find(|one| one.kind == kind && one.id == register) {
            all.push(PersonNear { last_product, last_day, ..person(found) });
            continue;
        }
        let found = around::person(tx, county, &kind, register)?;
        let note = format!("{} {}", found.shown_place, found.shown_phone).trim().to_owned();
        let known = kind == "other";
        all.push(PersonNear {
            id: if known { counterparty } else { register },
            bound: if known { farmer == 0 } else { counterparty::bound(tx, county, &kind, register)? },
            kind: if known { "known".to_owned() } else { kind },
            township: around::divisions_of(&found.path).0,
            village: around::divisions_of(&found.path).1,
            initials: names::initials(&found.name),
            name: found.shown,
            note,
            last_product,
            last_day,
        });
    }
    all.extend(around.iter().filter(|one| !seen.contains(&(one.kind.to_owned(), one.id))).map(person));
    Ok(all)
}

fn person(found: &around::Near) -> PersonNear {
    PersonNear {
        kind: found.kind.to_owned(),
        id: found.id,
        name: found.name.clone(),
        initials: found.initials.clone(),
        note: found.note.clone(),
        bound: found.bound,
        township: around::divisions_of(&found.path).0,
        village: around::divisions_of(&found.path).1,
        last_product: None,
        last_day: None,
    }
}

/// What was bought here, the last on top, then what grows in the village, then in the township; by weight, and without
/// dates or batch numbers that a slip does not ask for.
pub(super) fn products(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    path: &str,
    slips: &[Slip],
) -> Result<Vec<ProductNear>, Refusal> {
    let county = actor.county_id();
    let mut ids: Vec<ProductId> = slips.iter().map(|slip| slip.product).collect();
    ids.extend(tx.query::<ProductId>(
        "SELECT DISTINCT product FROM intake_total WHERE county = $1 AND outlet = $2 ORDER BY product",
        params![county, outlet],
    )?);
    let most = i64::try_from(PRODUCTS_MOST).unwrap_or(i64::MAX);
    if let Some((below, near)) = sides::reach(path) {
        ids.extend(around::produce_below(tx, county, near, most)?);
        ids.extend(around::produce_below(tx, county, below, most)?);
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.truncate(PRODUCTS_MOST);
    let found = around::products_at(tx, county, &ids, actor.now)?;
    let weighable = |product: &around::Product| {
        (product.unit == "g" || product.pack_g.is_some()) && !product.demands.production_date_or_batch
    };
    let near = |product: around::Product| {
        let last = slips.iter().find(|slip| slip.product == product.id);
        ProductNear {
            id: product.id,
            search: names::search_key(&product.name, []),
            certificate_due: product.certificate_due,
            price: last.map(|slip| UnitPrice { fen: slip.price_fen, per: slip.price_per_g }),
            grade: last.map(|slip| slip.grade.clone()).unwrap_or_default(),
            name: product.name,
        }
    };
    Ok(found.into_iter().filter(weighable).map(near).collect())
}
