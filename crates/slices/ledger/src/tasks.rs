//! What of the books waits for an outlet's manager today.

use base::{
    Day, Refusal, Text,
    ids::{OutletId, ProductId},
};
use edge::{Actor, Perm, Role, Task};
use store::{Tx, params};

/// Days before the end of a shelf life at which goods are shown.
const SOON_DAYS: i32 = 14;

/// Days before its end at which a badge is called to mind, as for its producer.
const BADGE_DAYS: i32 = 60;

/// Products of which an outlet has something.
fn on_the_shelf(tx: &mut Tx<'_>, county: &str, outlet: i64) -> Result<Vec<ProductId>, Refusal> {
    Ok(tx.query(
        "SELECT DISTINCT product FROM stock WHERE county = $1 AND outlet = $2 AND on_hand > 0 ORDER BY product",
        params![county, outlet],
    )?)
}

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
    if actor.role == Role::OutletManager {
        let empty = tx.number(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM entry WHERE county = $1 AND book = $2) THEN 0 ELSE 1 END",
            params![county, outlet],
        )?;
        add(
            "book.first",
            empty,
            "台账还是空的：从期初库存开始",
            "the book is empty: begin with what is in stock",
            page("new/opening"),
        );
    }
    let unclosed = tx.number(
        "SELECT COUNT(*) FROM day_total d JOIN book b ON b.county = d.county AND b.outlet = d.outlet
         WHERE d.county = $1 AND d.outlet = $2 AND d.day > b.till_closed_to AND d.day < $3",
        params![county, outlet, today],
    )?;
    add("closing.day", unclosed, "尚未日结的营业日", "days whose takings are not counted yet", "/till/closing".into());
    let below = tx.number(
        "SELECT COUNT(*) FROM stock WHERE county = $1 AND outlet = $2 AND on_hand < 0",
        params![county, outlet],
    )?;
    add(
        "stock.below_nothing",
        below,
        "库存为负、要盘点的商品",
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
        "已到期或 14 天内到期的批次",
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
        "已上传、尚未记账的表格",
        "files that were handed in and not taken in yet",
        page("imports"),
    );
    tasks.extend(of_goods(tx, actor, OutletId(outlet))?);
    Ok(tasks)
}

/// What waits about goods that are there: those that may not be sold any more, badges that end, owners to be paid.
fn of_goods(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId) -> Result<Vec<Task>, Refusal> {
    let (county, today) = (actor.county_id(), actor.day());
    // A village point buys from households; it is shops that sell and display listed products only.
    let sells = actor.role == Role::OutletManager;
    let shelf = if sells { on_the_shelf(tx, county, outlet.0)? } else { Vec::new() };
    let mut left = 0_i64;
    for product in catalogue::desk::left_the_list(tx, county, &shelf, actor.now)? {
        let allowed = outlets::desk::exception_allows(tx, county, outlet, product, today)?;
        left = left.saturating_add(i64::from(!allowed));
    }
    let owed = crate::consignment::open_owners(tx, county, outlet)?;
    let (badges, first) = catalogue::desk::badges_ending(tx, county, &shelf, (today, today.plus_days(BADGE_DAYS)))?;
    let told = [
        (
            "stock.left_catalogue",
            Text::new(
                "有库存但已不在目录、不得再销售和展示的产品",
                "products in stock have left the catalogue and may not be sold or displayed",
            ),
            (left, None),
            "stock",
        ),
        (
            "consignment.owed",
            Text::new("代销货款未结的货主", "owners of consigned goods wait for their money"),
            (owed, None),
            "consignments",
        ),
        (
            "stock.badge_ends",
            Text::new("标识（绿色、有机等）即将到期的在售产品", "badges of products in stock end soon"),
            (badges, first),
            "stock",
        ),
    ];
    let task = |(kind, title, (count, due_on), page): (&str, Text, (i64, Option<Day>), &str)| Task {
        kind: kind.into(),
        title,
        count,
        due_on,
        to: format!("/books/{outlet}/{page}"),
    };
    Ok(told.into_iter().filter(|(.., (count, _), _)| *count > 0).map(task).collect())
}
