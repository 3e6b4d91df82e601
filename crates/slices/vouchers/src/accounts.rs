//! Accounts as unions, auditors and their owners see them; blocking; one's own rotating code.

use crate::{
    error::No,
    key, redeem, rules,
    sql::{Account, find_account, lapsed_on, left_on},
    units::WithReason,
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{AccountId, OutletId, ProgrammeId},
};
use edge::{Actor, Nothing, Role};
use rules::AccountState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, FromRow, Listing, Page, Row, StoreError, Tx, params};

/// One account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AccountView {
    /// Id.
    pub id: AccountId,
    /// Programme.
    pub programme: ProgrammeId,
    /// Whose, masked.
    pub masked_name: String,
    /// Issued.
    pub issued_fen: Fen,
    /// Left, and still good today.
    pub balance_fen: Fen,
    /// Lapsed, and what is left of it after its last day.
    pub lapsed_fen: Fen,
    /// First day of use.
    pub valid_from: Day,
    /// Last day of use.
    pub valid_to: Day,
    /// What may be done with it today.
    pub state: AccountState,
    /// Why it was blocked, or opened again.
    pub state_reason: String,
    /// Numbers of slips that are live.
    pub slips: Vec<i64>,
}

/// A rotating code.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CodeView {
    /// Text to show and to put into a QR code.
    pub code: String,
    /// When the next one comes.
    pub until: Instant,
}

/// The account that must be there.
pub fn account(tx: &mut Tx<'_>, county: &str, id: AccountId) -> Result<Account, Refusal> {
    find_account(tx, county, id)?.ok_or_else(|| No::NoSuchAccount.into())
}

fn view(tx: &mut Tx<'_>, actor: &Actor, account: Account) -> Result<AccountView, Refusal> {
    let county = actor.county_id();
    let slips = tx.query(
        "SELECT number FROM slip WHERE county = $1 AND account = $2 AND state = 'live' ORDER BY number",
        params![county, account.id],
    )?;
    let (balance_fen, lapsed_fen) = account.on(actor.day());
    Ok(AccountView {
        id: account.id,
        programme: account.programme,
        masked_name: identity::desk::open_party(tx, county, account.party)?.masked_name(),
        state: rules::state(&redeem::held(&account), actor.day()),
        state_reason: account.state_reason,
        issued_fen: account.issued_fen,
        balance_fen,
        lapsed_fen,
        valid_from: account.valid_from,
        valid_to: account.valid_to,
        slips,
    })
}

/// One account. **Who:** its union, and whoever may see vouchers.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: AccountId, _: Nothing) -> Result<AccountView, Refusal> {
    let account = account(tx, actor.county_id(), id)?;
    view(tx, actor, account)
}

/// The account of the worker who asks.
pub fn own(tx: &mut Tx<'_>, actor: &Actor) -> Result<Account, Refusal> {
    if actor.role != Role::Worker || actor.scope.kind != "account" {
        return Err(No::NoOwnAccount.into());
    }
    account(tx, actor.county_id(), AccountId(actor.scope.id))
}

/// One's own account. **Who:** the worker.
pub fn mine(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<AccountView, Refusal> {
    let account = own(tx, actor)?;
    view(tx, actor, account)
}

/// One's own code of this half minute. **Who:** the worker.
pub fn my_code(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<CodeView, Refusal> {
    let account = own(tx, actor)?;
    let (code, until) = key::rotating(tx.vault(), actor.county_id(), account.id.0, actor.now);
    Ok(CodeView { code, until })
}

/// One's own redemptions. **Who:** the worker.
pub fn my_redemptions(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<RedemptionRow>, Refusal> {
    let account = own(tx, actor)?;
    redemptions(tx, actor, account.id, Nothing {}, ask)
}

/// Blocks an account: lost phone, doubt, death. **Who:** its union officer.
pub fn block(tx: &mut Tx<'_>, actor: &Actor, id: AccountId, body: WithReason) -> Result<AccountView, Refusal> {
    set_state(tx, actor, id, "blocked", &body)
}

/// Opens a blocked account again. **Who:** its union officer.
pub fn unblock(tx: &mut Tx<'_>, actor: &Actor, id: AccountId, body: WithReason) -> Result<AccountView, Refusal> {
    set_state(tx, actor, id, "open", &body)
}

fn set_state(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AccountId,
    state: &str,
    body: &WithReason,
) -> Result<AccountView, Refusal> {
    tx.run(
        "UPDATE account SET state = $3, state_reason = $4 WHERE county = $1 AND id = $2",
        params![actor.county_id(), id, state, body.checked()?],
    )?;
    show(tx, actor, id, Nothing {})
}

store::row! {
    /// A redemption or refund.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct RedemptionRow {
        /// Where.
        pub outlet: OutletId,
        /// What the outlet is called: a worker may not look it up.
        pub outlet_name: String,
        /// Entry of that outlet's book.
        pub book_seq: i64,
        /// Account.
        pub account: AccountId,
        /// `spend` or `refund`.
        pub kind: String,
        /// The sale.
        pub sale_seq: i64,
        /// Amount.
        pub amount_fen: Fen,
        /// `slip`, `code`, `collection`, or `sale` for a refund.
        pub by_key: String,
        /// Business day.
        pub day: Day,
        /// Moment.
        pub at: Instant,
    }
}

/// Redemptions of an account, the newest first. **Who:** its union, and whoever may see vouchers.
pub fn redemptions(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AccountId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<RedemptionRow>, Refusal> {
    let listing = Listing {
        base: "SELECT outlet, '' AS outlet_name, book_seq, account, kind, sale_seq, amount_fen, by_key, day, at,
               outlet * 1000000000 + book_seq AS sort_id FROM redemption WHERE county = $1 AND account = $2",
        params: params![actor.county_id(), id].to_vec(),
        sorts: &["-at", "day", "amount_fen"],
        sums: &[],
    };
    let mut page: Page<RedemptionRow> = store::list(tx, &listing, ask)?;
    let outlets: Vec<OutletId> = page.items.iter().map(|row| row.outlet).collect();
    let names = outlets::desk::outlet_names(tx, actor.county_id(), &outlets)?;
    for row in &mut page.items {
        row.outlet_name = names.get(&row.outlet).cloned().unwrap_or_default();
    }
    Ok(page)
}

/// An account in a list, masked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AccountRow {
    /// Id.
    pub id: AccountId,
    /// Masked.
    pub masked_name: String,
    /// Department.
    pub department: String,
    /// Issued.
    pub issued_fen: Fen,
    /// Left, and still good today.
    pub balance_fen: Fen,
    /// Lapsed, and what is left of it after its last day.
    pub lapsed_fen: Fen,
    /// Last day of use.
    pub valid_to: Day,
    /// `open`, `blocked`, or `expired`: past its last day.
    pub state: String,
    /// Slips that are live.
    pub slips: i64,
}

/// A row whose name is not open yet.
struct Sealed {
    party: i64,
    row: AccountRow,
}

impl FromRow for Sealed {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self {
            party: row.next()?,
            row: AccountRow {
                id: row.next()?,
                masked_name: String::new(),
                department: row.next()?,
                issued_fen: row.next()?,
                balance_fen: row.next()?,
                lapsed_fen: row.next()?,
                valid_to: row.next()?,
                state: row.next()?,
                slips: row.next()?,
            },
        })
    }
}

/// Which accounts a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountFilter {
    /// Exactly this name, or this whole telephone number; both are sealed, so parts cannot be looked for.
    #[serde(default)]
    pub name: String,
    /// `open`, `blocked` or `expired`.
    #[serde(default)]
    pub state: String,
}

/// Accounts of a programme. **Who:** its union, and whoever may see vouchers.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    filter: AccountFilter,
    ask: &Ask,
) -> Result<Page<AccountRow>, Refusal> {
    let county = actor.county_id();
    let name = filter.name.trim();
    let named = crate::workers::called(tx, county, name)?;
    let (list, params) = store::listed(&named, params![county, programme, name, filter.state, actor.day()]);
    // Blocked comes first, as the till sees it.
    let state = "CASE WHEN a.state = 'open' AND a.valid_to < $5 THEN 'expired' ELSE a.state END";
    let base = format!(
        "SELECT a.party, a.id, w.department, a.issued_fen, {left} AS balance_fen, {lapsed} AS lapsed_fen, a.valid_to,
         {state} AS state,
         (SELECT COUNT(*) FROM slip s WHERE s.county = a.county AND s.account = a.id AND s.state = 'live') AS slips,
         a.id AS sort_id FROM account a JOIN worker w ON w.county = a.county AND w.id = a.worker
         WHERE a.county = $1 AND a.programme = $2 AND ($3 = '' OR a.party IN ({list})) AND ($4 = '' OR {state} = $4)",
        left = left_on(5),
        lapsed = lapsed_on(5),
    );
    let listing = Listing {
        base: &base,
        params,
        sorts: &["department", "id", "balance_fen", "issued_fen", "valid_to"],
        sums: &["issued_fen", "balance_fen", "lapsed_fen"],
    };
    let page: Page<Sealed> = store::list(tx, &listing, ask)?;
    let ids: Vec<i64> = page.items.iter().map(|sealed| sealed.party).collect();
    let parties = identity::desk::open_parties(tx, county, &ids)?;
    let open = |Sealed { party, row }: Sealed| {
        let masked_name = parties.get(&party).map(identity::desk::Party::masked_name).unwrap_or_default();
        AccountRow { masked_name, ..row }
    };
    Ok(Page { items: page.items.into_iter().map(open).collect(), next: page.next, total: page.total })
}
