//! Granting, suspending, resuming, ending and revoking an authorisation.
//!
//! Invariant: a revocation has two people behind it, one who proposed and one who decided.

use crate::{
    authorisation::{self, Act, Dated},
    certificate,
    error::No,
    judged,
    register::{AHEAD, dated, known, needs_authorisation, show, term_end, text},
    sql::{self, NewAct},
    views::{AuthorisationActView, OutletView, RevocationRow},
};
use base::{
    Day, Refusal,
    ids::{OutletId, PersonId},
};
use edge::{Actor, Nothing};
use policy::vocabulary::OutletKind;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Ask, Page, Tx};

/// Gives or renews an authorisation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantAuthorisation {
    /// First day.
    pub on_day: Day,
    /// Last day of the term; none is open.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// Why.
    pub reason: String,
    /// Number of the paper.
    pub document_no: String,
}

/// Pauses, resumes or ends an authorisation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeAuthorisation {
    /// First day on which it holds.
    pub on_day: Day,
    /// Why.
    pub reason: String,
    /// Number of the paper.
    pub document_no: String,
    /// What becomes of stock, open orders and vouchers; needed when it is suspended or ends.
    #[serde(default)]
    pub wind_down: String,
}

/// Grounds for a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevocationGround {
    /// No sales in the whole year.
    NoSales,
    /// Sales not above the limit.
    LowSales,
    /// An established refusal to cooperate.
    NoCooperation,
    /// Another, stated in the reason.
    Other,
}

impl RevocationGround {
    fn word(self) -> &'static str {
        match self {
            Self::NoSales => "no_sales",
            Self::LowSales => "low_sales",
            Self::NoCooperation => "no_cooperation",
            Self::Other => "other",
        }
    }
}

/// Proposes a revocation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeRevocation {
    /// On which ground.
    pub ground: RevocationGround,
    /// Why, with the figures or the evidence.
    pub reason: String,
}

/// Decides a proposed revocation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideRevocation {
    /// Whether the authorisation is revoked.
    pub revoke: bool,
    /// First day without authorisation; for a rejection the day of the decision.
    pub on_day: Day,
    /// Why.
    pub reason: String,
    /// Number of the paper.
    #[serde(default)]
    pub document_no: String,
    /// What becomes of stock, open orders and vouchers; needed when it is revoked.
    #[serde(default)]
    pub wind_down: String,
}

/// Which proposals a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevocationFilter {
    /// `open`, `revoked` or `rejected`; all if empty.
    #[serde(default)]
    pub state: String,
}

struct Decided<'a> {
    act: Act,
    on_day: Day,
    valid_to: Option<Day>,
    reason: &'a str,
    document_no: &'a str,
    wind_down: &'a str,
    proposed_by: Option<PersonId>,
}

fn write(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, decided: &Decided<'_>) -> Result<(), Refusal> {
    text("/reason", decided.reason, 500)?;
    text("/document_no", decided.document_no, 100)?;
    if matches!(decided.act, Act::Suspended | Act::Ended | Act::Revoked) {
        text("/wind_down", decided.wind_down, 1000)?;
    }
    dated("/on_day", decided.on_day, actor, AHEAD)?;
    term_end("/valid_to", decided.valid_to, actor)?;
    judged::hold(tx, actor.county_id(), id)?;
    let acts = sql::acts_of(tx, actor.county_id(), id)?;
    authorisation::follows(&acts, decided.act, decided.on_day).map_err(|no| Refusal::from(no).at("/on_day"))?;
    let open: Day = sql::OPEN_END.parse().unwrap_or(decided.on_day);
    let new = NewAct {
        dated: Dated { act: decided.act, on_day: decided.on_day, valid_to: decided.valid_to.unwrap_or(open) },
        reason: decided.reason,
        document_no: decided.document_no,
        wind_down: decided.wind_down,
        proposed_by: decided.proposed_by,
    };
    let seq = i64::try_from(acts.len()).unwrap_or(i64::MAX).saturating_add(1);
    Ok(sql::insert_act(tx, actor, id, seq, &new)?)
}

/// Grants or renews an authorisation; the first grant makes the certificate. **Who:** county office.
/// For an online partner it is the certificate of a partner unit (合作单位证书).
pub fn grant(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, body: GrantAuthorisation) -> Result<OutletView, Refusal> {
    let outlet = known(tx, actor.county_id(), id)?;
    if outlet.kind.0 == OutletKind::VillagePoint {
        return Err(No::NeedsNone.into());
    }
    if body.valid_to.is_some_and(|to| to < body.on_day) {
        return Err(Refusal::from(No::Period).at("/valid_to"));
    }
    let decided = Decided {
        act: Act::Granted,
        on_day: body.on_day,
        valid_to: body.valid_to,
        reason: &body.reason,
        document_no: &body.document_no,
        wind_down: "",
        proposed_by: None,
    };
    write(tx, actor, id, &decided)?;
    certificate::issue(tx, actor.county_id(), id, body.on_day)?;
    show(tx, actor, id, Nothing {})
}

fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OutletId,
    act: Act,
    body: &ChangeAuthorisation,
) -> Result<OutletView, Refusal> {
    known(tx, actor.county_id(), id)?;
    let decided = Decided {
        act,
        on_day: body.on_day,
        valid_to: None,
        reason: &body.reason,
        document_no: &body.document_no,
        wind_down: &body.wind_down,
        proposed_by: None,
    };
    write(tx, actor, id, &decided)?;
    show(tx, actor, id, Nothing {})
}

/// Suspends an authorisation. **Who:** county office.
pub fn suspend(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, body: ChangeAuthorisation) -> Result<OutletView, Refusal> {
    change(tx, actor, id, Act::Suspended, &body)
}

/// Resumes a suspended authorisation. **Who:** county office.
pub fn resume(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, body: ChangeAuthorisation) -> Result<OutletView, Refusal> {
    change(tx, actor, id, Act::Resumed, &body)
}

/// Ends an authorisation that is not taken away: closure, moving, the outlet's own wish. **Who:** county office.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, body: ChangeAuthorisation) -> Result<OutletView, Refusal> {
    change(tx, actor, id, Act::Ended, &body)
}

/// Proposes to revoke an authorisation. **Who:** county office.
pub fn propose(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, body: ProposeRevocation) -> Result<OutletView, Refusal> {
    let outlet = known(tx, actor.county_id(), id)?;
    if !needs_authorisation(outlet.kind.0) && outlet.kind.0 != OutletKind::Online {
        return Err(No::NeedsNone.into());
    }
    text("/reason", &body.reason, 1000)?;
    authorisation::follows(&sql::acts_of(tx, actor.county_id(), id)?, Act::Revoked, actor.day())?;
    if sql::open_revocation(tx, actor.county_id(), id)?.is_some() {
        return Err(No::RevocationOpen.into());
    }
    sql::insert_revocation(tx, actor, id, body.ground.word(), &body.reason)?;
    show(tx, actor, id, Nothing {})
}

/// Decides the open proposal. **Who:** county office, but never who proposed it.
pub fn decide(tx: &mut Tx<'_>, actor: &Actor, id: OutletId, body: DecideRevocation) -> Result<OutletView, Refusal> {
    let open = sql::open_revocation(tx, actor.county_id(), id)?;
    let (proposal, proposed_by) = open.ok_or(No::NoSuchRevocation)?;
    if proposed_by == actor.person {
        return Err(No::OwnProposal.into());
    }
    text("/reason", &body.reason, 1000)?;
    if body.revoke {
        let decided = Decided {
            act: Act::Revoked,
            on_day: body.on_day,
            valid_to: None,
            reason: &body.reason,
            document_no: &body.document_no,
            wind_down: &body.wind_down,
            proposed_by: Some(proposed_by),
        };
        write(tx, actor, id, &decided)?;
    }
    let state = if body.revoke { "revoked" } else { "rejected" };
    sql::decide_revocation(tx, actor, proposal, state, &body.reason)?;
    show(tx, actor, id, Nothing {})
}

/// The acts on an authorisation, the newest first.
pub fn acts(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<AuthorisationActView>, Refusal> {
    sql::list_acts(tx, actor.county_id(), id, ask)
}

/// Proposals to revoke, the newest first.
pub fn revocations(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: RevocationFilter,
    ask: &Ask,
) -> Result<Page<RevocationRow>, Refusal> {
    sql::list_revocations(tx, actor, &filter.state, ask)
}
