//! Taking goods in: purchases 进货单 and consignment intake 代销入库, each line a lot of its own.

use crate::{
    around,
    book::{Book, Draft, DraftLine},
    counterparty::{self, Party},
    days,
    error::No,
    goods::{Goods, LINES_MOST, Priced, price},
    lots::{self, NewLot, Papers},
    tie,
    view::EntryDone,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{LotId, OutletId, ProductId},
    units::UnitPrice,
};
use books::{Kind, LineForm, Means, Payment};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::Tx;

/// Goods taken in from one supplier.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPurchase {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// From whom.
    pub supplier: Party,
    /// What.
    pub lines: Vec<IntakeLine>,
    /// How it was paid; on account if nothing is said.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// Goods taken in to be sold for their owner; the amount is what the owner is to get.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordConsignment {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Whose they are.
    pub owner: Party,
    /// What.
    pub lines: Vec<IntakeLine>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// One line that comes in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IntakeLine {
    /// What.
    pub product: ProductId,
    /// How much.
    pub quantity: Quantity,
    /// At what price; or the amount is said.
    #[serde(default)]
    pub price: Option<UnitPrice>,
    /// What it cost.
    #[serde(default)]
    pub amount_fen: Option<Fen>,
    /// What its label and documents say.
    #[serde(default)]
    pub papers: Papers,
}

/// Goods that were taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IntakeView {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryDone,
    /// The new lots, one for each line.
    pub lots: Vec<LotId>,
    /// What the law encourages but does not demand here, such as a household's certificate.
    pub advice: Vec<base::Text>,
}

/// Records a purchase. **Who:** manager of the outlet, keeper of the collection point.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordPurchase) -> Result<IntakeView, Refusal> {
    let intake = Intake {
        kind: Kind::Purchase,
        day: body.day.unwrap_or_else(|| actor.day()),
        supplier: &body.supplier,
        lines: &body.lines,
        payments: Some(&body.payments),
        note: &body.note,
    };
    take_in(tx, actor, outlet, &intake)
}

/// Records a consignment intake; nothing is owed until the goods are sold. **Who:** as a purchase.
pub fn consign(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    body: RecordConsignment,
) -> Result<IntakeView, Refusal> {
    let intake = Intake {
        kind: Kind::ConsignmentIntake,
        day: body.day.unwrap_or_else(|| actor.day()),
        supplier: &body.owner,
        lines: &body.lines,
        payments: None,
        note: &body.note,
    };
    take_in(tx, actor, outlet, &intake)
}

/// What purchases and consignments share.
struct Intake<'a> {
    kind: Kind,
    day: Day,
    supplier: &'a Party,
    lines: &'a [IntakeLine],
    payments: Option<&'a [Payment]>,
    note: &'a str,
}

fn take_in(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, intake: &Intake<'_>) -> Result<IntakeView, Refusal> {
    let day = intake.day;
    check_size(intake.lines.len())?;
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    around::outlet_on(tx, actor.county_id(), outlet, day)?;
    counterparty::no_outlet(tx, actor.county_id(), intake.supplier)?;
    let supplier = around::supplier(tx, actor.county_id(), intake.supplier)?;
    if supplier.blacklisted {
        return Err(No::Blacklisted { name: supplier.name }.into());
    }
    let goods = Goods::load(tx, actor, intake.lines.iter().map(|line| line.product), day)?;
    if !intake.supplier.is_named_in_full() && goods.iter().any(|product| product.demands.supplier) {
        return Err(No::Supplier.into());
    }
    let counterparty = Some(counterparty::of(tx, actor, intake.supplier)?);
    let mut priced: Vec<Priced> = Vec::with_capacity(intake.lines.len());
    let mut new: Vec<NewLot> = Vec::with_capacity(intake.lines.len());
    let mut tied: BTreeMap<i64, i64> = BTreeMap::new();
    for (index, line) in intake.lines.iter().enumerate() {
        let at = |no: No| Refusal::from(no).at(format!("/lines/{index}"));
        let product = goods.get(line.product)?;
        priced.push(price(product, line.quantity, line.price, line.amount_fen).map_err(at)?);
        let papers = lots::papers(product, &supplier, &line.papers, day).map_err(at)?;
        let note = lots::note(product, &supplier, &papers);
        let goods = (product, line.quantity, day);
        let so_far = tied.entry(papers.unsalable.unwrap_or_default()).or_default();
        let tie = tie::check(tx, actor, papers.unsalable, goods, &supplier, so_far)
            .map_err(|refusal| refusal.at(format!("/lines/{index}/papers/unsalable")))?;
        new.push(NewLot { product: line.product, taken_in_on: day, papers, counterparty, note, tie });
    }
    let mut book = Book::open(tx, actor, outlet)?;
    let lots = lots::keep(tx, actor.county_id(), outlet, book.next_seq(), &new)?;
    for (lot, new) in lots.iter().zip(&new) {
        book.know_lot(*lot, day, new.papers.expires_on);
    }
    let lines = lines(&goods, &priced, &new, &lots)?;
    let payments = intake.payments.map_or(Ok(Vec::new()), |said| paid(said, &lines))?;
    let draft = Draft { counterparty, payments, note: intake.note.to_owned(), ..Draft::of(intake.kind, day, lines) };
    let written = book.write(actor, draft)?;
    book.close(tx, actor)?;
    Ok(IntakeView { entry: EntryDone::new(outlet, &written), lots, advice: advice(&goods, &new) })
}

pub(crate) fn check_size(lines: usize) -> Result<(), No> {
    match lines {
        0 => Err(No::NoLines),
        n if n > LINES_MOST => Err(No::TooManyLines { most: LINES_MOST }),
        _ => Ok(()),
    }
}

fn lines(goods: &Goods, priced: &[Priced], new: &[NewLot], lots: &[LotId]) -> Result<Vec<DraftLine>, No> {
    let line = |((priced, new), lot): ((&Priced, &NewLot), &LotId)| {
        let product = goods.get(new.product)?;
        Ok(DraftLine::plain(LineForm {
            product: product.id,
            lot: Some(*lot),
            quantity: priced.quantity,
            price: priced.price,
            amount_fen: priced.gross,
            listed: product.listed,
            local: product.local,
            campaign: None,
        }))
    };
    priced.iter().zip(new).zip(lots).map(line).collect()
}

/// The payments of a purchase: what was said, which must be the total; all on account if nothing was.
pub(crate) fn paid(said: &[Payment], lines: &[DraftLine]) -> Result<Vec<Payment>, Refusal> {
    let total = Fen::total(lines.iter().map(|line| line.form.amount_fen)).ok_or(No::Overflow)?;
    if said.is_empty() {
        return Ok(vec![Payment { means: Means::OnAccount, amount_fen: total }]);
    }
    let paid = Fen::total(said.iter().map(|payment| payment.amount_fen)).ok_or(No::Overflow)?;
    let sane = said.iter().all(|payment| payment.amount_fen.0 >= 0 && payment.means != Means::Voucher);
    if paid != total || !sane {
        return Err(books::basket::BasketRefusal::Payments { total: total.to_string(), paid: paid.to_string() }.into());
    }
    Ok(said.to_vec())
}

fn advice(goods: &Goods, new: &[NewLot]) -> Vec<base::Text> {
    let missing = |lot: &&NewLot| {
        lot.papers.certificate.is_empty() && goods.get(lot.product).is_ok_and(|product| product.certificate_due)
    };
    let text = |lot: &NewLot| {
        let name = goods.get(lot.product).map(|product| product.name.clone()).unwrap_or_default();
        base::Text::new(
            format!("“{name}”没有承诺达标合格证：农户不强制，建议由农户自行开具；混批、分装后由收购点重新开具"),
            format!(
                "{name} has no commitment certificate: households are not bound to it, but may write one; after mixing or repacking the collection point writes a new one"
            ),
        )
    };
    new.iter().filter(missing).map(text).collect()
}
