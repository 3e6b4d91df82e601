//! Quantity, unit, price and amount of a line, and the one rule that binds them:
//! |price × quantity|, rounded half up to the fen in the sheet's own unit, is the amount.

use super::{
    field::{Direction, Field},
    line::Price,
    rate,
    record::Row,
};
use crate::{
    cell::Cell,
    problem::Code,
    values::{
        decimal::Decimal,
        money, number,
        unit::{Base, Unit},
    },
};
use base::{Fen, Quantity, Text};

/// The exact figures of a line.
pub struct Figures {
    /// Grams or pieces, signed.
    pub quantity: Quantity,
    /// The unit's word.
    pub unit: String,
    /// The sheet's price.
    pub price: Option<Price>,
    /// Signed fen.
    pub amount_fen: i64,
    /// Price, quantity and amount all stand there, and the rule binds them.
    pub proven: bool,
}

/// A line's ceiling in fen and in grams or pieces: the totals of a file cannot overflow.
const LINE_MAX: u64 = 1_000_000_000_000;

/// A quantity as its cell says it.
struct Count {
    number: Decimal,
    unit: Option<Unit>,
    /// The cell itself says 万.
    multiplied: bool,
}

/// Reads and checks the figures of one side; problems are noted in the row.
pub fn read(row: &mut Row<'_>, side: Direction, goods_went_back: bool) -> Option<Figures> {
    let known = row.problems.len();
    let rate = rate::price(row, side);
    let count = count(row, side);
    let amount = amount(row, side);
    let clean = row.problems.len() == known;
    let own = sheet_unit(row, side);
    if count.is_none() && amount.is_none() && clean {
        row.problem(Field::Quantity, Some(side), Code::ValueMissing);
        return None;
    }
    let said = count.as_ref().and_then(|count| count.unit.clone());
    let unit = said.clone().or_else(|| own.clone()).or_else(|| rate.as_ref().and_then(|rate| rate.per.clone()));
    let Some(unit) = unit else {
        no_unit(row, side);
        return None;
    };
    let twice = said.is_none() && unit.scale > 1 && count.as_ref().is_some_and(|count| count.multiplied);
    if twice {
        row.problem_saying(Field::Quantity, Some(side), Code::QuantityInvalid, ten_thousand_twice());
    }
    if !clean || twice {
        return None;
    }
    let proven = rate.is_some() && count.is_some() && amount.is_some();
    let (number, amount) = returned(count.map(|count| count.number), amount, goods_went_back);
    let per = rate.as_ref().and_then(|rate| rate.per.clone()).or(own).unwrap_or_else(|| unit.clone());
    let Some(products) = rate.as_ref().map(|rate| rate.meanings(&unit, &per)).map_or(Some(Vec::new()), |found| found)
    else {
        row.problem_saying(Field::UnitPrice, Some(side), Code::UnitPriceInvalid, not_convertible(&unit, &per));
        return None;
    };
    let number = match number {
        Some(number) => number,
        None => divided(row, side, amount, &products)?,
    };
    let quantity = in_base(row, side, number, &unit)?;
    let amount_fen = agreed(row, side, number, amount, &products)?;
    let price = rate.and_then(|rate| rate.shown(&per));
    Some(Figures { quantity, unit: unit.word.to_string(), price, amount_fen, proven })
}

/// A return by its type column has figures below zero, whichever sign was written.
fn returned(number: Option<Decimal>, amount: Option<Decimal>, back: bool) -> (Option<Decimal>, Option<Decimal>) {
    let turn = |d: Decimal| if back { d.magnitude().negated() } else { d };
    (number.map(turn), amount.map(turn))
}

/// A number cell, or the text of one.
fn spoken(cell: &Cell<'_>) -> Option<number::Said> {
    match cell {
        Cell::Number(value) => {
            let number = Decimal::from_f64(*value)?;
            Some(number::Said { number, approximate: false, multiplied: false, rest: String::new() })
        }
        Cell::Text(text) => number::read(text),
        _ => None,
    }
}

fn count(row: &mut Row<'_>, side: Direction) -> Option<Count> {
    let (_, cell) = row.filled(Field::Quantity, Some(side))?;
    let Some(said) = spoken(cell) else {
        row.problem(Field::Quantity, Some(side), Code::QuantityInvalid);
        return None;
    };
    if said.approximate {
        row.problem(Field::Quantity, Some(side), Code::QuantityApproximate);
        return None;
    }
    let digits = said.rest.contains(|c: char| c.is_ascii_digit());
    let unit = Some(&said.rest)
        .filter(|rest| !rest.is_empty() && !digits)
        .and_then(|rest| row.context.known_units.parse(rest));
    if unit.is_none() && !said.rest.is_empty() {
        row.problem(Field::Quantity, Some(side), if digits { Code::QuantityInvalid } else { Code::UnitUnknown });
        return None;
    }
    Some(Count { number: said.number, unit, multiplied: said.multiplied })
}

/// The unit of the unit column, else of the quantity's header, else of the unit line.
fn sheet_unit(row: &mut Row<'_>, side: Direction) -> Option<Unit> {
    if let Some((_, cell)) = row.filled(Field::Unit, Some(side)) {
        let unit = row.context.known_units.parse(&cell.shown());
        if unit.is_none() {
            row.problem(Field::Unit, Some(side), Code::UnitUnknown);
        }
        return unit;
    }
    let heading = row.columns.get(Field::Quantity, Some(side)).and_then(|column| column.heading.units.unit.clone());
    heading.or_else(|| row.context.units.unit.clone())
}

fn no_unit(row: &mut Row<'_>, side: Direction) {
    if row.problems.iter().any(|problem| problem.code == Code::UnitUnknown) {
        return;
    }
    if row.at(Field::Unit, Some(side)).is_some() {
        row.problem(Field::Unit, Some(side), Code::ValueMissing);
    } else {
        row.problem(Field::Quantity, Some(side), Code::UnitUnknown);
    }
}

/// Yuan of a money cell that follows the sheet's own money unit.
pub fn yuan(cell: &Cell<'_>, factor: i64) -> Option<Decimal> {
    let said = match cell {
        Cell::Number(value) => return Decimal::from_f64(*value)?.times_whole(factor),
        Cell::Text(text) => money::read(text).ok().filter(|said| said.per.is_none())?,
        _ => return None,
    };
    said.number.times_whole(if said.bare { factor } else { 1 })
}

/// Yuan for one of a column of amounts.
pub fn money_factor(row: &Row<'_>, side: Option<Direction>) -> i64 {
    let heading = row.columns.get(Field::Amount, side).and_then(|column| column.heading.units.yuan);
    heading.or(row.context.units.yuan).unwrap_or(1)
}

fn amount(row: &mut Row<'_>, side: Direction) -> Option<Decimal> {
    let (_, cell) = row.filled(Field::Amount, Some(side))?;
    let factor = money_factor(row, Some(side));
    let amount = yuan(cell, factor);
    if amount.is_none() {
        row.problem(Field::Amount, Some(side), Code::AmountInvalid);
    }
    amount
}

/// The quantity that amount and price leave: only if it comes out exactly.
fn divided(row: &mut Row<'_>, side: Direction, amount: Option<Decimal>, products: &[Decimal]) -> Option<Decimal> {
    let one = match products {
        [one] => amount.and_then(|amount| amount.over(*one)),
        _ => None,
    };
    if one.is_none() {
        row.problem(Field::Quantity, Some(side), Code::ValueMissing);
    }
    one
}

fn in_base(row: &mut Row<'_>, side: Direction, number: Decimal, unit: &Unit) -> Option<Quantity> {
    let whole = unit.factor().and_then(|factor| number.times_whole(factor)?.to_whole());
    let Some(whole) = whole.filter(|whole| *whole != 0 && whole.unsigned_abs() <= LINE_MAX) else {
        row.problem(Field::Quantity, Some(side), Code::QuantityInvalid);
        return None;
    };
    Some(match unit.base {
        Base::Grams(_) => Quantity::G(whole),
        Base::Piece => Quantity::Pieces(whole),
    })
}

/// The amount that price × quantity proves, in fen.
fn agreed(
    row: &mut Row<'_>,
    side: Direction,
    number: Decimal,
    amount: Option<Decimal>,
    per_unit: &[Decimal],
) -> Option<i64> {
    let exact: Vec<Decimal> = per_unit.iter().filter_map(|one| one.times(number)).collect();
    let rounded = |product: &Decimal| product.round_to_hundredths().filter(|fen| fen.unsigned_abs() <= LINE_MAX);
    let Some(amount) = amount else {
        let first = exact.first().and_then(rounded);
        let unclear = exact.iter().any(|product| rounded(product) != first);
        if first.is_none() || unclear {
            row.problem(Field::Amount, Some(side), Code::ValueMissing);
        }
        return first.filter(|_| !unclear);
    };
    // A formula's result that nobody rounded is the product itself.
    if amount.to_hundredths().is_none() && exact.contains(&amount) {
        return rounded(&amount);
    }
    let Some(fen) = amount.to_hundredths().filter(|fen| fen.unsigned_abs() <= LINE_MAX) else {
        row.problem(Field::Amount, Some(side), Code::AmountInvalid);
        return None;
    };
    let proved = per_unit.is_empty() || exact.iter().any(|product| rounded(product) == Some(fen));
    let signs_agree = amount.is_zero() || amount.is_negative() == number.is_negative();
    if proved && signs_agree {
        return Some(fen);
    }
    let expected = exact.first().and_then(rounded).map(|fen| Fen(fen).plain());
    row.problem_saying(Field::Amount, Some(side), Code::AmountMismatch, mismatch(expected, Fen(fen)));
    None
}

fn ten_thousand_twice() -> Text {
    Text::new("数量和它的单位都写了“万”，是一个还是两个？", "quantity and unit both say 万: is one meant, or two?")
}

fn mismatch(expected: Option<String>, amount: Fen) -> Text {
    match expected {
        Some(expected) => Text::new(
            format!("单价乘数量是 {expected} 元，金额写的是 {} 元", amount.plain()),
            format!("price times quantity is {expected} yuan, the amount says {}", amount.plain()),
        ),
        None => Text::new("数量与金额一正一负", "quantity and amount have different signs"),
    }
}

fn not_convertible(unit: &Unit, per: &Unit) -> Text {
    Text::new(
        format!("单价按{}，数量按{}，不能换算", per.word, unit.word),
        format!("the price is per {}, the quantity in {}: they do not convert", per.word, unit.word),
    )
}
