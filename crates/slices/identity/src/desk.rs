//! What other slices may ask of identity, over their open transaction.

pub use crate::cards::{
    ReadCode, Reporter, RightCode, reporter, reporters_of, standing as card_standing, try_code, use_code,
};
pub use crate::county_key::{Closed, open as open_closed, public as county_key};
pub use crate::device_keys::{Signer, held, signer};
pub use crate::devices::handed_by;
pub use crate::moving::{MovedScope, move_division};
pub use crate::party::{
    Party, PartyForm, find as find_parties, name_digest, name_of, namesakes, open as open_party,
    open_many as open_parties, put as put_party, replace as replace_party,
};

use base::{Day, Refusal};
use store::{Tx, params};

/// A person who holds a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Path of the post's scope.
    pub scope_path: String,
    /// The person's name.
    pub name: String,
    /// The person.
    pub person: base::ids::PersonId,
    /// Where name and phone are kept.
    pub party: i64,
}

/// Moves posts along with the thing that is their scope, when its place in the tree changes.
/// Sessions notice at their next request.
pub fn move_scope(tx: &mut Tx<'_>, county: &str, kind: &str, id: i64, path: &str) -> Result<(), Refusal> {
    tx.run(
        "UPDATE post SET scope_path = $4 WHERE county = $1 AND scope_kind = $2 AND scope_id = $3 AND scope_path <> $4",
        params![county, kind, id, path],
    )?;
    Ok(())
}

/// Who holds posts of a role on a day, by scope path.
pub fn holders(tx: &mut Tx<'_>, county: &str, role: edge::Role, day: Day) -> Result<Vec<Holder>, Refusal> {
    let rows: Vec<(String, base::ids::PersonId, i64, Vec<u8>)> = tx.query(
        "SELECT o.scope_path, o.person, a.id, a.name FROM post o
         JOIN person p ON p.county = o.county AND p.id = o.person
         JOIN party a ON a.county = p.county AND a.id = p.party
         WHERE o.county = $1 AND o.role = $2 AND o.valid_from <= $3 AND o.valid_to >= $3 AND p.status <> 'left'
         ORDER BY o.scope_path, o.id",
        params![county, role.word(), day],
    )?;
    let vault = tx.vault();
    let named = |(scope_path, person, party, sealed): (String, _, i64, Vec<u8>)| {
        Ok(Holder { scope_path, name: name_of(vault, county, party, &sealed)?, person, party })
    };
    rows.into_iter().map(named).collect()
}

/// Whether anybody holds a post of a role for exactly this place on a day.
pub fn is_held(tx: &mut Tx<'_>, county: &str, (role, path): (edge::Role, &str), day: Day) -> Result<bool, Refusal> {
    let sql = "SELECT COUNT(*) FROM post o JOIN person p ON p.county = o.county AND p.id = o.person WHERE o.county = $1
               AND o.role = $2 AND o.scope_path = $3 AND o.valid_from <= $4 AND o.valid_to >= $4 AND p.status <> 'left'";
    let held: i64 = tx.number(sql, params![county, role.word(), path, day])?;
    Ok(held > 0)
}

store::row! {
    /// A post, whenever it is held.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SidePost {
        /// Its number.
        pub id: base::ids::PostId,
        /// Who holds it.
        pub person: base::ids::PersonId,
        /// Path of its scope.
        pub scope_path: String,
        /// First day.
        pub from: Day,
        /// Last day.
        pub to: Day,
    }
}

/// Posts of these roles, whenever they were held.
pub fn posts_of(tx: &mut Tx<'_>, county: &str, roles: &[edge::Role]) -> Result<Vec<SidePost>, Refusal> {
    let mut posts = Vec::new();
    for role in roles {
        let sql =
            "SELECT id, person, scope_path, valid_from, valid_to FROM post WHERE county = $1 AND role = $2 ORDER BY id";
        posts.extend(tx.query::<SidePost>(sql, params![county, role.word()])?);
    }
    Ok(posts)
}

/// The name of a person, for signatures on prints and screens; empty for the program itself.
pub fn person_name(tx: &mut Tx<'_>, county: &str, person: base::ids::PersonId) -> Result<String, Refusal> {
    let found: Option<(i64, Vec<u8>)> = tx.find(
        "SELECT a.id, a.name FROM person p JOIN party a ON a.county = p.county AND a.id = p.party
         WHERE p.county = $1 AND p.id = $2",
        params![county, person],
    )?;
    found.map_or(Ok(String::new()), |(party, sealed)| name_of(tx.vault(), county, party, &sealed))
}

/// Forgets the sessions that have ended by themselves; the night's housekeeping.
pub fn forget_ended_sessions(tx: &mut Tx<'_>, actor: &edge::Actor) -> Result<(), Refusal> {
    crate::devices::forget_dead_codes(tx, actor)?;
    crate::sql::delete_ended_sessions(tx, actor.county_id(), actor.now)
}

/// Refuses passwords that are too easy.
pub fn check_strength(password: &str, login: &str) -> Result<(), Refusal> {
    crate::sign_in::check_strength(password, login)
}

/// argon2id hash of a password; slow on purpose, so never inside a write.
pub fn hash_password(password: &str) -> Result<String, Refusal> {
    crate::secret::hash(password)
}

/// Lets a person sign in with the password behind this hash.
pub fn set_password_hash(
    tx: &mut Tx<'_>,
    actor: &edge::Actor,
    person: base::ids::PersonId,
    hash: &str,
) -> Result<(), Refusal> {
    crate::sql::set_password(tx, actor.county_id(), person, hash)
}

/// The person with a login. **Errors:** there is none.
pub fn person_by_login(tx: &mut Tx<'_>, actor: &edge::Actor, login: &str) -> Result<base::ids::PersonId, Refusal> {
    let row = crate::sql::find_by_login(tx, actor.county_id(), login)?;
    row.map(|row| row.id).ok_or_else(|| crate::error::No::NoSuchPerson.into())
}

/// A post that a higher slice hands out in bulk, such as a worker's for an account.
pub struct BulkPost<'a> {
    /// The party whose person it is; made a person if it is none yet.
    pub party: i64,
    /// Login for a new person.
    pub login: String,
    /// The role.
    pub role: edge::Role,
    /// Kind of scope.
    pub scope_kind: &'a str,
    /// Id of the scope.
    pub scope_id: i64,
    /// Its place.
    pub place: edge::Place,
}

/// Gives a party's person the post (once) and, unless that person has signed in already, a fresh
/// link for the first time: the token, shown nowhere else.
pub fn hand_out(tx: &mut Tx<'_>, actor: &edge::Actor, bulk: &BulkPost<'_>) -> Result<Option<String>, Refusal> {
    let county = actor.county_id();
    let found: Option<(base::ids::PersonId, String)> =
        tx.find("SELECT id, status FROM person WHERE county = $1 AND party = $2", params![county, bulk.party])?;
    let (person, status) = match found {
        Some(found) => found,
        None => (crate::people::make(tx, actor, bulk.party, &bulk.login)?, "invited".to_owned()),
    };
    crate::posts::give(tx, actor, person, bulk)?;
    if status != "invited" {
        return Ok(None);
    }
    crate::people::link(tx, actor, person, bulk.login.clone(), "first_sign_in")
        .map(|link| link.path.rsplit('/').next().map(str::to_owned))
}
