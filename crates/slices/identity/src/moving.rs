//! Posts of a division that was merged: their holders go on in its successor.
//!
//! Invariant: the term up to the merger stays as it was, so that who was responsible where on an earlier day
//! is still told; from the day of the merger a new term runs. Sessions, tokens and the card of codes go on with it.

use base::{Day, Refusal, ids::PostId};
use edge::{Actor, Role};
use store::{Tx, params};

/// A division that was merged, as posts see it.
pub struct MovedScope<'a> {
    /// Its id.
    pub old_id: i64,
    /// Its path.
    pub old_path: &'a str,
    /// Id of the division that goes on.
    pub new_id: i64,
    /// Its path.
    pub new_path: &'a str,
    /// Its name.
    pub new_name: &'a str,
    /// First day of the merger.
    pub from: Day,
    /// Why the old term ended.
    pub reason: &'static str,
}

store::row! {
    /// A post below the merged division.
    struct Found {
        id: PostId,
        role: String,
        scope_kind: String,
        scope_id: i64,
        scope_path: String,
        scope_name: String,
        valid_from: Day,
    }
}

/// Moves every post that is in force on the day of the merger or later.
pub fn move_division(tx: &mut Tx<'_>, actor: &Actor, moved: &MovedScope<'_>) -> Result<(), Refusal> {
    let posts: Vec<Found> = tx.query(
        "SELECT id, role, scope_kind, scope_id, scope_path, scope_name, valid_from FROM post
         WHERE county = $1 AND scope_path >= $2 AND scope_path < $3 AND valid_to >= $4 ORDER BY id",
        params![actor.county_id(), moved.old_path, format!("{}\u{10FFFF}", moved.old_path), moved.from],
    )?;
    for post in posts {
        let own = post.scope_kind == "division" && post.scope_id == moved.old_id;
        let tail = post.scope_path.get(moved.old_path.len()..).unwrap_or_default();
        let scope_path = format!("{}{tail}", moved.new_path);
        let (scope_id, scope_name) =
            if own { (moved.new_id, moved.new_name.to_owned()) } else { (post.scope_id, post.scope_name.clone()) };
        let there = Found { scope_id, scope_path, scope_name, ..post };
        // Coverage asks of earlier days who minded a village; of the others only today counts.
        let dated = own || there.role == Role::PointKeeper.word();
        if dated && there.valid_from < moved.from {
            begin_anew(tx, actor, &there, moved)?;
        } else {
            tx.run(
                "UPDATE post SET scope_id = $3, scope_path = $4, scope_name = $5 WHERE county = $1 AND id = $2",
                params![actor.county_id(), there.id, there.scope_id, &there.scope_path, &there.scope_name],
            )?;
        }
    }
    Ok(())
}

/// Ends the term with the last day of the division, and begins another one in its successor.
fn begin_anew(tx: &mut Tx<'_>, actor: &Actor, there: &Found, moved: &MovedScope<'_>) -> Result<(), Refusal> {
    let county = actor.county_id();
    let fresh = PostId(tx.next_id(county, "post")?);
    tx.run(
        "INSERT INTO post (county, id, person, role, scope_kind, scope_id, scope_path, scope_name, field, capacity,
         valid_from, valid_to, granted_by, granted_at)
         SELECT county, $3, person, role, scope_kind, $4, $5, $6, field, capacity, $7, valid_to, $8, $9
         FROM post WHERE county = $1 AND id = $2",
        params![
            county,
            there.id,
            fresh,
            there.scope_id,
            &there.scope_path,
            &there.scope_name,
            moved.from,
            actor.person,
            actor.now
        ],
    )?;
    tx.run(
        "UPDATE post SET valid_to = $3, end_reason = $4, successor = $5 WHERE county = $1 AND id = $2",
        params![county, there.id, moved.from.plus_days(-1), moved.reason, fresh],
    )?;
    for table in ["session", "token", "device_key", "code_card"] {
        let sql = format!("UPDATE {table} SET post = $3 WHERE county = $1 AND post = $2");
        tx.run(&sql, params![county, there.id, fresh])?;
    }
    Ok(())
}
