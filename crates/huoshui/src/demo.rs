//! A simulated county to look around in: set up on an empty database, a year played, and audited.
//!
//! Everybody in it signs in with one known password, so it is for looking, never for work; the county's
//! row says that it is simulated, and every page, print and export says so after it.

use crate::{
    atlas,
    setup::{self, Prepared},
};
use base::{Day, Refusal};
use edge::{App, Stamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use simulate::{
    Login, Played, Settings,
    auditor::{Report, audit},
};
use std::sync::{Arc, Mutex, PoisonError};

/// The password of everybody in a simulated county.
pub const PASSWORD: &str = "simulated-county";

/// The county that is played.
const COUNTY: &str = "430582";

/// What the set-up page plays: the year, seed and size of `huoshui demo` without options.
const YEAR: i32 = 2026;
const SEED: u64 = 1;
const FULL: i64 = 1_000;
/// Days of a play, from the November before to the first days after the year.
const DAYS: i32 = 405;

/// Thousandths out of a decimal number from 0.001 to 5, such as `0.02`.
pub fn per_mille(text: &str) -> Result<i64, String> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 3 || (whole.is_empty() && part.is_empty()) {
        return Err("a number from 0.001 to 5 with three decimals at most".into());
    }
    let number = format!("{whole}{part:0<3}").parse::<i64>().map_err(|e| e.to_string())?;
    if (1..=5_000).contains(&number) { Ok(number) } else { Err("from 0.001 to 5".into()) }
}

/// Sets up the simulated county on an empty database, plays its year and audits it.
///
/// # Errors
/// There is a county already, an act was refused that should not have been, or the database fails.
pub fn play(
    app: &App,
    year: i32,
    seed: u64,
    per_mille: i64,
    told: &mut dyn FnMut(Day),
) -> Result<(Played, Report), Refusal> {
    let county = |why: String| Refusal::from(setup::No::County { why });
    let before =
        i16::try_from(year - 1).ok().and_then(|year| Day::new(year, 10, 1)).ok_or_else(|| county(year.to_string()))?;
    let password_hash = identity::desk::hash_password(PASSWORD)?;
    let prepared = Prepared {
        divisions: atlas::divisions(COUNTY).map_err(county)?,
        policy: setup::policy_text("shaodong-2020")?,
        password_hash: Some(password_hash.clone()),
    };
    let stamp = Stamp { now: before.starts_at().plus_seconds(8 * 3_600), ..app.stamp("simulation") };
    app.db().write_now(move |tx| {
        let admin = identity::InvitePerson { name: "系统管理员".into(), login: "admin".into(), phone: None };
        setup::set_up(tx, &stamp, COUNTY, &prepared, admin, true)
    })?;
    app.reload()?;
    let county = app.county().ok_or_else(|| county(COUNTY.into()))?;
    let settings = Settings { year, seed, per_mille, password_hash, forget: None };
    let mut played = simulate::play(app.db(), county.clone(), app.stamp("simulation"), &settings, told)?;
    played
        .logins
        .insert(0, Login { login: "admin".into(), role: edge::Role::CountyAdmin.word(), scope: county.name.clone() });
    // From here on the county's clock stands where its year ended.
    app.reload()?;
    let report = audit(app.db(), &county, &app.stamp("simulation"), year, &played)?;
    Ok((played, report))
}

/// How far a simulated year is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// The day that is being played; the last one when it is done.
    pub day: String,
    /// Thousandths of the days.
    pub done_ppt: i64,
    /// Whether it is over, one way or the other.
    pub over: bool,
    /// Why it failed; none as long as it did not.
    pub failed: Option<String>,
    /// Whom to sign in as when it is over.
    pub logins: Vec<SimulatedLogin>,
    /// The password of all of them.
    pub password: String,
}

/// A post of a simulated county.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SimulatedLogin {
    /// Name to sign in with.
    pub login: String,
    /// Role word.
    pub role: String,
    /// Where it acts.
    pub scope: String,
}

/// Where a simulated year is played while the pages are served: once, on a thread of its own.
#[derive(Default)]
pub struct Theatre(Mutex<(Option<App>, Option<Progress>)>);

impl Theatre {
    /// Says what to play on; without it there is no play.
    pub fn open(&self, app: App) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = Some(app);
    }

    /// How far it is.
    pub fn progress(&self) -> Option<Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Begins, after the transaction that asked for it. **Errors:** it plays already.
    pub fn begin(self: &Arc<Self>) -> Result<Progress, Refusal> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let app = held.0.take().ok_or(setup::No::Playing)?;
        let begun = Progress {
            day: String::new(),
            done_ppt: 0,
            over: false,
            failed: None,
            logins: Vec::new(),
            password: PASSWORD.into(),
        };
        held.1 = Some(begun.clone());
        let theatre = self.clone();
        // Its writes queue behind the one that is running now.
        std::thread::spawn(move || theatre.run(&app));
        Ok(begun)
    }

    fn run(&self, app: &App) {
        let days = i64::from(DAYS);
        let mut played_days = 0;
        let mut told = |day: Day| {
            played_days += 1;
            self.note(|p| (p.day, p.done_ppt) = (day.to_string(), (played_days * 1_000 / days).min(1_000)));
        };
        match play(app, YEAR, SEED, FULL, &mut told) {
            Ok((played, _)) => self.note(|p| p.logins = played.logins.iter().map(shown).collect()),
            Err(no) => {
                tracing::error!("simulated year: {no}");
                self.note(|p| p.failed = Some(no.to_string()));
            }
        }
        self.note(|p| p.over = true);
    }

    fn note(&self, change: impl FnOnce(&mut Progress)) {
        if let Some(progress) = &mut self.0.lock().unwrap_or_else(PoisonError::into_inner).1 {
            change(progress);
        }
    }
}

fn shown(login: &Login) -> SimulatedLogin {
    SimulatedLogin { login: login.login.clone(), role: login.role.to_owned(), scope: login.scope.clone() }
}

#[cfg(test)]
mod tests {
    use super::per_mille;

    #[test]
    fn scales() {
        for (text, answer) in [
            ("1.0", Some(1_000)),
            ("1", Some(1_000)),
            ("0.02", Some(20)),
            (".5", Some(500)),
            ("5", Some(5_000)),
            ("0.001", Some(1)),
            ("0", None),
            ("5.001", None),
            ("0.0001", None),
            ("-1", None),
            ("ten", None),
            ("", None),
        ] {
            assert_eq!(per_mille(text).ok(), answer, "{text}");
        }
    }
}
