//! What is to be matched: supplies, demands, the cost of transport between places, or ready pairs.
//!
//! Quantities are whole kg, prices and transport fen a kg, windows business days with both ends included.
//! Invariant: [`Instance::check`] holds before anything is solved; it names the first fault in the order of
//! the document.

use crate::error::No;
use base::{Day, Refusal};
use std::collections::HashSet;

/// The most rows of a kind: positions are 32-bit numbers with room to spare.
pub(crate) const MOST_ROWS: usize = 2_000_000_000;

/// Something to sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supply {
    /// Its id, unique among supplies.
    pub id: String,
    /// What it is.
    pub product: String,
    /// Where it lies: a division code as a rule.
    pub place: String,
    /// How much there is, kg.
    pub kg: i64,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Least price that is taken, fen a kg; `None` is no bound.
    pub floor_fen_per_kg: Option<i64>,
    /// How pressing it is, from 0: a kg counts 1 + urgency.
    pub urgency: i64,
    /// Whose it is, as demands name sellers; empty if nobody says so.
    pub sellers: Vec<String>,
}

/// Something wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Its id, unique among demands.
    pub id: String,
    /// What is wanted.
    pub product: String,
    /// Where it should come to.
    pub place: String,
    /// How much is wanted, kg.
    pub kg: i64,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Highest price that is paid, fen a kg; `None` is no bound.
    pub max_fen_per_kg: Option<i64>,
    /// The supply, or the division, that it must come from.
    pub directed_to: Option<String>,
    /// Whose goods alone are wanted: one of these; empty for anybody's.
    pub sellers: Vec<String>,
}

/// A way from one place to another; the way back is a row of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transport {
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// Cost, fen a kg.
    pub fen_per_kg: i64,
}

/// A supply and a demand that may come together, whatever the tests of allowed pairs would say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Position of the supply.
    pub supply: u32,
    /// Position of the demand.
    pub demand: u32,
    /// Cost of transport, fen a kg.
    pub fen_per_kg: i64,
    /// The pair's own ceiling, kg; `None` is the smaller of both sides.
    pub max_kg: Option<i64>,
}

/// One matching problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// Offers.
    pub supplies: Vec<Supply>,
    /// Wants.
    pub demands: Vec<Demand>,
    /// Costs between places. The same place costs nothing, whatever a row says.
    pub transport: Vec<Transport>,
    /// If there, even empty: the allowed pairs, in place of all tests and of `transport`.
    pub pairs: Option<Vec<Pair>>,
}

impl Instance {
    /// Whether the instance can be solved.
    ///
    /// # Errors
    /// The first fault in the order supplies, demands, transport, pairs, with its JSON pointer. That no pair is
    /// there twice is found when the pairs are put in order, by [`crate::solve`].
    pub fn check(&self) -> Result<(), Refusal> {
        self.check_sizes()?;
        let mut seen = HashSet::with_capacity(self.supplies.len());
        for (i, s) in self.supplies.iter().enumerate() {
            let row = Row { at: format!("/supplies/{i}"), id: &s.id };
            row.side(&mut seen, [("product", &s.product), ("place", &s.place)], s.kg, (s.from, s.to))?;
            row.number("floor_fen_per_kg", s.floor_fen_per_kg.unwrap_or(0))?;
            row.number("urgency", s.urgency)?;
            row.sellers(&s.sellers)?;
        }
        let supplies = std::mem::take(&mut seen);
        for (i, d) in self.demands.iter().enumerate() {
            let row = Row { at: format!("/demands/{i}"), id: &d.id };
            row.side(&mut seen, [("product", &d.product), ("place", &d.place)], d.kg, (d.from, d.to))?;
            row.number("max_fen_per_kg", d.max_fen_per_kg.unwrap_or(0))?;
            row.sellers(&d.sellers)?;
            if let Some(to) = &d.directed_to {
                self.check_direction(&row, to, &supplies)?;
            }
        }
        self.check_transport()?;
        self.check_pairs()
    }

    fn check_sizes(&self) -> Result<(), Refusal> {
        let pairs = self.pairs.as_ref().map_or(0, Vec::len);
        let rows = [("supplies", self.supplies.len()), ("demands", self.demands.len()), ("pairs", pairs)];
        match rows.into_iter().find(|(_, count)| *count > MOST_ROWS) {
            Some((what, _)) => Err(Refusal::from(No::TooLarge { what: what.into() }).at(format!("/{what}"))),
            None => Ok(()),
        }
    }

    /// A direction is a supply's id or a division's code. What is neither digits nor the beginning of any place is a
    /// slip of the pen, and would silently leave the demand unmet.
    fn check_direction(&self, row: &Row, to: &str, supplies: &HashSet<&str>) -> Result<(), Refusal> {
        row.text("directed_to", to)?;
        let division = to.bytes().all(|b| b.is_ascii_digit()) || self.supplies.iter().any(|s| s.place.starts_with(to));
        if supplies.contains(to) || division {
            return Ok(());
        }
        Err(row.wrong("directed_to", No::IdUnknown { id: to.into(), by: format!("directed_to ({})", row.id) }))
    }

    fn check_transport(&self) -> Result<(), Refusal> {
        let mut seen = HashSet::with_capacity(self.transport.len());
        for (i, way) in self.transport.iter().enumerate() {
            let id = format!("{} → {}", way.from, way.to);
            let row = Row { at: format!("/transport/{i}"), id: &id };
            row.text("from", &way.from)?;
            row.text("to", &way.to)?;
            row.number("fen_per_kg", way.fen_per_kg)?;
            if !seen.insert((way.from.as_str(), way.to.as_str())) {
                return Err(row.wrong("from", No::RouteTwice { from: way.from.clone(), to: way.to.clone() }));
            }
        }
        Ok(())
    }

    fn check_pairs(&self) -> Result<(), Refusal> {
        for (i, pair) in self.pairs.iter().flatten().enumerate() {
            let least = pair.fen_per_kg.min(pair.max_kg.unwrap_or(0));
            let (supply, demand) = (self.supply_at(pair.supply), self.demand_at(pair.demand));
            if let (Some(_), Some(_), 0..) = (supply, demand, least) {
                continue;
            }
            let id = format!("{} → {}", supply.map_or("?", |s| &s.id), demand.map_or("?", |d| &d.id));
            let row = Row { at: format!("/pairs/{i}"), id: &id };
            for (field, position, there) in
                [("supply", pair.supply, supply.is_some()), ("demand", pair.demand, demand.is_some())]
            {
                if !there {
                    let by = format!("pairs/{i}/{field}");
                    return Err(row.wrong(field, No::IdUnknown { id: position.to_string(), by }));
                }
            }
            row.number("fen_per_kg", pair.fen_per_kg)?;
            row.number("max_kg", pair.max_kg.unwrap_or(0))?;
        }
        Ok(())
    }

    /// The supply at a position.
    pub fn supply_at(&self, position: u32) -> Option<&Supply> {
        self.supplies.get(usize::try_from(position).ok()?)
    }

    /// The demand at a position.
    pub fn demand_at(&self, position: u32) -> Option<&Demand> {
        self.demands.get(usize::try_from(position).ok()?)
    }
}

/// One row under check: where it stands and what it is called.
struct Row<'i> {
    at: String,
    id: &'i str,
}

impl<'i> Row<'i> {
    fn wrong(&self, field: &str, no: No) -> Refusal {
        Refusal::from(no).at(format!("{}/{field}", self.at))
    }

    fn text(&self, field: &str, text: &str) -> Result<(), Refusal> {
        if !text.trim().is_empty() {
            return Ok(());
        }
        Err(self.wrong(field, No::Empty { id: self.id.into(), field: field.into() }))
    }

    fn number(&self, field: &str, number: i64) -> Result<(), Refusal> {
        if number >= 0 {
            return Ok(());
        }
        Err(self.wrong(field, No::Number { id: self.id.into(), field: field.into() }))
    }

    fn sellers(&self, sellers: &[String]) -> Result<(), Refusal> {
        sellers.iter().try_for_each(|seller| self.text("sellers", seller))
    }

    /// What supplies and demands have in common.
    fn side(
        &self,
        seen: &mut HashSet<&'i str>,
        texts: [(&str, &str); 2],
        kg: i64,
        (from, to): (Day, Day),
    ) -> Result<(), Refusal> {
        self.text("id", self.id)?;
        if !seen.insert(self.id) {
            return Err(self.wrong("id", No::IdTwice { id: self.id.into() }));
        }
        for (field, text) in texts {
            self.text(field, text)?;
        }
        self.number("kg", kg)?;
        if from > to {
            let no = No::Window { id: self.id.into(), from: from.to_string(), to: to.to_string() };
            return Err(self.wrong("from", no));
        }
        Ok(())
    }
}
