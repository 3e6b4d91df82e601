//! A product stands in one open case at a time: otherwise a second one, decided on paper, would list what the
//! first one has under public notice, or has suspended.

use crate::{error::No, product};
use base::{Refusal, ids::ProductId};
use edge::Actor;
use store::{Tx, params};

/// States in which a case still has to do with its products, as an SQL list. A listed one does not stand in the way:
/// when its days are over, another one begins.
pub(crate) const STATES: &str =
    "('submitted', 'returned', 'township_checked', 'department_checked', 'approved', 'in_notice', 'suspended')";

/// Refuses products that stand in another open case than this one (0: in any), with its number. None is opened in
/// between until this transaction ends.
pub(super) fn refuse_any(tx: &mut Tx<'_>, actor: &Actor, products: &[ProductId], own: i64) -> Result<(), Refusal> {
    let county = actor.county_id();
    let mut sorted = products.to_vec();
    sorted.sort_unstable();
    let sql = format!(
        "SELECT c.id FROM certification_product q JOIN certification c ON c.county = q.county AND c.id = q.certification
         WHERE q.county = $1 AND q.product = $2 AND c.id <> $3 AND c.state IN {STATES} ORDER BY c.id LIMIT 1"
    );
    for id in sorted {
        tx.hold(county, &format!("case-of-product/{id}"))?;
        if let Some(case) = tx.find::<i64>(&sql, params![county, id, own])? {
            let name = product::find(tx, county, id)?.map(|found| found.name).unwrap_or_default();
            return Err(Refusal::from(No::InOpenCase { name, case }).at("/products"));
        }
    }
    Ok(())
}
