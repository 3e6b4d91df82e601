//! How long reading, solving with proof, and writing an instance takes, as JSON: `stages FILE`.
//!
//! `processor_ms` is that of solving with proof; `peak_kib` is the most memory that the process ever held.

use serde_json::json;
use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
    time::Instant,
};

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else { return ExitCode::from(2) };
    match stages(&file) {
        Ok(line) => writeln!(io::stdout(), "{line}").map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),
        Err(why) => {
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn stages(file: &str) -> Result<serde_json::Value, String> {
    let began = Instant::now();
    let text = fs::read_to_string(file).map_err(|e| e.to_string())?;
    let instance = matching::read(&text).map_err(|r| r.to_string())?;
    drop(text);
    let read = began.elapsed().as_millis();
    let (began, processor) = (Instant::now(), processor_ms());
    let plan = matching::solve(&instance).map_err(|r| r.to_string())?;
    let (solved, processor) = (began.elapsed().as_millis(), processor_ms().saturating_sub(processor));
    let began = Instant::now();
    let answer = serde_json::to_string(&plan.answer(&instance)).map_err(|e| e.to_string())?;
    Ok(json!({
        "matched_kg": plan.totals.matched_kg,
        "urgency_kg": plan.totals.urgency_kg,
        "transport_fen": plan.totals.transport_fen,
        "flows": plan.flows.len(),
        "read_ms": u64::try_from(read).unwrap_or(u64::MAX),
        "solve_ms": u64::try_from(solved).unwrap_or(u64::MAX),
        "processor_ms": processor,
        "write_ms": u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answer_bytes": answer.len(),
        "peak_kib": peak_kib(),
    }))
}

/// Processor time of this thread so far, ms, as the scheduler counts it; 0 where there is no such count.
fn processor_ms() -> u64 {
    let said = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    said.split(' ').next().and_then(|ns| ns.parse::<u64>().ok()).unwrap_or(0) / 1_000_000
}

/// The most memory held so far, KiB (VmHWM); 0 where there is no such count.
fn peak_kib() -> u64 {
    let said = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = said.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}
