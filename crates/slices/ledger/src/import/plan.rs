//! What a file would do: which lines are new, known, changed, or cannot go in.

use super::{
    CommitImport, first_day,
    matching::Matcher,
    memory::remembered,
    preview::{Changed, Preview, Unfit, Unmatched},
    receipts::{ReceiptDiffers, Receipts, Row},
    words,
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
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
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
    /// Entries that hold lines which read differently now, and nothing that this file does not hold.
    pub replaced: BTreeSet<i64>,
    ledger: &'r Ledger,
    known: i64,
    receipts: i64,
    /// Rows of receipts that do not fit what was recorded here.
    left_out: i64,
    differing: Vec<ReceiptDiffers>,
    changed: Vec<Changed>,
    unmatched: Vec<Unmatched>,
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
            replaced: BTreeSet::new(),
            ledger: &read.ledger,
            known: 0,
            receipts: 0,
            left_out: 0,
            differing: Vec::new(),
            changed: Vec::new(),
            unmatched: Vec::new(),
            unfit: Vec::new(),
        };
        let fits = plan.sort_out(&read.lines, &matcher, actor.day(), own_till);
        plan.compare(tx, county, outlet, fits)?;
        Ok(plan)
    }

    fn sort_out(&mut self, lines: &'r [Line], matcher: &Matcher, today: Day, own_till: bool) -> Vec<Fit<'r>> {
        let mut unmatched: BTreeMap<String, i64> = BTreeMap::new();
        let mut fits = Vec::with_capacity(lines.len());
        for line in lines {
            let Some(product) = matcher.find(line) else {
                *unmatched.entry(line.product.clone()).or_default() += 1;
                continue;
            };
            match self.fit(line, product, today) {
                Ok(quantity) => {
                    let receipt =
                        if own_till && line.direction == Direction::Sale { words::receipt(&line.note) } else { None };
                    fits.push(Fit { key: key(line), product, quantity, receipt, line });
                }
                Err(no) => {
                    let refusal = Refusal::from(no);
                    self.unfit.push(Unfit {
                        sheet: line.sheet.clone(),
                        row: line.row,
                        column: self.column(line, refusal.code),
                        code: refusal.code,
                        message: refusal.message,
                    });
                }
            }
        }
        self.unmatched = unmatched
            .into_iter()
            .map(|(name, rows)| Unmatched { suggestions: matcher.suggest(&name, self.ledger), name, rows })
            .collect();
        fits
    }

    fn fit(&self, line: &Line, product: ProductId, today: Day) -> Result<Quantity, No> {
        crate::days::check(line.date, today, first_day(today))?;
        let product = self.catalogue.get(&product).ok_or(No::Product { product: product.0 })?;
        let units = crate::goods::number(line.quantity);
        if units == 0 || line.amount.0.signum() * units.signum() < 0 {
            return Err(No::Quantity);
        }
        in_unit(product, line.quantity)
    }

    /// The header of the column that a refusal of the book speaks of.
    fn column(&self, line: &Line, code: &str) -> String {
        let field = match code.split('.').next() {
            Some("day") => "date",
            Some("product") => "product",
            Some("quantity" | "amount") => "quantity",
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

    /// Tells new lines from those that the book has.
    fn compare(&mut self, tx: &mut Tx<'_>, county: &str, outlet: OutletId, fits: Vec<Fit<'r>>) -> Result<(), Refusal> {
        let (Some(first), Some(last)) =
            (fits.iter().map(|f| f.line.date).min(), fits.iter().map(|f| f.line.date).max())
        else {
            return Ok(());
        };
        let kept: Vec<(Vec<u8>, i64, String, Day, ProductId)> = tx.query(
            "SELECT line_key, seq, direction, day, product FROM import_line WHERE county = $1 AND outlet = $2 AND day >= $3 AND day <= $4",
            params![county, outlet, first, last],
        )?;
        let in_file: HashSet<&[u8]> = fits.iter().map(|fit| fit.key.as_slice()).collect();
        let in_book: HashSet<Vec<u8>> = kept.iter().map(|row| row.0.clone()).collect();
        // Lines of the book that this file no longer has, by what they are about.
        let mut gone: HashMap<(String, Day, ProductId), Vec<i64>> = HashMap::new();
        for (key, seq, direction, day, product) in kept {
            if !in_file.contains(key.as_slice()) {
                gone.entry((direction, day, product)).or_default().push(seq);
            }
        }
        let receipts = Receipts::find(tx, county, outlet, (first, last), &fits)?;
        self.differing = receipts.differing();
        for fit in fits {
            let about = (fit.line.direction.as_str().to_owned(), fit.line.date, fit.product);
            let here = receipts.row(&fit);
            if in_book.contains(fit.key.as_slice()) {
                self.known += 1;
            } else if here == Row::Known {
                self.receipts += 1;
            } else if here == Row::StaysOut {
                self.left_out += 1;
            } else if let Some(seq) = gone.get_mut(&about).and_then(Vec::pop) {
                let (direction, day, product) = about;
                let (sheet, row, amount_fen) = (fit.line.sheet.clone(), fit.line.row, fit.line.amount);
                self.changed.push(Changed { sheet, row, direction, day, product, amount_fen, seq });
                self.replaced.insert(seq);
            } else {
                self.new.push(fit);
            }
        }
        // An entry with a line that neither this file nor a changed row of it explains is not replaced.
        let unexplained: BTreeSet<i64> = gone.into_values().flatten().collect();
        self.replaced.retain(|seq| !unexplained.contains(seq));
        Ok(())
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
        Ok(())
    }

    /// What people see.
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
            changed: self.changed.clone(),
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

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// What makes a line the same when it is sent again; the outlet stands beside it.
fn key(line: &Line) -> [u8; 32] {
    Sha256::digest(format!("{}\u{1f}{}\u{1f}{}", line.direction.as_str(), line.digest, line.occurrence)).into()
}
