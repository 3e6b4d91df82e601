//! The plan: flows, totals, what is left over, and the prices that prove it; and its JSON.

use crate::{
    error::No,
    instance::Instance,
    net::{Flow, Net, Solution},
    proof, simplex,
    worth::Worth,
};
use base::Refusal;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// The three totals in the order of the objective.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Totals {
    /// kg that find a buyer.
    pub matched_kg: i64,
    /// Σ kg × (1 + urgency).
    pub urgency_kg: i64,
    /// Σ kg × cost of transport, fen.
    pub transport_fen: i64,
}

/// A plan for an instance. Positions are those of the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its totals.
    pub totals: Totals,
    /// Who sends how much to whom, in the order of supplies and demands.
    pub flows: Vec<Flow>,
    /// What the transport of each flow costs, fen a kg.
    pub flow_fen_per_kg: Vec<i64>,
    /// What is left of each supply, kg.
    pub unsold_kg: Vec<i64>,
    /// What is left of each demand, kg.
    pub unmet_kg: Vec<i64>,
    /// The price of a kg of each supply.
    pub supply_price: Vec<Worth>,
    /// The price of a kg of each demand.
    pub demand_price: Vec<Worth>,
    /// Whether the prices prove that no plan is better. Not so where a rule of fairness moved it.
    pub optimal: bool,
}

/// The best plan of an instance, proven.
///
/// # Errors
/// What [`Instance::check`] refuses, a pair that is there twice, totals beyond 64 bits.
pub fn solve(instance: &Instance) -> Result<Plan, Refusal> {
    instance.check()?;
    let net = Net::of(instance)?;
    let solution = proven(&net)?;
    let reckoned = reckon(instance, &net, &solution.flows)?;
    Ok(Plan::of(instance, solution, reckoned, true))
}

/// The best flows of a net with prices that have passed the proof.
///
/// # Errors
/// A solution without proof is a fault of the program, and is not given out.
pub(crate) fn proven(net: &Net) -> Result<Solution, Refusal> {
    let mut solution = simplex::solve(net);
    raise_idle_prices(net, &mut solution);
    match proof::check(net, &solution) {
        Ok(()) => Ok(solution),
        Err(flaw) => Err(No::Unproven { what: flaw.to_string() }.into()),
    }
}

/// A side of no kg is used up by nothing, and takes no part in solving; its price covers the worth of its pairs.
pub(crate) fn raise_idle_prices(net: &Net, solution: &mut Solution) {
    for supply in 0..net.supplies() {
        if net.supply_kg.get(supply) > 0 {
            continue;
        }
        let gaps = net.allowed.row(supply).map(|(d, fen, _)| net.worth(supply, d, fen) - solution.demand_price.get(d));
        solution.supply_price.set(supply, gaps.max().unwrap_or_default().max(Worth::ZERO));
    }
    for supply in 0..net.supplies() {
        for (demand, fen, _) in net.allowed.row(supply) {
            if net.demand_kg.get(demand) == 0 {
                let gap = net.worth(supply, demand, fen) - solution.supply_price.get(supply);
                solution.demand_price.update(demand, |price| *price = gap.max(*price));
            }
        }
    }
}

/// The totals of flows, by the instance's own urgencies, and the cost of each flow in fen a kg.
///
/// # Errors
/// A total beyond 64 bits.
pub(crate) fn reckon(instance: &Instance, net: &Net, flows: &[Flow]) -> Result<(Totals, Vec<i64>), Refusal> {
    let too_much = |total: &str| Refusal::from(No::Overflow { total: total.into() });
    let (mut kg, mut urgency, mut fen) = (0_i64, 0_i64, 0_i64);
    let mut costs = Vec::with_capacity(flows.len());
    let mut rest = flows.iter().peekable();
    for (supply, s) in (0_u32..).zip(&instance.supplies) {
        for (demand, cost, _) in net.allowed.row(supply) {
            let Some(flow) = rest.next_if(|f| (f.supply, f.demand) == (supply, demand)) else { continue };
            kg = kg.checked_add(flow.kg).ok_or_else(|| too_much("matched_kg"))?;
            let counted = s.urgency.checked_add(1).and_then(|each| each.checked_mul(flow.kg));
            urgency = counted.and_then(|more| urgency.checked_add(more)).ok_or_else(|| too_much("urgency_kg"))?;
            costs.push(cost);
            let cost = cost.checked_mul(flow.kg).and_then(|more| fen.checked_add(more));
            fen = cost.ok_or_else(|| too_much("transport_fen"))?;
        }
    }
    Ok((Totals { matched_kg: kg, urgency_kg: urgency, transport_fen: fen }, costs))
}

impl Plan {
    pub(crate) fn of(
        instance: &Instance,
        solution: Solution,
        (totals, flow_fen_per_kg): (Totals, Vec<i64>),
        optimal: bool,
    ) -> Self {
        let mut unsold = crate::column::Column(instance.supplies.iter().map(|s| s.kg).collect());
        let mut unmet = crate::column::Column(instance.demands.iter().map(|d| d.kg).collect());
        for flow in &solution.flows {
            unsold.update(flow.supply, |left| *left -= flow.kg);
            unmet.update(flow.demand, |left| *left -= flow.kg);
        }
        Self {
            totals,
            flows: solution.flows,
            flow_fen_per_kg,
            unsold_kg: unsold.0,
            unmet_kg: unmet.0,
            supply_price: solution.supply_price.0,
            demand_price: solution.demand_price.0,
            optimal,
        }
    }

    /// The plan with ids, as `huoshui match --format json` writes it.
    pub fn answer<'p>(&'p self, instance: &'p Instance) -> Answer<'p> {
        let ids = |flow: &Flow| Some((instance.supply_at(flow.supply)?, instance.demand_at(flow.demand)?, flow.kg));
        let flows = self.flows.iter().filter_map(ids);
        let supplies = || instance.supplies.iter().map(|s| s.id.as_str());
        let demands = || instance.demands.iter().map(|d| d.id.as_str());
        let left = |(_, kg): &(&str, &i64)| **kg > 0;
        Answer {
            totals: self.totals,
            flows: flows.map(|(s, d, kg)| AnswerFlow { supply: &s.id, demand: &d.id, kg }).collect(),
            unmet: demands().zip(&self.unmet_kg).filter(left).map(|(demand, kg)| Unmet { demand, kg: *kg }).collect(),
            unsold: supplies()
                .zip(&self.unsold_kg)
                .filter(left)
                .map(|(supply, kg)| Unsold { supply, kg: *kg })
                .collect(),
            prices: Prices {
                supply: PriceMap(supplies().zip(self.supply_price.iter().copied()).collect()),
                demand: PriceMap(demands().zip(self.demand_price.iter().copied()).collect()),
            },
            optimal: self.optimal,
        }
    }
}

/// A plan in the words of the instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer<'p> {
    /// Its totals.
    #[serde(flatten)]
    pub totals: Totals,
    /// Flows above zero.
    pub flows: Vec<AnswerFlow<'p>>,
    /// Demands with kg left, in the order of the input.
    pub unmet: Vec<Unmet<'p>>,
    /// Supplies with kg left, in the order of the input.
    pub unsold: Vec<Unsold<'p>>,
    /// What proves it.
    pub prices: Prices<'p>,
    /// Whether it is proven.
    pub optimal: bool,
}

/// A flow with ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerFlow<'p> {
    /// Id of the supply.
    pub supply: &'p str,
    /// Id of the demand.
    pub demand: &'p str,
    /// kg.
    pub kg: i64,
}

/// What a demand goes without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unmet<'p> {
    /// Id of the demand.
    pub demand: &'p str,
    /// kg.
    pub kg: i64,
}

/// What a supply keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unsold<'p> {
    /// Id of the supply.
    pub supply: &'p str,
    /// kg.
    pub kg: i64,
}

/// Prices of both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Prices<'p> {
    /// By supply.
    pub supply: PriceMap<'p>,
    /// By demand.
    pub demand: PriceMap<'p>,
}

/// Prices by id, in the order of the input; in JSON an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceMap<'p>(pub Vec<(&'p str, Worth)>);

impl Serialize for PriceMap<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (id, price) in &self.0 {
            map.serialize_entry(id, price)?;
        }
        map.end()
    }
}
