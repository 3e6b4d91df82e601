//! Every statement of the slice.

use base::{
    Day, Fen, Instant, Refusal,
    ids::{PersonId, PostId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Ask, Listing, Page, Tx, params};

/// Texts of the policies in force, in the order in which they take over.
pub(crate) fn list_policy_texts(tx: &mut Tx<'_>, county: &str) -> Result<Vec<String>, Refusal> {
    let sql = "SELECT content FROM policy_file WHERE county = $1 ORDER BY effective_from, put_at, id";
    Ok(tx.query(sql, params![county])?)
}

store::row! {
    /// A policy file as it was put in force.
    #[derive(Clone, Debug)]
    pub(crate) struct PolicyFile {
        pub(crate) id: String,
        pub(crate) effective_from: Day,
        pub(crate) content: String,
        pub(crate) put_by: PersonId,
        pub(crate) put_at: Instant,
    }
}

/// All policy files of a county.
pub(crate) fn list_policy_files(tx: &mut Tx<'_>, county: &str) -> Result<Vec<PolicyFile>, Refusal> {
    let sql = "SELECT id, effective_from, content, put_by, put_at FROM policy_file WHERE county = $1
               ORDER BY effective_from, put_at, id";
    Ok(tx.query(sql, params![county])?)
}

/// One policy file.
pub(crate) fn find_policy_file(tx: &mut Tx<'_>, county: &str, id: &str) -> Result<Option<PolicyFile>, Refusal> {
    Ok(list_policy_files(tx, county)?.into_iter().find(|file| file.id == id))
}

/// Keeps a policy file; `false` if the county has one with this id.
pub(crate) fn insert_policy_file(
    tx: &mut Tx<'_>,
    actor: &Actor,
    text: &str,
    policy: &policy::Policy,
) -> Result<bool, Refusal> {
    let put = tx.run(
        "INSERT INTO policy_file (county, id, effective_from, content, put_by, put_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (county, id) DO NOTHING",
        params![actor.county_id(), &policy.id, policy.effective_from, text, actor.person, actor.now],
    )?;
    Ok(put == 1)
}

store::row! {
    /// A frozen year.
    #[derive(Clone, Debug)]
    pub(crate) struct Frozen {
        pub(crate) policy_text: String,
        pub(crate) content: String,
        pub(crate) digest: String,
        pub(crate) frozen_by: PersonId,
        pub(crate) frozen_at: Instant,
    }
}

/// The frozen settlement of a year.
pub(crate) fn find_frozen(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Option<Frozen>, Refusal> {
    let sql =
        "SELECT policy_text, content, digest, frozen_by, frozen_at FROM settlement WHERE county = $1 AND year = $2";
    Ok(tx.find(sql, params![county, year])?)
}

/// The years that are frozen, oldest first, with the id of their policy.
pub(crate) fn list_frozen_years(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(i32, String)>, Refusal> {
    Ok(tx.query("SELECT year, policy FROM settlement WHERE county = $1 ORDER BY year", params![county])?)
}

/// A settlement about to be frozen.
pub(crate) struct Freezing<'a> {
    pub(crate) year: i32,
    pub(crate) policy: &'a str,
    pub(crate) policy_text: &'a str,
    pub(crate) content: &'a str,
    pub(crate) digest: &'a str,
    pub(crate) award_fen: Fen,
    pub(crate) findings: i64,
}

/// Freezes a year; `false` if it was frozen before.
pub(crate) fn insert_frozen(tx: &mut Tx<'_>, actor: &Actor, s: &Freezing<'_>) -> Result<bool, Refusal> {
    let put = tx.run(
        "INSERT INTO settlement (county, year, policy, policy_text, content, digest, award_fen, findings, frozen_by, post, frozen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (county, year) DO NOTHING",
        params![
            actor.county_id(),
            s.year,
            s.policy,
            s.policy_text,
            s.content,
            s.digest,
            s.award_fen,
            s.findings,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(put == 1)
}

store::row! {
    /// A frozen year in the list of settlements.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct FrozenRow {
        /// Calendar year.
        pub year: i32,
        /// Id of the policy.
        pub policy: String,
        /// Awards that nothing pulls against.
        pub award_fen: Fen,
        /// How many findings.
        pub findings: i64,
        /// SHA-256 of the document.
        pub digest: String,
        /// Who froze it.
        pub frozen_by: PersonId,
        /// In which post.
        pub post: PostId,
        /// When.
        pub frozen_at: Instant,
    }
}

/// The frozen years, newest first.
pub(crate) fn page_frozen(tx: &mut Tx<'_>, county: &str, ask: &Ask) -> Result<Page<FrozenRow>, Refusal> {
    let listing = Listing {
        base: "SELECT year, policy, award_fen, findings, digest, frozen_by, post, frozen_at, year AS sort_id
               FROM settlement WHERE county = $1",
        params: vec![county.into()],
        sorts: &["-year", "policy"],
        sums: &["award_fen"],
    };
    store::list(tx, &listing, ask)
}
