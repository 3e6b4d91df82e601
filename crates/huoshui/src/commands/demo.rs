//! `huoshui demo`: a simulated year in an empty data folder, what the auditor says of it, and who to sign in as.

use super::{
    new_app, print,
    speech::{say, told},
};
use crate::{cli::Where, demo};
use std::{process::ExitCode, time::Instant};

#[allow(clippy::print_stderr)]
pub fn demo(at: &Where, year: i32, seed: u64, scale: i64) -> Result<ExitCode, String> {
    let app = new_app(at)?;
    let begun = Instant::now();
    let mut month = 0;
    let mut played_to = |day: base::Day| {
        if day.month() != month {
            month = day.month();
            eprintln!("{}-{month:02} …", day.year());
        }
    };
    let (played, report) = demo::play(&app, year, seed, scale, &mut played_to).map_err(|r| told(&r))?;
    let name = app.county().map(|c| c.name).unwrap_or_default();
    let (entries, lines, redemptions, acts, findings) =
        (report.entries, report.lines, report.redemptions, report.acts, report.findings);
    let seconds = begun.elapsed().as_secs_f32();
    let mut out = say(
        format!(
            "模拟数据：{name} · {year} · 种子 {seed}\n{entries} 张单据，{lines} 行明细，{redemptions} 笔用券，{acts} 条操作记录，\
             {findings} 条核算结果，用时 {seconds:.1} 秒\n"
        ),
        format!(
            "simulated: {name} · {year} · seed {seed}\n{entries} entries, {lines} lines, {redemptions} redemptions, \
             {acts} audited acts, {findings} findings in {seconds:.1} s\n"
        ),
    );
    for fault in &report.faults {
        out += &format!("FAULT {}: {}\n", fault.check, fault.what);
    }
    let password = demo::PASSWORD;
    out += &say(
        format!("\n登录名、岗位、范围（密码都是 {password}）：\n"),
        format!("\nlogin, post, scope (password {password}):\n"),
    );
    for login in &played.logins {
        out += &format!("  {:<14} {:<22} {}\n", login.login, login.role, login.scope);
    }
    out += &format!("\nhuoshui serve --data {}", at.folder().display());
    print(&out)?;
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
