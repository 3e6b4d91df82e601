//! Statements about outlets and the acts on their authorisation.

use crate::{
    authorisation::{Act, Dated},
    register::OutletForm,
    views::{AuthorisationActView, OutletRow, RevocationRow},
};
use base::{
    Day, Instant, Refusal,
    ids::{DivisionId, OutletId, PersonId},
    names,
};
use edge::Actor;
use policy::vocabulary::{OutletKind, Word};
use std::collections::BTreeMap;
use store::{Ask, FromValue, Listing, Page, StoreError, Tx, Value, params};

/// The open end of a period.
pub const OPEN_END: &str = "9999-12-31";

/// A day, or the open end.
pub fn until(day: Option<Day>) -> String {
    day.map_or_else(|| OPEN_END.to_owned(), |day| day.to_string())
}

store::row! {
    /// An outlet as its table keeps it.
    #[derive(Clone, Debug)]
    pub struct Outlet {
        pub id: OutletId,
        pub kind: Kind,
        pub name: String,
        pub division: Option<DivisionId>,
        pub path: String,
        pub address: String,
        pub hours: String,
        pub operator: String,
        pub credit_code: String,
        pub contact: Option<i64>,
        pub own_till: bool,
        pub platform: String,
        pub opened_on: Day,
        pub closed_on: Day,
        pub note: String,
    }
}

/// The kind in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind(pub OutletKind);

impl FromValue for Kind {
    fn from_value(value: Value) -> Option<Self> {
        OutletKind::find(&String::from_value(value)?).map(Self)
    }
}

/// An outlet; `None` if there is none with this id.
pub fn find_outlet(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<Option<Outlet>, StoreError> {
    tx.find(
        "SELECT id, kind, name, division, path, address, hours, operator, credit_code, contact, own_till, platform,
         opened_on, closed_on, note FROM outlet WHERE county = $1 AND id = $2",
        params![county, id],
    )
}

/// Writes a new outlet.
pub fn insert_outlet(
    tx: &mut Tx<'_>,
    county: &str,
    id: OutletId,
    path: &str,
    form: &OutletForm,
    contact: Option<i64>,
    now: Instant,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO outlet (county, id, kind, name, search, division, path, address, hours, operator, credit_code, contact,
         own_till, platform, opened_on, closed_on, note, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        params![
            county, id, form.kind.word(), form.name.as_str(), names::search_key(&form.name, []), form.division, path,
            form.address.as_str(), form.hours.as_str(), form.operator.as_str(), form.credit_code.as_str(), contact,
            form.own_till, form.platform.as_str(), form.opened_on, until(form.closed_on), form.note.as_str(), now
        ],
    )?;
    Ok(())
}

/// Writes a corrected outlet. The path follows the division.
pub fn update_outlet(
    tx: &mut Tx<'_>,
    county: &str,
    id: OutletId,
    path: &str,
    form: &OutletForm,
    contact: Option<i64>,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE outlet SET kind = $3, name = $4, search = $5, division = $6, path = $7, address = $8, hours = $9,
         operator = $10, credit_code = $11, contact = $12, own_till = $13, platform = $14, opened_on = $15,
         closed_on = $16, note = $17 WHERE county = $1 AND id = $2",
        params![
            county,
            id,
            form.kind.word(),
            form.name.as_str(),
            names::search_key(&form.name, []),
            form.division,
            path,
            form.address.as_str(),
            form.hours.as_str(),
            form.operator.as_str(),
            form.credit_code.as_str(),
            contact,
            form.own_till,
            form.platform.as_str(),
            form.opened_on,
            until(form.closed_on),
            form.note.as_str()
        ],
    )?;
    Ok(())
}

/// What a list of outlets is narrowed to.
pub struct Narrowed {
    /// First path inside.
    pub from: String,
    /// First path beyond.
    pub until: String,
    /// Kind, empty for all.
    pub kind: String,
    /// LIKE pattern over name, initials and pinyin.
    pub pattern: String,
    /// Only these ids, if a state is asked for.
    pub only: Option<Vec<OutletId>>,
}

/// A page of outlets, their state still to be filled in.
pub fn list_outlets(tx: &mut Tx<'_>, county: &str, by: &Narrowed, ask: &Ask) -> Result<Page<OutletRow>, Refusal> {
    let only = by.only.as_ref().map_or_else(String::new, |ids| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        format!(" AND id IN ({})", if ids.is_empty() { "-1".to_owned() } else { ids.join(", ") })
    });
    let base = format!(
        "SELECT id, kind, name, division, path, address, hours, operator, own_till, opened_on, closed_on, 'none' AS state,
         id AS sort_id FROM outlet
         WHERE county = $1 AND path >= $2 AND path < $3 AND ($4 = '' OR kind = $4) AND search LIKE $5 ESCAPE '\\'{only}"
    );
    let listing = Listing {
        base: &base,
        params: params![county, by.from.as_str(), by.until.as_str(), by.kind.as_str(), by.pattern.as_str()].to_vec(),
        sorts: &["name", "kind", "opened_on"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}

fn dated(act: &str, on_day: Day, valid_to: Day) -> Result<Dated, StoreError> {
    let act = Act::from_word(act).ok_or_else(|| StoreError::Shape(format!("no act {act}")))?;
    Ok(Dated { act, on_day, valid_to })
}

/// The acts on one outlet, in order.
pub fn acts_of(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Vec<Dated>, StoreError> {
    let rows: Vec<(String, Day, Day)> = tx.query(
        "SELECT act, on_day, valid_to FROM authorisation_act WHERE county = $1 AND outlet = $2 ORDER BY seq",
        params![county, outlet],
    )?;
    rows.into_iter().map(|(act, on_day, valid_to)| dated(&act, on_day, valid_to)).collect()
}

/// The acts on all outlets of the county.
pub fn all_acts(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<OutletId, Vec<Dated>>, StoreError> {
    let rows: Vec<(OutletId, String, Day, Day)> = tx.query(
        "SELECT outlet, act, on_day, valid_to FROM authorisation_act WHERE county = $1 ORDER BY outlet, seq",
        params![county],
    )?;
    let mut acts: BTreeMap<OutletId, Vec<Dated>> = BTreeMap::new();
    for (outlet, act, on_day, valid_to) in rows {
        acts.entry(outlet).or_default().push(dated(&act, on_day, valid_to)?);
    }
    Ok(acts)
}

/// An act about to be written.
pub struct NewAct<'a> {
    pub dated: Dated,
    pub reason: &'a str,
    pub document_no: &'a str,
    pub wind_down: &'a str,
    pub proposed_by: Option<PersonId>,
}

/// Writes the next act on an outlet. Two at the same moment: the second is refused by the key and runs again.
pub fn insert_act(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    seq: i64,
    new: &NewAct<'_>,
) -> Result<(), StoreError> {
    let written = tx.run(
        "INSERT INTO authorisation_act (county, outlet, seq, act, on_day, valid_to, reason, document_no, wind_down,
         proposed_by, decided_by, decided_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (county, outlet, seq) DO NOTHING",
        params![
            actor.county_id(),
            outlet,
            seq,
            new.dated.act.word(),
            new.dated.on_day,
            new.dated.valid_to,
            new.reason,
            new.document_no,
            new.wind_down,
            new.proposed_by,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    if written == 0 { Err(tx.lost_race()) } else { Ok(()) }
}

/// The acts on an outlet as its page shows them, the newest first.
pub fn list_acts(
    tx: &mut Tx<'_>,
    county: &str,
    outlet: OutletId,
    ask: &Ask,
) -> Result<Page<AuthorisationActView>, Refusal> {
    let listing = Listing {
        base: "SELECT seq, act, on_day, valid_to, reason, document_no, wind_down, proposed_by, decided_by, at, seq AS sort_id
               FROM authorisation_act WHERE county = $1 AND outlet = $2",
        params: params![county, outlet].to_vec(),
        sorts: &["-seq"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}

/// Writes a proposal to revoke.
pub fn insert_revocation(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    ground: &str,
    reason: &str,
) -> Result<i64, StoreError> {
    let id = tx.next_id(actor.county_id(), "revocation")?;
    tx.run(
        "INSERT INTO revocation (county, id, outlet, ground, reason, state, proposed_by, proposed_at, decision)
         VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, '')",
        params![actor.county_id(), id, outlet, ground, reason, actor.person, actor.now],
    )?;
    Ok(id)
}

/// The open proposal against an outlet and who made it.
pub fn open_revocation(tx: &mut Tx<'_>, county: &str, outlet: OutletId) -> Result<Option<(i64, PersonId)>, StoreError> {
    tx.find(
        "SELECT id, proposed_by FROM revocation WHERE county = $1 AND outlet = $2 AND state = 'open'",
        params![county, outlet],
    )
}

/// Closes a proposal.
pub fn decide_revocation(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: i64,
    state: &str,
    decision: &str,
) -> Result<(), StoreError> {
    let changed = tx.run(
        "UPDATE revocation SET state = $3, decided_by = $4, decided_at = $5, decision = $6
         WHERE county = $1 AND id = $2 AND state = 'open'",
        params![actor.county_id(), id, state, actor.person, actor.now, decision],
    )?;
    if changed == 0 { Err(tx.lost_race()) } else { Ok(()) }
}

/// Proposals of the county, the open ones asked for by state.
pub fn list_revocations(
    tx: &mut Tx<'_>,
    actor: &Actor,
    state: &str,
    ask: &Ask,
) -> Result<Page<RevocationRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let listing = Listing {
        base: "SELECT r.id, r.outlet, o.name AS outlet_name, r.ground, r.reason, r.state, r.proposed_by, r.proposed_at,
               r.decided_by, r.decided_at, r.decision, r.id AS sort_id
               FROM revocation r JOIN outlet o ON o.county = r.county AND o.id = r.outlet
               WHERE r.county = $1 AND o.path >= $2 AND o.path < $3 AND ($4 = '' OR r.state = $4)",
        params: params![actor.county_id(), from, until, state].to_vec(),
        sorts: &["-id", "outlet_name"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}
