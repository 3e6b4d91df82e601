//! Collection by another (代领): one code for one purchase, up to a ceiling, for the policy's days.
//!
//! Who collects is kept sealed in party. Left to others: using the code up, which the sale does.

use crate::{
    accounts::{AccountView, account, own, show},
    error::No,
    key, redeem,
    sql::Account,
    units,
};
use base::{Day, Fen, Refusal, ids::AccountId};
use edge::{Actor, Nothing};
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

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
