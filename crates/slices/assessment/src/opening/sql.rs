//! Every statement about opening totals.

use super::register::StateOpening;
use base::{
    Day, Fen, Instant, Refusal,
    ids::{PersonId, PostId},
};
use edge::Actor;
use policy::vocabulary::Word;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Ask, Listing, Page, Tx, params};

store::row! {
    /// What was reported before Huoshui counted.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct OpeningRow {
        /// Id.
        pub id: i64,
        /// `sales`, `unsalable_sales`, `households`, `people`, `shops` or `pavilions`.
        pub measure: String,
        /// The figure, if it is money.
        pub amount_fen: Option<Fen>,
        /// The figure, if it is not.
        pub number: Option<i64>,
        /// `exact`, `at_least`, `at_most` or `about`.
        pub precision: String,
        /// The day up to which it counts.
        pub as_of: Day,
        /// The words of the document.
        pub wording: String,
        /// The document.
        pub document: String,
        /// Its number.
        pub document_no: String,
        /// Where in it.
        pub page: String,
        /// Remark.
        pub note: String,
        /// The statement that it corrects.
        pub supersedes: Option<i64>,
        /// The statement that corrects it.
        pub superseded_by: Option<i64>,
        /// Who entered it.
        pub made_by: PersonId,
        /// In which post.
        pub post: PostId,
        /// When.
        pub made_at: Instant,
    }
}

const ROW: &str = "SELECT o.id AS id, o.measure AS measure, o.amount_fen AS amount_fen, o.number AS number,
    o.precision AS precision, o.as_of AS as_of, o.wording AS wording, o.document AS document,
    o.document_no AS document_no, o.page AS page, o.note AS note, o.supersedes AS supersedes,
    n.id AS superseded_by, o.made_by AS made_by, o.post AS post, o.made_at AS made_at";
const FROM: &str = "FROM opening_total o
    LEFT JOIN opening_total n ON n.county = o.county AND n.supersedes = o.id WHERE o.county = $1";

/// One statement.
pub(crate) fn find_opening(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<OpeningRow>, Refusal> {
    Ok(tx.find(&format!("{ROW} {FROM} AND o.id = $2"), params![county, id])?)
}

/// The statements that stand, by measure the one of the newest day first.
pub(crate) fn list_standing(tx: &mut Tx<'_>, county: &str) -> Result<Vec<OpeningRow>, Refusal> {
    let sql = format!("{ROW} {FROM} AND n.id IS NULL ORDER BY o.measure, o.as_of DESC, o.id DESC");
    Ok(tx.query(&sql, params![county])?)
}

/// Statements as a list; an empty word narrows to nothing.
pub(crate) fn page_openings(
    tx: &mut Tx<'_>,
    county: &str,
    measure: &str,
    state: &str,
    ask: &Ask,
) -> Result<Page<OpeningRow>, Refusal> {
    let base = format!(
        "{ROW}, o.id AS sort_id {FROM} AND ($2 = '' OR o.measure = $2)
         AND ($3 = '' OR ($3 = 'stands' AND n.id IS NULL) OR ($3 = 'superseded' AND n.id IS NOT NULL))"
    );
    let params = params![county, measure, state].to_vec();
    store::list(tx, &Listing { base: &base, params, sorts: &["-as_of", "measure", "made_at"], sums: &[] }, ask)
}

/// Writes a statement and gives its number; none if what it corrects was corrected before.
pub(crate) fn insert_opening(tx: &mut Tx<'_>, actor: &Actor, body: &StateOpening) -> Result<Option<i64>, Refusal> {
    let id = tx.next_id(actor.county_id(), "opening_total")?;
    let put = tx.run(
        "INSERT INTO opening_total (county, id, measure, amount_fen, number, precision, as_of, wording, document,
         document_no, page, note, supersedes, made_by, post, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (county, supersedes) DO NOTHING",
        params![
            actor.county_id(),
            id,
            body.measure.word(),
            body.amount_fen,
            body.number,
            body.precision.word(),
            body.as_of,
            body.wording.trim(),
            body.document.trim(),
            body.document_no.trim(),
            body.page.trim(),
            body.note.trim(),
            body.supersedes,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok((put == 1).then_some(id))
}
