//! Lines that speak for a delivery on a contract: how much of a line is spoken for, by which.
//!
//! Invariants: no more of a line is spoken for than it holds; an entry of which something is spoken for is not reversed
//! from the book's side, so that contract and book say the same. Left to others: what a delivery is (market).

use crate::{
    around,
    error::No,
    goods::{self, Goods},
};
use base::{
    Day, Fen, Refusal,
    ids::{OutletId, PersonId, ProductId},
};
use edge::Actor;
use store::{Tx, params, row};

/// A line of a book, by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineNo {
    /// Whose book.
    pub outlet: OutletId,
    /// The entry.
    pub seq: i64,
    /// The line in it.
    pub line: i64,
}

/// A delivery, by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryNo {
    /// The contract.
    pub contract: i64,
    /// The delivery on it.
    pub delivery: i64,
}

row! {
    /// A line as it is kept.
    #[derive(Clone, Debug)]
    struct Kept {
        book: OutletId, seq: i64, line: i64, kind: String, day: Day, party_kind: String, party: i64, product: ProductId,
        unit: String, quantity: i64, amount_fen: Fen, unsalable: i64, person: PersonId, reversed: i64, claimed_g: i64,
        back: i64,
    }
}

/// A line that may speak for a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimableLine {
    /// Which.
    pub no: LineNo,
    /// `purchase`, `consignment_intake` or `sale`.
    pub kind: String,
    /// Its business day.
    pub day: Day,
    /// What the other side is: `producer`, `household`, `outlet`, `unit`, `other`; empty for nobody.
    pub party_kind: String,
    /// Its number in that register.
    pub party: i64,
    /// What the other side is called in full, where it is in no register. Handle with care.
    pub party_name: String,
    /// What.
    pub product: ProductId,
    /// What it is called.
    pub product_name: String,
    /// How much, grams; pieces by what is in them.
    pub grams: i64,
    /// What it cost or brought.
    pub amount_fen: Fen,
    /// The report of unsalable produce that its lot is tied to, 0 for none.
    pub unsalable: i64,
    /// Who entered it.
    pub person: PersonId,
    /// How much of it is spoken for already.
    pub claimed_g: i64,
}

const LINE: &str =
    "SELECT l.book, l.seq, l.line, e.kind, e.day, COALESCE(c.kind, '') AS party_kind, COALESCE(c.ref, 0) AS party,
    l.product, l.unit, l.quantity, l.amount_fen, COALESCE(o.unsalable, 0) AS unsalable, e.person,
    (SELECT COUNT(*) FROM entry r WHERE r.county = e.county AND r.book = e.book AND r.reverses = e.seq) AS reversed,
    CAST(COALESCE((SELECT SUM(k.grams) FROM line_claim k WHERE k.county = l.county AND k.book = l.book AND k.seq = l.seq
      AND k.line = l.line), 0) AS BIGINT) AS claimed_g,
    CAST(COALESCE((SELECT SUM(b.quantity) FROM line b WHERE b.county = l.county AND b.book = l.book AND b.of_seq = l.seq
      AND b.of_line = l.line), 0) AS BIGINT) AS back
    FROM line l JOIN entry e ON e.county = l.county AND e.book = l.book AND e.seq = l.seq
    LEFT JOIN counterparty c ON c.county = e.county AND c.id = e.counterparty
    LEFT JOIN lot o ON o.county = l.county AND o.id = l.lot
    WHERE l.county = $1 AND l.book = $2 AND e.kind IN ('purchase', 'consignment_intake', 'sale') AND e.reverses IS NULL
      AND l.quantity > 0";

/// Lines of a book between two days, both included, of these products, that stand; at most `most`, newest first.
pub fn between(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    (from, to): (Day, Day),
    products: &[ProductId],
    most: i64,
) -> Result<Vec<ClaimableLine>, Refusal> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let (within, values) = store::listed(products, params![actor.county_id(), outlet, from, to, most]);
    let sql = format!(
        "SELECT * FROM ({LINE} AND e.day >= $3 AND e.day <= $4 AND l.product IN ({within})) q WHERE reversed = 0
         ORDER BY seq DESC, line LIMIT $5"
    );
    let rows: Vec<Kept> = tx.query(&sql, &values)?;
    known(tx, actor, rows)
}

/// One line. **Errors:** there is none of these kinds, or it was reversed.
pub fn line(tx: &mut Tx<'_>, actor: &Actor, no: LineNo) -> Result<ClaimableLine, Refusal> {
    let sql = format!("{LINE} AND l.seq = $3 AND l.line = $4");
    let row: Option<Kept> = tx.find(&sql, params![actor.county_id(), no.outlet, no.seq, no.line])?;
    let row = row.filter(|row| row.reversed == 0).ok_or(No::Line { seq: no.seq, line: no.line })?;
    known(tx, actor, vec![row])?.pop().ok_or_else(|| No::Line { seq: no.seq, line: no.line }.into())
}

fn known(tx: &mut Tx<'_>, actor: &Actor, rows: Vec<Kept>) -> Result<Vec<ClaimableLine>, Refusal> {
    let county = actor.county_id();
    let all = Goods::load(tx, actor, rows.iter().map(|row| row.product), actor.day())?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let product = all.get(row.product)?;
        let weight = match row.unit.as_str() {
            "g" => Some(row.quantity - row.back),
            // Of pieces that came back in part nobody reckons what is left.
            _ if row.back != 0 => None,
            _ => product.pack_g.and_then(|pack| row.quantity.checked_mul(pack)),
        };
        // Pieces of which nobody knows the weight speak for nothing that was weighed.
        let Some(grams) = weight else { continue };
        let party_name =
            if row.party_kind == "other" { around::party(tx, county, row.party)?.name } else { String::new() };
        lines.push(ClaimableLine {
            no: LineNo { outlet: row.book, seq: row.seq, line: row.line },
            kind: row.kind,
            day: row.day,
            party_kind: row.party_kind,
            party: row.party,
            party_name,
            product: row.product,
            product_name: product.name.clone(),
            grams,
            amount_fen: row.amount_fen,
            unsalable: row.unsalable,
            person: row.person,
            claimed_g: row.claimed_g,
        });
    }
    Ok(lines)
}

/// Who entered an entry of a book; none if there is no such entry.
pub fn entered_by(tx: &mut Tx<'_>, county: &str, (outlet, seq): (OutletId, i64)) -> Result<Option<PersonId>, Refusal> {
    let sql = "SELECT person FROM entry WHERE county = $1 AND book = $2 AND seq = $3";
    Ok(tx.find(sql, params![county, outlet, seq])?)
}

/// Lets a line speak for a delivery. **Errors:** less of it is free.
pub fn claim(tx: &mut Tx<'_>, actor: &Actor, no: LineNo, by: DeliveryNo, grams: i64) -> Result<(), Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("line-claim/{}/{}/{}", no.outlet, no.seq, no.line))?;
    let found = line(tx, actor, no)?;
    let free = found.grams.saturating_sub(found.claimed_g);
    if grams > free {
        let free = goods::in_words(base::Quantity::G(free.max(0)));
        return Err(No::ClaimedTooMuch { seq: no.seq, line: no.line, free }.into());
    }
    tx.run(
        "INSERT INTO line_claim (county, book, seq, line, contract, delivery, grams) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![county, no.outlet, no.seq, no.line, by.contract, by.delivery, grams],
    )?;
    Ok(())
}

/// The line speaks for the delivery no longer.
pub fn let_go(tx: &mut Tx<'_>, county: &str, by: DeliveryNo) -> Result<(), Refusal> {
    let sql = "DELETE FROM line_claim WHERE county = $1 AND contract = $2 AND delivery = $3";
    tx.run(sql, params![county, by.contract, by.delivery])?;
    Ok(())
}

/// Refuses a return after which a line holds less than deliveries speak for. `left` is what stays sold of each line; of
/// pieces nothing comes back that is spoken for.
pub(crate) fn enough_left(
    tx: &mut Tx<'_>,
    county: &str,
    (outlet, seq): (OutletId, i64),
    left: &[(i64, &str, i64)],
) -> Result<(), Refusal> {
    let claims: Vec<(i64, i64, i64, i64)> = tx.query(
        "SELECT line, MIN(contract), MIN(delivery), CAST(SUM(grams) AS BIGINT) FROM line_claim WHERE county = $1 AND book = $2
         AND seq = $3 GROUP BY line ORDER BY line",
        params![county, outlet, seq],
    )?;
    for (line, contract, delivery, grams) in claims {
        let short = left.iter().any(|(of, unit, units)| *of == line && (*unit != "g" || *units < grams));
        if short {
            return Err(No::Claimed { seq, contract, delivery }.into());
        }
    }
    Ok(())
}

/// Refuses the reversal of an entry that speaks for a delivery.
pub(crate) fn nothing_claimed(tx: &mut Tx<'_>, county: &str, outlet: OutletId, seq: i64) -> Result<(), Refusal> {
    let sql = "SELECT contract, delivery FROM line_claim WHERE county = $1 AND book = $2 AND seq = $3 ORDER BY contract, delivery LIMIT 1";
    match tx.find::<(i64, i64)>(sql, params![county, outlet, seq])? {
        Some((contract, delivery)) => Err(No::Claimed { seq, contract, delivery }.into()),
        None => Ok(()),
    }
}
