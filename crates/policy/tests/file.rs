//! Policy files that are refused: with the line, the key, a code and both languages.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // helpers of tests

use policy::{PROBLEM_CODES, Policy, PolicyProblem, check, shipped};

fn base() -> String {
    shipped("shaodong-2020").unwrap().to_owned()
}

/// Replaces one text that occurs, and checks the file; also the line on which the new text begins.
fn with(old: &str, new: &str) -> (Vec<PolicyProblem>, usize) {
    let source = base();
    let at = source.find(old).unwrap_or_else(|| panic!("{old} is not in the file"));
    let line = source[..at].lines().count() + usize::from(source[..at].ends_with('\n'));
    (check(&source.replacen(old, new, 1)), line.max(1))
}

#[test]
fn each_fault_is_refused_with_its_line_key_and_code() {
    for (old, new, code, key) in [
        ("price_tolerance = \"20\"", "price_tolerance = 20", "value.share", "general.price_tolerance"),
        ("amount = \"1000\"\n", "amount = 1000\n", "value.amount", "rule[outlet.unsalable_award].amount"),
        ("amount = \"1000\"\n", "amount = 1000.5\n", "value.amount", "rule[outlet.unsalable_award].amount"),
        ("cap = \"10000\"", "cap = \"1e4\"", "value.amount", "rule[outlet.unsalable_award].cap"),
        ("cap = \"10000\"", "cap = \"-1\"", "value.amount", "rule[outlet.unsalable_award].cap"),
        ("cap = \"10000\"", "cap = \"1.234\"", "value.amount", "rule[outlet.unsalable_award].cap"),
        ("cap = \"10000\"", "cap = \"999\"", "value.range", "rule[outlet.unsalable_award].cap"),
        ("step = \"50000\"", "step = \"0\"", "value.range", "rule[outlet.unsalable_award].step"),
        ("threshold = { ge =", "threshold = { le =", "bound.operator", "rule[outlet.unsalable_award].threshold"),
        ("limit = { le =", "limit = { ge =", "bound.operator", "rule[outlet.revoke_low_sales].limit"),
        ("limit = { le =", "limit = { eq =", "bound.operator", "rule[outlet.revoke_low_sales].limit"),
        ("limit = { le =", "limit = { lt = \"1\", le =", "bound.operator", "rule[outlet.revoke_low_sales].limit"),
        ("{ ge = \"300000\", amount", "{ ge = \"300001\", amount", "bands.gap", "rule[outlet.sales_award].bands[1]"),
        ("{ ge = \"300000\", amount", "{ gt = \"300000\", amount", "bands.gap", "rule[outlet.sales_award].bands[1]"),
        (
            "{ ge = \"300000\", amount",
            "{ ge = \"299999\", amount",
            "bands.overlap",
            "rule[outlet.sales_award].bands[1]",
        ),
        (
            "lt = \"300000\", amount = \"0\"",
            "le = \"300000\", amount = \"0\"",
            "bands.overlap",
            "rule[outlet.sales_award].bands[1]",
        ),
        (
            "{ ge = \"300000\", amount",
            "{ ge = \"300000\", lt = \"400000\", amount",
            "bands.gap",
            "rule[outlet.sales_award].bands[1]",
        ),
        (
            "{ ge = \"0\", lt = \"300000\"",
            "{ ge = \"1\", lt = \"300000\"",
            "bands.gap",
            "rule[outlet.sales_award].bands[0]",
        ),
        (
            "{ ge = \"300000\", amount",
            "{ ge = \"300000\", lt = \"300000\", amount",
            "value.range",
            "rule[outlet.sales_award].bands[1]",
        ),
        ("id = \"outlet.sales_award\"", "id = \"outlet.bonus\"", "rule.unknown", "rule[outlet.bonus].id"),
        ("kind = \"banded_award\"", "kind = \"stepped_award\"", "rule.kind", "rule[outlet.sales_award].kind"),
        ("timeliness = \"40\"", "timeliness = \"41\"", "weights.sum", "rule[officer.score].timeliness"),
        ("once = \"year\"", "once = \"month\"", "value.word", "rule[outlet.sales_award].once"),
        ("places = 30", "places = 0", "value.range", "rule[officer.honours].places"),
        ("excess_percent = 10", "excess_percent = 101", "value.range", "general.contract_excess_percent"),
        ("price_times = 2", "price_times = 0", "value.range", "general.typed_price_times"),
        ("unsalable_days = 15", "unsalable_days = \"15\"", "value.range", "general.unsalable_days"),
        ("least_times = 2", "least_times = 2.5", "value.range", "general.at_least_times"),
        ("undo_days = 7", "undo_days = -1", "value.range", "general.slip_undo_days"),
        ("notice_days = 7", "notice_dayz = 7", "key.unknown", "rule[certify.employment].notice_dayz"),
        ("notice_days = 7", "", "key.missing", "rule[certify.employment].notice_days"),
        ("our_reading.once =", "our_reading.twice =", "key.unknown", "rule[outlet.sales_award].our_reading.twice"),
        ("applies_to = [\"organ\"]", "applies_to = [\"shop\"]", "value.word", "rule[canteen.share].applies_to"),
        ("applies_to = [\"organ\"]", "applies_to = []", "value.range", "rule[canteen.share].applies_to"),
        (
            "[\"transfer\", \"cash\", \"change\"]",
            "[\"transfer\", \"change\"]",
            "value.word",
            "rule[voucher.annual].never",
        ),
        ("last_day = \"12-31\"", "last_day = \"02-30\"", "value.range", "rule[voucher.annual].last_day"),
        ("effective_from = \"2020-01-01\"", "effective_from = \"2020-02-30\"", "value.type", "policy.effective_from"),
        ("voucher = { zh", "coupon = { zh", "key.missing", "policy.words.voucher"),
        (
            "title = { zh = \"销售奖补\", en = \"Award for sales\" }",
            "title = \"销售奖补\"",
            "value.type",
            "rule[outlet.sales_award].title",
        ),
        ("[general]", "[genera]", "key.missing", "general"),
    ] {
        let (problems, line) = with(old, new);
        let found = problems.iter().find(|p| p.code == code && p.key == key);
        let found = found.unwrap_or_else(|| panic!("{new}: wanted {code} at {key}, got {problems:#?}"));
        assert!(!found.message.zh.is_empty() && !found.message.en.is_empty());
        let at_the_section = code == "key.missing";
        assert!(at_the_section || found.line.abs_diff(line) <= 1, "{new}: line {} instead of {line}", found.line);
        assert!(PROBLEM_CODES.contains(&found.code));
    }
}

#[test]
fn revocation_never_reaches_village_points_or_online_partners() {
    for kind in ["village_point", "online"] {
        let source = base();
        let rule = source.find("id = \"outlet.revoke_low_sales\"").unwrap();
        let new = source[rule..].replacen("\"cabinet\"", &format!("\"{kind}\""), 1);
        let problems = check(&(source[..rule].to_owned() + &new));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].code, "value.word");
    }
}

#[test]
fn all_faults_come_at_once_in_the_order_of_lines() {
    let source = base().replacen("cap = \"10000\"", "cap = 1", 1).replacen("places = 30", "places = -1", 1).replacen(
        "notice_days = 7",
        "surprise = 1",
        1,
    );
    let codes: Vec<_> = check(&source).into_iter().map(|p| p.code).collect();
    assert_eq!(codes, ["key.missing", "key.unknown", "value.amount", "value.range"]);
}

#[test]
fn a_rule_twice_a_rule_missing_and_no_toml_at_all() {
    let source = base();
    let at = source.find("[[rule]]\nid = \"outlet.only_listed\"").unwrap();
    let end = at + source[at + 1..].find("[[rule]]").unwrap() + 1;
    let rule = &source[at..end];
    let twice = check(&(source.clone() + rule));
    assert_eq!(twice.iter().map(|p| p.code).collect::<Vec<_>>(), ["value.repeated"]);
    let missing = check(&source.replacen(rule, "", 1));
    assert_eq!(
        missing.iter().map(|p| (p.code, p.key.as_str())).collect::<Vec<_>>(),
        [("rule.missing", "rule[outlet.only_listed]")]
    );
    for (text, line) in [("a = ", 1), ("[policy]\nid = \"x\nb", 2), ("不是 TOML", 1)] {
        let problems = check(text);
        assert!(problems.iter().all(|p| p.code == "toml.syntax"), "{problems:?}");
        assert_eq!(problems[0].line, line, "{text}: {problems:?}");
    }
    assert!(check("").iter().any(|p| p.key == "policy" && p.code == "key.missing"));
}

/// The shipped file without one rule, and with a line added to `[policy]`.
fn without_rule(id: &str, head: &str) -> String {
    let source = base();
    let at = source.find(&format!("[[rule]]\nid = \"{id}\"")).unwrap_or_else(|| panic!("{id} is not in the file"));
    let end = source[at + 1..].find("[[rule]]").map_or(source.len(), |n| at + 1 + n);
    (source[..at].to_owned() + &source[end..]).replacen("[policy]\n", &format!("[policy]\n{head}"), 1)
}

#[test]
fn a_rule_is_there_or_left_out_by_name() {
    let all: Vec<&str> = policy::RuleId::ALL.iter().map(|r| r.word()).collect();
    assert_eq!(Policy::parse(&base()).unwrap().rules.len(), all.len());
    for id in all {
        let head = format!("without = [\"{id}\"]\n");
        let pillar = ["certify.employment", "outlet.only_listed", "outlet.local_share", "voucher.annual"].contains(&id);
        let codes = |source: &str| check(source).into_iter().map(|p| (p.code, p.key)).collect::<Vec<_>>();
        let key = format!("rule[{id}]");
        assert_eq!(codes(&without_rule(id, "")), [("rule.missing", key.clone())]);
        let left_out = codes(&without_rule(id, &head));
        assert_eq!(left_out, if pillar { vec![("rule.left_out", key.clone())] } else { vec![] }, "{id}");
        let both = codes(&base().replacen("[policy]\n", &format!("[policy]\n{head}"), 1));
        assert_eq!(both, [("rule.left_out", key)], "{id} is in the file and left out");
    }
    let missing = check(&without_rule("unit.score", ""));
    let section = 1 + base().lines().position(|line| line == "[policy]").unwrap();
    assert_eq!(missing[0].line, section, "the line where `without` belongs");
    assert!(missing[0].message.en.contains("without = [\"unit.score\"]"), "{missing:?}");
    let unknown = check(&base().replacen("[policy]\n", "[policy]\nwithout = [\"outlet.bonus\"]\n", 1));
    assert_eq!((unknown[0].code, unknown[0].line), ("rule.unknown", section + 1));
    let twice = "[policy]\nwithout = [\"unit.score\", \"unit.score\"]\n";
    assert!(check(&base().replacen("[policy]\n", twice, 1)).iter().any(|p| p.code == "value.repeated"));
}

#[test]
fn odd_amounts_and_shares_are_refused_with_what_would_be_right() {
    for (old, new, right) in [
        ("limit = { le = \"100000\"", "limit = { le = \"100,000\"", Some("\"100000\"")),
        ("limit = { le = \"100000\"", "limit = { le = \" 100000\"", Some("\"100000\"")),
        ("limit = { le = \"100000\"", "limit = { le = \"100000 \"", Some("\"100000\"")),
        ("limit = { le = \"100000\"", "limit = { le = \"100000元\"", Some("\"100000\"")),
        ("limit = { le = \"100000\"", "limit = { le = \"0100000\"", Some("\"100000\"")),
        ("limit = { le = \"100000\"", "limit = { le = \"１００\"", None),
        ("limit = { le = \"100000\"", "limit = { le = \"10万\"", None),
        ("limit = { le = \"100000\"", "limit = { le = \"92233720368547758.08\"", None),
        ("price_tolerance = \"20\"", "price_tolerance = \" 20\"", None),
        ("price_tolerance = \"20\"", "price_tolerance = \"020\"", None),
        ("price_tolerance = \"20\"", "price_tolerance = \"20%\"", None),
    ] {
        let (problems, line) = with(old, new);
        assert_eq!(problems.len(), 1, "{new}: {problems:?}");
        assert_eq!(problems[0].line, line, "{new}");
        let wanted = if new.starts_with("price") { "value.share" } else { "value.amount" };
        assert_eq!(problems[0].code, wanted, "{new}");
        for text in [&problems[0].message.zh, &problems[0].message.en] {
            assert!(right.is_none_or(|right| text.contains(right)), "{new}: {text}");
        }
        assert!(!problems[0].message.zh.is_ascii() && problems[0].message.en.is_ascii());
    }
}

#[test]
fn limits_of_daily_work_are_the_countys_and_an_older_policy_leaves_them_as_they_were() {
    let names = ["contract_excess_percent", "typed_price_times", "unsalable_days", "at_least_times", "slip_undo_days"];
    let about = |line: &&str| !names.iter().any(|name| line.contains(name));
    let older = Policy::parse(&base().lines().filter(about).collect::<Vec<_>>().join("\n")).unwrap();
    assert_eq!(older.general.practice, policy::Practice::default());
    assert!(names.iter().all(|name| older.general.parameters.iter().any(|shown| shown.name == *name)));
    assert_eq!(Policy::parse(&base()).unwrap().general.practice, older.general.practice);
    let other = base()
        .replace("excess_percent = 10", "excess_percent = 0")
        .replace("price_times = 2", "price_times = 3")
        .replace("unsalable_days = 15", "unsalable_days = 30")
        .replace("least_times = 2", "least_times = 1")
        .replace("undo_days = 7", "undo_days = 3");
    let wanted = policy::Practice {
        contract_excess_percent: 0,
        typed_price_times: 3,
        unsalable_days: 30,
        at_least_times: 1,
        slip_undo_days: 3,
    };
    assert_eq!(Policy::parse(&other).unwrap().general.practice, wanted);
}
