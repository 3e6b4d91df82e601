//! People: invited by an administrator, reset by one, gone one day; their acts stay.

use crate::{
    dto::{DONE, Done, InvitePerson, LinkView, PersonView},
    error::No,
    party::{self, PartyForm},
    secret, sql,
};
use base::{Instant, Refusal, ids::PersonId};
use edge::{Actor, Ask, Nothing, Page};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, params};

/// A link works this long.
const LINK_SECONDS: i64 = 7 * 24 * 3600;

/// Invites a person and gives the link to hand over. **Who:** county administrator.
pub fn invite(tx: &mut Tx<'_>, actor: &Actor, (): (), body: InvitePerson) -> Result<LinkView, Refusal> {
    let county = actor.county_id();
    check(&body)?;
    let login = body.login.trim().to_lowercase();
    let form = PartyForm { name: body.name, phone: body.phone.unwrap_or_default(), ..PartyForm::default() };
    let party = party::put(tx, county, actor.now, &form)?;
    let id = make(tx, actor, party, &login)?;
    link(tx, actor, id, login, "first_sign_in")
}

/// Makes a party a person who may be given posts.
pub(crate) fn make(tx: &mut Tx<'_>, actor: &Actor, party: i64, login: &str) -> Result<PersonId, Refusal> {
    let county = actor.county_id();
    let id = PersonId(tx.next_id(county, "person")?);
    let made = tx.run(
        "INSERT INTO person (county, id, party, login, status, made_at) VALUES ($1, $2, $3, $4, 'invited', $5)
         ON CONFLICT (county, login) DO NOTHING",
        params![county, id, party, login, actor.now],
    )?;
    if made == 1 { Ok(id) } else { Err(Refusal::from(No::LoginTaken { login: login.to_owned() }).at("/login")) }
}

/// Whether name and login can stand.
pub(crate) fn check(body: &InvitePerson) -> Result<(), Refusal> {
    let login = body.login.trim().to_lowercase();
    let fits = (3..=40).contains(&login.len())
        && login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_'));
    if !fits {
        return Err(Refusal::from(No::LoginInvalid).at("/login"));
    }
    if body.name.trim().is_empty() { Err(Refusal::from(No::NameMissing).at("/name")) } else { Ok(()) }
}

/// Gives a person a one-time link; earlier ones die.
pub(crate) fn link(
    tx: &mut Tx<'_>,
    actor: &Actor,
    person: PersonId,
    login: String,
    purpose: &str,
) -> Result<LinkView, Refusal> {
    let token = secret::token();
    let ends_at = actor.now.plus_seconds(LINK_SECONDS);
    sql::insert_link(tx, actor.county_id(), person, purpose, &token, actor.person, (actor.now, ends_at))?;
    Ok(LinkView { person, login, path: format!("/first-sign-in/{token}"), ends_at: ends_at.to_string() })
}

/// Gives a person a new link; password, one-time codes, sessions and tokens end at once. **Who:** county administrator.
pub fn reset(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, _: Nothing) -> Result<LinkView, Refusal> {
    let county = actor.county_id();
    if person == actor.person && actor.only.is_some() {
        return Err(edge::EdgeRefusal::SessionNeeded.into());
    }
    let row = sql::find_person(tx, county, person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    tx.run(
        "UPDATE person SET password_hash = NULL, totp = NULL, failures = 0, locked_until = NULL, status = 'invited'
         WHERE county = $1 AND id = $2",
        params![county, person],
    )?;
    sql::end_sessions_of(tx, county, person)?;
    sql::end_tokens_of(tx, county, person, actor.now)?;
    link(tx, actor, person, row.login, "reset")
}

/// A person's corrected data.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectPerson {
    /// Name.
    pub name: String,
    /// Phone; unchanged if not given.
    #[serde(default)]
    pub phone: Option<String>,
}

/// Corrects a name or phone. **Who:** county administrator.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, body: CorrectPerson) -> Result<PersonView, Refusal> {
    let county = actor.county_id();
    let row = sql::find_person(tx, county, person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    if body.name.trim().is_empty() {
        return Err(Refusal::from(No::NameMissing).at("/name"));
    }
    let mut form = party::open(tx, county, row.party)?.form;
    form.name = body.name;
    form.phone = body.phone.unwrap_or(form.phone);
    party::replace(tx, actor, row.party, &form)?;
    find(tx, actor, person, Nothing {})
}

/// Ends everything that a person may do; what the person did stays. **Who:** county administrator.
pub fn leave(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, _: Nothing) -> Result<Done, Refusal> {
    if person == actor.person {
        return Err(No::OwnPost.into());
    }
    let county = actor.county_id();
    tx.run("UPDATE person SET status = 'left' WHERE county = $1 AND id = $2", params![county, person])?;
    let yesterday = actor.day().plus_days(-1);
    tx.run(
        "UPDATE post SET valid_to = $3, end_reason = 'left' WHERE county = $1 AND person = $2 AND valid_to > $3",
        params![county, person, yesterday],
    )?;
    sql::end_sessions_of(tx, county, person)?;
    Ok(DONE)
}

/// One person with all posts. **Who:** whoever may see people.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, _: Nothing) -> Result<PersonView, Refusal> {
    let county = actor.county_id();
    let row = sql::find_person(tx, county, person)?.ok_or_else(|| Refusal::from(No::NoSuchPerson))?;
    let known = party::open(tx, county, row.party)?;
    Ok(PersonView {
        id: row.id,
        phone: known.masked_phone(),
        name: known.form.name,
        login: row.login,
        status: row.status,
        locked: row.locked_until.is_some_and(|until| until > actor.now),
        totp: row.totp.is_some(),
        posts: sql::posts_of(tx, county, person)?,
    })
}

/// Filters of the list of people.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeopleFilter {
    /// Part of the name, its pinyin or its initials, or of the login.
    pub q: Option<String>,
    /// invited, active or left.
    pub status: Option<String>,
    /// People with a post of this role today.
    pub role: Option<String>,
}

/// A person in the list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonRow {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Phone, masked.
    pub phone: String,
    /// Login.
    pub login: String,
    /// invited, active or left.
    pub status: String,
    /// Posts of today.
    pub posts: i64,
    /// When the person was invited.
    pub made_at: Instant,
}

/// Inside the scope from `$2` until `$3`.
const WITHIN: &str = "($2 = '/' OR EXISTS (SELECT 1 FROM post o WHERE o.county = p.county AND o.person = p.id
    AND o.scope_path >= $2 AND o.scope_path < $3))";

/// People within a scope whose name or login fits. Names are sealed, so each is opened and looked
/// at: a county has a few thousand, and nothing that helps to guess a name is kept beside it.
fn find_by_name(tx: &mut Tx<'_>, county: &str, from: &str, until: &str, q: &str) -> Result<Vec<PersonId>, Refusal> {
    let sql = format!(
        "SELECT p.id, a.id, a.name, p.login FROM person p JOIN party a ON a.county = p.county AND a.id = p.party
         WHERE p.county = $1 AND {WITHIN}"
    );
    let rows: Vec<(PersonId, i64, Vec<u8>, String)> = tx.query(&sql, params![county, from, until])?;
    let mut found = Vec::new();
    for (id, party, sealed, login) in rows {
        let name = party::name_of(tx.vault(), county, party, &sealed)?;
        if login.contains(&q.to_lowercase()) || base::names::matches(q, &name, None) {
            found.push(id);
        }
    }
    Ok(found)
}

/// The part of a WHERE that keeps to these people.
fn only(people: &[PersonId]) -> String {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    if ids.is_empty() { "AND 1 = 0".to_owned() } else { format!("AND p.id IN ({})", ids.join(", ")) }
}

type SealedRow = (PersonId, i64, Vec<u8>, Option<Vec<u8>>, String, String, i64, Instant);

/// Lists people, those within one's scope. **Who:** whoever may see people.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: PeopleFilter,
    ask: &Ask,
) -> Result<Page<PersonRow>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let found = match filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        Some(q) => only(&find_by_name(tx, county, &from, &until, q)?),
        None => String::new(),
    };
    let base = format!(
        "SELECT p.id AS id, a.id AS party, a.name AS name, a.phone AS phone, p.login AS login, p.status AS status,
        (SELECT COUNT(*) FROM post o WHERE o.county = p.county AND o.person = p.id AND o.valid_from <= $4 AND o.valid_to >= $4) AS posts,
        p.made_at AS made_at, p.id AS sort_id
        FROM person p JOIN party a ON a.county = p.county AND a.id = p.party
        WHERE p.county = $1 AND ($5 = '' OR p.status = $5) AND {WITHIN}
        AND ($6 = '' OR EXISTS (SELECT 1 FROM post o WHERE o.county = p.county AND o.person = p.id AND o.role = $6
             AND o.valid_from <= $4 AND o.valid_to >= $4)) {found}"
    );
    let (status, role) = (filter.status.unwrap_or_default(), filter.role.unwrap_or_default());
    let listing = Listing {
        base: &base,
        params: params![county, from, until, actor.day(), status, role].to_vec(),
        sorts: &["login", "made_at", "status"],
        sums: &[],
    };
    let page: Page<Sealed> = store::list(tx, &listing, ask)?;
    let vault = tx.vault();
    let open = |Sealed((id, party, name, phone, login, status, posts, made_at)): Sealed| {
        let phone = party::phone_of(vault, county, party, phone.as_deref())?;
        let phone = if phone.is_empty() { phone } else { base::mask::phone(&phone) };
        Ok(PersonRow { id, name: party::name_of(vault, county, party, &name)?, phone, login, status, posts, made_at })
    };
    let items = page.items.into_iter().map(open).collect::<Result<_, Refusal>>()?;
    Ok(Page { items, next: page.next, total: page.total })
}

struct Sealed(SealedRow);

impl store::FromRow for Sealed {
    fn from_row(row: &mut store::Row) -> Result<Self, store::StoreError> {
        store::FromRow::from_row(row).map(Self)
    }
}
