//! Cards of one-time codes (电话报送码): printed for whoever reports for a village by phone call, so that a clerk can tell
//! who called.
//!
//! Invariants: a post has one card in force; its codes are used in their order, each once; five wrong tries end it; a code
//! is shown on the print and nowhere else, and kept as a keyed digest. What became of a card follows from its acts alone.

use crate::{
    dto::{DONE, Done},
    error::No,
    party, secret, sql,
};
use base::{
    Instant, Refusal,
    ids::{PersonId, PostId},
};
use edge::{Actor, Nothing, Perm, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, Value, params};

/// Codes of a card: half a year of weekly calls.
const CODES: i64 = 20;
/// Wrong tries that end a card.
const WRONG_MOST: i64 = 5;

/// One code of a card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardCode {
    /// Its number, from 1.
    pub number: i64,
    /// Six digits.
    pub code: String,
}

/// A new card, to be printed: the codes are shown this once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CodeCardView {
    /// Its number.
    pub card: i64,
    /// Whose it is.
    pub name: String,
    /// Of which village.
    pub scope_name: String,
    /// Since when it holds.
    pub made_at: Instant,
    /// Wrong tries that end it.
    pub tries: i64,
    /// All its codes.
    pub codes: Vec<CardCode>,
}

/// The card in force of a post, without its codes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardStanding {
    /// Its number; none if the post has none in force.
    pub card: Option<i64>,
    /// Since when it holds.
    pub made_at: Option<Instant>,
    /// Number of the code that is asked for next.
    pub next: Option<i64>,
    /// Codes that are left.
    pub left: i64,
    /// Wrong tries that are left.
    pub tries_left: i64,
}

/// What a caller read from a card.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadCode {
    /// The number that was asked for.
    pub number: i64,
    /// The six digits.
    pub code: String,
}

/// A post that reports for a village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// The post.
    pub post: PostId,
    /// Who holds it.
    pub person: PersonId,
    /// Place of its scope.
    pub scope_path: String,
    /// What the scope is called.
    pub scope_name: String,
}

/// A code that was right and is not used yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightCode {
    /// The card.
    pub card: i64,
    /// The number.
    pub number: i64,
}

store::row! {
    /// A card in force.
    struct Open {
        id: i64,
        made_at: Instant,
        used: i64,
        wrong: i64,
    }
}

/// Whether a role reports for a village.
fn reports(role: Role) -> bool {
    role.scope_kind() == "village" && role.has(Perm::SupplyReport)
}

/// The post, if it is in force today and reports for a village. **Errors:** there is no such post, or it does not report.
pub fn reporter(tx: &mut Tx<'_>, actor: &Actor, post: PostId) -> Result<Reporter, Refusal> {
    let found: Option<(PersonId, String, String, String)> = tx.find(
        "SELECT person, role, scope_path, scope_name FROM post WHERE county = $1 AND id = $2 AND valid_from <= $3
         AND valid_to >= $3",
        params![actor.county_id(), post, actor.day()],
    )?;
    let (person, role, scope_path, scope_name) = found.ok_or(No::NoSuchPost)?;
    if !Role::from_word(&role).is_some_and(reports) {
        return Err(No::NoReportingPost.into());
    }
    Ok(Reporter { post, person, scope_path, scope_name })
}

/// The posts that report for a village today, by number.
pub fn reporters_of(tx: &mut Tx<'_>, actor: &Actor, path: &str) -> Result<Vec<Reporter>, Refusal> {
    let rows: Vec<(PostId, PersonId, String, String, String)> = tx.query(
        "SELECT o.id, o.person, o.role, o.scope_path, o.scope_name FROM post o
         JOIN person p ON p.county = o.county AND p.id = o.person
         WHERE o.county = $1 AND o.scope_path = $2 AND o.valid_from <= $3 AND o.valid_to >= $3 AND p.status <> 'left'
         ORDER BY o.id",
        params![actor.county_id(), path, actor.day()],
    )?;
    let reporting = rows.into_iter().filter(|(_, _, role, ..)| Role::from_word(role).is_some_and(reports));
    let of = |(post, person, _, scope_path, scope_name)| Reporter { post, person, scope_path, scope_name };
    Ok(reporting.map(of).collect())
}

/// A reporting post inside the actor's scope, with nobody else at its card meanwhile.
fn held(tx: &mut Tx<'_>, actor: &Actor, post: PostId) -> Result<Reporter, Refusal> {
    let reporter = reporter(tx, actor, post)?;
    actor.require(&reporter.scope_path)?;
    tx.hold(actor.county_id(), &format!("code_card/{post}"))?;
    Ok(reporter)
}

fn open(tx: &mut Tx<'_>, county: &str, post: PostId) -> Result<Option<Open>, Refusal> {
    Ok(tx.find(
        "SELECT c.id, c.made_at,
         (SELECT COUNT(*) FROM code_card_act a WHERE a.county = c.county AND a.card = c.id AND a.act = 'used'),
         (SELECT COUNT(*) FROM code_card_act a WHERE a.county = c.county AND a.card = c.id AND a.act = 'wrong')
         FROM code_card c WHERE c.county = $1 AND c.post = $2 AND NOT EXISTS (SELECT 1 FROM code_card_act e
           WHERE e.county = c.county AND e.card = c.id AND e.act = 'ended') ORDER BY c.id DESC",
        params![county, post],
    )?)
}

fn note(tx: &mut Tx<'_>, actor: &Actor, card: i64, (act, number, reason): (&str, i64, &str)) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO code_card_act (county, card, seq, act, number, reason, made_by, made_post, at)
         SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7, $8 FROM code_card_act WHERE county = $1 AND card = $2",
        params![actor.county_id(), card, act, number, reason, actor.person, actor.post, actor.now],
    )?;
    Ok(())
}

fn end_open(tx: &mut Tx<'_>, actor: &Actor, post: PostId, reason: &str) -> Result<bool, Refusal> {
    let Some(card) = open(tx, actor.county_id(), post)? else { return Ok(false) };
    note(tx, actor, card.id, ("ended", 0, reason))?;
    Ok(true)
}

fn digest(tx: &Tx<'_>, card: i64, number: i64, code: &str) -> Vec<u8> {
    tx.vault().digest("card_code", &format!("{card}|{number}|{code}"))
}

/// Makes a card; the one before it ends. **Who:** township supervisor, county administrator.
pub fn hand_out(tx: &mut Tx<'_>, actor: &Actor, post: PostId, _: Nothing) -> Result<CodeCardView, Refusal> {
    let county = actor.county_id();
    let reporter = held(tx, actor, post)?;
    end_open(tx, actor, post, "replaced")?;
    let card = tx.next_id(county, "code_card")?;
    tx.run(
        "INSERT INTO code_card (county, id, post, person, made_by, made_post, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![county, card, post, reporter.person, actor.person, actor.post, actor.now],
    )?;
    let codes: Vec<CardCode> = (1..=CODES).map(|number| CardCode { number, code: secret::six_digits() }).collect();
    let rows: Vec<Vec<Value>> = codes
        .iter()
        .map(|one| params![county, card, one.number, digest(tx, card, one.number, &one.code)].to_vec())
        .collect();
    tx.insert_many("INSERT INTO code_card_code (county, card, number, digest)", &rows)?;
    let person = sql::find_person(tx, county, reporter.person)?.ok_or(No::NoSuchPerson)?;
    let name = party::open(tx, county, person.party)?.form.name;
    actor.note_down(&format!("code_card/{card}"));
    let scope_name = reporter.scope_name;
    Ok(CodeCardView { card, name, scope_name, made_at: actor.now, tries: WRONG_MOST, codes })
}

/// Ends the card in force: lost, or handed on. **Who:** township supervisor, county administrator.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, post: PostId, _: Nothing) -> Result<Done, Refusal> {
    held(tx, actor, post)?;
    if end_open(tx, actor, post, "taken_back")? { Ok(DONE) } else { Err(No::NoCard.into()) }
}

/// The card in force. **Who:** township supervisor, county administrator.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, post: PostId, _: Nothing) -> Result<CardStanding, Refusal> {
    let reporter = reporter(tx, actor, post)?;
    actor.require(&reporter.scope_path)?;
    standing(tx, actor, post)
}

/// How the card of a post stands.
pub fn standing(tx: &mut Tx<'_>, actor: &Actor, post: PostId) -> Result<CardStanding, Refusal> {
    let card = open(tx, actor.county_id(), post)?;
    Ok(card.map_or(CardStanding { card: None, made_at: None, next: None, left: 0, tries_left: 0 }, |card| {
        CardStanding {
            card: Some(card.id),
            made_at: Some(card.made_at),
            next: Some(card.used + 1),
            left: CODES - card.used,
            tries_left: WRONG_MOST - card.wrong,
        }
    }))
}

/// Whether a code that a caller read is right: a wrong one is kept as a try, so the refusal is the answer and not an error.
///
/// # Errors
/// It costs no try: the post is outside the scope or has no card, another number is asked for, it is not six digits.
pub fn try_code(
    tx: &mut Tx<'_>,
    actor: &Actor,
    post: PostId,
    read: &ReadCode,
) -> Result<Result<RightCode, Refusal>, Refusal> {
    let county = actor.county_id();
    held(tx, actor, post)?;
    let card = open(tx, county, post)?.ok_or(No::NoCard)?;
    let number = card.used + 1;
    if read.number != number {
        return Err(No::CardNumber { number }.into());
    }
    let code: String = read.code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(No::CardShape.into());
    }
    let kept: Option<Vec<u8>> = tx.find(
        "SELECT digest FROM code_card_code WHERE county = $1 AND card = $2 AND number = $3",
        params![county, card.id, number],
    )?;
    if kept == Some(digest(tx, card.id, number, &code)) {
        return Ok(Ok(RightCode { card: card.id, number }));
    }
    note(tx, actor, card.id, ("wrong", number, ""))?;
    let left = WRONG_MOST - card.wrong - 1;
    if left > 0 {
        return Ok(Err(No::CardWrong { number, left }.into()));
    }
    note(tx, actor, card.id, ("ended", 0, "wrong"))?;
    Ok(Err(No::CardSpent.into()))
}

/// Uses a code that was right; the last one ends its card.
pub fn use_code(tx: &mut Tx<'_>, actor: &Actor, right: RightCode) -> Result<(), Refusal> {
    note(tx, actor, right.card, ("used", right.number, ""))?;
    if right.number == CODES {
        note(tx, actor, right.card, ("ended", 0, "used_up"))?;
    }
    Ok(())
}
