//! `huoshui settle`: a year's findings, or what another policy would change in them.

use super::{
    app, policy, pretty, print,
    speech::{self, no_county, told},
    table::table,
};
use crate::cli::{Format, Settle};
use ::policy::vocabulary::{Outcome, Word};
use assessment::desk::{self, Comparison, FindingRecord, Settled};
use base::{Fen, Lang, Text};
use edge::Actor;

pub fn run(args: Settle) -> Result<(), String> {
    let by = args.policy.as_deref().map(policy::load).transpose()?;
    let with = args.compare.as_deref().map(policy::load).transpose()?;
    let (year, lang) = (args.year, speech::lang());
    let app = app(&args.at)?;
    let (county, stamp) = (app.county().ok_or_else(no_county)?, app.stamp("cli"));
    let name = county.name.clone();
    let (one, other) = app
        .db()
        .read_now(move |tx| {
            let actor = Actor::program(county.clone(), &stamp);
            let one = desk::settle(tx, &actor, year, by.as_ref())?;
            let other = with.as_ref().map(|policy| desk::settle(tx, &actor, year, Some(policy))).transpose()?;
            Ok((one, other))
        })
        .map_err(|r| told(&r))?;
    match (other, args.format) {
        (None, Format::Json) => print(&one.text),
        (None, Format::Csv) => print(&findings_csv(&one, lang)?),
        (None, Format::Text) => print(&findings_text(&name, &one, lang)?),
        (Some(other), format) => {
            let difference = desk::compare(&one.settlement, &other.settlement);
            match format {
                Format::Json => print(&pretty(&difference)),
                Format::Csv => print(&changes_csv(&difference, lang)?),
                Format::Text => print(&changes_text(&name, &difference, lang)),
            }
        }
    }
}

/// What a clerk reads: the sums, each rule's outcomes, and every finding that people have to act on.
fn findings_text(county: &str, settled: &Settled, lang: Lang) -> Result<String, String> {
    let s = &settled.settlement;
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let mut out = mark(s.simulated);
    let state = match settled.frozen_at {
        Some(at) => format!("{} {}", say("已定案", "frozen"), at.day()),
        None => say("拟算（未定案）", "proposal, not frozen").to_owned(),
    };
    out += &format!("{county} {} {}: {state}\n", s.year, say("年度核算", "settlement"));
    out += &format!("{}: {} ({})\n", say("政策", "policy"), s.policy_title.in_lang(lang), s.policy);
    out += &format!("{}: {}\n", say("计奖销售额的来源", "credited sales are"), s.credit_basis.text().in_lang(lang));
    out += &format!("{}: ¥{}\n", say("拟奖补合计", "awards proposed"), s.award_fen);
    out += &format!("{}: ¥{}\n", say("另有相互矛盾、待人决定", "contested, for people to decide"), s.contested_fen);
    out += &format!("SHA-256: {}\n\n", settled.digest);
    let mut rule = None;
    for row in desk::summary(&s.findings).map_err(|r| told(&r))? {
        if rule.replace(row.rule) != Some(row.rule) {
            out += &format!("{} ({})\n", row.rule_title.in_lang(lang), row.rule.word());
        }
        let amount = if row.amount_fen == Fen::ZERO { String::new() } else { format!("  ¥{}", row.amount_fen) };
        out += &format!("  {}: {}{amount}\n", row.outcome_text.in_lang(lang), row.count);
    }
    let open: Vec<_> = s.findings.iter().filter(|f| acts(f.outcome)).collect();
    out += &format!("\n{}: {}\n", say("需要处理的核算结果", "findings to act on"), open.len());
    out += &open.into_iter().map(|finding| finding_text(finding, lang)).collect::<String>();
    Ok(out)
}

/// The line above a text that comes out of a simulated county.
fn mark(simulated: bool) -> String {
    let line = speech::say("模拟数据，不是真实业务\n", "simulated data, not real business\n");
    if simulated { line } else { String::new() }
}

/// A table as CSV; that of a simulated county says so in a last column, as exports do: what reads it finds the head
/// in the first line.
fn marked(
    mut head: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
    simulated: bool,
    lang: Lang,
) -> Result<String, String> {
    let (name, cell) = edge::simulated_column(lang);
    head.extend(simulated.then(|| name.to_owned()));
    table(
        head,
        rows.map(|mut row| {
            row.extend(simulated.then(|| cell.to_owned()));
            row
        }),
    )
}

/// Outcomes that something follows from.
fn acts(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Met | Outcome::NoData | Outcome::None | Outcome::Score)
}

fn finding_text(f: &FindingRecord, lang: Lang) -> String {
    let mut out = format!("{} {} · {}\n", f.subject, f.name, f.rule_title().in_lang(lang));
    out += &format!("  → {}\n", f.conclusion().in_lang(lang));
    for sentence in f.steps().iter().chain(&f.notes()) {
        out += &format!("    - {}\n", sentence.in_lang(lang));
    }
    out
}

fn changes_text(county: &str, c: &Comparison, lang: Lang) -> String {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let mut out = mark(c.simulated) + &format!("{county} {}: {} → {}\n", c.year, c.policy, c.other);
    out += &format!(
        "{}: ¥{} → ¥{} ({} ¥{})\n",
        say("拟奖补合计", "awards proposed"),
        c.award_fen,
        c.other_award_fen,
        say("相差", "difference"),
        c.difference_fen
    );
    out += &format!(
        "{}: {}; {}: {}; {}: {}\n",
        say("多得", "gaining"),
        c.gaining,
        say("少得", "losing"),
        c.losing,
        say("变化的核算结果", "findings that change"),
        c.changes.len()
    );
    for change in &c.changes {
        out += &format!(
            "{} {} · {}: {} ¥{} → {} ¥{}\n",
            change.subject,
            change.name,
            change.rule_title.in_lang(lang),
            change.outcome_text.in_lang(lang),
            change.amount_fen,
            change.other_outcome_text.in_lang(lang),
            change.other_amount_fen
        );
    }
    out
}

const FINDING_COLUMNS: [(&str, &str); 9] = [
    ("对象", "subject"),
    ("名称", "name"),
    ("类别", "kind"),
    ("规则", "rule"),
    ("规则名称", "rule_title"),
    ("结果", "outcome"),
    ("金额（元）", "amount_yuan"),
    ("矛盾规则", "conflicts_with"),
    ("结论", "conclusion"),
];

fn findings_csv(settled: &Settled, lang: Lang) -> Result<String, String> {
    let rows = settled.settlement.findings.iter().map(|f| {
        vec![
            f.subject.clone(),
            f.name.clone(),
            f.kind.word().to_owned(),
            f.rule.word().to_owned(),
            f.rule_title().in_lang(lang).to_owned(),
            f.outcome.word().to_owned(),
            f.amount_fen.map(Fen::plain).unwrap_or_default(),
            f.conflicts_with.iter().map(|r| r.word()).collect::<Vec<_>>().join(" "),
            f.conclusion().in_lang(lang).to_owned(),
        ]
    });
    marked(head(&FINDING_COLUMNS, lang), rows, settled.settlement.simulated, lang)
}

const CHANGE_COLUMNS: [(&str, &str); 8] = [
    ("对象", "subject"),
    ("名称", "name"),
    ("规则", "rule"),
    ("原结果", "outcome"),
    ("新结果", "other_outcome"),
    ("原金额（元）", "amount_yuan"),
    ("新金额（元）", "other_amount_yuan"),
    ("相差（元）", "difference_yuan"),
];

fn changes_csv(c: &Comparison, lang: Lang) -> Result<String, String> {
    let word = |outcome: Option<Outcome>| outcome.map(|o| o.word().to_owned()).unwrap_or_default();
    let rows = c.changes.iter().map(|change| {
        vec![
            change.subject.clone(),
            change.name.clone(),
            change.rule.word().to_owned(),
            word(change.outcome),
            word(change.other_outcome),
            change.amount_fen.plain(),
            change.other_amount_fen.plain(),
            change.difference_fen.plain(),
        ]
    });
    marked(head(&CHANGE_COLUMNS, lang), rows, c.simulated, lang)
}

fn head(columns: &[(&str, &str)], lang: Lang) -> Vec<String> {
    columns.iter().map(|(zh, en)| Text::new(*zh, *en).in_lang(lang).to_owned()).collect()
}
