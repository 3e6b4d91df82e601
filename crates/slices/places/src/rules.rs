//! What is decided about divisions, over loaded values.

use crate::{
    dto::{QualityForm, QualityPeriod},
    error::No,
    sql::Standing,
};
use base::{Day, Refusal};

/// Refuses a division that has ended before the day.
pub fn refuse_ended(division: &Standing, day: Day) -> Result<(), Refusal> {
    if division.valid_to < day {
        return Err(No::Ended { name: division.name.clone(), on: division.valid_to.to_string() }.into());
    }
    Ok(())
}

/// Whether one division may be merged into another from a day on.
pub fn merge(old: &Standing, into: &Standing, children: i64, on: Day) -> Result<(), Refusal> {
    refuse_ended(old, on)?;
    if old.id == into.id || old.level != into.level || old.level == "county" || into.valid_to < on {
        return Err(Refusal::from(No::Successor).at("/into"));
    }
    if on <= old.valid_from {
        return Err(Refusal::from(No::Period).at("/on"));
    }
    if children > 0 {
        return Err(No::HasChildren { count: children }.into());
    }
    Ok(())
}

/// The period to record, if it meets none of the same quality.
pub fn quality(recorded: &[QualityPeriod], asked: &QualityForm) -> Result<QualityPeriod, Refusal> {
    let word = asked.quality.trim();
    if word.is_empty() || word.len() > 40 || !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        return Err(Refusal::from(No::Name).at("/quality"));
    }
    let valid_to = asked.valid_to.or_else(|| Day::new(9999, 12, 31)).unwrap_or(asked.valid_from);
    if valid_to < asked.valid_from {
        return Err(Refusal::from(No::Period).at("/valid_to"));
    }
    let meets =
        |old: &&QualityPeriod| old.quality == word && old.valid_from <= valid_to && old.valid_to >= asked.valid_from;
    if let Some(old) = recorded.iter().find(meets) {
        return Err(No::QualityOverlap { from: old.valid_from.to_string(), to: old.valid_to.to_string() }.into());
    }
    Ok(QualityPeriod {
        quality: word.to_owned(),
        valid_from: asked.valid_from,
        valid_to,
        source: asked.source.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::ids::DivisionId;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn village(id: i64, level: &str, from: &str, to: &str) -> Standing {
        Standing {
            id: DivisionId(id),
            name: "梧桐村".into(),
            level: level.into(),
            path: String::new(),
            valid_from: day(from),
            valid_to: day(to),
        }
    }

    #[test]
    fn mergers() {
        let open = "9999-12-31";
        for (old, into, children, on, code) in [
            (
                village(1, "village", "0001-01-01", open),
                village(2, "village", "0001-01-01", open),
                0,
                "2021-06-01",
                None,
            ),
            (
                village(1, "village", "0001-01-01", open),
                village(1, "village", "0001-01-01", open),
                0,
                "2021-06-01",
                Some("division.successor"),
            ),
            (
                village(1, "village", "0001-01-01", open),
                village(2, "township", "0001-01-01", open),
                0,
                "2021-06-01",
                Some("division.successor"),
            ),
            (
                village(1, "county", "0001-01-01", open),
                village(2, "county", "0001-01-01", open),
                0,
                "2021-06-01",
                Some("division.successor"),
            ),
            (
                village(1, "village", "0001-01-01", open),
                village(2, "village", "0001-01-01", "2021-05-31"),
                0,
                "2021-06-01",
                Some("division.successor"),
            ),
            (
                village(1, "village", "0001-01-01", "2021-05-31"),
                village(2, "village", "0001-01-01", open),
                0,
                "2021-06-01",
                Some("division.ended"),
            ),
            (
                village(1, "village", "2021-06-01", open),
                village(2, "village", "0001-01-01", open),
                0,
                "2021-06-01",
                Some("division.period"),
            ),
            (
                village(1, "township", "0001-01-01", open),
                village(2, "township", "0001-01-01", open),
                3,
                "2021-06-01",
                Some("division.has_children"),
            ),
        ] {
            assert_eq!(merge(&old, &into, children, day(on)).err().map(|no| no.code), code, "{old:?} into {into:?}");
        }
    }

    #[test]
    fn qualities_do_not_overlap() {
        let recorded = [QualityPeriod {
            quality: "poor_village".into(),
            valid_from: day("2014-01-01"),
            valid_to: day("2020-02-29"),
            source: String::new(),
        }];
        for (quality, from, to, code) in [
            ("poor_village", "2020-03-01", None, None),
            ("poor_village", "2020-02-29", None, Some("division.quality_overlap")),
            ("poor_village", "2010-01-01", Some("2013-12-31"), None),
            ("poor_village", "2010-01-01", Some("2014-01-01"), Some("division.quality_overlap")),
            ("key_village", "2016-01-01", None, None),
            ("key_village", "2016-01-01", Some("2015-12-31"), Some("division.period")),
            ("贫困村", "2016-01-01", None, Some("division.name")),
        ] {
            let asked = QualityForm {
                quality: quality.into(),
                valid_from: day(from),
                valid_to: to.map(day),
                source: String::new(),
            };
            assert_eq!(super::quality(&recorded, &asked).err().map(|no| no.code), code, "{quality} {from}");
        }
    }
}
