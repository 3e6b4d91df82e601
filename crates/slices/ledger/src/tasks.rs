//! What of the books waits for an outlet's manager today.

use base::{Refusal, Text};
use edge::{Actor, Perm, Task};
use store::{Tx, params};

/// Days before the end of a shelf life at which goods are shown.
const SOON_DAYS: i32 = 14;

/// What waits for this actor; posts that keep no book have nothing here.
pub(crate) fn list(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    if actor.scope.kind != "outlet" || !actor.may(Perm::LedgerWrite) {
        return Ok(Vec::new());
    }
    let (county, outlet, today) = (actor.county_id(), actor.scope.id, actor.day());
    let mut tasks = Vec::new();
    let page = |name: &str| format!("/books/{outlet}/{name}");
    let mut add = |kind: &str, count: i64, zh: &str, en: &str, to: String| {
        if count > 0 {
            tasks.push(Task { kind: kind.into(), title: Text::new(zh, en), count, due_on: None, to });
        }
    };
    let unclosed = tx.number(
        "SELECT COUNT(*) FROM day_total d JOIN book b ON b.county = d.county AND b.outlet = d.outlet
         WHERE d.county = $1 AND d.outlet = $2 AND d.day > b.till_closed_to AND d.day < $3",
        params![county, outlet, today],
    )?;
    add("closing.day", unclosed, "有营业日尚未日结", "days whose takings are not counted yet", "/till/closing".into());
    let below = tx.number(
        "SELECT COUNT(*) FROM stock WHERE county = $1 AND outlet = $2 AND on_hand < 0",
        params![county, outlet],
    )?;
    add(
        "stock.below_nothing",
        below,
        "有商品库存为负，请盘点",
        "products stand below nothing; count them",
        page("stock"),
    );
    let soon = today.plus_days(SOON_DAYS);
    let expiring = tx.number(
        "SELECT COUNT(*) FROM stock WHERE county = $1 AND outlet = $2 AND on_hand > 0 AND expires_on <= $3",
        params![county, outlet, soon],
    )?;
    add(
        "stock.expiring",
        expiring,
        "有批次已到期或 14 天内到期",
        "lots that have expired or will within 14 days",
        page("stock"),
    );
    let waiting = tx.number(
        "SELECT COUNT(*) FROM import_file WHERE county = $1 AND outlet = $2 AND state = 'previewed'",
        params![county, outlet],
    )?;
    add(
        "import.previewed",
        waiting,
        "有表格已上传，尚未记账",
        "files that were handed in and not taken in yet",
        page("imports"),
    );
    Ok(tasks)
}
