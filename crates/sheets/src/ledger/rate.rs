//! The unit price of a line, in every meaning that the sheet leaves open.

use super::{
    field::{Direction, Field},
    line::Price,
    record::Row,
};
use crate::{
    cell::Cell,
    problem::Code,
    values::{
        decimal::Decimal,
        money,
        unit::{Base, Unit},
    },
};

/// A unit price; `factors` are the meanings in yuan that the sheet's money unit leaves open.
pub struct Rate {
    /// As it stands there.
    number: Decimal,
    /// Yuan for one of it.
    factors: Vec<i64>,
    /// What it is for, if it says so.
    pub per: Option<Unit>,
}

impl Rate {
    /// Yuan for one of the quantity's units, in each meaning left open; `None` if units do not convert.
    pub fn meanings(&self, unit: &Unit, per: &Unit) -> Option<Vec<Decimal>> {
        let factor = match (unit.base, per.base) {
            (one, other) if one == other => Decimal::whole(1),
            (Base::Grams(one), Base::Grams(other)) => {
                Decimal::whole(one).times(Decimal::whole(1).over(Decimal::whole(other))?)?
            }
            _ => return None,
        };
        // A column in 万斤 or 万元 with a bare price: per 斤 in yuan, or per 万斤, as the amount proves.
        let scales: &[i64] = if per.scale > 1 && self.per.is_none() { &[1, per.scale] } else { &[1] };
        let mut meanings = Vec::new();
        for yuan in &self.factors {
            for scale in scales {
                let scaled = factor.times_whole(unit.scale)?.times(Decimal::whole(1).over(Decimal::whole(*scale))?)?;
                meanings.push(self.number.times_whole(*yuan)?.times(scaled)?);
            }
        }
        Some(meanings)
    }

    /// As the line keeps it.
    pub fn shown(self, per: &Unit) -> Option<Price> {
        let yuan = self.number.times_whole(self.factors.first().copied().unwrap_or(1))?.to_string();
        let grams = match per.base {
            Base::Grams(grams) => grams,
            Base::Piece => 1,
        };
        Some(Price { yuan, per: grams, unit: per.word.to_string() })
    }
}

/// The price of a row, if it has one.
pub fn price(row: &mut Row<'_>, side: Direction) -> Option<Rate> {
    let (column, cell) = row.filled(Field::UnitPrice, Some(side))?;
    let units = &column.heading.units;
    let said = match cell {
        Cell::Number(value) => Decimal::from_f64(*value).map(|number| money::Said { number, bare: true, per: None }),
        Cell::Text(text) => money::read(text).ok(),
        _ => None,
    };
    let Some(said) = said.filter(|said| !said.number.is_negative()) else {
        row.problem(Field::UnitPrice, Some(side), Code::UnitPriceInvalid);
        return None;
    };
    let factors = match (said.bare, units.yuan, row.context.units.yuan) {
        (false, ..) => vec![1],
        (true, Some(yuan), _) => vec![yuan],
        // 单位：万元 above the table is about amounts; whether prices are meant too, the amount proves.
        (true, None, Some(yuan)) if yuan > 1 => vec![1, yuan],
        _ => vec![1],
    };
    Some(Rate { number: said.number, factors, per: said.per.or_else(|| units.unit.clone()) })
}
