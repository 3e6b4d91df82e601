//! `huoshui match`: pure, needs no data folder and makes none.

use super::{policy::read, print, table::table};
use crate::cli::{Format, Match};
use ::matching::{Answer, Instance, Plan, Reasons};
use base::{Fen, Lang, Refusal, Text};
use serde::Serialize;

pub fn run(args: &Match) -> Result<(), String> {
    let wrong = |r: Refusal| said(&r);
    let instance = ::matching::read(&read(&args.file)?).map_err(wrong)?;
    let plan = ::matching::solve(&instance).map_err(wrong)?;
    let reasons = args.explain.then(|| ::matching::explain(&instance, &plan)).transpose().map_err(wrong)?;
    let told = Told { instance: &instance, plan: &plan, reasons: reasons.as_ref(), lang: super::speech::lang() };
    match args.format {
        Format::Json => print(&told.json()?),
        Format::Csv => print(&told.csv()?),
        Format::Text => print(&told.text()),
    }
}

/// A refusal as one line: where, then what.
fn said(refusal: &Refusal) -> String {
    let place = refusal.fields.first().map_or("(document)", |f| f.field.as_str());
    format!("{place}: {}", super::speech::text(&refusal.message))
}

#[derive(Serialize)]
struct Explained<'p> {
    #[serde(flatten)]
    answer: Answer<'p>,
    reasons: &'p Reasons,
}

/// A plan to be told.
struct Told<'p> {
    instance: &'p Instance,
    plan: &'p Plan,
    reasons: Option<&'p Reasons>,
    lang: Lang,
}

/// One line of the plan: a flow, or what is left of one side.
struct Line<'p> {
    kind: (&'static str, &'static str),
    supply: &'p str,
    demand: &'p str,
    kg: i64,
    fen_per_kg: Option<i64>,
    why: Option<&'p Text>,
}

const FLOW: (&str, &str) = ("配对", "flow");
const UNMET: (&str, &str) = ("未满足", "unmet");
const UNSOLD: (&str, &str) = ("未售", "unsold");
const COLUMNS: [(&str, &str); 7] = [
    ("类别", "kind"),
    ("货源", "supply"),
    ("需求", "demand"),
    ("数量（公斤）", "kg"),
    ("运费（元/公斤）", "transport_yuan_per_kg"),
    ("运费（元）", "transport_yuan"),
    ("原因", "why"),
];

impl<'p> Told<'p> {
    fn say(&self, (zh, en): (&'static str, &'static str)) -> &'static str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// The answer alone, in the form that programs rely on; reasons only if asked for.
    fn json(&self) -> Result<String, String> {
        let answer = self.plan.answer(self.instance);
        match self.reasons {
            Some(reasons) => serde_json::to_string(&Explained { answer, reasons }),
            None => serde_json::to_string(&answer),
        }
        .map_err(|e| e.to_string())
    }

    /// Flows, then what is unmet and what is unsold.
    fn lines(&self) -> Vec<Line<'p>> {
        let answer = self.plan.answer(self.instance);
        let reasons = |of: fn(&'p Reasons) -> Vec<&'p Text>| self.reasons.map(of).unwrap_or_default().into_iter();
        let mut why = reasons(|r| r.flows.iter().map(|f| &f.why).collect());
        let flow = |(flow, fen): (&::matching::AnswerFlow<'p>, &i64)| Line {
            kind: FLOW,
            supply: flow.supply,
            demand: flow.demand,
            kg: flow.kg,
            fen_per_kg: Some(*fen),
            why: why.next(),
        };
        let mut lines: Vec<Line> = answer.flows.iter().zip(&self.plan.flow_fen_per_kg).map(flow).collect();
        let mut why = reasons(|r| r.unmet.iter().map(|l| &l.why).collect());
        lines.extend(answer.unmet.iter().map(|left| Line {
            kind: UNMET,
            supply: "",
            demand: left.demand,
            kg: left.kg,
            fen_per_kg: None,
            why: why.next(),
        }));
        let mut why = reasons(|r| r.unsold.iter().map(|l| &l.why).collect());
        lines.extend(answer.unsold.iter().map(|left| Line {
            kind: UNSOLD,
            supply: left.supply,
            demand: "",
            kg: left.kg,
            fen_per_kg: None,
            why: why.next(),
        }));
        lines
    }

    /// What a clerk reads: the totals, then a line for each pair and for what is left over.
    fn text(&self) -> String {
        let totals = self.plan.totals;
        let mut out = format!("{}: {} kg\n", self.say(("可成交", "matched")), totals.matched_kg);
        out += &format!("{}: {}\n", self.say(("按紧急程度加权", "weighted by urgency")), totals.urgency_kg);
        out += &format!("{}: ¥{}\n", self.say(("运费合计", "transport")), Fen(totals.transport_fen));
        out += &format!("{}\n", self.say(("已证明没有更好的方案", "proven: no plan is better")));
        for line in self.lines() {
            let kind = self.say(line.kind);
            out += &match line.fen_per_kg {
                Some(fen) => format!("{kind} {} → {}: {} kg, ¥{}/kg\n", line.supply, line.demand, line.kg, Fen(fen)),
                None => format!("{kind} {}{}: {} kg\n", line.supply, line.demand, line.kg),
            };
            if let Some(why) = line.why {
                out += &format!("    - {}\n", why.in_lang(self.lang));
            }
        }
        out
    }

    fn csv(&self) -> Result<String, String> {
        let rows = self.lines().into_iter().map(|line| {
            // A flow's cost is a part of the plan's total, which fits.
            let cost = line.fen_per_kg.map(|fen| Fen(fen.saturating_mul(line.kg)).plain());
            vec![
                self.say(line.kind).to_owned(),
                line.supply.to_owned(),
                line.demand.to_owned(),
                line.kg.to_string(),
                line.fen_per_kg.map(|fen| Fen(fen).plain()).unwrap_or_default(),
                cost.unwrap_or_default(),
                line.why.map(|why| why.in_lang(self.lang).to_owned()).unwrap_or_default(),
            ]
        });
        table(COLUMNS.iter().map(|column| self.say(*column).to_owned()).collect(), rows)
    }
}
