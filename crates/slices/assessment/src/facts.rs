//! Reading a year's facts from the slices below, through their desks.
//!
//! Invariant: only kept totals are read, so a settlement does not grow with lines.

use crate::measures::{Facts, OutletFacts};
use base::Refusal;
use policy::Policy;
use store::Tx;

/// The facts of a year. Which workers count as assisted, the policy says.
pub(crate) fn gather(tx: &mut Tx<'_>, county: &str, year: i32, _policy: &Policy) -> Result<Facts, Refusal> {
    Ok(Facts { outlets: outlets(tx, county, year)?, producers: Vec::new() })
}

fn outlets(tx: &mut Tx<'_>, county: &str, year: i32) -> Result<Vec<OutletFacts>, Refusal> {
    let facts = |outlet: outlets::desk::OutletOfYear| {
        OutletFacts {
            id: outlet.id.0,
            name: outlet.name,
            kind: outlet.kind,
            authorised: outlet.authorised_from.map(|from| (from, outlet.authorised_to)),
            refusals: outlet.refusals,
            listed: Default::default(),
            local: Default::default(),
        }
    };
    Ok(outlets::desk::outlets_of_year(tx, county, year)?.into_iter().map(facts).collect())
}
