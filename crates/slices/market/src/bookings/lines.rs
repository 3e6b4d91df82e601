//! Lines that a delivery may be tied to, as its page shows them: of this seller or buyer, these goods, these days only, so
//! that nobody reads more of a book than what concerns them.

use super::{fit, keeper};
use crate::contracts;
use base::{Day, Fen, Grams, Refusal, ids::ProductId};
use edge::Actor;
use ledger::claim;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Lines of a book that are looked through.
pub(super) const MOST: i64 = 2_000;
/// Days before and after the delivery: the truck comes, the slip is written, the village tells of it.
const DAYS: i32 = 15;
/// Lines that are shown.
const SHOWN: usize = 50;

/// The delivery that a line is looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinesFor {
    /// When it was delivered; today if not said.
    pub day: Option<Day>,
    /// What it weighs.
    pub grams: Grams,
}

/// A line that may stand for a delivery.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DeliveryLine {
    /// Number of its entry.
    pub entry: i64,
    /// Its number in the entry.
    pub line: i64,
    /// `purchase`, `consignment_intake` or `sale`.
    pub kind: String,
    /// Its business day.
    pub day: Day,
    /// What.
    pub product: ProductId,
    /// What it is called.
    pub product_name: String,
    /// How much, grams.
    pub grams: i64,
    /// What it cost or brought.
    pub amount_fen: Fen,
}

/// Lines that a delivery may be tied to, nearest day first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DeliveryLines {
    /// The lines.
    pub lines: Vec<DeliveryLine>,
}

/// Lines that a delivery may be tied to. **Who:** the contract's sides.
pub fn lines(tx: &mut Tx<'_>, actor: &Actor, id: i64, query: LinesFor) -> Result<DeliveryLines, Refusal> {
    let kept = contracts::find(tx, actor, id)?;
    let (day, grams) = (query.day.unwrap_or(actor.day()), query.grams.0.max(1));
    let Some(keeper) = keeper(tx, actor, &kept)? else { return Ok(DeliveryLines { lines: Vec::new() }) };
    let sides = fit::sides(tx, actor, &kept)?;
    let days = (day.plus_days(-DAYS), day.plus_days(DAYS));
    let mut found = claim::between(tx, actor, keeper.outlet, days, &sides.products, MOST)?;
    found.retain(|line| fit::fits(line, &sides, grams).is_ok());
    found.sort_by_key(|line| (line.day.days_since(day).abs(), line.grams.abs_diff(grams), line.no.seq));
    let shown = |line: ledger::claim::ClaimableLine| DeliveryLine {
        entry: line.no.seq,
        line: line.no.line,
        kind: line.kind,
        day: line.day,
        product: line.product,
        product_name: line.product_name,
        grams: line.grams,
        amount_fen: line.amount_fen,
    };
    Ok(DeliveryLines { lines: found.into_iter().take(SHOWN).map(shown).collect() })
}
