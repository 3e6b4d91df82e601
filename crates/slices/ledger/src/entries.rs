//! Reading a book: entries, lines, lots, stock, totals.

use crate::{
    book::{ENTRY, EntryRow, LINE, LineRow},
    counterparty,
    error::No,
    named::names,
    sql,
    sums::{BY_KIND, OF_ONE, by_kind, line_columns, summed},
    view::{EntryView, LineView},
};
use base::{
    Day, Fen, Instant, Refusal, Text,
    ids::{OutletId, ProductId},
};
use books::Kind;
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, Value, params, row};

/// What a list of entries is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryFilter {
    /// Business day from …
    pub from: Option<Day>,
    /// … to, both included.
    pub to: Option<Day>,
    /// Kind of entry.
    pub kind: Option<String>,
    /// The import that they came with.
    pub import: Option<i64>,
    /// Receipt number of the outlet's own till.
    pub till_receipt: Option<String>,
    /// Only adjustments: entries that count for another day than their own.
    #[serde(default)]
    pub adjustments: bool,
}

row! {
    /// An entry in a list.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct EntryRowView {
        /// Number in the book.
        pub seq: i64,
        /// What is recorded.
        pub kind: String,
        /// Business day.
        pub day: Day,
        /// The day whose period it counts for.
        pub counts_on: Day,
        /// When it was recorded.
        pub recorded_at: Instant,
        /// The other side, as a counterparty of the ledger.
        pub counterparty: Option<i64>,
        /// Where it was sold.
        pub channel: String,
        /// Sum of its lines.
        pub total_fen: Fen,
        /// What vouchers paid of it.
        pub voucher_fen: Fen,
        /// Receipt number of the outlet's own till.
        pub till_receipt: String,
        /// The entry that it undoes.
        pub reverses: Option<i64>,
        /// Whether it was undone.
        pub reversed: bool,
        /// Anything else.
        pub note: String,
    }
}

/// An entry in a list, with the names that people know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntryListed {
    /// 进货单, 销货单 …
    pub kind_text: Text,
    /// The other side, masked if it is a person.
    pub counterparty_name: String,
    /// The row.
    #[serde(flatten)]
    pub row: EntryRowView,
}

/// Entries of a book. **Who:** the outlet, the county.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    filter: EntryFilter,
    ask: &Ask,
) -> Result<Page<EntryListed>, Refusal> {
    let one_kind = filter.kind.is_some();
    let mut base = String::from(
        "SELECT e.seq, e.kind, e.day, e.counts_on, e.recorded_at, e.counterparty, e.channel, e.total_fen, e.voucher_fen,
            e.till_receipt, e.reverses, CASE WHEN EXISTS (SELECT 1 FROM entry r WHERE r.county = e.county AND r.book = e.book
            AND r.reverses = e.seq) THEN 1 ELSE 0 END AS reversed, e.note",
    );
    base.push_str(&by_kind("e.total_fen"));
    base.push_str(", e.seq AS sort_id FROM entry e WHERE e.county = $1 AND e.book = $2");
    let mut values = params![actor.county_id(), outlet].to_vec();
    let mut narrow = |sql: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            base.push_str(&format!(" AND {sql} ${}", values.len()));
        }
    };
    narrow("e.day >=", filter.from.map(Value::from));
    narrow("e.day <=", filter.to.map(Value::from));
    narrow("e.kind =", filter.kind.map(Value::from));
    narrow("e.import =", filter.import.map(Value::from));
    narrow("e.till_receipt =", filter.till_receipt.map(Value::from));
    if filter.adjustments {
        base.push_str(" AND e.counts_on <> e.day");
    }
    let sums: &[&str] = if one_kind { &["total_fen", "voucher_fen"] } else { &BY_KIND };
    let sorts = &["-seq", "day", "total_fen", "kind"];
    let page: Page<EntryRowView> = store::list(tx, &Listing { base: &base, params: values, sorts, sums }, ask)?;
    let parties = crate::named::parties(tx, actor.county_id(), page.items.iter().filter_map(|row| row.counterparty))?;
    let listed = |row: EntryRowView| EntryListed {
        kind_text: Kind::from_code(&row.kind).map_or_else(|| Text::new("", ""), |kind| Text::new(kind.zh(), kind.en())),
        counterparty_name: row.counterparty.and_then(|id| parties.get(&id).cloned()).unwrap_or_default(),
        row,
    };
    Ok(Page { items: page.items.into_iter().map(listed).collect(), next: page.next, total: page.total })
}

/// One entry with its lines. **Who:** the outlet, the county.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, (outlet, seq): (OutletId, i64), _: Nothing) -> Result<EntryView, Refusal> {
    let county = actor.county_id();
    let entry = sql::find_entry(tx, county, outlet, seq)?.ok_or(No::Entry { seq })?;
    let lines = sql::find_lines(tx, county, outlet, seq)?;
    let reversed_by = sql::find_reversal(tx, county, outlet, seq)?;
    let counterparty = entry.counterparty.map(|id| counterparty::name(tx, county, id)).transpose()?.unwrap_or_default();
    let names = names(tx, county, lines.iter().map(|line| line.product))?;
    let form = entry.form(county, &lines)?;
    let name = |product: ProductId| names.get(&product).cloned().unwrap_or_default();
    Ok(EntryView {
        seq,
        receipt_no: crate::view::receipt_no(outlet, seq),
        kind: entry.kind.clone(),
        day: entry.day,
        counts_on: entry.counts_on,
        recorded_at: entry.recorded_at,
        counterparty,
        channel: entry.channel.clone(),
        session: crate::live::of_entry(tx, county, outlet, seq)?,
        payments: form.payments,
        discounts: form.discounts,
        total_fen: entry.total_fen,
        till_receipt: entry.till_receipt.clone(),
        reverses: entry.reverses,
        reversed_by,
        note: entry.note.clone(),
        import: entry.import,
        person: entry.person,
        post: entry.post,
        prev_hash: crate::book::hash(&entry.prev_hash)?.to_string(),
        hash: crate::book::hash(&entry.hash)?.to_string(),
        lines: lines.iter().map(|line| LineView::new(&entry, line, name(line.product))).collect(),
    })
}

/// What a list of lines is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineFilter {
    /// Period day from …
    pub from: Option<Day>,
    /// … to, both included.
    pub to: Option<Day>,
    /// Kind of entry.
    pub kind: Option<String>,
    /// What.
    pub product: Option<i64>,
    /// Of which lot.
    pub lot: Option<i64>,
    /// What a sum is made of: `recorded`, `listed`, `local` or `campaign` sales.
    pub measure: Option<String>,
}

/// Lines of a book. **Who:** the outlet, the county.
pub fn lines(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    filter: LineFilter,
    ask: &Ask,
) -> Result<Page<LineView>, Refusal> {
    lines_of(tx, actor.county_id(), (outlet, actor.now), &filter, ask)
}

/// Lines of a book, for whoever may see them; of campaigns, those whose produce was declared by an instant.
pub(crate) fn lines_of(
    tx: &mut Tx<'_>,
    county: &str,
    (outlet, as_of): (OutletId, Instant),
    filter: &LineFilter,
    ask: &Ask,
) -> Result<Page<LineView>, Refusal> {
    let signed = filter.measure.is_some();
    let mut base = format!(
        "SELECT {}, e.kind AS kind, e.day AS day, e.counts_on AS counts_on{}, l.seq * 1000 + l.line AS sort_id
         FROM entry e JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq
         WHERE e.county = $1 AND e.book = $2",
        line_columns(signed),
        summed(signed)
    );
    let mut values = params![county, outlet].to_vec();
    let mut narrow = |sql: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            base.push_str(&format!(" AND {sql} ${}", values.len()));
        }
    };
    narrow("e.counts_on >=", filter.from.map(Value::from));
    narrow("e.counts_on <=", filter.to.map(Value::from));
    narrow("e.kind =", filter.kind.as_ref().map(Value::from));
    narrow("l.product =", filter.product.map(Value::from));
    narrow("l.lot =", filter.lot.map(Value::from));
    if let Some(measure) = &filter.measure {
        base.push_str(" AND e.kind IN ('sale', 'return')");
        base.push_str(match measure.as_str() {
            "listed" => " AND l.listed = 1",
            "local" => " AND l.listed = 1 AND l.local = 1",
            "campaign" => " AND l.listed = 1",
            _ => "",
        });
        if measure == "campaign" {
            let declared: Vec<i64> = supply::desk::declared(tx, county, as_of)?.into_iter().collect();
            let (list, with) = store::listed(&declared, &values);
            base.push_str(&format!(" AND l.campaign IN ({list})"));
            values = with;
        }
    }
    let listing = Listing {
        base: &base,
        params: values,
        sorts: &["-seq", "day", "amount_fen", "product"],
        sums: if signed || filter.kind.is_some() { &OF_ONE } else { &BY_KIND },
    };
    let page: Page<Joined> = store::list(tx, &listing, ask)?;
    let names = names(tx, county, page.items.iter().map(|row| row.line.product))?;
    let view = |row: Joined| {
        let name = names.get(&row.line.product).cloned().unwrap_or_default();
        row.view(name)
    };
    Ok(Page { items: page.items.into_iter().map(view).collect(), next: page.next, total: page.total })
}

/// A line with what its entry says.
struct Joined {
    line: LineRow,
    kind: String,
    day: Day,
    counts_on: Day,
}

impl store::FromRow for Joined {
    fn from_row(row: &mut store::Row) -> Result<Self, store::StoreError> {
        Ok(Self { line: LineRow::from_row(row)?, kind: row.next()?, day: row.next()?, counts_on: row.next()? })
    }
}

impl Joined {
    fn view(self, name: String) -> LineView {
        LineView::of(&self.line, self.kind, (self.day, self.counts_on), name)
    }
}

/// Walks all entries of a book with their lines, in order.
pub(crate) fn walk(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    seen: &mut dyn FnMut(EntryRow, Vec<LineRow>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    // Book by book in slices of its numbers, so that a large book is never held whole.
    let sql = format!("SELECT {ENTRY} FROM entry WHERE county = $1 AND book = $2 AND seq > $3 ORDER BY seq LIMIT 1000");
    let lines_sql = format!(
        "SELECT {LINE} FROM line WHERE county = $1 AND book = $2 AND seq >= $3 AND seq <= $4 ORDER BY seq, line"
    );
    let mut after = 0;
    loop {
        let entries: Vec<EntryRow> = tx.query(&sql, params![county, outlet, after])?;
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(()) };
        let (from, to) = (first.seq, last.seq);
        let mut lines: BTreeMap<i64, Vec<LineRow>> = BTreeMap::new();
        for line in tx.query::<LineRow>(&lines_sql, params![county, outlet, from, to])? {
            lines.entry(line.seq).or_default().push(line);
        }
        for entry in entries {
            let lines = lines.remove(&entry.seq).unwrap_or_default();
            seen(entry, lines)?;
        }
        after = to;
    }
}
