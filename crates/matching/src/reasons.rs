//! Why a pair is in the plan and why something is left over, in words, from the prices.
//!
//! What is left has the price zero, so each of its allowed partners is used up by others who are worth as much or more.
//! By how much, in fen a kg of transport or in urgency, is what [`crate::margin`] finds.

use crate::{
    instance::{Demand, Instance, Supply},
    margin::{Margins, Side},
    net::{Flow, Net},
    plan::Plan,
    rules::{Fails, Rules},
    worth::Worth,
};
use base::{Fen, Refusal, Text};
use serde::Serialize;

/// Why, for everything in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reasons {
    /// One for each flow, in its order.
    pub flows: Vec<FlowReason>,
    /// One for each supply with kg left.
    pub unsold: Vec<LeftReason>,
    /// One for each demand with kg left.
    pub unmet: Vec<LeftReason>,
}

/// Why these two come together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlowReason {
    /// Id of the supply.
    pub supply: String,
    /// Id of the demand.
    pub demand: String,
    /// Buyers of the supply that are nearer, that is cheaper to reach.
    pub cheaper_buyers: usize,
    /// Sources of the demand that are nearer.
    pub cheaper_sources: usize,
    /// In words.
    pub why: Text,
}

/// Why something is left over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftReason {
    /// Id of the supply or the demand.
    pub id: String,
    /// How much is left, kg.
    pub kg: i64,
    /// How many of the other side are allowed.
    pub allowed: usize,
    /// How many fail which test first; only those of the same product, unless there are none.
    pub fails: Vec<(Fails, usize)>,
    /// How much less a kg would have to cost to bring, fen, before the first of the other side changed over; absent if
    /// more is in the way than cost.
    pub short_fen_per_kg: Option<i128>,
    /// In words.
    pub why: Text,
}

/// Explains a plan of this instance.
///
/// # Errors
/// As [`crate::solve`] for an instance that cannot be solved.
pub fn explain(instance: &Instance, plan: &Plan) -> Result<Reasons, Refusal> {
    instance.check()?;
    let net = Net::of(instance)?;
    let margins = Margins::of(&net, plan);
    let rules = Rules::of(instance);
    let named = instance.pairs.is_some();
    let test = |s: &Supply, d: &Demand| {
        let fails = if named { Fails::NotNamed } else { rules.test(s, d).err().unwrap_or(Fails::NotNamed) };
        (named || s.product == d.product, fails)
    };
    let left = |side: Side, at: u32, id: &str, kg: i64| Left {
        id: id.to_owned(),
        kg,
        allowed: margins.partners(side, at).len(),
        nearest: if plan.optimal { margins.nearest(side, at) } else { None },
        others: if side == Side::Unsold { SELLING } else { BUYING },
        proven: plan.optimal,
    };
    let mut reasons = Reasons::default();
    reasons.flows.extend(plan.flows.iter().filter_map(|flow| flow_reason(instance, &margins, flow)));
    for ((i, s), kg) in (0_u32..).zip(&instance.supplies).zip(&plan.unsold_kg).filter(|(_, kg)| **kg > 0) {
        let fails = instance.demands.iter().map(|d| test(s, d));
        let id_of = |d| instance.demand_at(d).map(|d| d.id.clone());
        reasons.unsold.push(left(Side::Unsold, i, &s.id, *kg).reason(fails, id_of));
    }
    for ((i, d), kg) in (0_u32..).zip(&instance.demands).zip(&plan.unmet_kg).filter(|(_, kg)| **kg > 0) {
        let fails = instance.supplies.iter().map(|s| test(s, d));
        let id_of = |s| instance.supply_at(s).map(|s| s.id.clone());
        reasons.unmet.push(left(Side::Unmet, i, &d.id, *kg).reason(fails, id_of));
    }
    Ok(reasons)
}

fn flow_reason(instance: &Instance, margins: &Margins, flow: &Flow) -> Option<FlowReason> {
    let (s, d) = (instance.supply_at(flow.supply)?, instance.demand_at(flow.demand)?);
    let buyers = margins.partners(Side::Unsold, flow.supply);
    let sources = margins.partners(Side::Unmet, flow.demand);
    let fen = buyers.iter().find(|(_, d)| *d == flow.demand)?.0;
    let cheaper = |side: &[(i64, u32)]| side.partition_point(|(cost, _)| *cost < fen);
    let (cheaper_buyers, cheaper_sources) = (cheaper(buyers), cheaper(sources));
    let (mut zh, mut en) = (
        format!("{} → {}：{} 公斤，运费每公斤 {} 元", s.id, d.id, flow.kg, Fen(fen)),
        format!("{} → {}: {} kg, transport ¥{} a kg", s.id, d.id, flow.kg, Fen(fen)),
    );
    match cheaper_sources {
        0 => {
            zh += &format!("；在可供的 {} 个货源中运费最低", sources.len());
            en += &format!("; sources allowed: {}, this one the cheapest to bring", sources.len());
        }
        count => {
            zh += &format!("；运费更低的 {count} 个货源已另有更合算的去处或已售完");
            en += &format!("; sources cheaper to bring: {count}, sold out or serving others better");
        }
    }
    if cheaper_buyers > 0 {
        zh += &format!("；更近的 {cheaper_buyers} 个采购方由其他货源供给更合算或已满");
        en += &format!("; nearer buyers: {cheaper_buyers}, full or better served by others");
    }
    Some(FlowReason {
        supply: s.id.clone(),
        demand: d.id.clone(),
        cheaper_buyers,
        cheaper_sources,
        why: Text::new(zh, en),
    })
}

/// The words for the other side of what is left.
#[derive(Clone, Copy)]
struct Others {
    zh: &'static str,
    en: &'static str,
    zh_taken: &'static str,
    en_taken: &'static str,
}

const SELLING: Others = Others { zh: "采购方", en: "buyers", zh_taken: "需求已满", en_taken: "full" };
const BUYING: Others = Others { zh: "货源", en: "sources", zh_taken: "已售完", en_taken: "sold out" };

/// Something left over, with the partner through whom a kg more would come and what that would cost everybody.
struct Left {
    id: String,
    kg: i64,
    allowed: usize,
    nearest: Option<(u32, Worth)>,
    others: Others,
    /// The plan has prices.
    proven: bool,
}

impl Left {
    fn reason(&self, tests: impl Iterator<Item = (bool, Fails)>, id_of: impl Fn(u32) -> Option<String>) -> LeftReason {
        let fails = self.fails(tests);
        let short = self.nearest.filter(|(_, lost)| lost.w == 0 && lost.k == 0).map(|(_, lost)| lost.c);
        let why = match self.nearest {
            _ if self.allowed == 0 => self.none_allowed(&fails),
            _ if !self.proven => self.moved(),
            None => self.nothing_to_replace(),
            Some((other, lost)) => self.outbid(&id_of(other).unwrap_or_default(), lost),
        };
        LeftReason { id: self.id.clone(), kg: self.kg, allowed: self.allowed, fails, short_fen_per_kg: short, why }
    }

    /// Counts by the first test that fails; of other products only if nothing else is there.
    fn fails(&self, tests: impl Iterator<Item = (bool, Fails)>) -> Vec<(Fails, usize)> {
        let mut counts = [0_usize; Fails::ALL.len()];
        let mut same = 0_usize;
        for (same_product, fails) in tests {
            same += usize::from(same_product);
            let relevant = same_product || fails == Fails::Product;
            if let Some(count) = Fails::ALL.iter().position(|f| *f == fails && relevant).and_then(|i| counts.get_mut(i))
            {
                *count += 1;
            }
        }
        // Pairs that are allowed pass for "not named" in the counting above.
        let counted = Fails::ALL.iter().copied().zip(counts).map(|(fails, count)| match fails {
            Fails::NotNamed => (fails, count.saturating_sub(self.allowed)),
            Fails::Product if same > 0 => (fails, 0),
            _ => (fails, count),
        });
        counted.filter(|(_, count)| *count > 0).collect()
    }

    fn none_allowed(&self, fails: &[(Fails, usize)]) -> Text {
        let Others { zh, en, .. } = self.others;
        if fails.is_empty() {
            return Text::new(format!("没有任何{zh}"), format!("there are no {en} at all"));
        }
        let part = |(fails, count): &(Fails, usize)| {
            let words = fails.words();
            (format!("{count} 个{}", words.zh), format!("{count} {}", words.en))
        };
        let (parts_zh, parts_en): (Vec<_>, Vec<_>) = fails.iter().map(part).unzip();
        Text::new(
            format!("没有可配对的{zh}：{}", parts_zh.join("，")),
            format!("none of the {en} is allowed: {}", parts_en.join(", ")),
        )
    }

    fn moved(&self) -> Text {
        let (count, Others { zh, en, .. }) = (self.allowed, self.others);
        Text::new(
            format!("可配对的 {count} 个{zh}已按公平规则另行安排"),
            format!("{en} allowed: {count}, arranged otherwise under the rule of fairness"),
        )
    }

    fn nothing_to_replace(&self) -> Text {
        let (count, Others { zh, en, zh_taken, en_taken }) = (self.allowed, self.others);
        Text::new(
            format!("可配对的 {count} 个{zh}{zh_taken}或已达该配对的上限，没有别的可替换"),
            format!(
                "{en} allowed: {count}; each is {en_taken} or takes no more from this one, and no other choice would be better"
            ),
        )
    }

    fn outbid(&self, other: &str, lost: Worth) -> Text {
        let (count, Others { zh, en, zh_taken, en_taken }) = (self.allowed, &self.others);
        let (mut said_zh, mut said_en) =
            (format!("可配对的 {count} 个{zh}{zh_taken}"), format!("{en} allowed: {count}, {en_taken}"));
        match (lost.w, lost.k, lost.c) {
            (0, 0, 0) => {
                said_zh += &format!("；换给“{other}”总运费不变");
                said_en += &format!("; taking “{other}” instead would cost the same");
            }
            (0, 0, fen) => {
                let yuan = yuan(fen);
                said_zh += &format!("；要换给最接近的“{other}”，每公斤要多花 {yuan} 元运费");
                said_en += &format!("; the next, “{other}”, would need ¥{yuan} a kg more for transport");
            }
            _ => {
                said_zh += &format!("；“{other}”所配的更为紧急");
                said_en += &format!("; what goes with “{other}” is more urgent");
            }
        }
        Text::new(said_zh, said_en)
    }
}

/// Fen as yuan; sums beyond 64 bits are shown in fen.
fn yuan(fen: i128) -> String {
    i64::try_from(fen).map_or_else(|_| format!("{fen}/100"), |fen| Fen(fen).to_string())
}
