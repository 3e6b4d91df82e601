//! Cases as people see them.

use super::{
    dto::{CertificationActView, CertificationDetail, CertificationQuery, CertificationRow},
    sql,
    states::{Action, independent, next_actions, proposed_renewal},
    verdict,
};
use crate::{producer, word::unknown};
use base::{Instant, Refusal, ids::PersonId};
use edge::{Actor, Ask, Nothing, Page};
use store::{Listing, Tx, params};

/// `$2` is today.
const SELECT: &str = "SELECT c.id, c.producer, p.name AS producer_name, c.way, c.year,
    CASE WHEN c.state = 'listed' AND c.valid_to < $2 THEN 'expired' ELSE c.state END AS state, c.verdict,
    (SELECT COUNT(*) FROM certification_product q WHERE q.county = c.county AND q.certification = c.id) AS products,
    c.notice_from, c.notice_to, c.notice_provisional, c.valid_from, c.valid_to,
    (SELECT COUNT(*) FROM objection o WHERE o.county = c.county AND o.certification = c.id AND o.outcome = 'open') AS open_objections,
    c.opened_at, c.changed_at, c.id AS sort_id
    FROM certification c JOIN producer p ON p.county = c.county AND p.id = c.producer WHERE c.county = $1";

/// Cases of producers inside the actor's scope.
pub fn certifications(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: CertificationQuery,
    ask: &Ask,
) -> Result<Page<CertificationRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT * FROM ({SELECT} AND c.path >= $3 AND c.path < $4 AND (c.producer = $5 OR $5 = 0)
         AND ($6 = '' OR (c.state = 'listed' AND c.valid_to <= $6))) AS r WHERE ($7 = '' OR r.state = $7)"
    );
    let ending = query.ending_by.map_or(String::new(), |day| day.to_string());
    let params = params![actor.county_id(), actor.day(), from, until, query.producer, ending, query.state].to_vec();
    let sorts = &["id", "changed_at", "producer_name", "state", "valid_to", "notice_to", "opened_at"];
    store::list(tx, &Listing { base: &base, params, sorts, sums: &["products"] }, ask)
}

/// One case in full.
pub fn certification(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<CertificationDetail, Refusal> {
    detail(tx, actor, id)
}

type ActRow = (i64, String, String, PersonId, String, Instant, String, String);

pub(super) fn detail(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<CertificationDetail, Refusal> {
    let county = actor.county_id();
    let row: Option<CertificationRow> =
        tx.find(&format!("{SELECT} AND c.id = $3"), params![county, actor.day(), id])?;
    let certification = row.ok_or_else(|| unknown(id))?;
    let case = sql::find(tx, county, id)?.ok_or_else(|| unknown(id))?;
    let producer = producer::sql::find(tx, county, case.producer)?.ok_or_else(|| unknown(case.producer))?;
    let rows: Vec<ActRow> = tx.query(
        "SELECT seq, action, state, person, role, at, reason, data FROM certification_action
         WHERE county = $1 AND certification = $2 ORDER BY seq",
        params![county, id],
    )?;
    let mut acts = Vec::with_capacity(rows.len());
    for (seq, action, state, person, role, at, reason, data) in rows {
        let person = identity::desk::person_name(tx, county, person)?;
        let data = serde_json::from_str(&data).unwrap_or_default();
        acts.push(CertificationActView { seq, action, state, person, role, at: at.to_string(), reason, data });
    }
    // A producer that no rule judges today simply has no verdict; its case stays readable.
    let verdict_today = verdict::find(tx, actor, &producer, case.year).ok().and_then(|f| serde_json::to_value(f).ok());
    let log = sql::log(tx, county, id)?;
    // A renewal is asked for by one and decided by another.
    let not_now = if proposed_renewal(&log).is_some() { Action::ProposeRenewal } else { Action::Renew };
    let mut next_actions = next_actions(case.state, case.outside(), actor.role);
    next_actions.retain(|action| *action != not_now);
    let barred = next_actions.iter().copied().filter(|action| !independent(&log, *action, actor.person.0));
    Ok(CertificationDetail {
        certification,
        product_ids: sql::products(tx, county, id)?,
        acts,
        objections: sql::objections(tx, county, id)?,
        barred_actions: barred.collect(),
        next_actions,
        verdict_today,
    })
}
