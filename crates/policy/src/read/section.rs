//! One table of a policy file, read key by key.
//!
//! Invariants: every key is asked for by name; what nobody asked for is unknown and
//! refused by [`Section::finish`]; each failure is logged with its line and reading goes on.

use super::log::Log;
use crate::model::Parameter;
use base::Text;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A value with its place in the file.
pub(crate) type Placed<'a> = &'a Spanned<DeValue<'a>>;

/// A table being read.
pub(crate) struct Section<'a> {
    pub(crate) log: &'a Log<'a>,
    pub(crate) path: String,
    pub(crate) at: usize,
    table: &'a DeTable<'a>,
    seen: RefCell<BTreeSet<String>>,
    readings: RefCell<BTreeMap<String, Text>>,
    shown: RefCell<Vec<Parameter>>,
}

impl<'a> Section<'a> {
    pub(crate) fn new(log: &'a Log<'a>, path: impl Into<String>, at: usize, table: &'a DeTable<'a>) -> Self {
        let (seen, readings, shown) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { log, path: path.into(), at, table, seen, readings, shown }
    }

    /// A section inside a value, if that is a table.
    pub(crate) fn within(log: &'a Log<'a>, path: String, value: Placed<'a>) -> Option<Self> {
        let at = value.span().start;
        let Some(table) = value.get_ref().as_table() else {
            log.add(at, path, "value.type", "此处应为一个表 { … }", "a table { … } is wanted here");
            return None;
        };
        Some(Self::new(log, path, at, table))
    }

    pub(crate) fn key(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The value of a key that may be absent.
    pub(crate) fn find(&self, name: &str) -> Option<Placed<'a>> {
        self.seen.borrow_mut().insert(name.to_owned());
        self.table.iter().find(|(k, _)| k.get_ref().as_ref() == name).map(|(_, v)| v)
    }

    /// The value of a key that has to be there.
    pub(crate) fn need(&self, name: &str) -> Option<Placed<'a>> {
        let found = self.find(name);
        if found.is_none() {
            self.log.add(
                self.at,
                self.key(name),
                "key.missing",
                format!("缺少“{name}”"),
                format!("`{name}` is missing"),
            );
        }
        found
    }

    /// A problem with the value of a key.
    pub(crate) fn wrong(&self, name: &str, value: Placed<'_>, code: &'static str, zh: String, en: String) {
        self.log.add(value.span().start, self.key(name), code, zh, en);
    }

    /// A text that is not empty.
    pub(crate) fn string(&self, name: &str) -> Option<&'a str> {
        self.string_of(name, self.need(name)?)
    }

    pub(crate) fn string_of(&self, name: &str, value: Placed<'a>) -> Option<&'a str> {
        let text = value.get_ref().as_str().filter(|t| !t.trim().is_empty());
        if text.is_none() {
            let (zh, en) = ("应为带引号的文字，不能为空", "a quoted text is wanted, not empty");
            self.wrong(name, value, "value.type", zh.to_owned(), en.to_owned());
        }
        text
    }

    /// `{ zh = "…", en = "…" }`.
    pub(crate) fn text(&self, name: &str) -> Option<Text> {
        self.text_of(name, self.need(name)?)
    }

    fn text_of(&self, name: &str, value: Placed<'a>) -> Option<Text> {
        let both = Section::within(self.log, self.key(name), value)?;
        let (zh, en) = (both.string("zh"), both.string("en"));
        both.finish();
        Some(Text::new(zh?, en?))
    }

    /// Every entry of a sub-table of texts, by key.
    pub(crate) fn texts(&self, name: &str) -> BTreeMap<String, Text> {
        let Some(inner) = self.find(name).and_then(|v| Section::within(self.log, self.key(name), v)) else {
            return BTreeMap::new();
        };
        let keys = inner.table.iter().map(|(k, v)| (k.get_ref().to_string(), v));
        keys.filter_map(|(key, value)| Some((key.clone(), inner.text_of(&key, value)?))).collect()
    }

    /// The members of a list.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<Placed<'a>>> {
        let value = self.need(name)?;
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(name, value, "value.type", "应为列表 [ … ]".to_owned(), "a list [ … ] is wanted".to_owned());
            return None;
        };
        Some(list.iter().collect())
    }

    /// A list of different texts, at least one.
    pub(crate) fn strings(&self, name: &str) -> Option<Vec<&'a str>> {
        let list = self.list(name)?;
        let mut words = Vec::new();
        for value in &list {
            let word = self.string_of(name, value)?;
            if words.contains(&word) {
                self.wrong(name, value, "value.repeated", format!("“{word}”重复"), format!("`{word}` is there twice"));
            }
            words.push(word);
        }
        if words.is_empty() {
            let value = self.find(name)?;
            self.wrong(name, value, "value.range", "列表不能为空".to_owned(), "the list may not be empty".to_owned());
            return None;
        }
        Some(words)
    }

    /// Reads `our_reading`, to be shown beside the parameters that it explains.
    pub(crate) fn read_readings(&self) {
        *self.readings.borrow_mut() = self.texts("our_reading");
    }

    /// Takes the reading of one key.
    pub(crate) fn reading(&self, name: &str) -> Option<Text> {
        self.readings.borrow_mut().remove(name)
    }

    /// Notes a parameter for readers.
    pub(crate) fn show(&self, name: &str, label: (&str, &str), value: Text, wording: Option<String>) {
        let our_reading = self.reading(name);
        let label = Text::new(label.0, label.1);
        self.shown.borrow_mut().push(Parameter { name: name.to_owned(), label, value, wording, our_reading });
    }

    /// Ends the table: what nobody asked for is unknown.
    pub(crate) fn finish(self) -> Vec<Parameter> {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !self.seen.borrow().contains(name) {
                let (zh, en) = (format!("不认识的键“{name}”"), format!("unknown key `{name}`"));
                self.log.add(key.span().start, self.key(name), "key.unknown", zh, en);
            }
        }
        self.readings_without_parameter();
        self.shown.into_inner()
    }

    fn readings_without_parameter(&self) {
        let Some(value) = self.find("our_reading") else { return };
        for name in self.readings.borrow().keys().filter(|name| !self.seen.borrow().contains(*name)) {
            let zh = format!("our_reading 所说的“{name}”不是本条的参数");
            let en = format!("our_reading speaks of `{name}`, which is no parameter here");
            let keys = value.get_ref().as_table().into_iter().flatten();
            let at = keys
                .map(|(k, _)| k)
                .find(|k| k.get_ref().as_ref() == name)
                .map_or(value.span().start, |k| k.span().start);
            self.log.add(at, self.key(&format!("our_reading.{name}")), "key.unknown", zh, en);
        }
    }
}
