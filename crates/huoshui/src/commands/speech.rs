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
pub fn of_file(path: &std::path::Path, error: &std::io::Error) -> String {
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
    let word = |field: &str| {
        let found = edge::WORDS.iter().find(|(name, ..)| *name == field);
        found.map_or_else(|| field.to_owned(), |(_, zh, en)| say(*zh, *en))
    };
    let mut told = String::new();
    for (field, value) in answer.as_object().into_iter().flatten() {
        match value {
            serde_json::Value::Array(rows) => {
                told +=
                    &say(format!("{}：{} 条\n", word(field), rows.len()), format!("{}: {}\n", word(field), rows.len()));
                for row in rows {
                    told += &figures(row).lines().map(|line| format!("  {line}\n")).collect::<String>();
                }
            }
            serde_json::Value::Object(_) => told += &figures(value),
            serde_json::Value::Null => {}
            serde_json::Value::String(text) if text.is_empty() => {}
            serde_json::Value::String(text) => {
                told += &say(format!("{}：{text}\n", word(field)), format!("{}: {text}\n", word(field)))
            }
            other => told += &say(format!("{}：{other}\n", word(field)), format!("{}: {other}\n", word(field))),
        }
    }
    told
}

/// No county is kept here.
pub fn no_county() -> String {
    say("这里还没有设立县", "no county is set up here")
}
