//! A rule in words: source, parameters, our readings, examples.

use crate::cases::{Answer, cases_of};
use crate::model::{Parameter, Policy, Rule, RuleId};
use crate::vocabulary::{Ground, OtherKind, Outcome, OutletKind, ProducerKind, UnitKind, Word};
use base::{Lang, Text};

/// Readable text of one rule of a policy; `None` if the policy has no such rule.
///
/// The examples are answered by this policy; those that its own numbers answer otherwise
/// than their name says are left out.
pub fn explain(policy: &Policy, rule_id: &str, lang: Lang) -> Option<String> {
    let rule = policy.rule(RuleId::find(rule_id)?)?;
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let colon = say("：", ": ");
    let mut out = format!("{} ({})\n", rule.title.in_lang(lang), rule.id.word());
    out += &format!(
        "{}{colon}{} ({}, {})\n",
        say("政策", "policy"),
        policy.title.in_lang(lang),
        policy.id,
        policy.effective_from
    );
    out += &format!("{}{colon}{}\n", say("适用于", "applies to"), binds(rule, lang));
    if let Some(reading) = &rule.our_reading {
        out += &format!("    {}{colon}{}\n", say("我们的理解", "our reading"), reading.in_lang(lang));
    }
    out += &format!("{}{colon}{} · {}\n", say("依据", "basis"), rule.basis.document, rule.basis.clause);
    out += &format!("{}{colon}“{}”\n", say("原文", "wording"), rule.basis.wording);
    out += &format!("{}{colon}\n", say("参数", "parameters"));
    for parameter in &rule.parameters {
        out += &line(parameter, lang, colon, say("我们的理解", "our reading"));
    }
    out += &examples(policy, rule, lang);
    Some(out)
}

fn line(parameter: &Parameter, lang: Lang, colon: &str, reading: &str) -> String {
    let (label, value) = (parameter.label.in_lang(lang), parameter.value.in_lang(lang));
    let wording = parameter.wording.as_ref().map(|w| format!(" [“{w}”]")).unwrap_or_default();
    let mut out = format!("  {} · {label}{colon}{value}{wording}\n", parameter.name);
    if let Some(text) = &parameter.our_reading {
        out += &format!("    {reading}{colon}{}\n", text.in_lang(lang));
    }
    out
}

fn examples(policy: &Policy, rule: &Rule, lang: Lang) -> String {
    let cases = cases_of(rule.id).unwrap_or_default();
    let mut out = String::new();
    for case in cases.iter().filter(|case| case.check(policy).is_ok()) {
        out += &format!("  {} → {}\n", case.name.in_lang(lang), in_words(&case.answer(policy), lang));
    }
    let title =
        if lang == Lang::Zh { "示例（按本政策计算）：" } else { "examples (computed by this policy):" };
    if out.is_empty() { out } else { format!("{title}\n{out}") }
}

fn in_words(answer: &Answer, lang: Lang) -> String {
    if answer.is_empty() {
        return if lang == Lang::Zh { "不适用" } else { "no finding" }.to_owned();
    }
    let word = |text: Option<Text>, raw: &str| text.map_or_else(|| raw.to_owned(), |t| t.in_lang(lang).to_owned());
    let part = |(key, raw): (&String, &String)| {
        let name = FIELDS.iter().find(|(k, _, _)| k == key).map(|(_, zh, en)| Text::new(*zh, *en));
        match key.as_str() {
            "outcome" => word(Outcome::find(raw).map(Word::text), raw),
            "ground" => format!("{} {}", word(name, key), word(Ground::find(raw).map(Word::text), raw)),
            _ => format!("{} {raw}", word(name, key)),
        }
    };
    let mut fields: Vec<_> = answer.iter().collect();
    fields.sort_by_key(|(key, _)| key.as_str() != "outcome");
    fields.into_iter().map(part).collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " })
}

/// What the parts of an answer are called.
const FIELDS: &[(&str, &str, &str)] = &[
    ("amount", "金额（元）", "amount in yuan"),
    ("score_ppm", "得分（百万分之）", "score in ppm"),
    ("ground", "事由", "ground"),
    ("conflicts_with", "与之矛盾", "pulls against"),
    ("room", "还可发（元）", "still to be issued, yuan"),
    ("usable_until", "用到", "used until"),
    ("until", "最长到", "until at most"),
    ("most", "至多", "at most"),
    ("honoured", "入选人数", "honoured"),
    ("tied", "并列人数", "tied"),
    ("open_places", "待评名额", "open places"),
    ("budget", "预算（元）", "budget in yuan"),
];

/// Whom a rule binds, by name.
fn binds(rule: &Rule, lang: Lang) -> String {
    fn name<W: Word>(word: &str) -> Option<Text> {
        W::find(word).map(W::text)
    }
    let named = |word: &String| {
        let text = match rule.id {
            RuleId::CertifyEmployment => name::<ProducerKind>(word),
            RuleId::CanteenShare => name::<UnitKind>(word),
            _ => name::<OutletKind>(word).or_else(|| name::<OtherKind>(word)),
        };
        text.map_or_else(|| word.clone(), |t| t.in_lang(lang).to_owned())
    };
    let names: Vec<_> = rule.applies_to.iter().map(named).collect();
    names.join(if lang == Lang::Zh { "、" } else { ", " })
}
