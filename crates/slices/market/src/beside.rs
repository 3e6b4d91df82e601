//! Deliveries that no line of a book speaks for: what villages reported is held against them too (E5), each kilogram once.
//!
//! A delivery counts by the line that it stands on. It counts by itself where that line names no village (a villager in no
//! register), and where it stands on none and somebody else than the village entered it. What came of produce reported as
//! unsalable is a report of its own; a line of a sale passes on what was bought before.

use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, PostId},
};
use edge::{Actor, Role};
use ledger::claim::{self, LineNo};
use std::collections::BTreeSet;
use store::{Tx, params};

/// Roles on the village's side of a contract: what they enter alone proves nothing of what they reported.
const VILLAGE: [Role; 3] = [Role::InformationOfficer, Role::TownshipSupervisor, Role::Producer];

/// Posts on the village's side.
pub(crate) fn village_side(tx: &mut Tx<'_>, county: &str) -> Result<BTreeSet<PostId>, Refusal> {
    identity::desk::posts_of(tx, county, &VILLAGE)
}

store::row! {
    /// A delivery as it stands.
    struct Standing {
        division: DivisionId, crop: i64, day: Day, grams: i64, made_post: PostId, undone: i64, source: String,
        outlet: Option<OutletId>, entry: Option<i64>, line: Option<i64>,
    }
}

/// Says anew what a delivery counts for beside the books; after anything that was done to it.
pub(crate) fn keep(tx: &mut Tx<'_>, actor: &Actor, (contract, delivery): (i64, i64)) -> Result<(), Refusal> {
    let county = actor.county_id();
    let found: Standing = tx.one(
        "SELECT t.division, t.crop, v.day, v.grams, v.made_post, (SELECT COUNT(*) FROM delivery w WHERE w.county = v.county
           AND w.contract = v.contract AND w.reverses = v.seq), COALESCE(o.source, ''), b.outlet, b.entry, b.line
         FROM delivery v JOIN contract t ON t.county = v.county AND t.id = v.contract
         LEFT JOIN offer o ON o.county = t.county AND o.id = t.offer
         LEFT JOIN delivery_book b ON b.county = v.county AND b.contract = v.contract AND b.delivery = v.seq AND b.act <> 'freed'
           AND b.seq = (SELECT MAX(x.seq) FROM delivery_book x WHERE x.county = b.county AND x.contract = b.contract
           AND x.delivery = b.delivery)
         WHERE v.county = $1 AND v.contract = $2 AND v.seq = $3",
        params![county, contract, delivery],
    )?;
    let grams = if counts(tx, actor, &found)? { found.grams } else { 0 };
    let of = supply::desk::Delivered { contract, delivery, division: found.division, crop: found.crop, day: found.day };
    supply::desk::count_delivery(tx, actor, of, grams)
}

fn counts(tx: &mut Tx<'_>, actor: &Actor, found: &Standing) -> Result<bool, Refusal> {
    let county = actor.county_id();
    if found.undone > 0 || found.source == "unsalable" {
        return Ok(false);
    }
    let (Some(outlet), Some(seq), Some(line)) = (found.outlet, found.entry, found.line) else {
        return Ok(!village_side(tx, county)?.contains(&found.made_post));
    };
    let stands_on = claim::line(tx, actor, LineNo { outlet, seq, line })?;
    let lines = supply::desk::bought_lines(tx, county, outlet, Some(seq))?;
    Ok(stands_on.kind != "sale" && stands_on.unsalable == 0 && !lines.iter().any(|bought| bought.line == line))
}
