//! A number inside text, with its sign, the words that make it rough, and what follows it.

use super::{chinese, decimal::Decimal, tidy};
use base::names::half_width;
use std::borrow::Cow;

/// A number as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The number, 万 and its kin multiplied out.
    pub number: Decimal,
    /// 约, 余, 多, 近, 左右, a range: not exact.
    pub approximate: bool,
    /// 万 or its kin stood behind the digits: a column's own 万 is not meant once more.
    pub multiplied: bool,
    /// What follows: a unit, `元/斤`, or nothing.
    pub rest: String,
}

const ROUGH_BEFORE: [&str; 16] =
    ["大约", "将近", "接近", "不足", "不到", "超过", "至少", "大概", "差不多", "约", "近", "超", "逾", "~", "≈", "几"];
const ROUGH_AFTER: [&str; 9] = ["左右", "上下", "以上", "以内", "多", "余", "来", "几", "+"];

/// Reads a number at the start of `text`, in any width.
pub fn read(text: &str) -> Option<Said> {
    let text = parted_like_thousands(text);
    let text = tidy(&text);
    let (text, bracketed) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text.as_ref(), false),
    };
    let (text, rough_before) = strip_any(text, &ROUGH_BEFORE);
    let (text, minus) = strip_any(text, &["-", "−", "–", "负", "减"]);
    let text = text.strip_prefix('+').filter(|_| !minus).unwrap_or(text);
    let (number, rest) = magnitude(text)?;
    let bare = number;
    let (number, rest, rough_inside) = multiplied(number, rest)?;
    let (rest, rough_behind) = strip_end(rest);
    let range = rest.starts_with(['-', '~', '至', '到', '—'])
        && read(rest.trim_start_matches(['-', '~', '至', '到', '—'])).is_some();
    let negative = minus != bracketed;
    Some(Said {
        number: if negative { number.negated() } else { number },
        approximate: rough_before || rough_inside || rough_behind || range,
        multiplied: bare != number,
        rest: if range { String::new() } else { rest.to_owned() },
    })
}

/// A blank between two digits parts thousands or it parts two numbers: it counts as a comma, which is checked.
pub(super) fn parted_like_thousands(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if !trimmed.contains(char::is_whitespace) {
        return Cow::Borrowed(text);
    }
    let words: Vec<&str> = trimmed.split_whitespace().collect();
    let digit = |c: Option<char>| c.is_some_and(|c| half_width(c).is_ascii_digit());
    let mut joined = String::with_capacity(text.len());
    for word in words {
        if digit(joined.chars().next_back()) && digit(word.chars().next()) {
            joined.push(',');
        }
        joined.push_str(word);
    }
    Cow::Owned(joined)
}

fn strip_any<'a>(text: &'a str, words: &[&str]) -> (&'a str, bool) {
    words.iter().find_map(|word| text.strip_prefix(word)).map_or((text, false), |rest| (rest, true))
}

fn strip_end(text: &str) -> (&str, bool) {
    ["左右", "上下", "以上", "以内", "多"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .map_or((text, false), |rest| (rest, true))
}

/// Digits with thousands, or numerals.
fn magnitude(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    if end == 0 {
        return chinese::leading(text);
    }
    let (digits, rest) = text.split_at_checked(end)?;
    Some((Decimal::parse(&without_thousands(digits)?)?, rest))
}

/// Commas only where they part groups of three.
fn without_thousands(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return Some(digits.to_owned());
    }
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let in_order = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let fraction_is_plain = !digits.get(whole.len()..)?.contains(',');
    (in_order && fraction_is_plain).then(|| digits.replace(',', ""))
}

/// `1.2` `万斤` → 12,000 `斤`; `6` `万余公斤` → 60,000 `公斤`, rough.
fn multiplied(mut number: Decimal, mut rest: &str) -> Option<(Decimal, &str, bool)> {
    let mut rough = false;
    loop {
        let (after, found) = strip_any(rest, &ROUGH_AFTER);
        (rest, rough) = (after, rough || found);
        let mut chars = rest.chars();
        // 千克 is a unit, not a thousand grams said so.
        let factor = chars.next().and_then(chinese::multiplier).filter(|_| !rest.starts_with("千克"));
        match factor {
            Some(factor) => {
                number = number.times_whole(factor)?;
                rest = chars.as_str();
            }
            None if found => {}
            None => return Some((number, rest, rough)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expect) in [
            ("500", Some(("500", false, ""))),
            ("５００．５", Some(("500.5", false, ""))),
            ("1,200.00", Some(("1200", false, ""))),
            ("１，２００", Some(("1200", false, ""))),
            ("12,34", None),
            ("1 200", Some(("1200", false, ""))),
            ("１　２００．５ 斤", Some(("1200.5", false, "斤"))),
            ("12 5", None),
            ("2 3斤", None),
            ("1.2万", Some(("12000", false, ""))),
            ("1.2万斤", Some(("12000", false, "斤"))),
            ("500公斤", Some(("500", false, "公斤"))),
            ("500 公斤", Some(("500", false, "公斤"))),
            ("3千克", Some(("3", false, "千克"))),
            ("3千斤", Some(("3000", false, "斤"))),
            ("-5", Some(("-5", false, ""))),
            ("(50.00)", Some(("-50", false, ""))),
            ("三百斤", Some(("300", false, "斤"))),
            ("一百余斤", Some(("100", true, "斤"))),
            ("6万余公斤", Some(("60000", true, "公斤"))),
            ("约3000斤", Some(("3000", true, "斤"))),
            ("3000斤左右", Some(("3000", true, "斤"))),
            ("近1万公斤", Some(("10000", true, "公斤"))),
            ("100多斤", Some(("100", true, "斤"))),
            ("十几斤", Some(("10", true, "斤"))),
            ("100-120斤", Some(("100", true, ""))),
            ("10元/斤", Some(("10", false, "元/斤"))),
            ("abc", None),
            ("", None),
            ("1.", None),
            ("99999999999999999999", None),
        ] {
            let got = read(text);
            assert_eq!(
                got.as_ref().map(|s| (s.number.to_string(), s.approximate, s.rest.as_str())),
                expect.map(|(n, a, r)| (n.to_owned(), a, r)),
                "{text}"
            );
        }
    }
}
