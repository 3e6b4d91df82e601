//! The ends of a way by what people write: a name, another name, a code; 「外地」 is outside the county.

use base::{Refusal, Text, ids::DivisionId};
use edge::Actor;
use std::collections::BTreeMap;
use store::Tx;

/// What is written for outside the county.
const OUTSIDE: [&str; 5] = ["外地", "县外", "市外", "区外", "outside"];
/// What the file calls it, whatever the county is called.
pub(super) const OUTSIDE_ZH: &str = "外地";
/// Digits of a division's code.
const CODE: usize = 12;
/// Shorter than this it is no code of a township.
const SHORTEST_CODE: usize = 9;

/// Ends that were looked up; a file names each many times.
#[derive(Default)]
pub(super) struct Ends(BTreeMap<String, Result<i64, Text>>);

impl Ends {
    /// The township or village that a text names, 0 for outside the county; what would be right, if it names none or several.
    pub fn find(&mut self, tx: &mut Tx<'_>, actor: &Actor, text: &str) -> Result<Result<i64, Text>, Refusal> {
        if let Some(known) = self.0.get(text) {
            return Ok(known.clone());
        }
        let found = look_up(tx, actor, text)?;
        self.0.insert(text.to_owned(), found.clone());
        Ok(found)
    }
}

fn look_up(tx: &mut Tx<'_>, actor: &Actor, text: &str) -> Result<Result<i64, Text>, Refusal> {
    if OUTSIDE.contains(&text) {
        return Ok(Ok(0));
    }
    let county = actor.county_id();
    let digits = text.len() >= SHORTEST_CODE && text.bytes().all(|b| b.is_ascii_digit());
    let mut found = if digits {
        places::desk::find_by_code(tx, county, &format!("{text:0<CODE$}"))?.into_iter().collect()
    } else {
        places::desk::find_by_name(tx, county, text)?
    };
    found.retain(|division| division.level != "county");
    // A table is of townships; a village of the same name says so by its township's before it.
    if found.iter().any(|division| division.level == "township") {
        found.retain(|division| division.level == "township");
    }
    match found.as_slice() {
        [] => Ok(Err(unknown(tx, actor, text)?)),
        [one] => Ok(Ok(places::desk::require_standing(tx, county, one.id, actor.day())?.id.0)),
        several => {
            let names: Vec<&str> = several.iter().map(|division| division.full_name.as_str()).collect();
            let names = names.join("、");
            Ok(Err(Text::new(
                format!("叫“{text}”的有 {} 个：{names}；请写全，或填区划代码", several.len()),
                format!("{} places are called {text}: {names}; write it in full, or give the code", several.len()),
            )))
        }
    }
}

/// What is not there, with what begins alike.
fn unknown(tx: &mut Tx<'_>, actor: &Actor, text: &str) -> Result<Text, Refusal> {
    let beginning: String = text.chars().take(2).collect();
    let near = places::desk::to_choose(tx, actor.county_id(), "township", (&beginning, actor.day()), 3)?;
    let near: Vec<String> = near.into_iter().map(|(_, name, _)| name).collect();
    let (zh, en) = match near.is_empty() || beginning.is_empty() {
        true => (String::new(), String::new()),
        false => (format!("，是不是{}", near.join("、")), format!("; perhaps {}", near.join(", "))),
    };
    Ok(Text::new(
        format!("没有“{text}”这个乡镇或村{zh}；请填名字、别名或区划代码，运出去的填“{OUTSIDE_ZH}”"),
        format!(
            "there is no township or village {text}{en}; give a name, another name or a code; outside the county is {OUTSIDE_ZH}"
        ),
    ))
}

/// What a file calls an end, so that it is found again: its name where that is its alone, else its code.
pub(super) fn written(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<String, Refusal> {
    if id == 0 {
        return Ok(OUTSIDE_ZH.to_owned());
    }
    let Some(division) = places::desk::division(tx, actor.county_id(), DivisionId(id))? else {
        return Ok(id.to_string());
    };
    let own = look_up(tx, actor, &division.full_name)? == Ok(id);
    Ok(if own || division.code.is_empty() { division.full_name } else { division.code })
}
