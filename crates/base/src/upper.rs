//! Amounts and dates in words, as bills, sign-off sheets and certificates demand.
//!
//! Source: the People's Bank rule on filling in bills (正确填写票据和结算凭证的基本规定).
//! 整 stands after 元 and 角, never after 分; zeros in the middle are read as one 零.
//! Where that rule lets one choose, the longer form is written, which leaves no gap to fill:
//! 壹拾元零伍角整 rather than 壹拾元伍角整.

use crate::{Day, Fen};

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLAIN_DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const UNITS: [(u64, &str); 5] = [(100_000_000, "亿"), (10_000, "万"), (1_000, "仟"), (100, "佰"), (10, "拾")];

/// `人民币…整`: an amount in upper-case characters; a negative one begins with 负.
pub fn amount(fen: Fen) -> String {
    let magnitude = fen.0.unsigned_abs();
    let (yuan, jiao, rest) = (magnitude / 100, magnitude / 10 % 10, magnitude % 10);
    let mut text = String::from(if fen.0 < 0 { "人民币负" } else { "人民币" });
    if yuan > 0 || magnitude == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    let gap = jiao == 0 || yuan % 10 == 0;
    if yuan > 0 && (jiao > 0 || rest > 0) && gap {
        text.push('零');
    }
    if jiao > 0 {
        text.push_str(digit(jiao));
        text.push('角');
    }
    if rest > 0 {
        text.push_str(digit(rest));
        text.push('分');
    } else {
        text.push('整');
    }
    text
}

/// Month of a certificate: `二〇二〇年十二月`.
pub fn year_month(day: Day) -> String {
    let year: String =
        day.year().to_string().bytes().map(|b| pick(&PLAIN_DIGITS, u64::from(b.saturating_sub(b'0')))).collect();
    format!("{year}年{}月", plain(day.month()))
}

/// Date of a certificate: `二〇二〇年十二月三十一日`.
pub fn date(day: Day) -> String {
    format!("{}{}日", year_month(day), plain(day.day_of_month()))
}

/// Date of a bill: `贰零贰零年零壹月壹拾伍日`. One-digit numbers and 10, 20, 30 have a 零 in
/// front so that nothing can be put before them; of the months only 1, 2 and 10 need it.
pub fn bill_date(day: Day) -> String {
    let year: String = day.year().to_string().bytes().map(|b| digit(u64::from(b.saturating_sub(b'0')))).collect();
    let month = guarded(day.month(), matches!(day.month(), 1 | 2 | 10));
    let date = day.day_of_month();
    format!("{year}年{month}月{}日", guarded(date, date < 10 || date % 10 == 0))
}

fn guarded(number: i8, with_zero: bool) -> String {
    format!("{}{}", if with_zero { "零" } else { "" }, whole(u64::try_from(number).unwrap_or(0)))
}

/// A whole number by its largest unit: what is before the unit, the unit, what is left.
/// A gap of at least one place before what is left is read as one 零.
fn whole(number: u64) -> String {
    for (unit, name) in UNITS {
        if number >= unit {
            let (head, tail) = (number / unit, number % unit);
            let zero = if tail > 0 && tail < unit / 10 { "零" } else { "" };
            let rest = if tail > 0 { whole(tail) } else { String::new() };
            return format!("{}{name}{zero}{rest}", whole(head));
        }
    }
    digit(number).to_owned()
}

/// 1–31 in everyday characters: 十, 十二, 二十, 三十一.
fn plain(number: i8) -> String {
    let number = u64::try_from(number).unwrap_or(0);
    let ones = if number % 10 == 0 { "" } else { pick(&PLAIN_DIGITS, number % 10) };
    match number / 10 {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        tens => format!("{}十{ones}", pick(&PLAIN_DIGITS, tens)),
    }
}

fn digit(number: u64) -> &'static str {
    pick(&DIGITS, number)
}

fn pick(digits: &[&'static str; 10], number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|n| digits.get(n)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_words() {
        for (yuan, words) in [
            ("0", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("0.53", "伍角叁分"),
            ("10.00", "壹拾元整"),
            ("10.50", "壹拾元零伍角整"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("1,004.50", "壹仟零肆元伍角整"),
            ("1,680.32", "壹仟陆佰捌拾元零叁角贰分"),
            ("10,001", "壹万零壹元整"),
            ("16,409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("100,000", "壹拾万元整"),
            ("107,000.53", "壹拾万柒仟元零伍角叁分"),
            ("100,010,001", "壹亿零壹万零壹元整"),
            ("10,000,000,000", "壹佰亿元整"),
            ("1,000,001,000", "壹拾亿零壹仟元整"),
            ("-12.30", "负壹拾贰元叁角整"),
        ] {
            assert_eq!(amount(Fen::parse_yuan(yuan).unwrap()), format!("人民币{words}"), "{yuan}");
        }
        assert!(amount(Fen(i64::MIN)).starts_with("人民币负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿"));
    }

    #[test]
    fn dates_in_words() {
        for (day, month, date_words, bill) in [
            ("2020-12-31", "二〇二〇年十二月", "二〇二〇年十二月三十一日", "贰零贰零年壹拾贰月叁拾壹日"),
            ("2026-01-15", "二〇二六年一月", "二〇二六年一月十五日", "贰零贰陆年零壹月壹拾伍日"),
            ("2019-10-20", "二〇一九年十月", "二〇一九年十月二十日", "贰零壹玖年零壹拾月零贰拾日"),
            ("2021-03-08", "二〇二一年三月", "二〇二一年三月八日", "贰零贰壹年叁月零捌日"),
        ] {
            let day: Day = day.parse().unwrap();
            assert_eq!((year_month(day), date(day), bill_date(day)), (month.into(), date_words.into(), bill.into()));
        }
    }
}
