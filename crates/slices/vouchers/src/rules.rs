//! Whether an account pays an amount, and what a refund becomes: decisions over loaded values.
//!
//! Invariants: never more than is left; a refund goes to the voucher, never to cash. That only
//! listed goods are paid is the ledger's part, line by line.

use crate::error::{No, NotTaken};
use base::{Day, Fen, Instant};
use outlets::authorisation::State as Authorisation;
use policy::vocabulary::Rest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What may be done with an account on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Usable.
    Open,
    /// Its time has not come.
    NotYet,
    /// Its time is over.
    Expired,
    /// Blocked by the union.
    Blocked,
}

/// An account as the rules look at it.
#[derive(Clone, Debug)]
pub struct Held {
    /// What is left.
    pub left: Fen,
    /// First day of use.
    pub valid_from: Day,
    /// Last day of use.
    pub valid_to: Day,
    /// Blocked by the union.
    pub blocked: bool,
    /// Last redemption.
    pub spent_at: Option<Instant>,
}

/// What is asked of it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Amount.
    pub amount: Fen,
    /// Business day of the sale.
    pub day: Day,
    /// Moment of the sale.
    pub at: Instant,
    /// What a collector may take at most.
    pub collection_ceiling: Option<Fen>,
    /// Least seconds between two redemptions.
    pub throttle_seconds: i64,
}

/// Whether an outlet in this state takes vouchers.
///
/// # Errors
/// It holds no authorisation, or it is suspended.
pub fn outlet_takes(state: Authorisation) -> Result<(), NotTaken> {
    match state {
        Authorisation::Authorised => Ok(()),
        Authorisation::Suspended => Err(NotTaken::Suspended),
        other => Err(NotTaken::NotAuthorised { state: other.text().zh }),
    }
}

/// What may be done with an account on a day.
pub fn state(held: &Held, day: Day) -> AccountState {
    if held.blocked {
        AccountState::Blocked
    } else if day < held.valid_from {
        AccountState::NotYet
    } else if day > held.valid_to {
        AccountState::Expired
    } else {
        AccountState::Open
    }
}

/// Whether the account pays the amount.
///
/// # Errors
/// The first thing that stands against it.
pub fn spend(held: &Held, asked: &Asked) -> Result<(), NotTaken> {
    match state(held, asked.day) {
        AccountState::Open => {}
        AccountState::Blocked => return Err(NotTaken::Blocked),
        AccountState::NotYet => return Err(NotTaken::NotYet { from: held.valid_from.to_string() }),
        AccountState::Expired => return Err(NotTaken::Expired { on: held.valid_to.to_string() }),
    }
    if asked.amount <= Fen::ZERO {
        return Err(NotTaken::AmountInvalid);
    }
    if let Some(most) = asked.collection_ceiling.filter(|most| asked.amount > *most) {
        return Err(NotTaken::OverCollection { most: most.to_string() });
    }
    if asked.amount > held.left {
        return Err(NotTaken::OverBalance { left: held.left.to_string() });
    }
    if held.spent_at.is_some_and(|spent| spent > asked.at.plus_seconds(-asked.throttle_seconds)) {
        return Err(NotTaken::Throttled { seconds: asked.throttle_seconds });
    }
    Ok(())
}

/// What a refund becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Back to the balance.
    Balance,
    /// The time is over: what lay there lapses, the refund can be used until this day.
    Until(Day),
    /// The time is over and the policy gives no more: it stays with the union.
    Lapses,
}

/// What a refund on a day becomes, by the days that the policy gives after the end.
pub fn refund(valid_to: Day, day: Day, grace_days: i64) -> Returned {
    if day <= valid_to {
        return Returned::Balance;
    }
    match i32::try_from(grace_days) {
        Ok(days) if days > 0 => Returned::Until(day.plus_days(days)),
        _ => Returned::Lapses,
    }
}

/// What lapses of the rest after a purchase.
pub fn lapsing(left_after: Fen, remainder: Rest) -> Fen {
    match remainder {
        Rest::Stays => Fen::ZERO,
        Rest::Lapses => left_after,
    }
}

/// What a worker gets of an issue: the amount, or what the ceiling leaves. 0: nothing.
pub fn share(amount: Fen, issued: Fen, ceiling: Fen) -> Fen {
    let room = ceiling.minus(issued).unwrap_or(Fen::ZERO).max(Fen::ZERO);
    amount.min(room)
}

/// The month from which the next year's vouchers may be issued, for the New Year.
const AHEAD_FROM: i8 = 12;

/// Whether a programme of a year may issue on a day: each year has one ceiling, and it is spent in that year.
pub fn issued_in_its_year(year: i64, today: Day) -> Result<(), No> {
    let now = i64::from(today.year());
    let ahead = year == now + 1 && i64::from(today.month()) >= i64::from(AHEAD_FROM);
    if year == now || ahead { Ok(()) } else { Err(No::IssueYear { year }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn held(left: i64) -> Held {
        Held {
            left: Fen(left),
            valid_from: day("2020-03-01"),
            valid_to: day("2020-12-31"),
            blocked: false,
            spent_at: Some("2020-08-04T02:00:00Z".parse().unwrap()),
        }
    }

    #[test]
    fn what_an_account_pays() {
        // left, asked, day, moment, collection ceiling -> code
        for (left, amount, on_day, moment, most, code) in [
            (60_000, 8_000, "2020-08-04", "02:00:10", None, ""),
            (60_000, 60_000, "2020-08-04", "02:00:10", None, ""),
            (60_000, 1, "2020-12-31", "02:00:10", None, ""),
            (6_000, 8_000, "2020-08-04", "02:00:10", None, "voucher.over_balance"),
            (60_000, 0, "2020-08-04", "02:00:10", None, "voucher.amount_invalid"),
            (60_000, -5, "2020-08-04", "02:00:10", None, "voucher.amount_invalid"),
            (60_000, 8_000, "2021-01-01", "02:00:10", None, "voucher.expired"),
            (60_000, 8_000, "2020-02-29", "02:00:10", None, "voucher.not_yet"),
            (60_000, 8_000, "2020-08-04", "02:00:09", None, "voucher.throttled"),
            (6_000, 8_000, "2020-08-04", "02:00:09", None, "voucher.over_balance"),
            (60_000, 20_000, "2020-08-04", "02:00:10", Some(20_000), ""),
            (60_000, 20_001, "2020-08-04", "02:00:10", Some(20_000), "voucher.over_collection"),
        ] {
            let at = format!("2020-08-04T{moment}Z").parse().unwrap();
            let asked = Asked {
                amount: Fen(amount),
                day: day(on_day),
                at,
                collection_ceiling: most.map(Fen),
                throttle_seconds: 10,
            };
            let found = spend(&held(left), &asked).err().map_or("", |no| base::Refusal::from(no).code);
            assert_eq!(found, code, "{left} {amount} {on_day} {moment}");
        }
        let blocked = Held { blocked: true, ..held(1) };
        assert_eq!(state(&blocked, day("2020-08-04")), AccountState::Blocked);
    }

    #[test]
    fn the_outlet_is_asked_first() {
        for (state, code) in [
            (Authorisation::Authorised, ""),
            (Authorisation::Suspended, "voucher.outlet_suspended"),
            (Authorisation::Revoked, "voucher.outlet_not_authorised"),
            (Authorisation::Expired, "voucher.outlet_not_authorised"),
            (Authorisation::None, "voucher.outlet_not_authorised"),
        ] {
            let found = outlet_takes(state).err().map_or("", |no| base::Refusal::from(no).code);
            assert_eq!(found, code, "{state:?}");
        }
    }

    #[test]
    fn refunds_and_rests() {
        let until = |text: &str| Returned::Until(day(text));
        for (on_day, grace, expect) in [
            ("2020-12-31", 30, Returned::Balance),
            ("2021-01-01", 30, until("2021-01-31")),
            ("2021-01-01", 0, Returned::Lapses),
        ] {
            assert_eq!(refund(day("2020-12-31"), day(on_day), grace), expect, "{on_day} {grace}");
        }
        assert_eq!(lapsing(Fen(500), Rest::Stays), Fen::ZERO);
        assert_eq!(lapsing(Fen(500), Rest::Lapses), Fen(500));
    }

    #[test]
    fn one_person_gets_no_more_than_the_ceiling() {
        for (amount, issued, expect) in [
            (60_000, 0, 60_000),
            (60_000, 20_000, 40_000),
            (60_000, 60_000, 0),
            (60_000, 70_000, 0),
            (10_000, 50_000, 10_000),
        ] {
            assert_eq!(share(Fen(amount), Fen(issued), Fen(60_000)), Fen(expect), "{amount} {issued}");
        }
    }
}
