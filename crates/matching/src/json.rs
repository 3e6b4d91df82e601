//! The JSON of `huoshui match`, read strictly: an unknown, missing or repeated field is refused with its place.
//!
//! A number that is below zero, not whole or too long is let through as a negative mark, so that
//! [`Instance::check`] can name whose it is. The ids of pairs become positions while they are read: a large instance
//! is mostly pairs, and their text is never kept.

use crate::{
    error::No,
    instance::{Demand, Instance, Pair, Supply, Transport},
};
use base::{Day, Refusal};
use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};
use std::{borrow::Cow, collections::HashMap, fmt, marker::PhantomData};

/// Stands for a number that is no whole 64-bit number.
const NO_NUMBER: i64 = i64::MIN;

/// Reads and checks an instance.
///
/// # Errors
/// What is no JSON of this shape, and all that [`Instance::check`] refuses.
pub fn read(text: &str) -> Result<Instance, Refusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw: Raw = serde_json::from_str(text).map_err(|e| Refusal::from(No::Unreadable { why: e.to_string() }))?;
    let (table, mut instance) = raw.into_instance();
    // Ids are checked before the pairs that name them.
    instance.check()?;
    if let Some(table) = table {
        instance.pairs = Some(table.resolve(&instance)?);
        instance.check()?;
    }
    Ok(instance)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    supplies: Rows<RawSupply>,
    demands: Rows<RawDemand>,
    #[serde(default)]
    transport: Rows<RawTransport>,
    #[serde(default)]
    pairs: Option<PairTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSupply {
    id: String,
    product: String,
    place: String,
    kg: Whole,
    from: Day,
    to: Day,
    #[serde(default)]
    floor_fen_per_kg: Option<Whole>,
    #[serde(default)]
    urgency: Option<Whole>,
    #[serde(default)]
    sellers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDemand {
    id: String,
    product: String,
    place: String,
    kg: Whole,
    from: Day,
    to: Day,
    #[serde(default)]
    max_fen_per_kg: Option<Whole>,
    #[serde(default)]
    directed_to: Option<String>,
    #[serde(default)]
    sellers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTransport {
    from: String,
    to: String,
    fen_per_kg: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPair<'t> {
    #[serde(borrow)]
    supply: Cow<'t, str>,
    #[serde(borrow)]
    demand: Cow<'t, str>,
    fen_per_kg: Whole,
    #[serde(default)]
    max_kg: Option<Whole>,
}

impl Raw {
    fn into_instance(self) -> (Option<PairTable>, Instance) {
        let fen = |number: Option<Whole>| number.map(|n| n.0);
        let supply = |s: RawSupply| Supply {
            id: s.id,
            product: s.product,
            place: s.place,
            kg: s.kg.0,
            from: s.from,
            to: s.to,
            floor_fen_per_kg: fen(s.floor_fen_per_kg),
            urgency: fen(s.urgency).unwrap_or(0),
            sellers: s.sellers,
        };
        let demand = |d: RawDemand| Demand {
            id: d.id,
            product: d.product,
            place: d.place,
            kg: d.kg.0,
            from: d.from,
            to: d.to,
            max_fen_per_kg: fen(d.max_fen_per_kg),
            directed_to: d.directed_to,
            sellers: d.sellers,
        };
        let way = |t: RawTransport| Transport { from: t.from, to: t.to, fen_per_kg: t.fen_per_kg.0 };
        let instance = Instance {
            supplies: self.supplies.0.into_iter().map(supply).collect(),
            demands: self.demands.0.into_iter().map(demand).collect(),
            transport: self.transport.0.into_iter().map(way).collect(),
            pairs: None,
        };
        (self.pairs, instance)
    }
}

/// A number as it was written; [`NO_NUMBER`] if it is no whole 64-bit number.
#[derive(Clone, Copy)]
struct Whole(i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Digits;
        impl Visitor<'_> for Digits {
            type Value = Whole;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a whole number from 0")
            }
            fn visit_i64<E>(self, number: i64) -> Result<Whole, E> {
                Ok(Whole(number))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Whole, E> {
                Ok(Whole(i64::try_from(number).unwrap_or(NO_NUMBER)))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Whole, E> {
                Ok(Whole(NO_NUMBER))
            }
        }
        from.deserialize_any(Digits)
    }
}

/// A list whose faults say in which row they are.
struct Rows<T>(Vec<T>);

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut rows = Vec::new();
        from.deserialize_seq(EachRow(|row| rows.push(row), PhantomData))?;
        Ok(Self(rows))
    }
}

/// Gives each row of a list to a function.
struct EachRow<T, F>(F, PhantomData<T>);

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for EachRow<T, F> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut count = 0_usize;
        let named = |row: usize, e: A::Error| A::Error::custom(format_args!("row {row} (from 0): {e}"));
        while let Some(row) = list.next_element().map_err(|e| named(count, e))? {
            (self.0)(row);
            count += 1;
        }
        Ok(())
    }
}

/// Pairs whose ids are numbers into `names` until supplies and demands are known: the keys of the document may
/// come in any order.
struct PairTable {
    names: HashMap<String, u32>,
    rows: Vec<Pair>,
}

impl PairTable {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.names.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.insert(name.to_owned(), number);
        number
    }

    fn push(&mut self, raw: &RawPair) {
        let pair = Pair {
            supply: self.number(&raw.supply),
            demand: self.number(&raw.demand),
            fen_per_kg: raw.fen_per_kg.0,
            max_kg: raw.max_kg.map(|n| n.0),
        };
        self.rows.push(pair);
    }

    /// Puts positions for names.
    fn resolve(mut self, instance: &Instance) -> Result<Vec<Pair>, Refusal> {
        let supplies = self.positions(instance.supplies.iter().map(|s| s.id.as_str()));
        let demands = self.positions(instance.demands.iter().map(|d| d.id.as_str()));
        let mut rows = std::mem::take(&mut self.rows);
        for (i, pair) in rows.iter_mut().enumerate() {
            pair.supply = self.position(&supplies, pair.supply, i, "supply")?;
            pair.demand = self.position(&demands, pair.demand, i, "demand")?;
        }
        rows.shrink_to_fit();
        Ok(rows)
    }

    fn positions<'i>(&self, ids: impl Iterator<Item = &'i str>) -> Vec<Option<u32>> {
        let mut positions = vec![None; self.names.len()];
        for (position, id) in (0_u32..).zip(ids) {
            let number = self.names.get(id).and_then(|n| usize::try_from(*n).ok());
            if let Some(slot) = number.and_then(|n| positions.get_mut(n)) {
                *slot = Some(position);
            }
        }
        positions
    }

    fn position(&self, positions: &[Option<u32>], number: u32, row: usize, field: &str) -> Result<u32, Refusal> {
        let found = usize::try_from(number).ok().and_then(|n| positions.get(n).copied().flatten());
        found.ok_or_else(|| {
            let id = self.names.iter().find(|(_, n)| **n == number).map_or("?", |(name, _)| name);
            let no = No::IdUnknown { id: id.into(), by: format!("pairs/{row}/{field}") };
            Refusal::from(no).at(format!("/pairs/{row}/{field}"))
        })
    }
}

impl<'de> Deserialize<'de> for PairTable {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut table = Self { names: HashMap::new(), rows: Vec::new() };
        from.deserialize_seq(EachRow(|row: RawPair| table.push(&row), PhantomData))?;
        Ok(table)
    }
}
