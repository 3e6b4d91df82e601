//! An outlet as a sale sees it, with the acts on it, in one statement: every sale asks.

use crate::{authorisation::Dated, sql};
use base::{
    Day,
    ids::{DivisionId, OutletId},
};
use store::{FromRow, Row, StoreError, Tx, params};

store::row! {
    /// What a sale has to know of an outlet.
    pub struct AtWork {
        pub kind: sql::Kind,
        pub name: String,
        pub division: Option<DivisionId>,
        pub path: String,
        pub own_till: bool,
        pub opened_on: Day,
        pub closed_on: Day,
    }
}

/// The outlet beside one of its acts, if there is any.
struct Beside(AtWork, Option<Dated>);

impl FromRow for Beside {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        let outlet = AtWork::from_row(row)?;
        let (act, on_day, valid_to): (Option<String>, Option<Day>, Option<Day>) =
            (row.next()?, row.next()?, row.next()?);
        let dated = act.zip(on_day).zip(valid_to);
        let dated = dated.map(|((act, on_day), valid_to)| sql::dated(&act, on_day, valid_to)).transpose()?;
        Ok(Self(outlet, dated))
    }
}

/// An outlet with the acts on it, in order; `None` if there is none with this id.
pub fn find(tx: &mut Tx<'_>, county: &str, id: OutletId) -> Result<Option<(AtWork, Vec<Dated>)>, StoreError> {
    let rows: Vec<Beside> = tx.query(
        "SELECT o.kind, o.name, o.division, o.path, o.own_till, o.opened_on, o.closed_on, a.act, a.on_day, a.valid_to
         FROM outlet o LEFT JOIN authorisation_act a ON a.county = o.county AND a.outlet = o.id
         WHERE o.county = $1 AND o.id = $2 ORDER BY a.seq",
        params![county, id],
    )?;
    let mut outlet = None;
    let mut acts = Vec::with_capacity(rows.len());
    for Beside(row, act) in rows {
        outlet.get_or_insert(row);
        acts.extend(act);
    }
    Ok(outlet.map(|outlet| (outlet, acts)))
}
