//! The national table of divisions: any county in China can be found by name or pinyin and set up.
//!
//! It ships compressed and is unpacked only when somebody looks for a county (about two seconds);
//! nothing of it stays in memory but the list of counties.

use base::names;
use places::desk::DivisionRow;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::OnceLock;

const NATIONAL: &[u8] = include_bytes!("../../../data/divisions-cn.csv.xz");
const SHAODONG: &str = include_str!("../../../data/divisions-430582.csv");

/// A county of the national table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountyOfAtlas {
    /// Six digits.
    pub code: String,
    /// 邵东市.
    pub name: String,
    /// 湖南省 邵阳市.
    pub within: String,
    #[serde(skip)]
    search: String,
}

fn national() -> Result<String, String> {
    let mut text = Vec::new();
    lzma_rs::xz_decompress(&mut &*NATIONAL, &mut text)
        .map_err(|e| format!("the shipped table of divisions is damaged: {e:?}"))?;
    String::from_utf8(text).map_err(|e| e.to_string())
}

/// Rows of the table: code, name, level, parent.
fn rows(text: &str) -> impl Iterator<Item = [&str; 4]> {
    text.lines().skip(1).filter_map(|line| {
        let mut parts = line.split(',');
        Some([parts.next()?, parts.next()?, parts.next()?, parts.next()?])
    })
}

fn counties() -> Result<&'static [CountyOfAtlas], String> {
    static COUNTIES: OnceLock<Result<Vec<CountyOfAtlas>, String>> = OnceLock::new();
    COUNTIES.get_or_init(|| national().map(|text| counties_in(&text))).as_deref().map_err(Clone::clone)
}

fn counties_in(text: &str) -> Vec<CountyOfAtlas> {
    let mut above = std::collections::HashMap::new();
    let mut counties = Vec::new();
    for [code, name, level, parent] in rows(text) {
        match level {
            "province" => _ = above.insert(code, name.to_owned()),
            "prefecture" => {
                let province: &str = above.get(parent).map_or("", String::as_str);
                above.insert(code, format!("{province} {name}"));
            }
            "county" => counties.push(CountyOfAtlas {
                code: code.chars().take(6).collect(),
                name: name.to_owned(),
                within: above.get(parent).cloned().unwrap_or_default(),
                search: names::search_key(name, []),
            }),
            _ => {}
        }
    }
    counties
}

/// Counties whose name, pinyin or code matches; 20 at most.
pub fn find(query: &str) -> Result<Vec<CountyOfAtlas>, String> {
    let query = query.trim().to_lowercase();
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let fits = |c: &&CountyOfAtlas| c.code.starts_with(&query) || c.search.contains(&query) || c.name.contains(&query);
    let mut found: Vec<CountyOfAtlas> = counties()?.iter().filter(fits).cloned().collect();
    found.sort_by_key(|c| (!c.name.starts_with(&query), c.code.clone()));
    found.truncate(20);
    Ok(found)
}

/// The divisions of a county: its own row first, then townships and villages.
/// **Errors:** the code is not six digits of a county in the table.
pub fn divisions(code: &str) -> Result<Vec<DivisionRow>, String> {
    let unknown = || format!("there is no county {code} in the table of divisions");
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(unknown());
    }
    let national = if code == "430582" { None } else { Some(national()?) };
    let rows = read(national.as_deref().unwrap_or(SHAODONG), code);
    if rows.is_empty() { Err(unknown()) } else { Ok(rows) }
}

/// Rows below a county code in a table `code,name,level,parent_code`.
pub fn read(text: &str, code: &str) -> Vec<DivisionRow> {
    rows(text)
        .filter(|[own, _, level, _]| own.starts_with(code) && matches!(*level, "county" | "township" | "village"))
        .map(|[code, name, level, parent]| DivisionRow {
            code: code.to_owned(),
            name: name.to_owned(),
            level: level.to_owned(),
            parent_code: parent.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shaodong_is_found_by_name_pinyin_and_code() {
        for query in ["邵东", "shaodong", "430582"] {
            let found = find(query).unwrap();
            assert!(found.iter().any(|c| c.name == "邵东市" && c.within == "湖南省 邵阳市"), "{query}: {found:?}");
        }
        assert!(find("  ").unwrap().is_empty());
    }

    #[test]
    fn the_shipped_county_has_25_townships_and_580_villages() {
        let rows = divisions("430582").unwrap();
        let count = |level: &str| rows.iter().filter(|r| r.level == level).count();
        assert_eq!((count("county"), count("township"), count("village")), (1, 25, 580));
        assert!(divisions("000000").is_err());
        assert!(divisions("43058").is_err());
    }
}
