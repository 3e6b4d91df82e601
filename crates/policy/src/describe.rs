//! A rule in words: source, parameters, our readings, examples.

use crate::cases::{Answer, cases_of};
use crate::model::{Parameter, Policy, Rule, RuleId};
use base::Lang;

/// Readable text of one rule of a policy; `None` if the policy has no such rule.
///
/// The examples are answered by this policy; those that its own numbers answer otherwise
/// than their name says are left out.
pub fn explain(policy: &Policy, rule_id: &str, lang: Lang) -> Option<String> {
    let rule = policy.rule(RuleId::find(rule_id)?)?;
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let colon = say("：", ": ");
    let mut out = format!("{} ({})\n", rule.title.in_lang(lang), rule.id.word());
    out += &format!("{}{colon}{} ({}, {})\n", say("政策", "policy"), policy.title.in_lang(lang), policy.id, policy.effective_from);
    out += &format!("{}{colon}{}\n", say("适用于", "applies to"), rule.applies_to.join(", "));
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
    let title = if lang == Lang::Zh { "示例（按本政策计算）：" } else { "examples (computed by this policy):" };
    if out.is_empty() { out } else { format!("{title}\n{out}") }
}

fn in_words(answer: &Answer, lang: Lang) -> String {
    if answer.is_empty() {
        return if lang == Lang::Zh { "不适用" } else { "no finding" }.to_owned();
    }
    answer.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
}
