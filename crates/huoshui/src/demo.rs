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
use simulate::{
    Login, Played, Settings,
    auditor::{Report, audit},
};

/// The password of everybody in a simulated county.
pub const PASSWORD: &str = "simulated-county";

/// The county that is played.
const COUNTY: &str = "430582";

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
    let report = audit(app.db(), &county, &app.stamp("simulation"), year, &played)?;
    Ok((played, report))
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
