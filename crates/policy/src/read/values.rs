//! Typed parameters: each is read, checked, and noted for readers in one call.
//!
//! Invariant: amounts are decimal-yuan texts, shares percent texts; a bare number is
//! refused, since `0.1` in a file is a float somewhere.

use super::section::{Placed, Section};
use crate::bound::{Bound, Unit, percent, show};
use crate::vocabulary::{Op, Word};
use base::{Fen, Text};

/// Name of a parameter for readers, Chinese first.
pub(crate) type Label<'l> = (&'l str, &'l str);

/// Which way a bound has to look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// `ge` or `gt`.
    AtLeast,
    /// `le` or `lt`.
    AtMost,
}

impl<'a> Section<'a> {
    /// An amount that is not negative.
    pub(crate) fn money(&self, name: &str, label: Label) -> Option<Fen> {
        let amount = Fen(self.number_of(name, self.need(name)?, Unit::Fen)?);
        self.show(name, label, show(amount.0, Unit::Fen), None);
        Some(amount)
    }

    /// An amount above 0.
    pub(crate) fn money_above_zero(&self, name: &str, label: Label) -> Option<Fen> {
        let amount = self.money(name, label)?;
        if amount > Fen::ZERO {
            return Some(amount);
        }
        let value = self.find(name)?;
        self.wrong(name, value, "value.range", "应大于 0".to_owned(), "has to be above 0".to_owned());
        None
    }

    /// An amount that may be absent.
    pub(crate) fn maybe_money(&self, name: &str, label: Label) -> Option<Option<Fen>> {
        if self.find(name).is_none() {
            self.show(name, label, Text::new("未设定", "not set"), None);
            return Some(None);
        }
        self.money(name, label).map(Some)
    }

    /// A share in ppm, 0 to 100 %.
    pub(crate) fn share(&self, name: &str, label: Label) -> Option<i64> {
        let ppm = self.number_of(name, self.need(name)?, Unit::Ppm)?;
        self.show(name, label, Text::new(percent(ppm), percent(ppm)), None);
        Some(ppm)
    }

    /// A whole number within limits.
    pub(crate) fn count(&self, name: &str, label: Label, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let value = self.need(name)?;
        let number = self.integer(name, value, range)?;
        self.show(name, label, show(number, Unit::Count), None);
        Some(number)
    }

    /// A whole number within limits, or what holds where the file does not say.
    pub(crate) fn count_or(
        &self,
        name: &str,
        label: Label,
        range: std::ops::RangeInclusive<i64>,
        unsaid: i64,
    ) -> Option<i64> {
        if self.find(name).is_some() {
            return self.count(name, label, range);
        }
        self.show(name, label, show(unsaid, Unit::Count), None);
        Some(unsaid)
    }

    fn integer(&self, name: &str, value: Placed<'a>, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let digits = value.get_ref().as_integer();
        let number = digits.and_then(|d| i64::from_str_radix(d.as_str(), d.radix()).ok()).filter(|n| range.contains(n));
        if number.is_none() {
            let (from, to) = (range.start(), range.end());
            let (zh, en) =
                (format!("应为 {from} 到 {to} 的整数"), format!("a whole number from {from} to {to} is wanted"));
            self.wrong(name, value, "value.range", zh, en);
        }
        number
    }

    /// Yes or no.
    pub(crate) fn flag(&self, name: &str, label: Label) -> Option<bool> {
        let value = self.need(name)?;
        let Some(flag) = value.get_ref().as_bool() else {
            self.wrong(
                name,
                value,
                "value.type",
                "应为 true 或 false".to_owned(),
                "true or false is wanted".to_owned(),
            );
            return None;
        };
        self.show(name, label, if flag { Text::new("是", "yes") } else { Text::new("否", "no") }, None);
        Some(flag)
    }

    /// One word of a closed list.
    pub(crate) fn choice<W: Word>(&self, name: &str, label: Label) -> Option<W> {
        let value = self.need(name)?;
        let word: W = self.word_of(name, value)?;
        self.show(name, label, word.text(), None);
        Some(word)
    }

    /// One word of a closed list, or what holds where the file does not say.
    pub(crate) fn choice_or<W: Word>(&self, name: &str, label: Label, unsaid: W) -> Option<W> {
        if self.find(name).is_some() {
            return self.choice(name, label);
        }
        self.show(name, label, unsaid.text(), None);
        Some(unsaid)
    }

    /// Several words of a closed list, at least one.
    pub(crate) fn choices<W: Word>(&self, name: &str, label: Label) -> Option<Vec<W>> {
        self.strings(name)?;
        let list = self.list(name)?;
        let words: Option<Vec<W>> = list.iter().map(|v| self.word_of(name, v)).collect();
        let words = words?;
        self.show(name, label, join(words.iter().map(|w| w.text())), None);
        Some(words)
    }

    fn word_of<W: Word>(&self, name: &str, value: Placed<'a>) -> Option<W> {
        let spelling = self.string_of(name, value)?;
        let word = W::find(spelling);
        if word.is_none() {
            let all = W::spellings();
            let (zh, en) = (format!("“{spelling}”不在可选范围：{all}"), format!("`{spelling}` is none of {all}"));
            self.wrong(name, value, "value.word", zh, en);
        }
        word
    }

    /// A limit `{ ge = "…", wording = "…" }` that looks the right way.
    pub(crate) fn bound(&self, name: &str, label: Label, unit: Unit, side: Side) -> Option<Bound> {
        let value = self.need(name)?;
        let inner = Section::within(self.log, self.key(name), value)?;
        let wording = inner.string("wording");
        let bound = inner.one_operator(unit, side);
        inner.finish();
        let (op, limit) = bound?;
        let bound = Bound { op, limit, unit, wording: wording?.to_owned() };
        self.show(name, label, bound.text(), Some(bound.wording.clone()));
        Some(bound)
    }

    /// The one operator of a bound that looks this way.
    pub(crate) fn one_operator(&self, unit: Unit, side: Side) -> Option<(Op, i64)> {
        let (right, other) = match side {
            Side::AtLeast => ([Op::Ge, Op::Gt], [Op::Le, Op::Lt]),
            Side::AtMost => ([Op::Le, Op::Lt], [Op::Ge, Op::Gt]),
        };
        let found: Vec<_> = right.into_iter().filter_map(|op| Some((op, self.find(op.word())?))).collect();
        let against: Vec<_> = other.into_iter().filter_map(|op| self.find(op.word())).collect();
        match (found.as_slice(), against.as_slice()) {
            ([(op, value)], []) => Some((*op, self.number_of(op.word(), value, unit)?)),
            _ => {
                let words = right.map(Word::word).join(" | ");
                let (zh, en) =
                    (format!("应恰有一个运算符：{words}"), format!("exactly one operator is wanted: {words}"));
                self.log.add(self.at, self.path.clone(), "bound.operator", zh, en);
                None
            }
        }
    }

    /// A number in `unit`, as files write it.
    pub(crate) fn number_of(&self, name: &str, value: Placed<'a>, unit: Unit) -> Option<i64> {
        match unit {
            Unit::Count | Unit::Day | Unit::Grams => self.integer(name, value, 0..=1_000_000_000),
            Unit::Fen => {
                let amount = value.get_ref().as_str().and_then(parse_amount);
                if amount.is_none() {
                    let right = value.get_ref().as_str().and_then(plain_amount);
                    let right = right.unwrap_or_else(|| "\"100000\" / \"0.01\"".to_owned());
                    let zh = format!(
                        "金额应为带引号的十进制元，只有数字和小数点，没有空格、逗号、单位和多余的零，如 {right}"
                    );
                    let en = format!(
                        "an amount is a quoted decimal of yuan, digits and a point alone, without blanks, commas, units and needless zeros, such as {right}"
                    );
                    self.wrong(name, value, "value.amount", zh, en);
                }
                amount.map(|f| f.0)
            }
            Unit::Ppm => {
                let share = value.get_ref().as_str().and_then(parse_percent);
                if share.is_none() {
                    let zh = "比例应为带引号的百分数，0 到 100，最多四位小数，如 \"70\"".to_owned();
                    let en = "a share is a quoted percentage from 0 to 100 with at most four decimals, such as \"70\""
                        .to_owned();
                    self.wrong(name, value, "value.share", zh, en);
                }
                share
            }
        }
    }
}

/// Digits that do not begin with a needless 0.
fn is_plain_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'))
}

/// `"100000"` or `"0.01"`: as screens write it, `"100,000"`, is refused, so that a file is read in one way only.
fn parse_amount(text: &str) -> Option<Fen> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    Fen::parse_yuan(text).filter(|_| is_plain_whole(whole) && !text.ends_with(char::is_whitespace))
}

/// What an amount that can be understood should have been: `100,000` is `"100000"`.
fn plain_amount(text: &str) -> Option<String> {
    let digits: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，' | '元' | '¥' | '￥')).collect();
    let amount = Fen::parse_yuan(&digits).filter(|f| *f >= Fen::ZERO)?;
    let plain = amount.plain();
    Some(format!("\"{}\"", plain.strip_suffix(".00").unwrap_or(&plain)))
}

/// `"70"` or `"33.3333"` in ppm.
fn parse_percent(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let plain = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !is_plain_whole(whole) || !plain(fraction) || fraction.len() > 4 || whole.len() > 3 {
        return None;
    }
    let ppm = whole.parse::<i64>().ok()? * 10_000 + format!("{fraction:0<4}").parse::<i64>().ok()?;
    (ppm <= crate::bound::WHOLE_PPM).then_some(ppm)
}

/// Texts in a row, with the separators of each language.
pub(crate) fn join(texts: impl Iterator<Item = Text>) -> Text {
    let (zh, en): (Vec<_>, Vec<_>) = texts.map(|t| (t.zh, t.en)).unzip();
    Text::new(zh.join("、"), en.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_read_by_digits() {
        for (text, ppm) in [("70", 700_000), ("0", 0), ("100", 1_000_000), ("33.3333", 333_333), ("0.5", 5_000)] {
            assert_eq!(parse_percent(text), Some(ppm), "{text}");
        }
        for text in ["", "70%", "100.0001", "-1", "1e1", "33.33333", ".5", "5.", "七十", " 70", "70 ", "070", "７０"]
        {
            assert_eq!(parse_percent(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_read_in_one_way_only() {
        for (text, fen) in [("100000", 10_000_000), ("0", 0), ("0.01", 1), ("0.5", 50), ("12.30", 1_230)] {
            assert_eq!(parse_amount(text), Some(Fen(fen)), "{text}");
        }
        for (text, right) in [
            ("100,000", Some("\"100000\"")),
            (" 100000", Some("\"100000\"")),
            ("100000 ", Some("\"100000\"")),
            ("100000.5 元", Some("\"100000.50\"")),
            ("0100000", Some("\"100000\"")),
            ("００", None),
            ("-1", None),
            ("+1", None),
            ("1e5", None),
            ("1.234", None),
            ("10万", None),
            ("", None),
        ] {
            assert_eq!(parse_amount(text), None, "{text}");
            assert_eq!(plain_amount(text).as_deref(), right, "{text}");
        }
    }
}
