//! Deliveries that no line of a book speaks for: what villages reported is held against them too (E5), each kilogram once.
//!
//! A delivery counts by the line that it stands on. It counts by itself where that line names no village (a villager in no
//! register), and where it stands on none. It counts for nothing where all of it is the village's own word: whoever entered
//! it, and its line if it has one, is a person of the village's side, whichever of their posts they used. What came of
//! produce reported as unsalable is a report of its own; a line of a sale passes on what was bought before.
//!
//! Undecidable: two accounts of one person, and whoever writes down what somebody of the village dictates.

use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, PersonId, PostId},
};
use edge::{Actor, Role};
use identity::desk::SidePost;
use ledger::claim::{self, LineNo};
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};
use supply::desk::Counts;

/// Roles on the village's side of a contract: what they enter alone proves nothing of what they reported.
const ROLES: [Role; 3] = [Role::InformationOfficer, Role::TownshipSupervisor, Role::Producer];

/// Who is on the village's side of contracts.
pub(crate) struct VillageSide {
    posts: BTreeSet<PostId>,
    held: BTreeMap<PersonId, Vec<SidePost>>,
}

/// Something that was entered of a contract.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entered<'a> {
    /// Who did it.
    pub person: PersonId,
    /// From which post; none where only the person is known.
    pub post: Option<PostId>,
    /// The business day of what was entered.
    pub day: Day,
    /// Where the contract's seller is.
    pub path: &'a str,
}

impl VillageSide {
    pub(crate) fn load(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let (mut posts, mut held) = (BTreeSet::new(), BTreeMap::<PersonId, Vec<SidePost>>::new());
        for post in identity::desk::posts_of(tx, county, &ROLES)? {
            posts.insert(post.id);
            held.entry(post.person).or_default().push(post);
        }
        Ok(Self { posts, held })
    }

    /// Whether something was entered from the village's side: by such a post, or by a person who held one for the seller's
    /// place on that day.
    pub(crate) fn entered(&self, what: Entered<'_>) -> bool {
        let holds = |post: &SidePost| {
            post.from <= what.day && what.day <= post.to && what.path.starts_with(post.scope_path.as_str())
        };
        what.post.is_some_and(|post| self.posts.contains(&post))
            || self.held.get(&what.person).is_some_and(|posts| posts.iter().any(holds))
    }
}

store::row! {
    /// A delivery as it stands.
    struct Standing {
        division: DivisionId, path: String, crop: i64, day: Day, grams: i64, made_by: PersonId, made_post: PostId,
        undone: i64, source: String,
        outlet: Option<OutletId>, entry: Option<i64>, line: Option<i64>,
    }
}

/// Says anew what a delivery counts for beside the books; after anything that was done to it.
pub(crate) fn keep(tx: &mut Tx<'_>, actor: &Actor, (contract, delivery): (i64, i64)) -> Result<(), Refusal> {
    let county = actor.county_id();
    let found: Standing = tx.one(
        "SELECT t.division, t.path, t.crop, v.day, v.grams, v.made_by, v.made_post, (SELECT COUNT(*) FROM delivery w WHERE w.county = v.county
           AND w.contract = v.contract AND w.reverses = v.seq), COALESCE(o.source, ''), b.outlet, b.entry, b.line
         FROM delivery v JOIN contract t ON t.county = v.county AND t.id = v.contract
         LEFT JOIN offer o ON o.county = t.county AND o.id = t.offer
         LEFT JOIN delivery_book b ON b.county = v.county AND b.contract = v.contract AND b.delivery = v.seq AND b.act <> 'freed'
           AND b.seq = (SELECT MAX(x.seq) FROM delivery_book x WHERE x.county = b.county AND x.contract = b.contract
           AND x.delivery = b.delivery)
         WHERE v.county = $1 AND v.contract = $2 AND v.seq = $3",
        params![county, contract, delivery],
    )?;
    let counts = counts(tx, actor, &found)?;
    let of = supply::desk::Delivered { contract, delivery, division: found.division, crop: found.crop, day: found.day };
    supply::desk::count_delivery(tx, actor, of, counts)
}

fn counts(tx: &mut Tx<'_>, actor: &Actor, found: &Standing) -> Result<Counts, Refusal> {
    let county = actor.county_id();
    if found.undone > 0 || found.source == "unsalable" {
        return Ok(Counts::No);
    }
    let side = VillageSide::load(tx, county)?;
    let (day, path) = (found.day, found.path.as_str());
    let mut village = side.entered(Entered { person: found.made_by, post: Some(found.made_post), day, path });
    if let (Some(outlet), Some(seq), Some(line)) = (found.outlet, found.entry, found.line) {
        let stands_on = claim::line(tx, actor, LineNo { outlet, seq, line })?;
        let lines = supply::desk::bought_lines(tx, county, outlet, Some(seq))?;
        let named = lines.iter().any(|bought| bought.line == line && bought.grams != 0);
        if stands_on.kind == "sale" || stands_on.unsalable != 0 || named {
            return Ok(Counts::No);
        }
        village &= side.entered(Entered { person: stands_on.person, post: None, day, path });
    }
    Ok(if village { Counts::ByVillage(found.grams) } else { Counts::Grams(found.grams) })
}
