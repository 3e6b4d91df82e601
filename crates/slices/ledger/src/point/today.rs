//! What a keeper's phone has to know to go without a network: whom it may buy of and what, as last time; what lies
//! here; what is owed.

use super::{
    item::Paid,
    lists::{self, PaymentListFilter, PaymentListed},
    lying::{self, LotNear},
    near::{self, PersonNear, ProductNear},
    owed,
    people::{self, Who},
};
use crate::{around, view::receipt_no};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{LotId, OutletId, ProductId},
    units::UnitPrice,
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, btree_map::Entry};
use store::{Ask, Tx, params, row};

const OUTLETS_MOST: i64 = 200;
const SLIPS_KEPT: i64 = 500;
const SLIPS_SHOWN: usize = 60;
const LISTS_SHOWN: i64 = 20;

/// A slip that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IntakeSlipView {
    /// The id that the phone gave it.
    pub client: String,
    /// Number of its entry.
    pub seq: i64,
    /// The number as people say it.
    pub receipt_no: String,
    /// Business day.
    pub day: Day,
    /// When it was filled in.
    pub told_at: Instant,
    /// The seller, masked.
    pub seller: String,
    /// What.
    pub product: ProductId,
    /// Its name.
    pub product_name: String,
    /// Weight on the scale.
    pub gross_g: i64,
    /// Baskets and cart.
    pub tare_g: i64,
    /// Moisture and dirt.
    pub deducted_g: i64,
    /// What is left.
    pub net_g: i64,
    /// Its grade.
    pub grade: String,
    /// Its price.
    pub price: UnitPrice,
    /// What it came to.
    pub amount_fen: Fen,
    /// How it is paid.
    pub paid: Paid,
    /// It was reversed since.
    pub undone: bool,
}

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
    /// The last payment lists, the newest first.
    pub lists: Vec<PaymentListed>,
}

row! {
    /// A slip as it is kept.
    #[derive(Clone, Debug)]
    pub(super) struct Slip {
        pub client: String, pub seq: i64, pub day: Day, pub told_at: Instant, pub counterparty: i64, pub product: ProductId, pub lot: LotId,
        pub gross_g: i64, pub tare_g: i64, pub deducted_g: i64, pub net_g: i64, pub grade: String, pub price_fen: Fen, pub price_per_g: i64, pub amount_fen: Fen,
        pub paid: String, pub undone: bool,
    }
}

fn slips(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Vec<Slip>, Refusal> {
    Ok(tx.query(
        "SELECT s.client, s.seq, e.day, i.told_at, s.counterparty, s.product, s.lot, s.gross_g, s.tare_g, s.deducted_g, s.net_g,
         s.grade, s.price_fen, s.price_per_g, s.amount_fen, s.paid,
         CASE WHEN EXISTS (SELECT 1 FROM entry r WHERE r.county = s.county AND r.book = s.outlet AND r.reverses = s.seq)
             THEN 1 ELSE 0 END
         FROM intake_slip s JOIN entry e ON e.county = s.county AND e.book = s.outlet AND e.seq = s.seq
         JOIN point_item i ON i.county = s.county AND i.client = s.client
         WHERE s.county = $1 AND s.outlet = $2 ORDER BY s.seq DESC LIMIT $3",
        params![county, outlet, SLIPS_KEPT],
    )?)
}

/// What a keeper's phone keeps. **Who:** keeper of the point.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing) -> Result<PointView, Refusal> {
    let outlet_name = super::require_point(tx, actor, outlet)?;
    let county = actor.county_id();
    let slips = slips(tx, county, outlet)?;
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
        products,
        grades,
        lots: lying::lots(tx, county, outlet, &slips)?,
        outlets: outlets
            .into_iter()
            .filter(|side| side.id != outlet.0)
            .map(|side| OutletNear { id: OutletId(side.id), name: side.name, kind: side.note })
            .collect(),
        owed: owed(tx, county, outlet)?,
        lists: lists::list(tx, actor, (), looked, &ask)?.items,
        slips: slips.iter().take(SLIPS_SHOWN).map(|slip| shown(slip, outlet, &who, &named)).collect(),
    })
}

fn shown(
    slip: &Slip,
    outlet: OutletId,
    who: &BTreeMap<i64, Who>,
    products: &BTreeMap<ProductId, String>,
) -> IntakeSlipView {
    IntakeSlipView {
        client: slip.client.clone(),
        seq: slip.seq,
        receipt_no: receipt_no(outlet, slip.seq),
        day: slip.day,
        told_at: slip.told_at,
        seller: who.get(&slip.counterparty).map(|who| who.name.clone()).unwrap_or_default(),
        product: slip.product,
        product_name: products.get(&slip.product).cloned().unwrap_or_default(),
        gross_g: slip.gross_g,
        tare_g: slip.tare_g,
        deducted_g: slip.deducted_g,
        net_g: slip.net_g,
        grade: slip.grade.clone(),
        price: UnitPrice { fen: slip.price_fen, per: slip.price_per_g },
        amount_fen: slip.amount_fen,
        paid: if slip.paid == Paid::Cash.word() { Paid::Cash } else { Paid::OnAccount },
        undone: slip.undone,
    }
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
