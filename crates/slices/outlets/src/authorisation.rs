//! What an outlet's authorisation is on a day: computed from its dated acts, in this one place.
//!
//! Invariants: an act holds from its day on; acts stand in the order of their days; a term
//! that ran out needs no act. Suspension pauses vouchers and changes no span: what an outlet without a
//! running authorisation sells from its shelf is its own business, and counts as listed if the product
//! was listed at that moment; vouchers it takes none.
//! Left to others: storing acts, who may decide them.

use crate::error::No;
use base::{Day, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An act on an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 授权; given again before the end it is a renewal.
    Granted,
    /// 暂停.
    Suspended,
    /// 恢复.
    Resumed,
    /// 取消: by decision, against the outlet.
    Revoked,
    /// 终止: by agreement, closure or at the outlet's own wish.
    Ended,
}

impl Act {
    /// Its word in SQL and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Revoked => "revoked",
            Self::Ended => "ended",
        }
    }

    /// The act with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Granted, Self::Suspended, Self::Resumed, Self::Revoked, Self::Ended]
            .into_iter()
            .find(|a| a.word() == word)
    }

    /// What people call it.
    pub fn text(self) -> Text {
        match self {
            Self::Granted => Text::new("授权", "grant"),
            Self::Suspended => Text::new("暂停授权", "suspend"),
            Self::Resumed => Text::new("恢复授权", "resume"),
            Self::Revoked => Text::new("取消授权", "revoke"),
            Self::Ended => Text::new("终止授权", "end"),
        }
    }
}

/// One act with its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// What was done.
    pub act: Act,
    /// First day on which it holds.
    pub on_day: Day,
    /// Last day of the term that a grant gives.
    pub valid_to: Day,
}

/// What holds on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Never authorised up to that day.
    None,
    /// 授权有效.
    Authorised,
    /// 暂停中.
    Suspended,
    /// The term ran out.
    Expired,
    /// 已取消.
    Revoked,
    /// 已终止.
    Ended,
}

impl State {
    /// Its word in JSON and filters.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Authorised => "authorised",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Ended => "ended",
        }
    }

    /// What people call it.
    pub fn text(self) -> Text {
        match self {
            Self::None => Text::new("未授权", "never authorised"),
            Self::Authorised => Text::new("授权有效", "authorised"),
            Self::Suspended => Text::new("暂停", "suspended"),
            Self::Expired => Text::new("到期", "expired"),
            Self::Revoked => Text::new("已取消", "revoked"),
            Self::Ended => Text::new("已终止", "ended"),
        }
    }
}

/// What holds on a day, and until when the term runs if one runs.
pub fn on(acts: &[Dated], day: Day) -> (State, Option<Day>) {
    let mut state = State::None;
    let mut term = None;
    for act in acts.iter().filter(|a| a.on_day <= day) {
        state = match act.act {
            Act::Granted => {
                term = Some(act.valid_to);
                State::Authorised
            }
            Act::Resumed => State::Authorised,
            Act::Suspended => State::Suspended,
            Act::Revoked => State::Revoked,
            Act::Ended => State::Ended,
        };
    }
    match (state, term) {
        (State::Authorised | State::Suspended, Some(to)) if to < day => (State::Expired, None),
        (State::Authorised | State::Suspended, to) => (state, to),
        _ => (state, None),
    }
}

/// Whether an act may follow on that day.
///
/// # Errors
/// It is dated before the last act, or does not follow from what holds then.
pub fn follows(acts: &[Dated], act: Act, on_day: Day) -> Result<(), No> {
    if let Some(last) = acts.last().filter(|last| on_day < last.on_day) {
        return Err(No::BeforeLastAct { last: last.on_day.to_string() });
    }
    let (state, _) = on(acts, on_day);
    let running = matches!(state, State::Authorised | State::Suspended);
    let may = match act {
        Act::Granted => state != State::Suspended,
        Act::Suspended => state == State::Authorised,
        Act::Resumed => state == State::Suspended,
        Act::Revoked | Act::Ended => running,
    };
    if may { Ok(()) } else { Err(No::DoesNotFollow { state: state.text().zh, act: act.text().zh }) }
}

/// Unbroken times of authorisation, first and last day included; suspension breaks none.
pub fn spans(acts: &[Dated]) -> Vec<(Day, Day)> {
    let mut spans: Vec<(Day, Day)> = Vec::new();
    for act in acts {
        match (act.act, spans.last_mut()) {
            (Act::Granted, Some(last)) if act.on_day <= last.1.plus_days(1) => last.1 = last.1.max(act.valid_to),
            (Act::Granted, _) => spans.push((act.on_day, act.valid_to)),
            (Act::Revoked | Act::Ended, Some(last)) => last.1 = last.1.min(act.on_day.plus_days(-1)),
            _ => {}
        }
    }
    spans.retain(|(from, to)| from <= to);
    spans
}

/// First and last authorised day of the span by which a year is judged: the first that
/// touches the year. `None`: authorised on no day of it.
pub fn for_year(acts: &[Dated], year: i32) -> Option<(Day, Day)> {
    let (first, last) = (Day::first_of_year(year)?, Day::last_of_year(year)?);
    spans(acts).into_iter().find(|(from, to)| *from <= last && *to >= first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// `+2020-01-01` granted openly, `+2020-01-01..2020-12-31` for a term, `~` suspended, `=` resumed, `-` revoked, `.` ended.
    fn acts(text: &str) -> Vec<Dated> {
        let act = |word: &str| {
            let (sign, days) = word.split_at(1);
            let (on, to) = days.split_once("..").unwrap_or((days, "9999-12-31"));
            let act = match sign {
                "+" => Act::Granted,
                "~" => Act::Suspended,
                "=" => Act::Resumed,
                "-" => Act::Revoked,
                _ => Act::Ended,
            };
            Dated { act, on_day: day(on), valid_to: day(to) }
        };
        text.split_whitespace().map(act).collect()
    }

    #[test]
    fn what_holds_on_a_day() {
        for (history, on_day, state) in [
            ("", "2020-01-01", State::None),
            ("+2020-03-01", "2020-02-29", State::None),
            ("+2020-03-01", "2020-03-01", State::Authorised),
            ("+2020-03-01..2020-12-31", "2020-12-31", State::Authorised),
            ("+2020-03-01..2020-12-31", "2021-01-01", State::Expired),
            ("+2020-03-01..2020-12-31 +2020-12-01..2021-12-31", "2021-01-01", State::Authorised),
            ("+2020-03-01 ~2020-05-01", "2020-05-01", State::Suspended),
            ("+2020-03-01 ~2020-05-01 =2020-05-02", "2020-05-02", State::Authorised),
            ("+2020-03-01..2020-12-31 ~2020-05-01", "2021-01-01", State::Expired),
            ("+2020-03-01 -2020-06-01", "2020-05-31", State::Authorised),
            ("+2020-03-01 -2020-06-01", "2020-06-01", State::Revoked),
            ("+2020-03-01 .2020-06-01", "2020-06-01", State::Ended),
            ("+2020-03-01 -2020-06-01 +2021-01-01", "2021-01-01", State::Authorised),
        ] {
            assert_eq!(on(&acts(history), day(on_day)).0, state, "{history} on {on_day}");
        }
    }

    #[test]
    fn what_may_follow() {
        for (history, act, on_day, code) in [
            ("", Act::Granted, "2020-03-01", ""),
            ("", Act::Suspended, "2020-03-01", "authorisation.does_not_follow"),
            ("+2020-03-01", Act::Granted, "2020-04-01", ""),
            ("+2020-03-01", Act::Suspended, "2020-02-01", "authorisation.before_last_act"),
            ("+2020-03-01", Act::Resumed, "2020-04-01", "authorisation.does_not_follow"),
            ("+2020-03-01 ~2020-04-01", Act::Granted, "2020-05-01", "authorisation.does_not_follow"),
            ("+2020-03-01 ~2020-04-01", Act::Revoked, "2020-05-01", ""),
            ("+2020-03-01 -2020-04-01", Act::Ended, "2020-05-01", "authorisation.does_not_follow"),
            ("+2020-03-01 -2020-04-01", Act::Granted, "2020-05-01", ""),
            ("+2020-03-01..2020-12-31", Act::Suspended, "2021-01-01", "authorisation.does_not_follow"),
        ] {
            let found = follows(&acts(history), act, day(on_day)).err().map_or("", |no| base::Refusal::from(no).code);
            assert_eq!(found, code, "{history} then {act:?} on {on_day}");
        }
    }

    #[test]
    fn a_year_is_judged_by_the_span_that_touches_it_first() {
        for (history, span) in [
            ("", None),
            ("+2019-06-01", Some(("2019-06-01", "9999-12-31"))),
            ("+2020-12-31", Some(("2020-12-31", "9999-12-31"))),
            ("+2021-01-01", None),
            ("+2019-06-01 ~2020-05-01 =2020-05-02", Some(("2019-06-01", "9999-12-31"))),
            ("+2019-06-01 -2020-01-01", None),
            ("+2019-06-01 .2020-07-01", Some(("2019-06-01", "2020-06-30"))),
            ("+2018-01-01 -2019-02-01 +2020-03-01", Some(("2020-03-01", "9999-12-31"))),
            ("+2018-01-01 -2020-02-01 +2020-03-01", Some(("2018-01-01", "2020-01-31"))),
            ("+2019-01-01..2019-12-31 +2020-01-01..2020-12-31", Some(("2019-01-01", "2020-12-31"))),
        ] {
            assert_eq!(for_year(&acts(history), 2020), span.map(|(a, b)| (day(a), day(b))), "{history}");
        }
    }
}
