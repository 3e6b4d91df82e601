//! Whether there is anything about an outlet that rules judge: from then on its kind stays.

use base::{Refusal, ids::OutletId};
use store::{Tx, params};

/// Keeps acts, books and corrections of one outlet apart until this transaction ends.
pub fn hold(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<(), Refusal> {
    Ok(tx.hold(county, &format!("outlet/{id}"))?)
}

/// An act on its authorisation, ever, or an entry in its book. None comes in between until this transaction ends.
pub fn is_judged(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<bool, Refusal> {
    hold(tx, county, id)?;
    let found: i64 = tx.number(
        "SELECT COUNT(*) FROM outlet o WHERE o.county = $1 AND o.id = $2 AND (o.kept_book > 0
         OR EXISTS (SELECT 1 FROM authorisation_act a WHERE a.county = o.county AND a.outlet = o.id))",
        params![county, id],
    )?;
    Ok(found > 0)
}

/// Notes that the outlet's book has its first entry.
pub fn begin_book(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<(), Refusal> {
    hold(tx, county, id)?;
    tx.run("UPDATE outlet SET kept_book = 1 WHERE county = $1 AND id = $2 AND kept_book = 0", params![county, id])?;
    Ok(())
}
