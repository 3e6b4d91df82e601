//! What the codes in a list are called where people read it as a table: `paid` → 已付款.
//!
//! JSON keeps the codes; an export speaks the reader's language. Invariants: free texts are never looked up, only
//! the fields that stand here hold codes; a code without a word leaves as it is. Tests find every code that the
//! API's description of a list names here, and every list and field named here in that description.

mod by_list;
mod general;

use base::Lang;

/// A code, what it is called in Chinese, and in English.
type Word = (&'static str, &'static str, &'static str);

/// Lists and fields whose codes have words of their own.
pub fn own_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    by_list::BY_LIST.iter().map(|(list, field, _)| (*list, *field))
}

/// What a code is called in Chinese and English; none if the field holds no codes, or not this one.
pub fn code_word(list: &str, field: &str, code: &str) -> Option<(&'static str, &'static str)> {
    let own = by_list::BY_LIST.iter().filter(|(of, name, _)| *of == list && *name == field).map(|(.., words)| *words);
    let general = general::GENERAL.iter().filter(|(name, _)| *name == field).map(|(_, words)| *words);
    own.chain(general).flatten().find(|(word, ..)| *word == code).map(|(_, zh, en)| (*zh, *en))
}

/// The text of a cell with its codes in words: `village 518, community 62` keeps its figures.
pub(crate) fn in_words(list: &str, field: &str, text: &str, lang: Lang) -> String {
    let word = |code: &str| match code_word(list, field, code) {
        Some((zh, en)) => (if lang == Lang::Zh { zh } else { en }).to_owned(),
        None => code.to_owned(),
    };
    let (mut told, mut code) = (String::new(), String::new());
    for c in text.chars() {
        if c.is_ascii_lowercase() || c == '_' {
            code.push(c);
        } else {
            told.push_str(&word(&std::mem::take(&mut code)));
            told.push(c);
        }
    }
    told + &word(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_words_and_figures_stay() {
        for (list, field, text, zh, en) in [
            ("outlets", "kind", "village_point", "村级收购点", "village point"),
            ("entries", "kind", "sale", "销货单", "sale"),
            ("accounts", "state", "open", "正常", "open"),
            ("division-counts", "kinds", "village 518, community 62", "村 518, 社区 62", "village 518, community 62"),
            ("households", "kinds", "registered_poor,monitored", "建档立卡户,监测对象", "registered poor,monitored"),
            ("outlets", "state", "unheard_of", "unheard_of", "unheard_of"),
            ("outlets", "name", "shop", "shop", "shop"),
            ("outlets", "kind", "", "", ""),
        ] {
            assert_eq!(in_words(list, field, text, Lang::Zh), zh, "{list}.{field} {text}");
            assert_eq!(in_words(list, field, text, Lang::En), en, "{list}.{field} {text}");
        }
    }
}
