//! Writes the new lines of a file into the book, day by day, goods in before goods out.
//!
//! Rows of one day, direction and other side become one entry, or of one receipt; all of a file goes out
//! in few statements, however many rows.

use super::parties::Parties;
use super::plan::{Fit, Plan};
use super::words;
use crate::{
    book::{Book, Draft, DraftLine, quantity, split},
    counterparty,
    error::No,
    gift,
    goods::Goods,
    lots::{self, NewLot, Papers},
    sale::Sold,
    shelf::{Part, Shelf, Take},
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{OutletId, ProductId},
    units::UnitPrice,
};
use books::{Kind, LineForm, Means, Payment};
use edge::Actor;
use sheets::ledger::{Direction, Line};
use std::collections::{BTreeMap, HashMap};
use store::{Tx, Value, params};

/// Lines of one entry at most.
const ENTRY_MOST: usize = 200;

/// What was added.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Added {
    pub lines: i64,
    pub purchase_fen: Fen,
    pub sale_fen: Fen,
}

/// Rows that become one entry, in the order in which they are written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    day: Day,
    /// Goods come in before they go out, and come back last.
    order: u8,
    receipt: Option<String>,
    party: String,
    contact: String,
    channel: &'static str,
    means: Means,
}

/// Takes the new lines of a plan into the book.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    import: i64,
    plan: &Plan<'_>,
) -> Result<Added, Refusal> {
    let mut groups: BTreeMap<Group, Vec<&Fit<'_>>> = BTreeMap::new();
    for fit in &plan.new {
        groups.entry(group(fit)).or_default().push(fit);
    }
    let book = Book::open(tx, actor, outlet)?;
    let ids: Vec<ProductId> = plan.catalogue.keys().copied().collect();
    let shelf = Shelf::load(tx, actor.county_id(), outlet, &ids)?;
    let registers = Parties::load(tx, actor.county_id())?;
    let mut writer = Writer {
        actor,
        outlet,
        import,
        book,
        shelf,
        ids,
        registers,
        parties: HashMap::new(),
        keys: Vec::new(),
        added: Added::default(),
    };
    let mut day: Option<(Day, Goods)> = None;
    for (mut group, fits) in groups {
        if day.as_ref().is_none_or(|(of, _)| *of != group.day) {
            day = Some((group.day, Goods::load(tx, actor, writer.ids.iter().copied(), group.day)?));
        }
        if fits.len() > ENTRY_MOST {
            group.receipt = None;
        }
        let Some((_, goods)) = &mut day else { continue };
        for chunk in fits.chunks(ENTRY_MOST) {
            writer.write(tx, goods, &group, chunk)?;
        }
    }
    writer.finish(tx)
}

pub(super) fn group(fit: &Fit<'_>) -> Group {
    let line = fit.line;
    let back = line.amount.0 < 0 || crate::goods::number(line.quantity) < 0;
    let order = match (line.direction, back) {
        (Direction::Purchase, false) => 0,
        (Direction::Sale, false) => 1,
        (Direction::Sale, true) => 2,
        (Direction::Purchase, true) => 3,
    };
    let party = line.party.trim().to_owned();
    Group {
        day: line.date,
        order,
        receipt: fit.receipt.clone().filter(|number| order == 1 && words::is_number(number)),
        party,
        contact: line.contact.trim().to_owned(),
        channel: if line.direction == Direction::Sale { words::channel(&line.channel) } else { "" },
        means: words::means(&line.payment),
    }
}

struct Writer<'a> {
    actor: &'a Actor,
    outlet: OutletId,
    import: i64,
    book: Book,
    shelf: Shelf,
    ids: Vec<ProductId>,
    registers: Parties,
    parties: HashMap<(String, String), i64>,
    keys: Vec<Vec<Value>>,
    added: Added,
}

impl Writer<'_> {
    fn write(&mut self, tx: &mut Tx<'_>, goods: &mut Goods, group: &Group, fits: &[&Fit<'_>]) -> Result<(), Refusal> {
        let counterparty = self.party(tx, group)?;
        let (kind, lines) = match group.order {
            0 => (Kind::Purchase, self.taken_in(tx, goods, group, counterparty, fits)?),
            1 => (Kind::Sale, self.sold(tx, goods, group, fits)?),
            2 => (Kind::Return, brought_back(goods, fits)?),
            _ => (Kind::Purchase, self.sent_back(goods, group, fits)?),
        };
        let total = Fen::total(lines.iter().map(|line| line.form.amount_fen)).ok_or(No::Overflow)?;
        let draft = Draft {
            counterparty,
            channel: group.channel,
            payments: vec![Payment { means: group.means, amount_fen: total }],
            till_receipt: group.receipt.clone().unwrap_or_default(),
            import: Some(self.import),
            ..Draft::of(kind, group.day, lines)
        };
        let written = self.book.write(self.actor, draft)?;
        for fit in fits {
            let direction = fit.line.direction.as_str();
            let row = params![
                self.actor.county_id(),
                self.outlet,
                fit.key,
                self.import,
                written.seq,
                direction,
                fit.line.date,
                fit.product
            ];
            self.keys.push(row.to_vec());
            let sum = if fit.line.direction == Direction::Sale {
                &mut self.added.sale_fen
            } else {
                &mut self.added.purchase_fen
            };
            *sum = sum.plus(fit.line.amount).ok_or(No::Overflow)?;
            self.added.lines += 1;
        }
        Ok(())
    }

    /// A producer of that name, or somebody of that name and contact.
    fn party(&mut self, tx: &mut Tx<'_>, group: &Group) -> Result<Option<i64>, Refusal> {
        if group.party.is_empty() {
            return Ok(None);
        }
        let known = (group.party.clone(), group.contact.clone());
        if let Some(id) = self.parties.get(&known) {
            return Ok(Some(*id));
        }
        let party = self.registers.party(&group.party, &group.contact);
        let id = counterparty::of(tx, self.actor, &party)?;
        self.parties.insert(known, id);
        Ok(Some(id))
    }

    fn taken_in(
        &mut self,
        tx: &mut Tx<'_>,
        goods: &Goods,
        group: &Group,
        counterparty: Option<i64>,
        fits: &[&Fit<'_>],
    ) -> Result<Vec<DraftLine>, Refusal> {
        let supplier = self.registers.supplier(tx, self.actor.county_id(), &group.party)?;
        let new = |fit: &&Fit<'_>| -> Result<NewLot, No> {
            let product = goods.get(fit.product)?;
            let short = |text: &str| text.trim().chars().take(60).collect();
            let (batch_no, certificate) = (short(&fit.line.lot), short(&fit.line.certificate));
            let papers = Papers { batch_no, certificate, origin: product.origin, ..Papers::default() };
            let note = lots::note(product, &supplier, &papers);
            Ok(NewLot { product: fit.product, taken_in_on: group.day, papers, counterparty, note, tie: None })
        };
        let new: Vec<NewLot> = fits.iter().map(new).collect::<Result<_, _>>()?;
        let lots = lots::keep(tx, self.actor.county_id(), self.outlet, self.book.next_seq(), &new)?;
        let mut lines = Vec::with_capacity(fits.len());
        for (fit, lot) in fits.iter().zip(lots) {
            self.book.know_lot(lot, group.day, None);
            self.shelf.put(fit.product, lot, fit.quantity, group.day, None);
            let product = goods.get(fit.product)?;
            lines.push(DraftLine::plain(LineForm {
                product: fit.product,
                lot: Some(lot),
                quantity: fit.quantity,
                price: price(fit.line, fit.quantity),
                amount_fen: fit.line.amount,
                listed: product.listed,
                local: product.local,
                campaign: None,
            }));
        }
        Ok(lines)
    }

    fn sold(
        &mut self,
        tx: &mut Tx<'_>,
        goods: &mut Goods,
        group: &Group,
        fits: &[&Fit<'_>],
    ) -> Result<Vec<DraftLine>, Refusal> {
        let mut lines = Vec::with_capacity(fits.len());
        for fit in fits {
            let product = goods.get(fit.product)?.clone();
            let how = Take { day: group.day, lot: None, expired_too: true, below_nothing: true };
            let parts = self.shelf.take(&product, fit.quantity, how)?;
            let sold = Sold {
                product: &product,
                price: price(fit.line, fit.quantity),
                discount: Fen::ZERO,
                amount: fit.line.amount,
            };
            let first = lines.len();
            lines.extend(sold.lines(&parts)?);
            gift::judge(tx, self.actor, goods, &parts, &mut lines, first, group.day)?;
        }
        Ok(lines)
    }

    /// Goods that go back to the supplier: a purchase with negative lines.
    fn sent_back(&mut self, goods: &Goods, group: &Group, fits: &[&Fit<'_>]) -> Result<Vec<DraftLine>, Refusal> {
        let mut lines = Vec::with_capacity(fits.len());
        for fit in fits {
            let product = goods.get(fit.product)?;
            let how = Take { day: group.day, lot: None, expired_too: true, below_nothing: true };
            let parts = self.shelf.take(product, positive(fit.quantity), how)?;
            let sold = Sold { product, price: None, discount: Fen::ZERO, amount: Fen(fit.line.amount.0.abs()) };
            lines.extend(sold.lines(&parts)?.iter().map(crate::transfer::negative));
        }
        Ok(lines)
    }

    fn finish(self, tx: &mut Tx<'_>) -> Result<Added, Refusal> {
        self.book.close(tx, self.actor)?;
        tx.insert_many(
            "INSERT INTO import_line (county, outlet, line_key, import, seq, direction, day, product)",
            &self.keys,
        )?;
        Ok(self.added)
    }
}

/// Goods that buyers brought back; which sale they were of, the file does not say.
fn brought_back(goods: &Goods, fits: &[&Fit<'_>]) -> Result<Vec<DraftLine>, Refusal> {
    let mut lines = Vec::with_capacity(fits.len());
    for fit in fits {
        let product = goods.get(fit.product)?;
        let part = Part { lot: None, quantity: positive(fit.quantity), gift_box: false, tie: None };
        let sold = Sold { product, price: None, discount: Fen::ZERO, amount: Fen(fit.line.amount.0.abs()) };
        lines.extend(sold.lines(&[part])?);
    }
    Ok(lines)
}

fn positive(signed: Quantity) -> Quantity {
    let (unit, units) = split(signed);
    quantity(unit, units.abs())
}

/// The price as the sheet has it, where it is whole fen and its unit is the book's.
fn price(line: &Line, kept: Quantity) -> Option<UnitPrice> {
    let said = line.price.as_ref()?;
    let same_unit = split(line.quantity).0 == split(kept).0;
    Fen::parse_yuan(&said.yuan).filter(|_| same_unit && said.per > 0).map(|fen| UnitPrice { fen, per: said.per })
}
