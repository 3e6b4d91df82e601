//! Help given to outlets: rent, fitting-out, fees, subsidies, venues, in kind or money.

use crate::{
    error::No,
    register::{AHEAD, dated, term_end, text},
    sql::until,
};
use base::{Day, Fen, Refusal, ids::OutletId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Kinds of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HelpKind {
    /// 租金.
    Rent,
    /// 装修.
    FittingOut,
    /// 费用减免.
    Fee,
    /// 补贴.
    Subsidy,
    /// 提供场地.
    Venue,
}

impl HelpKind {
    fn word(self) -> &'static str {
        match self {
            Self::Rent => "rent",
            Self::FittingOut => "fitting_out",
            Self::Fee => "fee",
            Self::Subsidy => "subsidy",
            Self::Venue => "venue",
        }
    }
}

/// Records help given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveHelp {
    /// What kind.
    pub kind: HelpKind,
    /// Money, or the worth of help in kind; 0 if nobody has put a figure on it.
    pub amount_fen: Fen,
    /// In kind, not paid out.
    pub in_kind: bool,
    /// What was given.
    pub description: String,
    /// From when.
    pub from_day: Day,
    /// Until when; none for help given once.
    #[serde(default)]
    pub to_day: Option<Day>,
    /// Number of the paper.
    #[serde(default)]
    pub document_no: String,
}

/// Voids a record.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidRow {
    /// Why.
    pub reason: String,
}

store::row! {
    /// Help given to an outlet.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct HelpRow {
        /// Id.
        pub id: i64,
        /// To whom.
        pub outlet: OutletId,
        /// `rent`, `fitting_out`, `fee`, `subsidy` or `venue`.
        pub kind: String,
        /// Money or worth, fen.
        pub amount_fen: Fen,
        /// In kind.
        pub in_kind: bool,
        /// What was given.
        pub description: String,
        /// From when.
        pub from_day: Day,
        /// Until when.
        pub to_day: Day,
        /// Number of the paper.
        pub document_no: String,
        /// Why the record is void; empty while it stands.
        pub void_reason: String,
    }
}

/// The largest amount of one record: 100 million yuan.
const MOST: Fen = Fen(10_000_000_000);

/// Records help. **Who:** county office.
pub fn give(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: GiveHelp) -> Result<HelpRow, Refusal> {
    text("/description", &body.description, 500)?;
    if body.amount_fen < Fen::ZERO || body.amount_fen > MOST {
        return Err(Refusal::from(No::Amount).at("/amount_fen"));
    }
    dated("/from_day", body.from_day, actor, AHEAD)?;
    term_end("/to_day", body.to_day, actor)?;
    if body.to_day.is_some_and(|to| to < body.from_day) {
        return Err(Refusal::from(No::Period).at("/to_day"));
    }
    let id = tx.next_id(actor.county_id(), "help")?;
    tx.run(
        "INSERT INTO help (county, id, outlet, kind, amount_fen, in_kind, description, from_day, to_day, document_no,
         void_reason, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12)",
        params![
            actor.county_id(),
            id,
            outlet,
            body.kind.word(),
            body.amount_fen,
            body.in_kind,
            body.description.as_str(),
            body.from_day,
            until(body.to_day.or(Some(body.from_day))),
            body.document_no.as_str(),
            actor.person,
            actor.now
        ],
    )?;
    row(tx, actor, id)
}

fn row(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<HelpRow, Refusal> {
    let found = tx.find(
        "SELECT id, outlet, kind, amount_fen, in_kind, description, from_day, to_day, document_no, void_reason
         FROM help WHERE county = $1 AND id = $2",
        params![actor.county_id(), id],
    )?;
    found.ok_or_else(|| No::NoSuchRow.into())
}

/// Voids a wrong record; it stays readable with the reason. **Who:** county office.
pub fn void(tx: &mut Tx<'_>, actor: &Actor, (outlet, id): (OutletId, i64), body: VoidRow) -> Result<HelpRow, Refusal> {
    text("/reason", &body.reason, 500)?;
    let changed = tx.run(
        "UPDATE help SET void_reason = $4 WHERE county = $1 AND outlet = $2 AND id = $3 AND void_reason = ''",
        params![actor.county_id(), outlet, id, body.reason],
    )?;
    if changed == 0 { Err(No::NoSuchRow.into()) } else { row(tx, actor, id) }
}

store::row! {
    /// Help given, as the county's list shows it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct CountyHelpRow {
        /// Id.
        pub id: i64,
        /// To whom.
        pub outlet: OutletId,
        /// What the outlet is called.
        pub outlet_name: String,
        /// `rent`, `fitting_out`, `fee`, `subsidy` or `venue`.
        pub kind: String,
        /// Money or worth, fen.
        pub amount_fen: Fen,
        /// In kind.
        pub in_kind: bool,
        /// What was given.
        pub description: String,
        /// From when.
        pub from_day: Day,
        /// Until when.
        pub to_day: Day,
        /// Number of the paper.
        pub document_no: String,
    }
}

/// Which help the county's list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HelpQuery {
    /// Only this kind.
    pub kind: String,
    /// Only what began in this year.
    pub year: i32,
}

/// Help given to the outlets inside one's scope, with its sum; what was voided is left out. **Who:** whoever
/// may see outlets.
pub fn county_list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: HelpQuery,
    ask: &Ask,
) -> Result<Page<CountyHelpRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let year = if query.year == 0 { String::new() } else { format!("{:04}-", query.year) };
    let listing = Listing {
        base:
            "SELECT h.id, h.outlet, o.name AS outlet_name, h.kind, h.amount_fen, h.in_kind, h.description, h.from_day,
               h.to_day, h.document_no, h.id AS sort_id
               FROM help h JOIN outlet o ON o.county = h.county AND o.id = h.outlet
               WHERE h.county = $1 AND o.path >= $2 AND o.path < $3 AND h.void_reason = ''
               AND ($4 = '' OR h.kind = $4) AND substr(h.from_day, 1, length($5)) = $5",
        params: params![actor.county_id(), from, until, query.kind, year].to_vec(),
        sorts: &["-from_day", "amount_fen", "outlet_name", "kind"],
        sums: &["amount_fen"],
    };
    store::list(tx, &listing, ask)
}

/// Help given to an outlet, the newest first. **Who:** whoever may see the outlet.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing, ask: &Ask) -> Result<Page<HelpRow>, Refusal> {
    let listing = Listing {
        base: "SELECT id, outlet, kind, amount_fen, in_kind, description, from_day, to_day, document_no, void_reason,
               id AS sort_id FROM help WHERE county = $1 AND outlet = $2",
        params: params![actor.county_id(), outlet].to_vec(),
        sorts: &["-from_day", "amount_fen"],
        sums: &["amount_fen"],
    };
    store::list(tx, &listing, ask)
}
