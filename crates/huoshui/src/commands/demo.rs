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
    if app.county().is_some() {
        let folder = at.folder();
        let folder = folder.display();
        return Err(say(
            format!("{folder} 里已有数据；模拟要用空文件夹，请用 --data 另指一个"),
            format!("{folder} holds data already; a simulated year needs an empty folder, name another with --data"),
        ));
    }
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
        let (check, what) = (&fault.check, &fault.what);
        out += &say(
            format!("自查不符 {check}：{what}\n    这是程序的错，请把这一行、种子和比例一起报给开发者\n"),
            format!("FAULT {check}: {what}\n    a fault of the program: please report this line with seed and scale\n"),
        );
    }
    let password = demo::PASSWORD;
    out += &say(
        format!("\n登录名、岗位代码、范围（密码都是 {password}）：\n"),
        format!("\nlogin, post, scope (password {password}):\n"),
    );
    for login in &played.logins {
        out += &format!("  {:<14} {:<22} {}\n", login.login, login.role, login.scope);
    }
    out += &format!("\nhuoshui serve --data {}", at.folder().display());
    print(&out)?;
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
