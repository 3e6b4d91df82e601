//! One cell of a list by its kind.

use crate::{
    cell::Cell,
    ledger::{context::Context, heading::Units, is_cut_number},
    problem::Code,
    values::{
        date,
        decimal::Decimal,
        money, number, says_nothing,
        unit::{Base, Unit},
    },
};
use base::{
    Day, Fen, Quantity,
    codes::{citizen::CitizenNumber, credit, phone as phones},
};

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A day.
    Date,
    /// Money, in the unit of header or unit line.
    Money,
    /// A quantity with its unit in cell, header or unit line.
    Quantity,
    /// A whole number.
    Integer,
    /// A citizen number; must be text, since a spreadsheet's number cuts it.
    IdNumber,
    /// A mobile or landline number.
    Phone,
    /// A unified credit code; a wrong check character is a warning.
    CreditCode,
    /// Digits of a code, such as a division's; a number of up to 15 digits is taken.
    Code,
}

impl Kind {
    /// Whether total rows sum it.
    pub fn is_summed(self) -> bool {
        matches!(self, Self::Money | Self::Quantity | Self::Integer)
    }
}

/// A cell that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words, a code, or a number in its normal form.
    Text(String),
    /// A day.
    Day(Day),
    /// Money.
    Money(Fen),
    /// A quantity.
    Quantity(Quantity),
    /// A whole number.
    Integer(i64),
}

impl Value {
    /// What a total row would sum.
    pub(super) fn summed(&self) -> Option<Decimal> {
        match self {
            Self::Money(fen) => Some(Decimal::hundredths(fen.0)),
            Self::Integer(number) => Some(Decimal::whole(*number)),
            Self::Quantity(Quantity::G(number) | Quantity::Pieces(number)) => Some(Decimal::whole(*number)),
            _ => None,
        }
    }

    /// The words, for text and codes.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The value, and a problem or warning.
pub(super) fn read(cell: &Cell<'_>, kind: Kind, units: &Units, context: &Context) -> (Option<Value>, Option<Code>) {
    let shown = cell.shown();
    if says_nothing(&shown) {
        return (None, None);
    }
    let taken = |value: Option<Value>, code: Code| match value {
        Some(value) => (Some(value), None),
        None => (None, Some(code)),
    };
    match kind {
        Kind::Text => (Some(Value::Text(shown.into_owned())), None),
        Kind::Date => match date::of_cell(cell, context.around) {
            Ok(day) => (Some(Value::Day(day)), None),
            Err(date::No::Ambiguous) => (None, Some(Code::DateAmbiguous)),
            Err(date::No::Invalid) => (None, Some(Code::DateInvalid)),
        },
        Kind::Money => taken(fen(cell, units, context), Code::AmountInvalid),
        Kind::Quantity => quantity(&shown, units, context),
        Kind::Integer => {
            let said = number::read(&shown).filter(|said| !said.approximate);
            taken(said.and_then(|said| said.number.to_whole()).map(Value::Integer), Code::NumberInvalid)
        }
        Kind::IdNumber if matches!(cell, Cell::Number(_)) || is_cut_number(cell) => {
            (None, Some(Code::NumberStoredAsNumber))
        }
        Kind::IdNumber => {
            let number = CitizenNumber::parse(&shown).ok();
            taken(number.map(|number| Value::Text(number.reveal().to_owned())), Code::IdNumberInvalid)
        }
        Kind::Phone => taken(phone(&shown), Code::PhoneInvalid),
        Kind::CreditCode if matches!(cell, Cell::Number(_)) || is_cut_number(cell) => {
            (None, Some(Code::NumberStoredAsNumber))
        }
        Kind::CreditCode => credit_code(&shown),
        Kind::Code if is_cut_number(cell) => (None, Some(Code::NumberStoredAsNumber)),
        Kind::Code => (Some(Value::Text(crate::values::tidy(&shown).into_owned())), None),
    }
}

fn fen(cell: &Cell<'_>, units: &Units, context: &Context) -> Option<Value> {
    let factor = units.yuan.or(context.units.yuan).unwrap_or(1);
    let said = match cell {
        Cell::Number(number) => money::Said { number: Decimal::from_f64(*number)?, bare: true, per: None },
        cell => money::read(&cell.shown()).ok()?,
    };
    let yuan = said.number.times_whole(if said.bare { factor } else { 1 })?;
    yuan.to_hundredths().map(|fen| Value::Money(Fen(fen)))
}

fn quantity(shown: &str, units: &Units, context: &Context) -> (Option<Value>, Option<Code>) {
    let Some(said) = number::read(shown) else { return (None, Some(Code::QuantityInvalid)) };
    if said.approximate {
        return (None, Some(Code::QuantityApproximate));
    }
    let common = || units.unit.clone().or_else(|| context.units.unit.clone());
    let unit = if said.rest.is_empty() { common() } else { Unit::parse(&said.rest) };
    let Some(unit) = unit else { return (None, Some(Code::UnitUnknown)) };
    let whole = unit.factor().and_then(|factor| said.number.times_whole(factor)?.to_whole());
    match (whole, unit.base) {
        (Some(grams), Base::Grams(_)) => (Some(Value::Quantity(Quantity::G(grams))), None),
        (Some(pieces), Base::Piece) => (Some(Value::Quantity(Quantity::Pieces(pieces))), None),
        (None, _) => (None, Some(Code::QuantityInvalid)),
    }
}

fn phone(shown: &str) -> Option<Value> {
    phones::mobile(shown).or_else(|| phones::landline(shown)).map(Value::Text)
}

fn credit_code(shown: &str) -> (Option<Value>, Option<Code>) {
    match credit::check(shown) {
        (code, credit::Verdict::Valid) => (Some(Value::Text(code)), None),
        (code, credit::Verdict::CheckFailed { .. }) => (Some(Value::Text(code)), Some(Code::CreditCodeCheck)),
        (_, credit::Verdict::Malformed) => (None, Some(Code::CreditCodeInvalid)),
    }
}
