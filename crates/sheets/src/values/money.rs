//! Money in text: `¥1,200.00`, `1.2万元`, `10元/斤`, `叁佰元整`.

use super::{chinese, decimal::Decimal, number, tidy, unit::Unit};

/// Money as it was found, in yuan unless `bare`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The number.
    pub number: Decimal,
    /// Nothing says yuan or 万: the sheet's own money unit (元 or 万元) applies.
    pub bare: bool,
    /// Of `10元/斤` the 斤.
    pub per: Option<Unit>,
}

/// Why money is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// Not money.
    Invalid,
    /// 近20万元.
    Approximate,
}

/// Reads money; a price may name what it is for.
///
/// # Errors
/// [`No`].
pub fn read(text: &str) -> Result<Said, No> {
    let text = number::parted_like_thousands(text);
    let text = tidy(&text);
    let signed = text.strip_prefix("(¥").or_else(|| text.strip_prefix("(￥"));
    let (mut bare, bracketed) = match signed.and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text.as_ref(), false),
    };
    let mut marked = bracketed;
    for mark in ["人民币", "RMB", "CNY", "¥", "￥", "Y:"] {
        if let Some(rest) = bare.strip_prefix(mark) {
            (bare, marked) = (rest, true);
        }
    }
    if let Some(number) = chinese::yuan(bare) {
        return Ok(Said { number, bare: false, per: None });
    }
    let said = number::read(bare.strip_prefix("-¥").map(|rest| format!("-{rest}")).as_deref().unwrap_or(bare))
        .ok_or(No::Invalid)?;
    if said.approximate {
        return Err(No::Approximate);
    }
    let number = if bracketed { said.number.negated() } else { said.number };
    let (rest, currency) = strip_currency(&said.rest);
    let per = match rest.strip_prefix(['/', '每', '一']) {
        Some(unit) => Some(Unit::parse(unit).ok_or(No::Invalid)?),
        None if rest.is_empty() => None,
        None => return Err(No::Invalid),
    };
    Ok(Said { number, bare: !(marked || currency || said.multiplied || bare.starts_with("-¥")), per })
}

fn strip_currency(text: &str) -> (&str, bool) {
    ["元整", "元正", "圆整", "块钱", "元", "圆", "块", "RMB", "yuan"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .map_or((text, false), |rest| (rest, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_in_every_habit() {
        for (text, fen, bare) in [
            ("1200", 120_000, true),
            ("¥1,200.00", 120_000, false),
            ("￥１，２００", 120_000, false),
            ("1200元", 120_000, false),
            ("1.2万元", 1_200_000, false),
            ("20万", 20_000_000, false),
            ("叁佰元整", 30_000, false),
            ("人民币叁佰元整", 30_000, false),
            ("1.15", 115, true),
            ("4.35", 435, true),
            ("19.99", 1_999, true),
            ("-12.5", -1_250, true),
            ("-¥12.5", -1_250, false),
            ("(12.50)", -1_250, true),
            ("(1,234.50)", -123_450, true),
            ("￥1,234.50元", 123_450, false),
            ("(￥1,234.50)", -123_450, false),
            ("￥(1,234.50)", -123_450, false),
            ("￥-12.5", -1_250, false),
            ("０.５", 50, true),
            ("0.01", 1, true),
        ] {
            let said = read(text).unwrap();
            assert_eq!((said.number.to_hundredths(), said.bare), (Some(fen), bare), "{text}");
        }
    }

    #[test]
    fn a_price_may_name_its_unit() {
        let said = read("10元/斤").unwrap();
        assert_eq!(said.per.map(|unit| unit.word), Some("斤".into()));
    }

    #[test]
    fn what_is_not_money() {
        for (text, no) in [
            ("近20万元", No::Approximate),
            ("20多元", No::Approximate),
            ("十元/亩", No::Invalid),
            ("#REF!", No::Invalid),
            ("面议", No::Invalid),
            ("12 5", No::Invalid),
            ("12,34", No::Invalid),
            ("5角", No::Invalid),
        ] {
            assert_eq!(read(text), Err(no), "{text}");
        }
    }
}
