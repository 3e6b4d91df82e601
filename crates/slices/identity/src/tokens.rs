//! Bearer tokens for programs: named permissions of one of one's own posts, a year at most.

use crate::{
    dto::{DONE, Done},
    error::No,
    secret,
};
use base::{Day, Refusal};
use edge::{Actor, Ask, Nothing, Page, Perm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, params};

/// A token to make.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeToken {
    /// What it is for.
    pub name: String,
    /// Permission words.
    pub permissions: Vec<String>,
    /// Last day.
    pub ends_on: Day,
}

/// The token, shown once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TokenMade {
    /// Id.
    pub id: i64,
    /// The secret: `Authorization: Bearer …`.
    pub token: String,
}

/// Makes a token for the current post.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, (): (), body: MakeToken) -> Result<TokenMade, Refusal> {
    if body.ends_on < actor.day() || body.ends_on > actor.day().plus_months(12) {
        return Err(Refusal::from(No::TokenTerm).at("/ends_on"));
    }
    for word in &body.permissions {
        if !Perm::from_word(word).is_some_and(|p| actor.may(p)) {
            return Err(Refusal::from(No::Permission { word: word.clone() }).at("/permissions"));
        }
    }
    let county = actor.county_id();
    let (token, id) = (secret::token(), tx.next_id(county, "token")?);
    tx.run(
        "INSERT INTO token (digest, county, id, person, post, name, permissions, made_at, ends_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![secret::digest(&token), county, id, actor.person, actor.post, body.name, body.permissions.join(" "), actor.now, body.ends_on],
    )?;
    Ok(TokenMade { id, token })
}

store::row! {
    /// A token without its secret.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct TokenRow {
        /// Id.
        pub id: i64,
        /// What it is for.
        pub name: String,
        /// Permission words.
        pub permissions: String,
        /// Since when.
        pub made_at: String,
        /// Last day.
        pub ends_on: Day,
        /// When it was revoked.
        pub revoked_at: Option<String>,
    }
}

/// Lists one's own tokens.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<TokenRow>, Refusal> {
    let base = "SELECT id, name, permissions, made_at, ends_on, revoked_at, id AS sort_id FROM token WHERE county = $1 AND person = $2";
    let values = params![actor.county_id(), actor.person].to_vec();
    store::list(tx, &Listing { base, params: values, sorts: &["id"], sums: &[] }, ask)
}

/// Revokes one of one's own tokens at once.
pub fn revoke(tx: &mut Tx<'_>, actor: &Actor, token: i64, _: Nothing) -> Result<Done, Refusal> {
    let revoked = tx.run(
        "UPDATE token SET revoked_at = $4 WHERE county = $1 AND person = $2 AND id = $3 AND revoked_at IS NULL",
        params![actor.county_id(), actor.person, token, actor.now],
    )?;
    if revoked == 1 { Ok(DONE) } else { Err(No::NotOwn.into()) }
}
