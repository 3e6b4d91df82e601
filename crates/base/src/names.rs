//! Names as people type them: variant characters, full-width forms, pinyin.
//!
//! Invariant: what is stored and shown is never changed; normal forms exist for comparing only.
//! Left to others: aliases of one place or producer (a table of the county).

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};
use unicode_normalization::char::decompose_compatible;

/// Spellings that mean the same: the wrong character in common use, and the name of 斫𥕢乡,
/// whose second character (U+25562) prints as 石曹 or 曹 where fonts lack it.
const VARIANTS: [(&str, &str); 3] = [("劵", "券"), ("斫石曹", "斫曹"), ("𥕢", "曹")];

/// One character in its half-width form: `２` → `2`, `Ｘ` → `X`, the ideographic space → a space.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

/// Characters that print as nothing: joiners, direction marks, variation selectors, the byte order mark.
fn unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// Normal form for comparing: what looks the same is the same (half width, radicals ⼀ as characters 一, nothing
/// unseen), lower case, no blanks, variants put right. `|` parts the fields of a search key and is dropped.
pub fn normal(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut keep = |c: char| {
        if !c.is_whitespace() && !unseen(c) && c != '|' {
            folded.extend(c.to_lowercase());
        }
    };
    for c in text.chars() {
        match c {
            // The common case, which has nothing to decompose.
            '\u{4E00}'..='\u{9FFF}' => keep(c),
            c => decompose_compatible(c, &mut keep),
        }
    }
    VARIANTS.iter().fold(folded, |text, (variant, usual)| text.replace(variant, usual))
}

/// Full pinyin without tones; what has none stands as it is: `邵东2号` → `shaodong2hao`.
pub fn pinyin(text: &str) -> String {
    read(text, |c| c.plain()).into_iter().next().unwrap_or_default()
}

/// First letters: `邵东2号` → `sd2h`.
pub fn initials(text: &str) -> String {
    read(text, |c| c.first_letter()).into_iter().next().unwrap_or_default()
}

/// A name with several characters of several readings (长沙, 重庆) is read in at most so many ways.
const READINGS: usize = 8;

/// All ways to read a text, the dictionary's first reading of each character first.
fn read(text: &str, part: impl Fn(Pinyin) -> &'static str) -> Vec<String> {
    let mut ways = vec![String::new()];
    for c in normal(text).chars() {
        let parts = readings(c, &part);
        let room = READINGS / ways.len().max(1);
        let longer = parts.iter().take(room.max(1)).flat_map(|part| ways.iter().map(move |way| format!("{way}{part}")));
        ways = longer.collect();
    }
    ways
}

fn readings(c: char, part: impl Fn(Pinyin) -> &'static str) -> Vec<String> {
    // Keyboards type ü as v.
    let typed = |reading: Pinyin| part(reading).replace('ü', "v");
    let mut parts: Vec<String> = c.to_pinyin().into_iter().map(typed).collect();
    for other in c.to_pinyin_multi().into_iter().flatten().map(typed) {
        if !parts.contains(&other) {
            parts.push(other);
        }
    }
    if parts.is_empty() { vec![c.to_string()] } else { parts }
}

/// What a TEXT column keeps to be searched by LIKE: `name|initials|pinyin`, once for the name
/// and once for each alias, parted by `|`.
pub fn search_key<'a>(name: &'a str, aliases: impl IntoIterator<Item = &'a str>) -> String {
    let mut keys: Vec<String> = Vec::new();
    for name in std::iter::once(name).chain(aliases) {
        let ways = read(name, |c| c.first_letter()).into_iter().chain(read(name, |c| c.plain()));
        for key in std::iter::once(normal(name)).chain(ways) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys.join("|")
}

/// The pattern for `search_key LIKE $1 ESCAPE '\'`; the query's own `%`, `_` and `\` are plain characters.
pub fn like_pattern(query: &str) -> String {
    let mut pattern = String::from("%");
    for c in normal(query).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Whether a query in characters, initials or pinyin finds a name or one of its aliases.
/// The empty query finds all.
pub fn matches<'a>(query: &str, name: &'a str, aliases: impl IntoIterator<Item = &'a str>) -> bool {
    search_key(name, aliases).contains(&normal(query))
}

/// Whether two names are the same but for spelling.
pub fn same(one: &str, other: &str) -> bool {
    normal(one) == normal(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_spellings_are_one_township_of_three_characters() {
        for spelling in ["斫石曹乡", "斫曹乡", "斫𥕢乡", " 斫 𥕢 乡　"] {
            assert!(same(spelling, "斫𥕢乡"), "{spelling}");
        }
        assert_eq!("斫𥕢乡".chars().count(), 3);
        assert!(!same("曹家坝", "石曹家坝"));
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (one, other) in [
            ("周\u{200B}一", "周一"),
            ("周⼀", "周一"),
            ("\u{FEFF}王五", "王五"),
            ("葛\u{E0100}某", "葛某"),
            ("㎏", "kg"),
        ] {
            assert!(same(one, other), "{one:?}");
        }
        assert!(!same("周一", "周二"));
    }

    #[test]
    fn a_name_is_read_in_pinyin() {
        for (name, first, full) in [
            ("邵东", "sd", "shaodong"),
            ("斫𥕢乡", "zcx", "zhuocaoxiang"),
            ("绿茶Ａ级", "lcaj", "lvchaaji"),
            ("黄桃 5kg", "ht5kg", "huangtao5kg"),
        ] {
            assert_eq!((initials(name), pinyin(name)), (first.into(), full.into()), "{name}");
        }
        assert_eq!(search_key("邵东", []), "邵东|sd|shaodong");
    }

    #[test]
    fn a_query_finds_names_however_it_is_typed() {
        for (query, name, alias, found) in [
            ("劵", "消费扶贫券", "", true),
            ("券", "消费扶贫劵", "", true),
            ("sd", "邵东市", "", true),
            ("ＳＤ", "邵东市", "", true),
            ("shaod", "邵东市", "", true),
            ("斫𥕢", "斫曹乡", "", true),
            ("ht", "玉竹", "黄桃", true),
            ("csmgs", "长沙某公司", "", true),
            ("changtang", "长塘村", "", true),
            ("", "玉竹", "", true),
            ("sd|sh", "邵东", "", false),
            ("黄桃", "玉竹", "", false),
        ] {
            assert_eq!(matches(query, name, (!alias.is_empty()).then_some(alias)), found, "{query} {name}");
        }
    }

    #[test]
    fn like_takes_wildcards_as_characters() {
        assert_eq!(like_pattern("100%_Ａ"), r"%100\%\_a%");
    }
}
