//! Recounting: what accounts, years and statements say against the issues and redemptions that they come from.

use base::{Fen, Refusal, Text, ids::OutletId};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Tx, params};

/// What was recounted, and what does not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VouchersVerified {
    /// Accounts that were recounted.
    pub accounts: i64,
    /// Redemptions and refunds that they were recounted from.
    pub redemptions: i64,
    /// What does not fit; empty when all does.
    pub problems: Vec<VoucherProblem>,
}

/// One sum that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VoucherProblem {
    /// `account.balance`, `account.issued`, `year.issued` or `statement.net`.
    pub code: String,
    /// Which account, programme year or statement.
    pub id: i64,
    /// What is kept.
    pub kept_fen: Fen,
    /// What the rows come to.
    pub counted_fen: Fen,
    /// In words.
    pub message: Text,
}

/// Each sum that is kept beside what it is kept of: id, kept, counted. The first two are by account.
const SUMS: [(&str, &str, &str, &str); 4] = [
    (
        "account.issued",
        "账户的发放额与发放明细不符",
        "what the account says was issued differs from the issues",
        "SELECT a.id, a.issued_fen, CAST(COALESCE(SUM(l.amount_fen), 0) AS BIGINT) FROM account a
         LEFT JOIN issue_line l ON l.county = a.county AND l.account = a.id
         WHERE a.county = $1 GROUP BY a.id, a.issued_fen ORDER BY a.id",
    ),
    (
        "account.balance",
        "账户余额与发放、用券、退回不符",
        "what is left on the account differs from issues, uses and refunds",
        "SELECT a.id, a.balance_fen + a.lapsed_fen, a.issued_fen - CAST(COALESCE(SUM(
         CASE WHEN r.kind = 'spend' THEN r.amount_fen ELSE -r.amount_fen END), 0) AS BIGINT) FROM account a
         LEFT JOIN redemption r ON r.county = a.county AND r.account = a.id
         WHERE a.county = $1 GROUP BY a.id, a.balance_fen, a.lapsed_fen, a.issued_fen ORDER BY a.id",
    ),
    (
        "year.issued",
        "职工全年发放额与各工会的发放不符",
        "what a worker was issued in the year differs from the issues of all unions",
        "SELECT y.year, y.issued_fen, CAST(COALESCE(SUM(a.issued_fen), 0) AS BIGINT) FROM voucher_year y
         LEFT JOIN worker w ON w.county = y.county AND w.identity = y.identity
         LEFT JOIN programme p ON p.county = y.county AND p.year = y.year
         LEFT JOIN account a ON a.county = y.county AND a.programme = p.id AND a.worker = w.id
         WHERE y.county = $1 GROUP BY y.year, y.identity, y.issued_fen ORDER BY y.year",
    ),
    (
        "statement.net",
        "结算单净额与其明细不符",
        "the net of the statement differs from its lines",
        "SELECT s.id, s.net_fen, CAST(COALESCE(SUM(
         CASE WHEN r.kind = 'spend' THEN r.amount_fen ELSE -r.amount_fen END), 0) AS BIGINT) FROM statement s
         LEFT JOIN statement_line l ON l.county = s.county AND l.statement = s.id
         LEFT JOIN redemption r ON r.county = l.county AND r.outlet = l.outlet AND r.book_seq = l.book_seq
         AND r.account = l.account AND r.kind = l.kind
         WHERE s.county = $1 AND s.state <> 'withdrawn' GROUP BY s.id, s.net_fen ORDER BY s.id",
    ),
];

/// Recounts every account, worker's year and statement of a county.
pub fn verify(tx: &mut Tx<'_>, county: &str) -> Result<VouchersVerified, Refusal> {
    let mut verified = VouchersVerified {
        accounts: tx.number("SELECT COUNT(*) FROM account WHERE county = $1", params![county])?,
        redemptions: tx.number("SELECT COUNT(*) FROM redemption WHERE county = $1", params![county])?,
        problems: Vec::new(),
    };
    for (code, zh, en, sql) in SUMS {
        tx.each(sql, params![county], &mut |mut row| {
            let (id, kept_fen, counted_fen): (i64, Fen, Fen) = (row.next()?, row.next()?, row.next()?);
            if kept_fen != counted_fen {
                let message = Text::new(zh, en);
                verified.problems.push(VoucherProblem { code: code.into(), id, kept_fen, counted_fen, message });
            }
            Ok(())
        })?;
    }
    Ok(verified)
}

/// What vouchers paid (less what they got back) by the entries of an outlet's book.
pub fn by_entry(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<BTreeMap<i64, Fen>, Refusal> {
    let rows: Vec<(i64, Fen)> = tx.query(
        "SELECT book_seq, CAST(SUM(CASE WHEN kind = 'spend' THEN amount_fen ELSE -amount_fen END) AS BIGINT)
         FROM redemption WHERE county = $1 AND outlet = $2 GROUP BY book_seq",
        params![county, outlet],
    )?;
    Ok(rows.into_iter().collect())
}
