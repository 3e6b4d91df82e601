//! Why a pair is in the plan and why something is left over, in words, from the prices.
//!
//! What is left has the price zero, so each of its allowed pairs is full or goes to others who are worth as much or
//! more; the gap between the partner's price and the pair's worth says by how much: fen a kg of transport, or urgency.

use crate::{
    column::at,
    instance::{Demand, Instance, Supply},
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
    let costs = Costs::of(&net);
    let flows = plan.flows.iter().filter_map(|flow| flow_reason(instance, &costs, flow)).collect();
    let rules = Rules::of(instance);
    let named = instance.pairs.is_some();
    let test = |s: &Supply, d: &Demand| {
        if named { Fails::NotNamed } else { rules.test(s, d).err().unwrap_or(Fails::NotNamed) }
    };
    let mut reasons = Reasons { flows, ..Reasons::default() };
    for ((supply, s), kg) in (0_u32..).zip(&instance.supplies).zip(&plan.unsold_kg) {
        if *kg > 0 {
            let gaps = net.allowed.row(supply).map(|(d, fen, _)| {
                let price = plan.demand_price.get(at(d)).copied().unwrap_or_default();
                (d, price - net.worth(supply, d, fen))
            });
            let left = Left { id: &s.id, kg: *kg, gaps: gaps.collect(), others: SELLING, proven: plan.optimal };
            let fails = instance.demands.iter().map(|d| (named || s.product == d.product, test(s, d)));
            reasons.unsold.push(left.reason(fails, |d| instance.demand_at(d).map(|d| d.id.clone())));
        }
    }
    for ((demand, d), kg) in (0_u32..).zip(&instance.demands).zip(&plan.unmet_kg) {
        if *kg > 0 {
            let gaps = costs.of_demand(demand).iter().map(|(fen, s)| {
                let price = plan.supply_price.get(at(*s)).copied().unwrap_or_default();
                (*s, price - net.worth(*s, demand, *fen))
            });
            let left = Left { id: &d.id, kg: *kg, gaps: gaps.collect(), others: BUYING, proven: plan.optimal };
            let fails = instance.supplies.iter().map(|s| (named || s.product == d.product, test(s, d)));
            reasons.unmet.push(left.reason(fails, |s| instance.supply_at(s).map(|s| s.id.clone())));
        }
    }
    Ok(reasons)
}

/// The costs of the allowed pairs of each side, cheapest first.
struct Costs {
    supply: Vec<Vec<(i64, u32)>>,
    demand: Vec<Vec<(i64, u32)>>,
}

impl Costs {
    fn of(net: &Net) -> Self {
        let mut demand = vec![Vec::new(); at(net.demands())];
        let mut supply = Vec::with_capacity(at(net.supplies()));
        for s in 0..net.supplies() {
            let mut row: Vec<(i64, u32)> = net.allowed.row(s).map(|(d, fen, _)| (fen, d)).collect();
            for (fen, d) in &row {
                if let Some(column) = demand.get_mut(at(*d)) {
                    column.push((*fen, s));
                }
            }
            row.sort_unstable();
            supply.push(row);
        }
        for column in &mut demand {
            column.sort_unstable();
        }
        Self { supply, demand }
    }

    fn of_demand(&self, demand: u32) -> &[(i64, u32)] {
        self.demand.get(at(demand)).map_or(&[], Vec::as_slice)
    }

    fn of_supply(&self, supply: u32) -> &[(i64, u32)] {
        self.supply.get(at(supply)).map_or(&[], Vec::as_slice)
    }
}

fn flow_reason(instance: &Instance, costs: &Costs, flow: &Flow) -> Option<FlowReason> {
    let (s, d) = (instance.supply_at(flow.supply)?, instance.demand_at(flow.demand)?);
    let (buyers, sources) = (costs.of_supply(flow.supply), costs.of_demand(flow.demand));
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
            en += &format!("; the cheapest to bring of {} sources allowed", sources.len());
        }
        count => {
            zh += &format!("；运费更低的 {count} 个货源已另有更合算的去处或已售完");
            en += &format!("; the {count} sources cheaper to bring are sold out or serve others better");
        }
    }
    if cheaper_buyers > 0 {
        zh += &format!("；更近的 {cheaper_buyers} 个买家由其他货源供给更合算或已满");
        en += &format!("; the {cheaper_buyers} nearer buyers are full or better served by others");
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

const SELLING: Others = Others { zh: "买家", en: "buyers", zh_taken: "需求已满", en_taken: "are full" };
const BUYING: Others = Others { zh: "货源", en: "sources", zh_taken: "已售完", en_taken: "are sold out" };

/// Something left over, with how far each allowed pair is from being used.
struct Left<'i> {
    id: &'i str,
    kg: i64,
    gaps: Vec<(u32, Worth)>,
    others: Others,
    /// The plan has prices.
    proven: bool,
}

impl Left<'_> {
    fn reason(&self, tests: impl Iterator<Item = (bool, Fails)>, id_of: impl Fn(u32) -> Option<String>) -> LeftReason {
        let fails = self.fails(tests);
        let open = self.gaps.iter().filter(|(_, gap)| *gap >= Worth::ZERO).min_by_key(|(_, gap)| *gap);
        let short = open.filter(|(_, gap)| self.proven && gap.w == 0 && gap.k == 0).map(|(_, gap)| gap.c);
        let why = match open {
            _ if self.gaps.is_empty() => self.none_allowed(&fails),
            _ if !self.proven => self.moved(),
            None => self.ceilings_full(),
            Some((other, gap)) => self.outbid(&id_of(*other).unwrap_or_default(), *gap),
        };
        LeftReason { id: self.id.into(), kg: self.kg, allowed: self.gaps.len(), fails, short_fen_per_kg: short, why }
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
            Fails::NotNamed => (fails, count.saturating_sub(self.gaps.len())),
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
        let (count, Others { zh, en, .. }) = (self.gaps.len(), self.others);
        Text::new(
            format!("可配对的 {count} 个{zh}已按公平规则另行安排"),
            format!("the {count} {en} allowed were arranged otherwise under the rule of fairness"),
        )
    }

    fn ceilings_full(&self) -> Text {
        let (count, Others { zh, en, .. }) = (self.gaps.len(), self.others);
        Text::new(
            format!("可配对的 {count} 个{zh}都已达到该配对的上限"),
            format!("each of the {count} {en} allowed takes the ceiling of its pair already"),
        )
    }

    fn outbid(&self, other: &str, gap: Worth) -> Text {
        let (count, Others { zh, en, zh_taken, en_taken }) = (self.gaps.len(), &self.others);
        let (mut said_zh, mut said_en) =
            (format!("可配对的 {count} 个{zh}{zh_taken}"), format!("the {count} {en} allowed {en_taken}"));
        match (gap.w, gap.k, gap.c) {
            (0, 0, 0) => {
                said_zh += &format!("；换给“{other}”总运费不变");
                said_en += &format!("; taking `{other}` instead would cost the same");
            }
            (0, 0, fen) => {
                let yuan = yuan(fen);
                said_zh += &format!("；要换给最接近的“{other}”，每公斤要多花 {yuan} 元运费");
                said_en += &format!("; the next, `{other}`, would need ¥{yuan} a kg more for transport");
            }
            _ => {
                said_zh += &format!("；“{other}”所配的更为紧急");
                said_en += &format!("; what goes with `{other}` is more urgent");
            }
        }
        Text::new(said_zh, said_en)
    }
}

/// Fen as yuan; sums beyond 64 bits are shown in fen.
fn yuan(fen: i128) -> String {
    i64::try_from(fen).map_or_else(|_| format!("{fen}/100"), |fen| Fen(fen).to_string())
}
