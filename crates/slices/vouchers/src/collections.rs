//! Collection by another (代领): one code for one purchase, up to a ceiling, for the policy's days. An account has
//! one at a time: the next one withdraws it.
//!
//! Who collects is kept sealed in party: lists show the name masked, in full it is an act with a reason.
//! The code itself is told once, when it is made. Left to others: using the code up, which the sale does.

use crate::{
    accounts::{AccountView, account, own, show},
    error::No,
    key, redeem,
    sql::Account,
    units,
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{AccountId, OutletId, PersonId},
};
use edge::{Actor, Nothing};
use identity::desk::{Party, PartyForm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, FromRow, Listing, Page, Row, StoreError, Tx, params};

/// Lets somebody else collect.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetCollect {
    /// Who collects; kept sealed.
    pub collector_name: String,
    /// At most this much.
    pub amount_fen: Fen,
}

/// A code for a collector.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectionView {
    /// Id.
    pub id: i64,
    /// Text to show; good for one purchase.
    pub code: String,
    /// At most this much.
    pub ceiling_fen: Fen,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Day,
}

/// Lets somebody else collect for a worker without a phone. **Who:** the union officer.
pub fn let_collect(tx: &mut Tx<'_>, actor: &Actor, id: AccountId, body: LetCollect) -> Result<CollectionView, Refusal> {
    let account = account(tx, actor.county_id(), id)?;
    collection(tx, actor, &account, &body)
}

/// Lets somebody else collect for oneself. **Who:** the worker.
pub fn let_collect_mine(tx: &mut Tx<'_>, actor: &Actor, (): (), body: LetCollect) -> Result<CollectionView, Refusal> {
    let account = own(tx, actor)?;
    collection(tx, actor, &account, &body)
}

fn collection(tx: &mut Tx<'_>, actor: &Actor, account: &Account, body: &LetCollect) -> Result<CollectionView, Refusal> {
    let county = actor.county_id();
    units::text("/collector_name", &body.collector_name, 50)?;
    let terms = redeem::terms(actor, actor.day())?;
    if body.amount_fen <= Fen::ZERO || body.amount_fen > terms.collection_ceiling {
        return Err(
            Refusal::from(No::CollectionAmount { most: terms.collection_ceiling.to_string() }).at("/amount_fen")
        );
    }
    let form = PartyForm { name: body.collector_name.clone(), ..PartyForm::default() };
    let collector = identity::desk::put_party(tx, county, actor.now, &form)?;
    tx.hold(county, &format!("collections/{}", account.id))?;
    tx.run(
        "UPDATE collection SET state = 'withdrawn' WHERE county = $1 AND account = $2 AND state = 'live'",
        params![county, account.id],
    )?;
    let id = tx.next_id(county, "collection")?;
    let days = i32::try_from(terms.collection_days).unwrap_or(1).max(1);
    let (from, to) = (actor.day(), actor.day().plus_days(days - 1));
    tx.run(
        "INSERT INTO collection (county, id, account, collector, ceiling_fen, valid_from, valid_to, state, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'live', $8, $9)",
        params![county, id, account.id, collector, body.amount_fen, from, to, actor.person, actor.now],
    )?;
    let code = key::text(tx.vault(), county, key::Kind::Collection, id);
    Ok(CollectionView { id, code, ceiling_fen: body.amount_fen, valid_from: from, valid_to: to })
}

/// A collection as lists show it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectionRow {
    /// Id.
    pub id: i64,
    /// Who collects, masked.
    pub collector: String,
    /// At most this much.
    pub ceiling_fen: Fen,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Day,
    /// `live`, `used`, `withdrawn` or `expired`.
    pub state: String,
    /// What was paid with it.
    pub collected_fen: Fen,
    /// Where it was used.
    pub outlet_name: String,
    /// When it was used.
    pub collected_at: String,
    /// Who let them collect.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
}

/// A row whose names are not open yet.
struct Sealed {
    party: i64,
    outlet: OutletId,
    maker: PersonId,
    row: CollectionRow,
}

impl FromRow for Sealed {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        let (party, outlet, maker) = (row.next()?, row.next()?, row.next()?);
        let row = CollectionRow {
            id: row.next()?,
            collector: String::new(),
            ceiling_fen: row.next()?,
            valid_from: row.next()?,
            valid_to: row.next()?,
            state: row.next()?,
            collected_fen: row.next()?,
            outlet_name: String::new(),
            collected_at: row.next()?,
            made_by: String::new(),
            made_at: row.next()?,
        };
        Ok(Self { party, outlet, maker, row })
    }
}

/// `$3` is today.
const ROWS: &str = "SELECT c.collector, COALESCE(r.outlet, 0) AS outlet, c.made_by AS maker, c.id, c.ceiling_fen,
    c.valid_from, c.valid_to, CASE WHEN c.state = 'live' AND c.valid_to < $3 THEN 'expired' ELSE c.state END AS state,
    COALESCE(r.amount_fen, 0) AS collected_fen, COALESCE(r.at, '') AS collected_at, c.made_at, c.id AS sort_id
    FROM collection c LEFT JOIN redemption r ON r.county = c.county AND r.account = c.account
        AND r.kind = 'spend' AND r.by_key = 'collection' AND r.key_no = c.id
    WHERE c.county = $1 AND c.account = $2";

/// Whom a worker let collect, and what came of it. **Who:** its union, and whoever may see vouchers.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AccountId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<CollectionRow>, Refusal> {
    let county = actor.county_id();
    let listing = Listing {
        base: ROWS,
        params: params![county, id, actor.day()].to_vec(),
        sorts: &["-made_at", "valid_to", "state"],
        sums: &["collected_fen"],
    };
    let page: Page<Sealed> = store::list(tx, &listing, ask)?;
    let parties: Vec<i64> = page.items.iter().map(|sealed| sealed.party).collect();
    let parties = identity::desk::open_parties(tx, county, &parties)?;
    let outlets: Vec<OutletId> = page.items.iter().map(|sealed| sealed.outlet).collect();
    let outlets = outlets::desk::outlet_names(tx, county, &outlets)?;
    let mut items = Vec::with_capacity(page.items.len());
    for Sealed { party, outlet, maker, mut row } in page.items {
        row.collector = parties.get(&party).map(Party::masked_name).unwrap_or_default();
        row.outlet_name = outlets.get(&outlet).cloned().unwrap_or_default();
        row.made_by = identity::desk::person_name(tx, county, maker)?;
        items.push(row);
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// Whom one let collect oneself. **Who:** the worker.
pub fn list_mine(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<CollectionRow>, Refusal> {
    let account = own(tx, actor)?;
    list(tx, actor, account.id, Nothing {}, ask)
}

/// Shows who collects in full.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealCollector {
    /// Why.
    pub reason: String,
}

/// Who collects, in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CollectorView {
    /// Id of the collection.
    pub id: i64,
    /// Name.
    pub name: String,
}

/// Shows who collects in full; an act, so that it is in the audit trail. **Who:** whoever may see
/// personal data.
pub fn reveal(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (account, id): (AccountId, i64),
    body: RevealCollector,
) -> Result<CollectorView, Refusal> {
    units::text("/reason", &body.reason, 200)?;
    let county = actor.county_id();
    let sql = "SELECT collector FROM collection WHERE county = $1 AND account = $2 AND id = $3";
    let party: Option<i64> = tx.find(sql, params![county, account, id])?;
    let party = party.ok_or_else(|| Refusal::from(No::NoSuchCollection))?;
    Ok(CollectorView { id, name: identity::desk::open_party(tx, county, party)?.form.name })
}

/// Takes back a code that one let collect with. **Who:** the worker.
pub fn withdraw_mine(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<AccountView, Refusal> {
    let account = own(tx, actor)?;
    withdraw(tx, actor, (account.id, id), Nothing {})
}

/// Takes a collector's code back. **Who:** the union officer.
pub fn withdraw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (account, id): (AccountId, i64),
    _: Nothing,
) -> Result<AccountView, Refusal> {
    let sql =
        "UPDATE collection SET state = 'withdrawn' WHERE county = $1 AND account = $2 AND id = $3 AND state = 'live'";
    if tx.run(sql, params![actor.county_id(), account, id])? == 0 {
        return Err(No::NoSuchCollection.into());
    }
    show(tx, actor, account, Nothing {})
}
