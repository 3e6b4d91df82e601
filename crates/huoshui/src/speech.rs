//! What a command says to people, in the language that `--lang` or `HUOSHUI_LANG` names; Chinese otherwise.
//!
//! Invariant: one process has one reader, so the language is said once, before a command runs. What programs
//! read (JSON, codes, CSV that is not said to be for people) does not depend on it.

use base::{Lang, Refusal, Text};
use std::sync::OnceLock;

static READER: OnceLock<Lang> = OnceLock::new();

/// Says for whom this process speaks; the first word holds.
pub fn speak(lang: Lang) {
    let _ = READER.set(lang);
}

/// The reader's language.
pub fn lang() -> Lang {
    READER.get().copied().unwrap_or_default()
}

/// One of two sentences.
pub fn say(zh: impl Into<String>, en: impl Into<String>) -> String {
    text(&Text::new(zh, en)).to_owned()
}

/// The reader's sentence of two.
pub fn text(text: &Text) -> &str {
    text.in_lang(lang())
}

/// A refusal as people read it: the sentence with its code, then each row or field at fault.
pub fn told(refusal: &Refusal) -> String {
    let mut told = format!("{} ({})", text(&refusal.message), refusal.code);
    let own = |message: &Text| *message != refusal.message;
    for field in refusal.fields.iter().filter(|field| own(&field.message)) {
        told.push_str(&format!("\n  {}: {}", field.field, text(&field.message)));
    }
    told
}

/// Why a file cannot be read or written, with its name.
pub fn unreadable(path: &std::path::Path, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let path = path.display();
    match error.kind() {
        ErrorKind::NotFound => say(format!("{path}：没有这个文件"), format!("{path}: there is no such file")),
        ErrorKind::PermissionDenied => say(format!("{path}：没有读写权限"), format!("{path}: not allowed")),
        _ => say(format!("{path}：读写不了（{error}）"), format!("{path}: {error}")),
    }
}

/// An answer as people read it: a line for each of its figures, under the words that tables have for them.
pub fn figures(answer: &serde_json::Value) -> String {
    use serde_json::Value;
    let line = |field: &str, value: &dyn std::fmt::Display| {
        let found = edge::WORDS.iter().find(|(name, ..)| *name == field);
        let (zh, en) = found.map_or((field, field), |(_, zh, en)| (*zh, *en));
        say(format!("{zh}：{value}\n"), format!("{en}: {value}\n"))
    };
    let mut told = String::new();
    for (field, value) in answer.as_object().into_iter().flatten() {
        match value {
            Value::Array(rows) => {
                told += &line(field, &say(format!("{} 条", rows.len()), rows.len().to_string()));
                let rows: String = rows.iter().map(figures).collect();
                told.extend(rows.lines().map(|row| format!("  {row}\n")));
            }
            Value::Object(_) => told += &figures(value),
            Value::Null => {}
            Value::String(text) if text.is_empty() => {}
            Value::String(text) => told += &line(field, text),
            other => told += &line(field, other),
        }
    }
    told
}

/// No county is kept here.
pub fn no_county() -> String {
    say("这里还没有设立县", "no county is set up here")
}
