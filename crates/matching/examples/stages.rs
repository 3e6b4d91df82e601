//! How long reading, solving and proving an instance takes: `stages FILE`.

use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
    time::Instant,
};

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else { return ExitCode::from(2) };
    match stages(&file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn stages(file: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    let began = Instant::now();
    let instance = matching::read(&fs::read_to_string(file).map_err(|e| e.to_string())?).map_err(|r| r.to_string())?;
    let read = began.elapsed().as_millis();
    let began = Instant::now();
    let plan = matching::solve(&instance).map_err(|r| r.to_string())?;
    let solved = began.elapsed().as_millis();
    let began = Instant::now();
    let json = serde_json::to_string(&plan.answer(&instance)).map_err(|e| e.to_string())?;
    let written = began.elapsed().as_millis();
    writeln!(
        out,
        "read {read} ms, solved and proven {solved} ms, written {written} ms ({} bytes), {:?}, {} flows",
        json.len(),
        plan.totals,
        plan.flows.len()
    )
    .map_err(|e| e.to_string())
}
