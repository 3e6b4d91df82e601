//! Reads a policy file: typed, strict, all faults at once with their lines.

mod bands;
mod log;
mod section;
mod terms;
mod values;
mod voucher;

pub use log::{PROBLEM_CODES, PolicyProblem};

use crate::model::{Basis, General, Pillars, Policy, Practice, Rule, RuleId, Words};
use crate::terms::Terms;
use base::Day;
use log::Log;
use section::{Placed, Section};
use toml::de::DeTable;

/// Longest policy file that is read, in bytes.
pub const LARGEST_FILE: usize = 1 << 20;

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// Everything that is wrong with it, by line: TOML syntax first and alone, else unknown
    /// and missing keys, values, bounds, bands, weights, rules.
    pub fn parse(source: &str) -> Result<Self, Vec<PolicyProblem>> {
        let log = Log::new(source);
        if source.len() > LARGEST_FILE {
            log.add(0, "", "toml.syntax", "文件超过 1 MB", "the file is larger than 1 MB");
            return Err(log.finish());
        }
        let (root, faults) = DeTable::parse_recoverable(source);
        for fault in &faults {
            let at = fault.span().map_or(0, |s| s.start);
            log.add(
                at,
                "",
                "toml.syntax",
                format!("TOML 语法错误：{}", fault.message()),
                format!("TOML: {}", fault.message()),
            );
        }
        if !faults.is_empty() {
            return Err(log.finish());
        }
        let policy = policy(&log, root.get_ref());
        let problems = log.finish();
        match policy {
            Some(policy) if problems.is_empty() => Ok(policy),
            _ => Err(problems),
        }
    }
}

/// Everything that is wrong with a policy file; empty if it can be used.
pub fn check(source: &str) -> Vec<PolicyProblem> {
    Policy::parse(source).err().unwrap_or_default()
}

fn policy<'a>(log: &'a Log<'a>, root: &'a DeTable<'a>) -> Option<Policy> {
    let file = Section::new(log, "", 0, root);
    let head = file.need("policy").and_then(|v| Section::within(log, "policy".to_owned(), v)).and_then(head);
    let general = file.need("general").and_then(|v| Section::within(log, "general".to_owned(), v)).and_then(general);
    let list = file.list("rule");
    let rules: Vec<Rule> = list.iter().flatten().filter_map(|value| rule(log, value)).collect();
    let named: Vec<&str> = list.iter().flatten().filter_map(|v| v.get_ref().get("id")?.get_ref().as_str()).collect();
    file.finish();
    once_each(log, list.as_deref().unwrap_or_default());
    if let Some(head) = &head {
        every_rule(log, head, &named);
    }
    let pillars = pillars(&rules);
    let Head { id, title, effective_from, words, .. } = head?;
    Some(Policy { id, title, effective_from, words, general: general?, rules, pillars: pillars? })
}

/// The section `[policy]`.
struct Head<'a> {
    id: String,
    title: base::Text,
    effective_from: Day,
    words: Words,
    /// Rules that this policy does without, each with its place in the file.
    without: Vec<(&'a str, usize)>,
    at: usize,
}

/// An id stands in addresses, file names and frozen years: plain letters, digits, dashes, dots.
fn is_plain(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=60).contains(&id.len()) && id.starts_with(|c: char| c.is_ascii_alphanumeric()) && id.chars().all(plain)
}

fn head(s: Section<'_>) -> Option<Head<'_>> {
    let (id, title) = (s.string("id"), s.text("title"));
    if let (Some(id), Some(value)) = (id.filter(|id| !is_plain(id)), s.find("id")) {
        let zh = format!("政策编号“{id}”应为 1 到 60 个英文字母、数字、横线、点");
        s.wrong("id", value, "value.type", zh, format!("the id `{id}` is not 1 to 60 letters, digits, dashes, dots"));
    }
    let from = s.need("effective_from").and_then(|value| {
        let text = value
            .get_ref()
            .as_str()
            .map(str::to_owned)
            .or_else(|| value.get_ref().as_datetime().map(ToString::to_string));
        let day = text.and_then(|t| t.parse::<Day>().ok());
        if day.is_none() {
            let (zh, en) = ("应为存在的日期，如 2020-01-01", "a date that exists is wanted, such as 2020-01-01");
            s.wrong("effective_from", value, "value.type", zh.to_owned(), en.to_owned());
        }
        day
    });
    let words = s.need("words").and_then(|v| Section::within(s.log, s.key("words"), v)).and_then(words);
    let without = without(&s);
    let at = s.at;
    s.finish();
    Some(Head { id: id?.to_owned(), title: title?, effective_from: from?, words: words?, without, at })
}

/// `without = ["unit.score"]`: may be absent, and then no rule is left out.
fn without<'a>(s: &Section<'a>) -> Vec<(&'a str, usize)> {
    if s.find("without").is_none() {
        return Vec::new();
    }
    let (words, places) = (s.strings("without").unwrap_or_default(), s.list("without").unwrap_or_default());
    words.into_iter().zip(places).map(|(word, value)| (word, value.span().start)).collect()
}

fn words(s: Section) -> Option<Words> {
    let mut words = Words::default();
    let read: Vec<_> = Words::KEYS.iter().map(|key| (*key, s.text(key))).collect();
    s.finish();
    for (key, text) in read {
        words.set(key, text?);
    }
    Some(words)
}

fn general(s: Section) -> Option<General> {
    s.read_readings();
    let credit_basis = s.choice("credit_basis", ("计奖销售额的来源", "whose figure fills credited sales"));
    let tolerance =
        s.share("price_tolerance", ("价格偏离参考价多少即核查", "distance from the reference price that is looked at"));
    let village_list = s.choice("village_list", ("计入“行政村”的范围", "divisions that count as villages"));
    let practice = practice(&s);
    let parameters = s.finish();
    Some(General {
        credit_basis: credit_basis?,
        price_tolerance_ppm: tolerance?,
        village_list: village_list?,
        practice: practice?,
        parameters,
    })
}

/// Limits of daily work: a policy that was written before they could be set leaves them as they were.
fn practice(s: &Section) -> Option<Practice> {
    let unsaid = Practice::default();
    let excess = s.count_or(
        "contract_excess_percent",
        ("交货最多超出合同数量（%）", "deliveries above the contract at most (%)"),
        0..=100,
        unsaid.contract_excess_percent,
    );
    let times = s.count_or(
        "typed_price_times",
        ("手填市场价超过保底价几倍由工作专班登记", "times the floor above which a typed market price is the office's"),
        1..=10,
        unsaid.typed_price_times,
    );
    let days = s.count_or(
        "unsalable_days",
        ("变质日期之后几天内进货仍算这次滞销", "days after it spoils until which goods belong to a report"),
        0..=60,
        i64::from(unsaid.unsalable_days),
    );
    let at_least = s.count_or(
        "at_least_times",
        ("“余”“多”的数量最多按几倍计入", "times as much tied of what was said with at least"),
        1..=10,
        unsaid.at_least_times,
    );
    let undo = s.count_or(
        "slip_undo_days",
        ("手机上可以红冲几天内的收购单", "days back that a phone may undo an intake slip"),
        0..=60,
        i64::from(unsaid.slip_undo_days),
    );
    Some(Practice {
        contract_excess_percent: excess?,
        typed_price_times: times?,
        unsalable_days: i32::try_from(days?).ok()?,
        at_least_times: at_least?,
        slip_undo_days: i32::try_from(undo?).ok()?,
    })
}

fn rule<'a>(log: &'a Log<'a>, value: Placed<'a>) -> Option<Rule> {
    let name = value.get_ref().get("id").and_then(|v| v.get_ref().as_str()).unwrap_or("?");
    let s = Section::within(log, format!("rule[{name}]"), value)?;
    s.read_readings();
    let id = rule_id(&s);
    let title = s.text("title");
    let basis = s.need("basis").and_then(|v| Section::within(log, s.key("basis"), v)).and_then(basis);
    let our_reading = s.reading("applies_to");
    let id = id?;
    let applies_to = applies_to(&s, id);
    let kind = kind(&s, id)?;
    let (terms, parameters) = (terms::read(kind, &s), s.finish());
    let line = log.line(value.span().start);
    Some(Rule {
        id,
        title: title?,
        applies_to: applies_to?,
        basis: basis?,
        terms: terms?,
        parameters,
        our_reading,
        line,
    })
}

fn rule_id(s: &Section) -> Option<RuleId> {
    let text = s.string("id")?;
    let id = RuleId::find(text);
    if let (None, Some(value)) = (id, s.find("id")) {
        let all = RuleId::ALL.iter().map(|r| r.word()).collect::<Vec<_>>().join(" | ");
        let (zh, en) =
            (format!("没有规则“{text}”；可用：{all}"), format!("there is no rule `{text}`; there are {all}"));
        s.wrong("id", value, "rule.unknown", zh, en);
    }
    id
}

fn kind(s: &Section, id: RuleId) -> Option<&'static str> {
    let text = s.string("kind")?;
    let kind = id.kinds().iter().copied().find(|k| *k == text);
    if let (None, Some(value)) = (kind, s.find("kind")) {
        let all = id.kinds().join(" | ");
        let (zh, en) =
            (format!("“{}”的 kind 应为：{all}", id.word()), format!("the kind of `{}` is one of {all}", id.word()));
        s.wrong("kind", value, "rule.kind", zh, en);
    }
    kind
}

fn applies_to(s: &Section, id: RuleId) -> Option<Vec<String>> {
    let (words, allowed) = (s.strings("applies_to")?, id.may_apply_to());
    for (word, value) in words.iter().zip(s.list("applies_to")?) {
        if !allowed.contains(word) {
            let all = allowed.join(" | ");
            let (zh, en) = (
                format!("本条不适用于“{word}”；可用：{all}"),
                format!("this rule cannot apply to `{word}`; only to {all}"),
            );
            s.wrong("applies_to", value, "value.word", zh, en);
        }
    }
    Some(words.into_iter().map(str::to_owned).collect())
}

fn basis(s: Section) -> Option<Basis> {
    let (document, clause, wording) = (s.string("document"), s.string("clause"), s.string("wording"));
    s.finish();
    Some(Basis { document: document?.to_owned(), clause: clause?.to_owned(), wording: wording?.to_owned() })
}

/// A rule stands in a file once.
fn once_each(log: &Log, list: &[Placed]) {
    let mut seen = Vec::new();
    for value in list {
        let Some(id) = value.get_ref().get("id").and_then(|v| v.get_ref().as_str()) else { continue };
        if seen.contains(&id) {
            let (zh, en) = (format!("规则“{id}”重复"), format!("rule `{id}` is there twice"));
            log.add(value.span().start, format!("rule[{id}]"), "value.repeated", zh, en);
        }
        seen.push(id);
    }
}

/// The rules that daily acts stand on: no policy can do without them.
const PILLARS: [RuleId; 4] = [RuleId::CertifyEmployment, RuleId::OnlyListed, RuleId::LocalShare, RuleId::VoucherAnnual];

/// Every rule stands in the file or is left out by name, so that none is forgotten.
fn every_rule(log: &Log, head: &Head, named: &[&str]) {
    for id in RuleId::ALL {
        let (word, pillar) = (id.word(), PILLARS.contains(id));
        let left_out = head.without.iter().find(|(name, _)| *name == word);
        let (code, zh, en) = match left_out {
            None if named.contains(&word) => continue,
            None if pillar => {
                let zh = format!("缺少规则“{word}”：日常业务以它为准，不能省略");
                ("rule.missing", zh, format!("rule `{word}` is missing: daily acts stand on it"))
            }
            None => {
                let zh = format!("缺少规则“{word}”：补上这一条；确实不用的，在 [policy] 写明 without = [\"{word}\"]");
                let en = format!("rule `{word}` is missing: add it, or say in [policy] without = [\"{word}\"]");
                ("rule.missing", zh, en)
            }
            Some(_) if pillar => {
                let zh = format!("规则“{word}”不能省略：日常业务以它为准");
                ("rule.left_out", zh, format!("rule `{word}` cannot be left out: daily acts stand on it"))
            }
            Some(_) if named.contains(&word) => {
                let zh = format!("规则“{word}”写在 without 里，文件中却有这一条；两处留一处");
                ("rule.left_out", zh, format!("rule `{word}` is left out by `without` and yet in the file; keep one"))
            }
            Some(_) => continue,
        };
        log.add(left_out.map_or(head.at, |(_, at)| *at), format!("rule[{word}]"), code, zh, en);
    }
    for (name, at) in head.without.iter().filter(|(name, _)| RuleId::find(name).is_none()) {
        let all = RuleId::ALL.iter().map(|r| r.word()).collect::<Vec<_>>().join(" | ");
        let (zh, en) =
            (format!("没有规则“{name}”；可用：{all}"), format!("there is no rule `{name}`; there are {all}"));
        log.add(*at, "policy.without", "rule.unknown", zh, en);
    }
}

/// The terms that the other slices ask for.
fn pillars(rules: &[Rule]) -> Option<Pillars> {
    let (mut certify, mut only_listed, mut local_share, mut voucher) = (None, None, None, None);
    for rule in rules {
        match &rule.terms {
            Terms::EmploymentTest(t) => certify = Some(t.clone()),
            Terms::ListedOnly(t) => only_listed = Some(t.clone()),
            Terms::LocalShare(t) => local_share = Some(t.clone()),
            Terms::Voucher(t) => voucher = Some(t.clone()),
            _ => {}
        }
    }
    Some(Pillars { certify: certify?, only_listed: only_listed?, local_share: local_share?, voucher: voucher? })
}
