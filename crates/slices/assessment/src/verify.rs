//! Recounting what was frozen and what was put in force: texts against their digests and against the audit trail.
//!
//! The audit row of a freeze or of a policy file names what was written with its digest, so a text that was
//! edited is found although its own digest was edited with it, and a year or a file that is gone is found too.

use crate::{
    settlement::{Settlement, digest},
    sql,
};
use base::{Fen, Refusal, Text};
use edge::audit;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// Frozen years and policy files recounted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct YearsVerified {
    /// Frozen years.
    pub years: i64,
    /// Policy files.
    pub policies: i64,
    /// What does not fit; empty when all does.
    pub problems: Vec<YearProblem>,
}

/// One thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct YearProblem {
    /// `year.missing`, `year.content`, `year.sums`, `year.policy`, `policy.missing` or `policy.content`.
    pub code: String,
    /// Which year or policy file.
    pub of: String,
    /// In words.
    pub message: Text,
}

/// What the trail says of a year that is frozen.
pub(crate) fn frozen(year: i32, content: &str, policy: &str) -> String {
    format!("year={year} content={} policy={}", digest(content), digest(policy))
}

/// What the trail says of a policy file that is put in force.
pub(crate) fn put(id: &str, content: &str) -> String {
    format!("policy_file={id} content={}", digest(content))
}

store::row! {
    struct Year {
        year: i32,
        policy: String,
        policy_text: String,
        content: String,
        digest: String,
        award_fen: Fen,
        findings: i64,
    }
}

/// Recounts the frozen years and the policy files of a county.
pub fn verify(tx: &mut Tx<'_>, county: &str) -> Result<YearsVerified, Refusal> {
    let trail = Trail::read(tx, county)?;
    let mut verified = YearsVerified::default();
    let years: Vec<Year> = tx.query(
        "SELECT year, policy, policy_text, content, digest, award_fen, findings FROM settlement WHERE county = $1 ORDER BY year",
        params![county],
    )?;
    let files: BTreeMap<String, String> =
        sql::list_policy_files(tx, county)?.into_iter().map(|file| (file.id, file.content)).collect();
    let there: BTreeSet<String> = years.iter().map(|year| year.year.to_string()).collect();
    for year in trail.years.iter().filter(|year| !there.contains(*year)) {
        verified.say(
            "year.missing",
            year,
            "审计链记有该年度已定案，库中已没有",
            "the trail says that it was frozen, it is gone",
        );
    }
    for id in trail.files.keys().filter(|id| !files.contains_key(*id)) {
        verified.say(
            "policy.missing",
            id,
            "审计链记有该政策文件，库中已没有",
            "the trail names this policy file, it is gone",
        );
    }
    for year in &years {
        verified.years += 1;
        verified.year(year, trail.frozen.get(&year.year.to_string()), files.get(&year.policy));
    }
    for (id, content) in &files {
        verified.policies += 1;
        if trail.files.get(id).is_some_and(|noted| *noted != put(id, content)) {
            verified.say(
                "policy.content",
                id,
                "政策文件的文本与审计链所记不符",
                "the text is not what the trail says was put in force",
            );
        }
    }
    Ok(verified)
}

impl YearsVerified {
    fn year(&mut self, year: &Year, noted: Option<&String>, file: Option<&String>) {
        let of = year.year.to_string();
        let now = frozen(year.year, &year.content, &year.policy_text);
        if digest(&year.content) != year.digest || noted.is_some_and(|noted| *noted != now) {
            self.say("year.content", &of, "定案文本与其摘要不符", "the frozen document is not what was frozen");
        }
        let same = |s: &Settlement| {
            s.award_fen == year.award_fen && i64::try_from(s.findings.len()) == Ok(year.findings) && s.year == year.year
        };
        if !Settlement::read(&year.content).is_ok_and(|s| same(&s)) {
            self.say("year.sums", &of, "定案合计与其文本不符", "its sums are not those of its document");
        }
        if file.is_some_and(|text| *text != year.policy_text) {
            self.say(
                "year.policy",
                &of,
                "定案所附政策与在库政策文件不符",
                "its policy is not the policy file of that name",
            );
        }
    }

    fn say(&mut self, code: &str, of: &str, zh: &str, en: &str) {
        let message = Text::new(format!("{of}：{zh}"), format!("{of}: {en}"));
        self.problems.push(YearProblem { code: code.into(), of: of.into(), message });
    }
}

/// What the audit trail says was frozen and put in force.
struct Trail {
    /// Years that were frozen, also those of rows without digests.
    years: BTreeSet<String>,
    frozen: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
}

impl Trail {
    fn read(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let mut trail = Self { years: BTreeSet::new(), frozen: BTreeMap::new(), files: BTreeMap::new() };
        for row in audit::acts(tx, county, "settlement.freeze")? {
            if row.subject.parse::<i32>().is_ok() {
                trail.years.insert(row.subject.clone());
            }
            trail.note(&row.detail);
        }
        let noted: Vec<String> =
            tx.query("SELECT detail FROM audit WHERE county = $1 AND detail LIKE 'policy_file=%'", params![county])?;
        noted.iter().for_each(|detail| trail.note(detail));
        Ok(trail)
    }

    fn note(&mut self, detail: &str) {
        let first = detail.split(' ').next().and_then(|word| word.split_once('='));
        match first {
            Some(("year", year)) => {
                self.years.insert(year.to_owned());
                self.frozen.insert(year.to_owned(), detail.to_owned());
            }
            Some(("policy_file", id)) => {
                self.files.insert(id.to_owned(), detail.to_owned());
            }
            _ => {}
        }
    }
}
