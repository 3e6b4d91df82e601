//! What people feel before anything else: how soon it starts, what it holds in memory, how much is downloaded.

use crate::{
    Got,
    client::Client,
    figures::{Figures, median, ms},
    program::{self, Program},
};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path, process::Command, time::Duration};

const ROUNDS: usize = 9;
const START: Duration = Duration::from_millis(300);
const MEMORY_KIB: u64 = 150_000_000 / 1024;
/// KiB that a page of the office may load first, gzip.
const OFFICE_KIB: u64 = 330;
/// KiB that the whole field app may load first, gzip.
const FIELD_KIB: u64 = 150;
/// How much of the demo year is played; 1 is the whole.
const SCALE: &str = "1.0";
/// Everybody's in a demo county.
const PASSWORD: &str = "simulated-county";

/// Starts the demo county again and again, then looks at its memory, the binary and the pages.
pub fn measure(figures: &mut Figures) -> Got<()> {
    let folder = program::folder()?;
    let data = folder.path().to_str().ok_or("a folder's name is no text")?;
    let (took, said) = program::run(&["demo", "--scale", SCALE, "--data", data])?;
    let played = said.lines().nth(1).and_then(|line| line.split(" in ").next()).unwrap_or_default();
    figures.report(format!("`demo`: {played}"), ms(took));
    let auditor = said.lines().find(|line| line.contains(" auditor ")).and_then(|line| line.split_whitespace().next());
    let auditor = auditor.ok_or("the demo county has no auditor")?;
    start(figures, folder.path())?;
    memory(figures, folder.path(), auditor)?;
    let bytes = std::fs::metadata(program::binary()?)?.len();
    figures.report("the binary, pages inside", format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10));
    pages(figures)
}

fn start(figures: &mut Figures, folder: &Path) -> Got<()> {
    let start = |_| Ok(Program::serve(folder, None)?.first_answer);
    let first = median((0..ROUNDS).map(start).collect::<Got<Vec<_>>>()?)?;
    figures.aim("`serve` of the demo county: start to first answer", ms(first), "< 300 ms", first < START);
    Ok(())
}

fn memory(figures: &mut Figures, folder: &Path, auditor: &str) -> Got<()> {
    let mib = |kib: u64| format!("{} MiB", kib / 1024);
    let program = Program::serve(folder, None)?;
    let started = program.memory_kib()?;
    let client = Client::sign_in(program.address, auditor, PASSWORD)?;
    let lists = lists(&client)?;
    for list in &lists {
        client.download(&format!("{list}?limit=200"))?;
    }
    let read = program.memory_kib()?;
    for list in &lists {
        client.download(&format!("{list}?format=xlsx"))?;
    }
    figures.report("memory of the demo county, just started", mib(started));
    let what = format!("memory of the demo county, after its {} lists were read", lists.len());
    figures.aim(what, mib(read), "< 150 MB", read < MEMORY_KIB);
    figures.report("memory of the demo county, after each list went out whole as xlsx", mib(program.memory_kib()?));
    Ok(())
}

/// Every list that the API describes, those of an outlet for the first one.
fn lists(client: &Client) -> Got<Vec<String>> {
    let outlet = client.get("/outlets?limit=1")?;
    let outlet = outlet.pointer("/items/0/id").and_then(Value::as_i64).ok_or("no outlet")?.to_string();
    let described = client.get("/openapi.json")?;
    let paths = described.get("paths").and_then(Value::as_object).ok_or("no paths")?;
    let is_list = |path: &&Value| {
        let parameters = path.pointer("/get/parameters").and_then(Value::as_array);
        parameters.is_some_and(|all| all.iter().any(|one| one.get("name") == Some(&"cursor".into())))
    };
    let lists = paths.iter().filter(|(_, path)| is_list(path)).map(|(name, _)| name.replace("{outlet}", &outlet));
    Ok(lists.filter_map(|name| Some(name.strip_prefix("/api/v1")?.to_owned())).filter(|l| !l.contains('{')).collect())
}

/// What the office loads first: the start, and the largest page of each slice, told by the web folder itself.
fn pages(figures: &mut Figures) -> Got<()> {
    let web = concat!(env!("CARGO_MANIFEST_DIR"), "/../web");
    let output = Command::new("npm").args(["run", "--silent", "size", "--", "--json"]).current_dir(web).output()?;
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    let mut largest: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
    for row in &rows {
        let page = row.get("page").and_then(Value::as_str).unwrap_or_default();
        let bytes = row.get("gzip_bytes").and_then(Value::as_u64).ok_or("no bytes")?;
        let page = page.trim_start_matches("src/").trim_start_matches("slices/").trim_end_matches(".vue");
        let slice = page.split('/').next().unwrap_or_default();
        let of_slice = largest.entry(slice).or_default();
        *of_slice = (*of_slice).max((bytes, page));
    }
    for (bytes, page) in largest.into_values() {
        let most = if page == "(field)" { FIELD_KIB } else { OFFICE_KIB };
        let (what, found) = (format!("first load of {page}, gzip"), format!("{} KiB", bytes / 1024));
        figures.aim(what, found, &format!("≤ {most} KiB"), bytes <= most * 1024);
    }
    Ok(())
}
