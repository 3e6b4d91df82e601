//! Which supply and which demand may come together, if the instance brings no pairs of its own.
//!
//! The tests, in the order in which they are asked and named: product, window, price, direction, seller, transport.

use crate::instance::{Demand, Instance, Supply};
use base::Text;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// The first test that a supply and a demand fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fails {
    /// Another product.
    Product,
    /// No day on which both are there.
    Window,
    /// The floor price is above what is paid at most.
    Price,
    /// The demand is directed to somebody else.
    Direction,
    /// The demand names its seller, and nobody says whose this supply is.
    SellerUnsaid,
    /// The demand names another seller.
    Seller,
    /// No row of transport from the one place to the other.
    Transport,
    /// The instance names its pairs, and this is none of them.
    NotNamed,
}

impl Fails {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 8] = [
        Self::Product,
        Self::Window,
        Self::Price,
        Self::Direction,
        Self::SellerUnsaid,
        Self::Seller,
        Self::Transport,
        Self::NotNamed,
    ];

    /// Why, in words that follow a count.
    pub fn words(self) -> Text {
        let (zh, en) = match self {
            Self::Product => ("品种不同", "of another product"),
            Self::Window => ("时间段不重叠", "at another time"),
            Self::Price => ("保底价高于最高出价", "with the floor price above the highest price"),
            Self::Direction => ("定向采购其他货源", "directed elsewhere"),
            Self::SellerUnsaid => (
                "指定了卖方，而上报没有写明是谁的货",
                "wanted of a named seller, while the report does not say whose goods they are",
            ),
            Self::Seller => ("指定的是别人的货", "wanted of another seller"),
            Self::Transport => ("没有可走的运输线路", "without a way to transport"),
            Self::NotNamed => ("不在给定的配对中", "not among the given pairs"),
        };
        Text::new(zh, en)
    }
}

/// The tests, with what they look up.
pub(crate) struct Rules<'i> {
    supply_ids: HashSet<&'i str>,
    ways: HashMap<&'i str, HashMap<&'i str, i64>>,
}

impl<'i> Rules<'i> {
    pub(crate) fn of(instance: &'i Instance) -> Self {
        let mut ways: HashMap<&str, HashMap<&str, i64>> = HashMap::new();
        for way in &instance.transport {
            ways.entry(&way.from).or_default().insert(&way.to, way.fen_per_kg);
        }
        Self { supply_ids: instance.supplies.iter().map(|s| s.id.as_str()).collect(), ways }
    }

    /// What all tests but the last say; transport is that, see [`Self::cost`].
    pub(crate) fn before_transport(&self, s: &Supply, d: &Demand) -> Result<(), Fails> {
        if s.product != d.product {
            return Err(Fails::Product);
        }
        if s.from > d.to || d.from > s.to {
            return Err(Fails::Window);
        }
        if s.floor_fen_per_kg.zip(d.max_fen_per_kg).is_some_and(|(floor, max)| floor > max) {
            return Err(Fails::Price);
        }
        if d.directed_to.as_ref().is_some_and(|to| !self.directed(s, to)) {
            return Err(Fails::Direction);
        }
        match (d.sellers.as_slice(), s.sellers.as_slice()) {
            ([], _) => Ok(()),
            (_, []) => Err(Fails::SellerUnsaid),
            (named, whose) if whose.iter().any(|seller| named.contains(seller)) => Ok(()),
            _ => Err(Fails::Seller),
        }
    }

    /// Fen a kg from one place to another; `None` if there is no way.
    pub(crate) fn cost(&self, from: &str, to: &str) -> Option<i64> {
        if from == to { Some(0) } else { self.ways.get(from)?.get(to).copied() }
    }

    /// All tests: the cost of the pair, fen a kg.
    pub(crate) fn test(&self, s: &Supply, d: &Demand) -> Result<i64, Fails> {
        self.before_transport(s, d)?;
        self.cost(&s.place, &d.place).ok_or(Fails::Transport)
    }

    /// Whether a direction fits a supply: it is the supply's id, else the code of a division that holds its place.
    fn directed(&self, s: &Supply, to: &str) -> bool {
        if self.supply_ids.contains(to) { s.id == to } else { s.place.starts_with(division(to)) }
    }
}

/// A division's code without its trailing groups `000`, which is how its parts' codes begin.
fn division(code: &str) -> &str {
    let mut code = code;
    while let Some(shorter) = code.strip_suffix("000") {
        code = shorter;
    }
    code
}
