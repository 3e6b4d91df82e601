//! Reading the audit trail.

use base::Refusal;
use edge::{Actor, Ask, Page, audit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, params};

/// Filters of the trail.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrailFilter {
    /// Who.
    pub person: Option<i64>,
    /// What, such as `sale.record`.
    pub act: Option<String>,
    /// On what, such as `outlet:12`.
    pub subject: Option<String>,
    /// From this moment on.
    pub from: Option<String>,
    /// Before this moment.
    pub until: Option<String>,
}

/// Lists acts, the newest first. **Who:** auditor, county administrator.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: TrailFilter,
    ask: &Ask,
) -> Result<Page<audit::AuditRow>, Refusal> {
    let base = format!(
        "SELECT {}, person * 4294967296 + seq AS sort_id FROM audit WHERE county = $1 AND ($2 = -1 OR person = $2)
         AND ($3 = '' OR act = $3) AND ($4 = '' OR subject = $4) AND ($5 = '' OR at >= $5) AND ($6 = '' OR at < $6)",
        audit::COLUMNS
    );
    let text = Option::unwrap_or_default;
    let values = params![
        actor.county_id(),
        filter.person.unwrap_or(-1),
        text(filter.act),
        text(filter.subject),
        text(filter.from),
        text(filter.until)
    ];
    store::list(tx, &Listing { base: &base, params: values.to_vec(), sorts: &["-at"], sums: &[] }, ask)
}
