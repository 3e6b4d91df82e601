//! A sale 销货单: at the till, by wholesale, online, in a live stream.
//!
//! Vouchers are spent in the same transaction, and pay for listed products only; what each line owes
//! them is kept, so that a return knows. At an authorised outlet a product that is not listed on that
//! day is refused unless the county office allowed it. Some ten statements, however many lines.

use crate::{
    around::{self, Outlet, Product, Spent},
    book::{Book, Draft, DraftLine, Written, split},
    counterparty::{self, Party},
    days,
    error::No,
    gift,
    goods::{Goods, LINES_MOST, Priced, price},
    live,
    shelf::{Part, Shelf, Take},
    till_number::RECEIPT_MOST,
    view::SaleView,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{AccountId, LotId, OutletId, ProductId},
    units::UnitPrice,
};
use books::{Discount, DiscountKind, Kind, LineForm, Means, Payment, basket};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Where goods are sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// To whoever walks in.
    Till,
    /// To a canteen, a unit or a dealer; the buyer is named.
    Wholesale,
    /// Over the net.
    Online,
    /// In a live-stream session, which is named.
    Live,
}

impl Channel {
    /// Its word in books and hashes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Till => "till",
            Self::Wholesale => "wholesale",
            Self::Online => "online",
            Self::Live => "live",
        }
    }
}

/// A sale.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordSale {
    /// Business day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Where; over the net at an online partner, at the till elsewhere, if it is not said.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// The live-stream session that it was made in; for that channel alone.
    #[serde(default)]
    pub session: Option<i64>,
    /// To whom; needed for a wholesale.
    #[serde(default)]
    pub buyer: Option<Party>,
    /// What.
    pub lines: Vec<SaleLine>,
    /// Off the whole basket, in fen.
    #[serde(default)]
    pub basket_discount_fen: Fen,
    /// 抹零, in fen.
    #[serde(default)]
    pub rounding_fen: Fen,
    /// How it was paid; adds up to the total.
    pub payments: Vec<SalePayment>,
    /// Receipt number of the outlet's own till, where it keeps one.
    #[serde(default)]
    pub till_receipt: String,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// One line of a sale.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaleLine {
    /// What.
    pub product: ProductId,
    /// How much.
    pub quantity: Quantity,
    /// At what price; or the amount is said.
    #[serde(default)]
    pub price: Option<UnitPrice>,
    /// Price × quantity, if it was said instead.
    #[serde(default)]
    pub amount_fen: Option<Fen>,
    /// Off this line.
    #[serde(default)]
    pub discount_fen: Fen,
    /// The lot on the label; the oldest if not said.
    #[serde(default)]
    pub lot: Option<LotId>,
}

/// Money of a sale by one means.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SalePayment {
    /// By what.
    pub means: Means,
    /// How much.
    pub amount_fen: Fen,
    /// The voucher's QR text, slip number with code, or a one-time code.
    #[serde(default)]
    pub voucher: Option<String>,
    /// The account that the till was shown for it.
    #[serde(default)]
    pub account: Option<AccountId>,
}

/// Records a sale. **Who:** clerks and manager of the outlet.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: RecordSale) -> Result<SaleView, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    check(actor, &body, day)?;
    let outlet = around::outlet_on(tx, actor.county_id(), outlet, day)?;
    check_receipt(&outlet, &body)?;
    let live = body.channel == Some(Channel::Live);
    let session = live::check(tx, actor.county_id(), (live, body.session), day)?;
    let mut goods = Goods::load(tx, actor, body.lines.iter().map(|line| line.product), day)?;
    let priced = priced(&goods, &body)?;
    let amounts = amounts(&goods, &body, &priced)?;
    if amounts.iter().all(|amount| *amount == Fen::ZERO) {
        return Err(No::GivenAway.into());
    }
    if let Some(buyer) = &body.buyer {
        counterparty::no_outlet(tx, actor.county_id(), buyer).map_err(|no| no.at("/buyer"))?;
    }
    let buyer = body.buyer.as_ref().map(|buyer| counterparty::of(tx, actor, buyer)).transpose()?;
    let mut book = Book::open(tx, actor, outlet.id)?;
    let mut shelf = Shelf::load(tx, actor.county_id(), outlet.id, &goods.ids())?;
    for product in goods.iter().filter(|product| !product.listed && !shelf.has_gift_box(product.id)) {
        allow(tx, actor, &outlet, product, day)?;
    }
    let mut lines = Vec::with_capacity(body.lines.len());
    for ((said, priced), amount) in body.lines.iter().zip(&priced).zip(amounts) {
        let product = goods.get(said.product)?.clone();
        let how = Take { day, lot: said.lot, expired_too: false, below_nothing: !book.stock_kept };
        let parts = shelf.take(&product, priced.quantity, how)?;
        let sold = Sold {
            product: &product,
            price: priced.price,
            discount: priced.gross.minus(amount).unwrap_or_default(),
            amount,
        };
        let first = lines.len();
        lines.extend(sold.lines(&parts)?);
        gift::judge(tx, actor, &mut goods, &parts, &mut lines, first, day)?;
        if shelf.has_gift_box(product.id) && lines.iter().skip(first).any(|line| !line.form.listed) {
            allow(tx, actor, &outlet, &product, day)?;
        }
    }
    let payments = pay(tx, actor, &outlet, &book, &body, &mut lines, day)?;
    let draft = Draft {
        counterparty: buyer,
        channel: body.channel.unwrap_or(outlet.channel()).word(),
        payments,
        discounts: discounts(&body)?,
        till_receipt: body.till_receipt.trim().to_owned(),
        note: body.note.clone(),
        ..Draft::of(Kind::Sale, day, lines)
    };
    let written: Written = book.write(actor, draft.clone())?;
    book.close(tx, actor)?;
    live::keep(tx, actor.county_id(), (outlet.id, written.seq), session)?;
    Ok(SaleView::new(outlet.id, &written, &draft, &goods))
}

fn check(actor: &Actor, body: &RecordSale, day: Day) -> Result<(), No> {
    days::check(day, actor.day(), days::first_day(actor.day()))?;
    days::check_today(day, actor, body.payments.iter().any(|paid| paid.means == Means::Voucher))?;
    if body.lines.is_empty() {
        return Err(No::NoLines);
    }
    if body.lines.len() > LINES_MOST {
        return Err(No::TooManyLines { most: LINES_MOST });
    }
    if body.till_receipt.chars().count() > RECEIPT_MOST {
        return Err(No::TooLong { most: RECEIPT_MOST });
    }
    if body.channel == Some(Channel::Wholesale) && !body.buyer.as_ref().is_some_and(Party::is_named_in_full) {
        return Err(No::Buyer);
    }
    Ok(())
}

/// Where the shop has a till of its own, a voucher's sale comes in once more with the shop's file: by the receipt
/// number it is known there.
fn check_receipt(outlet: &Outlet, body: &RecordSale) -> Result<(), Refusal> {
    let by_voucher = body.payments.iter().any(|paid| paid.means == Means::Voucher && paid.amount_fen.0 > 0);
    if outlet.own_till && by_voucher && body.till_receipt.trim().is_empty() {
        return Err(Refusal::from(No::TillReceipt).at("/till_receipt"));
    }
    Ok(())
}

fn priced(goods: &Goods, body: &RecordSale) -> Result<Vec<Priced>, Refusal> {
    let one = |(index, line): (usize, &SaleLine)| {
        let product = goods.get(line.product)?;
        price(product, line.quantity, line.price, line.amount_fen)
            .map_err(|no| Refusal::from(no).at(format!("/lines/{index}")))
    };
    body.lines.iter().enumerate().map(one).collect()
}

fn amounts(goods: &Goods, body: &RecordSale, priced: &[Priced]) -> Result<Vec<Fen>, Refusal> {
    let line = |(said, priced): (&SaleLine, &Priced)| -> Result<basket::Line, No> {
        Ok(basket::Line { gross: priced.gross, discount: said.discount_fen, listed: goods.get(said.product)?.listed })
    };
    let lines: Vec<basket::Line> = body.lines.iter().zip(priced).map(line).collect::<Result<_, _>>()?;
    Ok(basket::amounts(&lines, body.basket_discount_fen, body.rounding_fen)?)
}

fn discounts(body: &RecordSale) -> Result<Vec<Discount>, No> {
    let by_line = Fen::total(body.lines.iter().map(|line| line.discount_fen)).ok_or(No::Overflow)?;
    let of = |kind, amount_fen| Discount { kind, amount_fen };
    Ok(vec![
        of(DiscountKind::Line, by_line),
        of(DiscountKind::Basket, body.basket_discount_fen),
        of(DiscountKind::Rounding, body.rounding_fen),
    ])
}

/// What was sold of one product.
pub(crate) struct Sold<'a> {
    pub product: &'a Product,
    pub price: Option<UnitPrice>,
    pub discount: Fen,
    pub amount: Fen,
}

impl Sold<'_> {
    /// One line of the book for each lot, the amount shared by quantity.
    pub(crate) fn lines(&self, parts: &[Part]) -> Result<Vec<DraftLine>, No> {
        let weights: Vec<Fen> = parts.iter().map(|part| Fen(split(part.quantity).1)).collect();
        let amounts = basket::apportion(self.amount, &weights).ok_or(No::Overflow)?;
        let discounts = basket::apportion(self.discount, &weights).ok_or(No::Overflow)?;
        let line = |((part, amount_fen), discount_fen): ((&Part, Fen), Fen)| DraftLine {
            discount_fen,
            ..DraftLine::plain(LineForm {
                product: self.product.id,
                lot: part.lot,
                quantity: part.quantity,
                price: self.price,
                amount_fen,
                listed: self.product.listed,
                local: self.product.local,
                campaign: part.tie.map(|tie| tie.report),
            })
        };
        Ok(parts.iter().zip(amounts).zip(discounts).map(line).collect())
    }
}

/// An authorised outlet sells what is listed on that day, and what the county office excepted.
fn allow(tx: &mut Tx<'_>, actor: &Actor, outlet: &Outlet, product: &Product, day: Day) -> Result<(), Refusal> {
    if !outlet.authorised || around::exception_allows(tx, actor.county_id(), outlet.id, product.id, day)? {
        return Ok(());
    }
    Err(No::NotListed { name: product.name.clone() }.into())
}

/// Checks the payments, spends the vouchers, and writes on each line what they paid of it.
fn pay(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: &Outlet,
    book: &Book,
    body: &RecordSale,
    lines: &mut [DraftLine],
    day: Day,
) -> Result<Vec<Payment>, Refusal> {
    let payments: Vec<Payment> =
        body.payments.iter().map(|paid| Payment { means: paid.means, amount_fen: paid.amount_fen }).collect();
    let by_voucher = |paid: &&SalePayment| paid.means == Means::Voucher;
    let voucher =
        Fen::total(body.payments.iter().filter(by_voucher).map(|paid| paid.amount_fen)).ok_or(No::Overflow)?;
    let amounts: Vec<(Fen, bool)> = lines.iter().map(|line| (line.form.amount_fen, line.form.listed)).collect();
    let shares = basket::split(&amounts, voucher, voucher)?;
    basket::check_payments(&shares, &payments)?;
    for (line, share) in lines.iter_mut().zip(shares) {
        line.voucher_fen = share.voucher;
    }
    for paid in body.payments.iter().filter(by_voucher).filter(|paid| paid.amount_fen.0 > 0) {
        let key = paid.voucher.as_deref().map(str::trim).filter(|key| !key.is_empty()).ok_or(No::VoucherKey)?;
        let (account, amount_fen, seq) = (paid.account, paid.amount_fen, book.next_seq());
        around::spend(tx, actor, &Spent { key, account, amount_fen, outlet: outlet.id, seq, day })?;
    }
    Ok(payments)
}
