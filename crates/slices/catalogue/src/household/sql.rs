//! Every statement about households.

use super::dto::Status;
use crate::word::OPEN_END;
use base::{
    Day, Refusal,
    ids::{DivisionId, HouseholdId},
};
use edge::Actor;
use store::{Tx, params};

store::row! {
    /// A household's own row.
    pub struct Household {
        pub id: HouseholdId,
        pub division: DivisionId,
        pub path: String,
        pub party: i64,
        pub note: String,
    }
}

store::row! {
    /// A member's row.
    pub struct Member {
        pub id: i64,
        pub household: HouseholdId,
        pub party: i64,
        pub relation: String,
        pub joined_on: Day,
        pub left_on: Day,
    }
}

/// One household.
pub fn find(tx: &mut Tx<'_>, county: &str, id: HouseholdId) -> Result<Option<Household>, Refusal> {
    Ok(tx.find(
        "SELECT id, division, path, party, note FROM household WHERE county = $1 AND id = $2",
        params![county, id],
    )?)
}

/// Writes a household.
pub fn insert(tx: &mut Tx<'_>, actor: &Actor, new: &Household) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO household (county, id, division, path, party, note, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![actor.county_id(), new.id, new.division, &new.path, new.party, &new.note, actor.person, actor.now],
    )?;
    Ok(())
}

/// Writes the remark anew.
pub fn update_note(tx: &mut Tx<'_>, county: &str, id: HouseholdId, note: &str) -> Result<(), Refusal> {
    tx.run("UPDATE household SET note = $3 WHERE county = $1 AND id = $2", params![county, id, note])?;
    Ok(())
}

/// Members of a household, the head first.
pub fn members(tx: &mut Tx<'_>, county: &str, id: HouseholdId) -> Result<Vec<Member>, Refusal> {
    Ok(tx.query(
        "SELECT id, household, party, relation, joined_on, left_on FROM household_member
         WHERE county = $1 AND household = $2 ORDER BY id",
        params![county, id],
    )?)
}

/// One member.
pub fn find_member(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Member>, Refusal> {
    Ok(tx.find(
        "SELECT id, household, party, relation, joined_on, left_on FROM household_member WHERE county = $1 AND id = $2",
        params![county, id],
    )?)
}

/// The household that a person belongs to on a day.
pub fn household_of(tx: &mut Tx<'_>, county: &str, party: i64, day: Day) -> Result<Option<HouseholdId>, Refusal> {
    Ok(tx.find(
        "SELECT household FROM household_member WHERE county = $1 AND party = $2 AND joined_on <= $3 AND left_on >= $3 ORDER BY id",
        params![county, party, day],
    )?)
}

/// Adds a member.
pub fn insert_member(
    tx: &mut Tx<'_>,
    county: &str,
    household: HouseholdId,
    party: i64,
    relation: &str,
    joined_on: &str,
) -> Result<(), Refusal> {
    let id = tx.next_id(county, "household_member")?;
    tx.run(
        "INSERT INTO household_member (county, id, household, party, relation, joined_on, left_on) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![county, id, household, party, relation, joined_on, OPEN_END],
    )?;
    Ok(())
}

/// The last day of a member.
pub fn end_member(tx: &mut Tx<'_>, county: &str, id: i64, left_on: Day) -> Result<(), Refusal> {
    tx.run("UPDATE household_member SET left_on = $3 WHERE county = $1 AND id = $2", params![county, id, left_on])?;
    Ok(())
}

/// Kinds of a household, oldest first.
pub fn statuses(tx: &mut Tx<'_>, county: &str, id: HouseholdId) -> Result<Vec<Status>, Refusal> {
    Ok(tx.query(
        "SELECT kind, valid_from, valid_to, source FROM household_status WHERE county = $1 AND household = $2
         ORDER BY valid_from, kind",
        params![county, id],
    )?)
}

/// Records a kind.
pub fn insert_status(tx: &mut Tx<'_>, county: &str, id: HouseholdId, status: &Status) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO household_status (county, household, kind, valid_from, valid_to, source) VALUES ($1, $2, $3, $4, $5, $6)",
        params![county, id, &status.kind, status.valid_from, status.valid_to, &status.source],
    )?;
    Ok(())
}

/// The last day of a kind.
pub fn end_status(
    tx: &mut Tx<'_>,
    county: &str,
    id: HouseholdId,
    status: &Status,
    valid_to: Day,
) -> Result<(), Refusal> {
    tx.run(
        "UPDATE household_status SET valid_to = $5 WHERE county = $1 AND household = $2 AND kind = $3 AND valid_from = $4",
        params![county, id, &status.kind, status.valid_from, valid_to],
    )?;
    Ok(())
}
