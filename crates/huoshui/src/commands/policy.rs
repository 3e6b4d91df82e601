//! `huoshui policy`: pure, needs no data folder and makes none.

use super::{
    print,
    speech::{lang, say, text, unreadable},
};
use crate::cli::PolicyCommand;
use policy::{Policy, PolicyProblem};
use std::{fs, io::Read, path::Path, process::ExitCode};

#[allow(clippy::print_stderr)]
pub fn run(command: PolicyCommand) -> Result<ExitCode, String> {
    match command {
        PolicyCommand::Check { file } => {
            let text = read(&file)?;
            match Policy::parse(&text) {
                Ok(policy) => {
                    let (id, rules, from) = (&policy.id, policy.rules.len(), policy.effective_from);
                    print(&say(
                        format!("{id}：{rules} 条规则，自 {from} 起施行"),
                        format!("{id}: {rules} rules, in force from {from}"),
                    ))?;
                }
                Err(problems) => {
                    for problem in problems {
                        eprintln!("{}", of_file(&file.display().to_string(), &problem));
                    }
                    return Ok(ExitCode::FAILURE);
                }
            }
        }
        PolicyCommand::Explain { rule, policy } => {
            let policy = load(policy.as_deref().map_or("shaodong-2020".into(), |p| p.to_string_lossy()).as_ref())?;
            print(&policy::explain(&policy, &rule, lang()).ok_or_else(|| {
                say(format!("{} 里没有规则 {rule}", policy.id), format!("{} has no rule {rule}", policy.id))
            })?)?;
        }
        PolicyCommand::Evaluate { policy, measures } => {
            let policy = load(&policy)?;
            let findings = policy::evaluate_json(&policy, &read(&measures)?);
            print(&findings.map_err(|e| format!("{}: {}", e.pointer, text(&e.message)))?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A problem of a policy file with its place, as editors and terminals link it.
fn of_file(file: &str, problem: &PolicyProblem) -> String {
    let key = if problem.key.is_empty() { String::new() } else { format!("{}: ", problem.key) };
    format!("{file}:line {}: {key}{}", problem.line, text(&problem.message))
}

/// The text of a file, or of standard input for `-`.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let wrong = |e: std::io::Error| unreadable(path, &e);
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
        let lines: Vec<String> = problems.iter().map(|problem| of_file(id_or_file, problem)).collect();
        lines.join("\n")
    })
}
