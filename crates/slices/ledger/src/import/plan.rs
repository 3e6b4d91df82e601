//! What a file would do: which lines are new, known, changed, or cannot go in.

use super::{
    CommitImport, certificates,
    doubt::{Doubts, Held, Kept},
    first_day,
    matching::Matcher,
    memory::remembered,
    parties::Parties,
    preview::{BelowNothing, Changed, Preview, Unfit, Unmatched},
    receipts::{ReceiptDiffers, Receipts, Row},
    short, words,
};
use crate::{
    around::{self, Product},
    error::No,
    goods::in_unit,
};
use base::{
    Day, Fen, Quantity, Refusal,
    ids::{OutletId, ProductId},
};
use edge::Actor;
use sha2::{Digest, Sha256};
use sheets::{
    Code, FileProblem, Ledger, LedgerOptions, Problem,
    ledger::{Direction, Line, SheetReport},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::{Tx, params};

/// A line that can go in.
pub(super) struct Fit<'r> {
    pub line: &'r Line,
    pub product: ProductId,
    /// In the unit of the catalogue, signed as in the file.
    pub quantity: Quantity,
    pub key: [u8; 32],
    pub receipt: Option<String>,
}

/// All that is known of a file before it is taken in.
pub(super) struct Plan<'r> {
    pub new: Vec<Fit<'r>>,
    pub catalogue: BTreeMap<ProductId, Product>,
    /// Rows that are new, or others of the book put right: somebody says which.
    pub doubts: Doubts<'r>,
    ledger: &'r Ledger,
    known: i64,
    receipts: i64,
    /// Rows of receipts that do not fit what was recorded here.
    left_out: i64,
    differing: Vec<ReceiptDiffers>,
    unmatched: Vec<Unmatched>,
    /// Products of which more would have been sold than came in.
    below: Vec<BelowNothing>,
    unfit: Vec<Unfit>,
}

/// A file that cannot be read, as a refusal.
pub(super) fn refused(problem: FileProblem) -> Refusal {
    let message = problem.message();
    No::File { zh: message.zh, en: message.en }.into()
}

/// A file as it was read, before the book is asked: the slow part, which needs no writer.
#[derive(Debug)]
pub struct Read {
    ledger: Ledger,
    lines: Vec<Line>,
}

impl Read {
    /// Reads a file with what the outlet's headers and names are known to mean.
    pub(super) fn make(
        tx: &mut Tx<'_>,
        actor: &Actor,
        outlet: OutletId,
        name: &str,
        bytes: &[u8],
        options: &CommitImport,
    ) -> Result<Self, Refusal> {
        let county = actor.county_id();
        let own_till = around::own_till(tx, county, outlet, actor.day())?;
        let matcher = Matcher::load(tx, county, outlet, &options.products)?;
        let remembered = remembered(tx, county, outlet, own_till)?;
        let options =
            LedgerOptions { products: &matcher.known, remembered: &remembered, confirm_total: options.confirm_total };
        let mut ledger = sheets::read_ledger(name, bytes, &options).map_err(refused)?;
        let lines = std::mem::take(&mut ledger.lines);
        Ok(Self { ledger, lines })
    }
}

/// First and last day of lines; none without lines.
fn days_of<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Option<(Day, Day)> {
    let days = lines.map(|line| line.date);
    Some((days.clone().min()?, days.max()?))
}

/// Lines that files brought into the book, on the days of this one's.
fn kept_on_their_days(tx: &mut Tx<'_>, county: &str, outlet: OutletId, lines: &[Line]) -> Result<Vec<Kept>, Refusal> {
    let Some((first, last)) = days_of(lines.iter()) else { return Ok(Vec::new()) };
    Ok(tx.query(
        "SELECT line_key, seq, direction, day, product FROM import_line WHERE county = $1 AND outlet = $2 AND day >= $3 AND day <= $4",
        params![county, outlet, first, last],
    )?)
}

impl<'r> Plan<'r> {
    /// Holds what was read against catalogue, memory and book as they are now.
    pub(super) fn make(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, read: &'r Read) -> Result<Self, Refusal> {
        let county = actor.county_id();
        let own_till = around::own_till(tx, county, outlet, actor.day())?;
        let matcher = Matcher::load(tx, county, outlet, &BTreeMap::new())?;
        let products = around::products_at(tx, county, &matcher.ids(&read.lines), actor.now)?;
        let catalogue = products.into_iter().map(|product| (product.id, product)).collect();
        let mut plan = Self {
            new: Vec::new(),
            catalogue,
            doubts: Doubts::default(),
            ledger: &read.ledger,
            known: 0,
            receipts: 0,
            left_out: 0,
            differing: Vec::new(),
            unmatched: Vec::new(),
            below: Vec::new(),
            unfit: Vec::new(),
        };
        let mut parties = Parties::load(tx, county)?;
        let kept = kept_on_their_days(tx, county, outlet, &read.lines)?;
        let in_book: HashSet<&[u8]> = kept.iter().map(|row| row.0.as_slice()).collect();
        let fits = plan.sort_out(&read.lines, &matcher, &parties, (actor.day(), own_till), &in_book);
        let days = days_of(fits.iter().map(|fit| fit.line));
        let fresh = plan.compare(tx, county, outlet, fits, &in_book)?;
        // A row that cannot go in says nothing of the days that it names.
        let kept = kept.into_iter().filter(|row| days.is_some_and(|(first, last)| first <= row.3 && row.3 <= last));
        let in_file: HashSet<[u8; 32]> = read.lines.iter().map(key).collect();
        let fresh = plan.with_papers(certificates::missing(tx, actor, &mut parties, &plan.catalogue, &fresh)?, fresh);
        (plan.doubts, plan.new) = Doubts::sort_out(fresh, kept.collect(), &in_file);
        plan.below = short::below_nothing(tx, county, outlet, &plan.catalogue, &plan.new)?;
        Ok(plan)
    }

    fn sort_out(
        &mut self,
        lines: &'r [Line],
        matcher: &Matcher,
        parties: &Parties,
        (today, own_till): (Day, bool),
        in_book: &HashSet<&[u8]>,
    ) -> Vec<Fit<'r>> {
        let mut unmatched: BTreeMap<String, i64> = BTreeMap::new();
        let mut fits = Vec::with_capacity(lines.len());
        for line in lines {
            let key = key(line);
            // What the book has is in it, whatever would be said of the row today.
            let known = in_book.contains(key.as_slice());
            let Some(product) = matcher.find(line) else {
                if known {
                    self.known += 1;
                } else {
                    *unmatched.entry(line.product.clone()).or_default() += 1;
                }
                continue;
            };
            match self.fit(line, product, today, parties) {
                Ok(quantity) => {
                    let receipt =
                        if own_till && line.direction == Direction::Sale { words::receipt(&line.note) } else { None };
                    fits.push(Fit { key, product, quantity, receipt, line });
                }
                Err(_) if known => self.known += 1,
                Err(no) => self.refuse(line, no),
            }
        }
        self.unmatched = unmatched
            .into_iter()
            .map(|(name, rows)| Unmatched { suggestions: matcher.suggest(&name, self.ledger), name, rows })
            .collect();
        fits
    }

    fn refuse(&mut self, line: &Line, no: No) {
        let refusal = Refusal::from(no);
        self.unfit.push(Unfit {
            sheet: line.sheet.clone(),
            row: line.row,
            column: self.column(line, refusal.code),
            code: refusal.code,
            message: refusal.message,
        });
    }

    /// Rows whose papers are there; the others are refused as by hand.
    fn with_papers(&mut self, missing: BTreeSet<usize>, fresh: Vec<Fit<'r>>) -> Vec<Fit<'r>> {
        let mut fine = Vec::with_capacity(fresh.len());
        for (index, fit) in fresh.into_iter().enumerate() {
            if missing.contains(&index) {
                let name = self.catalogue.get(&fit.product).map(|product| product.name.clone()).unwrap_or_default();
                self.refuse(fit.line, No::Certificate { name });
            } else {
                fine.push(fit);
            }
        }
        fine
    }

    fn fit(&self, line: &Line, product: ProductId, today: Day, parties: &Parties) -> Result<Quantity, No> {
        crate::days::check(line.date, today, first_day(today))?;
        let product = self.catalogue.get(&product).ok_or(No::Product { product: product.0 })?;
        let units = crate::goods::number(line.quantity);
        if units == 0 || line.amount.0.signum() * units.signum() < 0 {
            return Err(No::Quantity);
        }
        if parties.is_outlet(&line.party) {
            return Err(No::OutletParty { name: line.party.trim().to_owned() });
        }
        in_unit(product, line.quantity)
    }

    /// The header of the column that a refusal of the book speaks of.
    fn column(&self, line: &Line, code: &str) -> String {
        let field = match code.split('.').next() {
            Some("day") => "date",
            Some("product") => "product",
            Some("quantity" | "amount") => "quantity",
            Some("counterparty") => "party",
            Some("lot") => "certificate",
            _ => return String::new(),
        };
        let of_side = format!("{}.{field}", line.direction.as_str());
        let sheet = self.ledger.report.sheets.iter().find(|sheet| sheet.name == line.sheet);
        let mut headers = sheet.into_iter().flat_map(|sheet| &sheet.mapping);
        headers
            .find(|(_, means)| *means == field || *means == of_side)
            .map(|(header, _)| header.clone())
            .unwrap_or_default()
    }

    /// Tells lines that the book does not have from those that it has.
    fn compare(
        &mut self,
        tx: &mut Tx<'_>,
        county: &str,
        outlet: OutletId,
        fits: Vec<Fit<'r>>,
        in_book: &HashSet<&[u8]>,
    ) -> Result<Vec<Fit<'r>>, Refusal> {
        let Some((first, last)) = days_of(fits.iter().map(|fit| fit.line)) else { return Ok(Vec::new()) };
        let receipts = Receipts::find(tx, county, outlet, (first, last), &fits)?;
        self.differing = receipts.differing();
        let mut fresh = Vec::with_capacity(fits.len());
        for fit in fits {
            if in_book.contains(fit.key.as_slice()) {
                self.known += 1;
                continue;
            }
            match receipts.row(&fit) {
                Row::Known => self.receipts += 1,
                Row::StaysOut => self.left_out += 1,
                Row::New => fresh.push(fit),
            }
        }
        Ok(fresh)
    }

    /// What stands in the way of a commit.
    pub(super) fn check(&self, body: &CommitImport) -> Result<(), Refusal> {
        if self.ledger.asks_confirmation {
            let shown = self.ledger.report.sheets.iter().flat_map(|sheet| &sheet.problems);
            let differs = shown
                .filter(|p| p.code == Code::TotalMismatch)
                .map(|p| p.message.zh.clone())
                .next()
                .unwrap_or_default();
            return Err(No::ImportTotal { difference: differs }.into());
        }
        let differ = self.differing.iter().filter(|receipt| receipt.stays_out).count();
        if differ > 0 && !body.confirm_receipts {
            return Err(No::ImportReceipts { count: differ }.into());
        }
        if !self.unmatched.is_empty() && !body.skip_unmatched {
            return Err(No::ImportProducts { count: self.unmatched.len() }.into());
        }
        Ok(self.doubts.check(body)?)
    }

    /// Adds what was chosen to go in to the new rows; how many rows are neither in the book nor go in.
    pub(super) fn settle(&mut self, body: &CommitImport) -> i64 {
        let (also, waiting) = self.doubts.settle(body);
        self.new.extend(also);
        let sheets = &self.ledger.report.sheets;
        let wrong = sheets.iter().fold(0_i64, |sum, sheet| {
            let fine = i64::from(sheet.accepted).saturating_add(count(sheet.skipped.len()));
            sum.saturating_add(i64::from(sheet.rows).saturating_sub(fine).max(0))
        });
        let unmatched = self.unmatched.iter().fold(0_i64, |sum, one| sum.saturating_add(one.rows));
        [count(waiting), count(self.unfit.len()), self.left_out, unmatched].into_iter().fold(wrong, i64::saturating_add)
    }

    /// Goods that never came in are sold only if somebody looked at them.
    pub(super) fn check_stock(
        &self,
        tx: &mut Tx<'_>,
        county: &str,
        outlet: OutletId,
        confirmed: bool,
    ) -> Result<(), Refusal> {
        if confirmed {
            return Ok(());
        }
        let below = short::below_nothing(tx, county, outlet, &self.catalogue, &self.new)?;
        let names: Vec<String> =
            below.iter().map(|one| format!("{} {}", one.name, crate::goods::in_words(one.missing))).collect();
        if names.is_empty() { Ok(()) } else { Err(No::ImportStock { names: names.join("、") }.into()) }
    }

    /// What people see of a file that was not taken in.
    pub(super) fn preview(&self, id: i64, state: &str) -> Preview {
        let sum = |direction| {
            Fen(self
                .new
                .iter()
                .filter(|f| f.line.direction == direction)
                .fold(0, |sum, f| sum.saturating_add(f.line.amount.0)))
        };
        let unlisted = |fit: &&Fit| {
            fit.line.direction == Direction::Sale && self.catalogue.get(&fit.product).is_some_and(|p| !p.listed)
        };
        Preview {
            id,
            state: state.to_owned(),
            lines: 0,
            purchase_fen: Fen(0),
            sale_fen: Fen(0),
            report: serde_json::to_value(&self.ledger.report).unwrap_or_default(),
            asks_confirmation: self.ledger.asks_confirmation,
            new_lines: count(self.new.len()),
            new_purchase_fen: sum(Direction::Purchase),
            new_sale_fen: sum(Direction::Sale),
            known_lines: self.known,
            known_receipts: self.receipts,
            left_out_receipts: self.left_out,
            receipts: self.differing.clone(),
            not_listed: count(self.new.iter().filter(unlisted).count()),
            changed: shown(&self.doubts.changed),
            doubtful: shown(&self.doubts.doubtful),
            below_nothing: self.below.clone(),
            unmatched: self.unmatched.clone(),
            unfit: self.unfit.clone(),
        }
    }

    /// The report with rows that do not fit the book among the problems, for the file that is mended.
    pub(super) fn report_with_unfit(&self) -> Vec<SheetReport> {
        let mut sheets = self.ledger.report.sheets.clone();
        for sheet in &mut sheets {
            let here = self.unfit.iter().filter(|unfit| unfit.sheet == sheet.name);
            sheet.problems.extend(here.map(|unfit| Problem {
                row: unfit.row,
                column: unfit.column.clone(),
                value: String::new(),
                code: Code::Refused(unfit.code),
                message: unfit.message.clone(),
                at: None,
            }));
            sheet.problems.sort_by_key(|problem| problem.row);
        }
        sheets
    }
}

fn shown(held: &[Held<'_>]) -> Vec<Changed> {
    held.iter().map(|held| held.shown.clone()).collect()
}

pub(super) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// What makes a line the same when it is sent again; the outlet stands beside it.
fn key(line: &Line) -> [u8; 32] {
    Sha256::digest(format!("{}\u{1f}{}\u{1f}{}", line.direction.as_str(), line.digest, line.occurrence)).into()
}
