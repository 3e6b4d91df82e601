//! Matching offers and demands, exactly and proven, beside OR-tools' SimpleMinCostFlow on the same seeded instances.
//!
//! Both are processes of their own. What is compared is solving: for Huoshui from the instance in memory to the proven
//! plan, for OR-tools from arrays to flows without any proof. OR-tools is a Python package; without it, its column
//! stays empty (`HUOSHUI_BENCH_PYTHON` names a Python that has it).

use crate::{
    Got,
    figures::{Figures, median, ratio},
    program,
};
use serde_json::Value;
use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Command,
};

/// Offers, wants, pairs and products of an instance.
const INSTANCES: [[u32; 4]; 4] = [
    [7_200, 3_000, 180_000, 12],
    [24_000, 8_000, 1_600_000, 12],
    [7_200, 3_000, 180_000, 1],
    [24_000, 8_000, 1_600_000, 1],
];
const SEED: &str = "1";
const ROUNDS: usize = 3;
const YARDSTICK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ortools_match.py");

/// Measures all instances.
pub fn measure(figures: &mut Figures) -> Got<()> {
    let folder = program::folder()?;
    for size in INSTANCES {
        one(figures, folder.path(), size)?;
    }
    Ok(())
}

fn one(figures: &mut Figures, folder: &Path, size: [u32; 4]) -> Got<()> {
    let (file, arrays) = (folder.join("instance.json"), folder.join("instance.npz"));
    let words = size.map(|number| number.to_string());
    let made = Command::new(example("generate")?).args(&words).arg(SEED).stdout(File::create(&file)?).status()?;
    if !made.success() {
        return Err("no instance was made".into());
    }
    let python = std::env::var("HUOSHUI_BENCH_PYTHON").unwrap_or_else(|_| "python3".into());
    let prepared = Command::new(&python).args([YARDSTICK, "prepare"]).args([&file, &arrays]).output()?.status.success();
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own.push(said(Command::new(example("stages")?).arg(&file))?);
        if prepared {
            other.push(said(Command::new(&python).args([YARDSTICK, "solve"]).arg(&arrays))?);
        }
    }
    for total in ["urgency_kg", "matched_kg", "transport_fen"] {
        let first = own.first().and_then(|one| one.get(total));
        if own.iter().chain(&other).any(|one| one.get(total) != first) {
            return Err(format!("{total} is not the same for all: {own:?} {other:?}").into());
        }
    }
    let [offers, wants, pairs, products] = words;
    let what = format!("`match`, {offers} × {wants}, {pairs} pairs, products: {products}; OR-tools");
    report(figures, &what, &own, &other)
}

fn report(figures: &mut Figures, what: &str, own: &[Value], other: &[Value]) -> Got<()> {
    let of = |all: &[Value], name: &str| median(all.iter().filter_map(|one| one.get(name)?.as_u64()).collect());
    let figure = |all: &[Value]| -> Got<String> {
        let (wall, processor, peak) = (of(all, "solve_ms")?, of(all, "processor_ms")?, of(all, "peak_kib")?);
        Ok(format!("{wall} ms, {processor} ms of processor, {} MiB", peak / 1024))
    };
    if other.is_empty() {
        figures.report(what, figure(own)?);
        return Ok(());
    }
    let (ours, theirs) = (of(own, "processor_ms")?, of(other, "processor_ms")?);
    let less = of(own, "peak_kib")? < of(other, "peak_kib")?;
    let aim = format!("faster, less memory ({} × the processor)", ratio(ours.into(), theirs.into()));
    figures.beside(what, figure(own)?, figure(other)?, &aim, ours < theirs && less);
    Ok(())
}

/// An example of the crate, beside this program.
fn example(name: &str) -> Got<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name("examples").join(name))
}

fn said(command: &mut Command) -> Got<Value> {
    let out = command.output()?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&out.stdout)?)
}
