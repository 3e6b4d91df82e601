//! Figures as a table, and the file that keeps those of the last run.

use crate::Got;
use std::{fmt::Write, fs, time::Duration};

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/results.md");

/// One line of the table.
struct Figure {
    what: String,
    value: String,
    bare: String,
    aim: String,
}

/// The figures of a run.
#[derive(Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Adds a figure that is only reported.
    pub fn report(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.push(what.into(), value.into(), String::new(), String::new());
    }

    /// Adds a figure beside a bare one that it has no aim against.
    pub fn compare(&mut self, what: impl Into<String>, value: String, bare: String) {
        self.push(what.into(), value, bare, String::new());
    }

    /// Adds a figure with its aim.
    pub fn aim(&mut self, what: impl Into<String>, value: impl Into<String>, aim: &str, met: bool) {
        self.push(what.into(), value.into(), String::new(), judged(aim, met));
    }

    /// Adds a figure beside what the bare library does in the same run.
    pub fn beside(&mut self, what: impl Into<String>, value: String, bare: String, aim: &str, met: bool) {
        self.push(what.into(), value, bare, judged(aim, met));
    }

    fn push(&mut self, what: String, value: String, bare: String, aim: String) {
        self.0.push(Figure { what, value, bare, aim });
    }

    /// The table as Markdown.
    pub fn table(&self) -> String {
        let mut text = String::from("| what | Huoshui | bare library | aim |\n|---|---|---|---|\n");
        for figure in &self.0 {
            let _ = writeln!(text, "| {} | {} | {} | {} |", figure.what, figure.value, figure.bare, figure.aim);
        }
        text
    }

    /// Writes the table of a whole run into `benches/results.md`.
    pub fn keep(&self) -> Got<()> {
        let head = "# Figures of the last run\n\nWritten by `make bench`; [README.md](README.md) says what is measured and how to read it.\n\n";
        Ok(fs::write(KEPT, format!("{head}Machine: {}.\n\n{}", machine()?, self.table()))?)
    }
}

fn judged(aim: &str, met: bool) -> String {
    format!("{aim}: {}", if met { "met" } else { "**missed**" })
}

/// The machine in general words, and how busy it was.
fn machine() -> Got<String> {
    let cores = std::thread::available_parallelism()?;
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let named = |line: &str| line.strip_prefix("PRETTY_NAME=").map(|name| name.trim_matches('"').to_owned());
    let system = system.lines().find_map(named).unwrap_or_else(|| std::env::consts::OS.to_owned());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').nth(1).unwrap_or("?");
    Ok(format!("{cores} cores, {system}; load of the last five minutes, the measuring included: {load}"))
}

/// The middle of some figures.
pub fn median<T: Ord + Copy>(mut all: Vec<T>) -> Got<T> {
    all.sort_unstable();
    all.get(all.len() / 2).copied().ok_or_else(|| "nothing was measured".into())
}

/// Milliseconds, for people.
pub fn ms(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

/// How many times `one` holds `other`, in hundredths: `1.43`.
pub fn ratio(one: u128, other: u128) -> String {
    let hundredths = one.saturating_mul(100).checked_div(other).unwrap_or_default();
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
