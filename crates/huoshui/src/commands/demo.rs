//! `huoshui demo`: a simulated year in an empty data folder, what the auditor says of it, and who to sign in as.

use super::{new_app, print};
use crate::{cli::Where, demo};
use std::{process::ExitCode, time::Instant};

#[allow(clippy::print_stderr)]
pub fn demo(at: &Where, year: i32, seed: u64, scale: i64) -> Result<ExitCode, String> {
    let app = new_app(at)?;
    let begun = Instant::now();
    let mut month = 0;
    let mut told = |day: base::Day| {
        if day.month() != month {
            month = day.month();
            eprintln!("{}-{month:02} …", day.year());
        }
    };
    let (played, report) = demo::play(&app, year, seed, scale, &mut told).map_err(|r| r.to_string())?;
    let mut out = format!(
        "模拟数据 / simulated: {} · {year} · seed {seed}\n{} entries, {} lines, {} redemptions, {} audited acts, {} findings in {:.1} s\n",
        app.county().map(|c| c.name).unwrap_or_default(),
        report.entries,
        report.lines,
        report.redemptions,
        report.acts,
        report.findings,
        begun.elapsed().as_secs_f32(),
    );
    for fault in &report.faults {
        out += &format!("FAULT {}: {}\n", fault.check, fault.what);
    }
    out += &format!("\n登录 / sign in (password {}):\n", demo::PASSWORD);
    for login in &played.logins {
        out += &format!("  {:<14} {:<22} {}\n", login.login, login.role, login.scope);
    }
    out += &format!("\nhuoshui serve --data {}", at.folder().display());
    print(&out)?;
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
