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
    /// Of a sum: `account.balance`, `account.issued`, `year.issued`, `statement.net`, `statement.spent`, `payout.total`;
    /// of what cannot be: `statement.state`, `payout.statements`, `account.valid_to`, `slip.live`.
    pub code: String,
    /// Which account, programme year, statement or pay-out.
    pub id: i64,
    /// What is kept; 0 where no sum is wrong.
    pub kept_fen: Fen,
    /// What the rows come to.
    pub counted_fen: Fen,
    /// In words.
    pub message: Text,
}

/// Each sum that is kept beside what it is kept of: id, kept, counted. The first two are by account.
const SUMS: [(&str, &str, &str, &str); 6] = [
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
    (
        "statement.spent",
        "结算单净额与其用券、退回不符",
        "the net of the statement differs from what it says was spent and went back",
        "SELECT id, net_fen, spent_fen - refunded_fen FROM statement WHERE county = $1 ORDER BY id",
    ),
    (
        "payout.total",
        "付款合计与其已付结算单不符",
        "what the pay-out says was paid differs from its paid statements",
        "SELECT p.id, p.total_fen, CAST(COALESCE(SUM(s.net_fen), 0) AS BIGINT) FROM payout p
         LEFT JOIN statement s ON s.county = p.county AND s.payout = p.id AND s.state = 'paid'
         WHERE p.county = $1 GROUP BY p.id, p.total_fen ORDER BY p.id",
    ),
];

/// Each thing that cannot be: code, in words, and the query that finds the ids.
const NEVER: [(&str, &str, &str, &str); 4] = [
    (
        "statement.state",
        "结算单的状态与付款不符",
        "the statement is paid without a pay-out, or stands in a pay-out and is not paid",
        "SELECT id FROM statement WHERE county = $1 AND (CASE WHEN state = 'paid' THEN 1 ELSE 0 END)
         <> (CASE WHEN payout IS NOT NULL THEN 1 ELSE 0 END) ORDER BY id",
    ),
    (
        "payout.statements",
        "付款的结算单张数不符",
        "the pay-out has not as many statements as it says",
        "SELECT p.id FROM payout p WHERE p.county = $1 AND p.statements <> (SELECT COUNT(*) FROM statement s
         WHERE s.county = p.county AND s.payout = p.id) ORDER BY p.id",
    ),
    (
        // Only a refund that came after the end makes an account good for longer than its programme.
        "account.valid_to",
        "账户有效期与所属项目不符",
        "the account is not good for as long as its programme",
        "SELECT a.id FROM account a JOIN programme p ON p.county = a.county AND p.id = a.programme
         WHERE a.county = $1 AND (a.valid_from <> p.valid_from OR a.valid_to <> p.valid_to AND NOT EXISTS
         (SELECT 1 FROM redemption r WHERE r.county = a.county AND r.account = a.id AND r.kind = 'refund'
          AND r.day > p.valid_to AND r.day <= a.valid_to)) ORDER BY a.id",
    ),
    (
        "slip.live",
        "账户有多张有效的券",
        "the account has more than one live slip",
        "SELECT account FROM slip WHERE county = $1 AND state = 'live' GROUP BY account HAVING COUNT(*) > 1 ORDER BY account",
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
    for (code, zh, en, sql) in NEVER {
        for id in tx.query::<i64>(sql, params![county])? {
            let (kept_fen, counted_fen, message) = (Fen::ZERO, Fen::ZERO, Text::new(zh, en));
            verified.problems.push(VoucherProblem { code: code.into(), id, kept_fen, counted_fen, message });
        }
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
