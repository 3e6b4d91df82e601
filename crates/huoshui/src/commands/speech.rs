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

/// No county is kept here.
pub fn no_county() -> String {
    say("这里还没有设立县", "no county is set up here")
}
