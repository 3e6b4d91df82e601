//! `huoshui policy`: pure, needs no data folder and makes none.

use super::print;
use crate::cli::PolicyCommand;
use policy::Policy;
use std::{fs, io::Read, path::Path, process::ExitCode};

#[allow(clippy::print_stderr)]
pub fn run(command: PolicyCommand) -> Result<ExitCode, String> {
    match command {
        PolicyCommand::Check { file } => {
            let text = read(&file)?;
            match Policy::parse(&text) {
                Ok(policy) => print(&format!(
                    "{}: {} rules, in force from {}",
                    policy.id,
                    policy.rules.len(),
                    policy.effective_from
                ))?,
                Err(problems) => {
                    for problem in problems {
                        eprintln!("{}:{problem}", file.display());
                    }
                    return Ok(ExitCode::FAILURE);
                }
            }
        }
        PolicyCommand::Explain { rule, policy, lang } => {
            let policy = load(policy.as_deref().map_or("shaodong-2020".into(), |p| p.to_string_lossy()).as_ref())?;
            print(
                &policy::explain(&policy, &rule, lang.into())
                    .ok_or_else(|| format!("{} has no rule {rule}", policy.id))?,
            )?;
        }
        PolicyCommand::Evaluate { policy, measures } => {
            let policy = load(&policy)?;
            let findings = policy::evaluate_json(&policy, &read(&measures)?);
            print(&findings.map_err(|e| format!("{}: {} / {}", e.pointer, e.message.zh, e.message.en))?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The text of a file, or of standard input for `-`.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let wrong = |e: std::io::Error| format!("{}: {e}", path.display());
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(wrong)?;
        return Ok(text);
    }
    fs::read_to_string(path).map_err(wrong)
}

/// A shipped policy by its id, or a policy file.
pub(super) fn load(id_or_file: &str) -> Result<Policy, String> {
    let text = match policy::shipped(id_or_file) {
        Some(text) => text.to_owned(),
        None => read(Path::new(id_or_file))?,
    };
    Policy::parse(&text).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|p| format!("{id_or_file}:{p}")).collect();
        lines.join("\n")
    })
}
