//! Names that no known product has, and what they are like.

use super::report::Unmatched;
use crate::limits::SUGGESTIONS_MAX;
use base::names::normal;
use std::collections::{HashMap, HashSet};

/// A product that the outlet may sell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub name: String,
    /// Other names that it is known by.
    pub aliases: Vec<String>,
}

/// Collects the names of a file.
pub struct Names<'k> {
    known: &'k [Known],
    forms: HashSet<String>,
    counts: HashMap<String, usize>,
    unmatched: Vec<Unmatched>,
}

impl<'k> Names<'k> {
    /// With the products that are known; none at all makes every name unmatched.
    pub fn new(known: &'k [Known]) -> Self {
        let forms = known.iter().flat_map(|product| std::iter::once(&product.name).chain(&product.aliases));
        Self { known, forms: forms.map(|name| normal(name)).collect(), counts: HashMap::new(), unmatched: Vec::new() }
    }

    /// Counts a line of this product.
    pub fn see(&mut self, name: &str) {
        let place = match self.counts.get(name) {
            Some(place) => *place,
            None => {
                let known = !self.forms.is_empty() && self.forms.contains(&normal(name));
                let place = if known { usize::MAX } else { self.unmatched.len() };
                if !known {
                    self.unmatched.push(Unmatched { name: name.to_owned(), rows: 0, suggestions: Vec::new() });
                }
                self.counts.insert(name.to_owned(), place);
                place
            }
        };
        if let Some(found) = self.unmatched.get_mut(place) {
            found.rows = found.rows.saturating_add(1);
        }
    }

    /// The names with their suggestions.
    pub fn finish(mut self) -> Vec<Unmatched> {
        for unmatched in &mut self.unmatched {
            unmatched.suggestions = suggestions(self.known, &unmatched.name);
        }
        self.unmatched
    }
}

/// Known names like this one: one in the other first, then few changed characters; ties by name.
fn suggestions(known: &[Known], name: &str) -> Vec<String> {
    let wanted = normal(name);
    let mut scored: Vec<(usize, &str)> = known
        .iter()
        .filter_map(|product| {
            let forms = std::iter::once(&product.name).chain(&product.aliases);
            let score = forms.filter_map(|form| distance(&wanted, &normal(form))).min()?;
            Some((score, product.name.as_str()))
        })
        .collect();
    scored.sort_unstable();
    scored.dedup();
    scored.into_iter().take(SUGGESTIONS_MAX).map(|(_, name)| name.to_owned()).collect()
}

/// Changed characters in a hundred, if less than 60.
fn distance(one: &str, other: &str) -> Option<usize> {
    let longest = one.chars().count().max(other.chars().count());
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let changed = strsim::damerau_levenshtein(one, other).saturating_mul(100).checked_div(longest)?;
    let within = one.contains(other) || other.contains(one);
    let score = if within { changed.min(10) } else { changed };
    (score < 60).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_come_with_the_likest_known_ones() {
        let product = |name: &str, aliases: &[&str]| Known {
            name: name.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        };
        let known = [
            product("邵东黄桃", &["黄桃"]),
            product("玉竹", &[]),
            product("邵东黄花", &[]),
            product("茶油", &["山茶油"]),
        ];
        let mut names = Names::new(&known);
        for name in ["黄桃", "邵东黄挑", "山茶油(瓶)", "猪脚", "邵东黄挑"] {
            names.see(name);
        }
        let found = names.finish();
        let brief: Vec<(&str, u32, Vec<&str>)> = found
            .iter()
            .map(|u| (u.name.as_str(), u.rows, u.suggestions.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            brief,
            [("邵东黄挑", 2, vec!["邵东黄桃", "邵东黄花"]), ("山茶油(瓶)", 1, vec!["茶油"]), ("猪脚", 1, vec![])]
        );
    }
}
