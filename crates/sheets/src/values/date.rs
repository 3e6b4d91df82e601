//! Dates in every Chinese habit; what could be two days is asked about, never guessed.
//!
//! A number such as 2020.1 is refused: the spreadsheet has dropped a zero or there was none,
//! so it is January or October.

use super::{chinese, tidy};
use crate::cell::Cell;
use base::Day;

/// What stands around a date: title, sheet name and the kind of workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The one year that title or sheet name says.
    pub year: Option<i32>,
    /// The one month that the sheet name or title says.
    pub month: Option<i8>,
    /// Serial numbers count from 1904.
    pub epoch_1904: bool,
}

/// Why a date is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// No date that exists.
    Invalid,
    /// More than one day fits.
    Ambiguous,
}

/// Years that a list can be about; a serial number or eight digits outside are no date.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Reads a cell of a date column.
///
/// # Errors
/// [`No`].
pub fn of_cell(cell: &Cell<'_>, around: Around) -> Result<Day, No> {
    match cell {
        Cell::Date(day) if YEARS.contains(&day.year()) => Ok(*day),
        Cell::Number(number) => of_number(*number, around),
        Cell::Text(text) => of_text(text, around),
        _ => Err(No::Invalid),
    }
}

/// Day of a spreadsheet's serial number; the clock time behind the point is dropped.
pub fn of_serial(serial: f64, epoch_1904: bool) -> Option<Day> {
    let whole: i32 = format!("{:.0}", serial.floor()).parse().ok().filter(|n| (0..=2_958_465).contains(n))?;
    match (epoch_1904, whole) {
        (true, days) => Some(Day::new(1904, 1, 1)?.plus_days(days)),
        // Day 60 is 29 February 1900, which never was; before it the count is off by one.
        (false, 60) => None,
        (false, days) if days < 60 => Some(Day::new(1899, 12, 31)?.plus_days(days)),
        (false, days) => Some(Day::new(1899, 12, 30)?.plus_days(days)),
    }
}

fn of_number(number: f64, around: Around) -> Result<Day, No> {
    let shown = Cell::Number(number).shown().into_owned();
    if shown.len() == 8 && !shown.contains('.') {
        return of_text(&shown, around);
    }
    let whole = number.floor().to_bits() == number.to_bits();
    match shown.split('.').next().map(str::len) {
        // A year, a month or a day alone, or 2020.1.
        Some(1..=2) if whole => day_alone(&shown, around),
        Some(1..=4) => Err(No::Ambiguous),
        Some(5) => of_serial(number, around.epoch_1904).filter(|day| YEARS.contains(&day.year())).ok_or(No::Invalid),
        _ => Err(No::Invalid),
    }
}

fn day_alone(digits: &str, around: Around) -> Result<Day, No> {
    let (Some(year), Some(month)) = (around.year, around.month) else { return Err(No::Ambiguous) };
    exactly(year, month, digits.parse().map_err(|_| No::Invalid)?)
}

fn exactly(year: i32, month: i8, day: i8) -> Result<Day, No> {
    if !YEARS.contains(&year) {
        return Err(No::Invalid);
    }
    i16::try_from(year).ok().and_then(|year| Day::new(year, month, day)).ok_or(No::Invalid)
}

/// Reads a date in text.
///
/// # Errors
/// [`No`].
pub fn of_text(text: &str, around: Around) -> Result<Day, No> {
    if let Some(day) = in_plain_digits(text) {
        return Ok(day);
    }
    let bare = without_clock(&half_width_trimmed(text));
    let text = tidy(&bare);
    let text = without_weekday(&text).trim_end_matches(['.', '/', '-', '。']);
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        return numbers(&[part(0, 4), part(4, 6), part(6, 8)], around);
    }
    if text.contains(['~', '至', '到', '旬', '底', '初']) {
        return Err(No::Ambiguous);
    }
    let (text, day_said) = text.strip_suffix(['日', '号']).map_or((text, false), |rest| (rest, true));
    let parts: Vec<&str> = text.split(['.', '/', '-', '年', '月', '—', '、', '\\', '。', ',']).collect();
    let digits: Option<Vec<String>> = parts.iter().map(|part| part_digits(part)).collect();
    let Some(digits) = digits else { return Err(No::Invalid) };
    let digits: Vec<&str> = digits.iter().map(String::as_str).collect();
    if let ([alone], false) = (digits.as_slice(), day_said) {
        // Serial numbers and days alone are read as the same numbers in number cells are.
        let serial = alone.len() == 5 && text == *alone;
        if serial || (alone.len() <= 2 && text == *alone) {
            return of_number(text.parse().map_err(|_| No::Invalid)?, around);
        }
        return Err(if digits.iter().all(|d| d.len() <= 4) { No::Ambiguous } else { No::Invalid });
    }
    if digits.len() == 2 && (text.ends_with('月') || digits.first().is_some_and(|d| d.len() == 4)) {
        return Err(No::Ambiguous);
    }
    numbers(&digits, around)
}

/// `2020-8-4`, `2020/8/4`, `2020.8.4`: the usual spellings, read without making a copy.
fn in_plain_digits(text: &str) -> Option<Day> {
    let mut parts = text.trim().split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let plain = year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2) && parts.next().is_none();
    if !plain {
        return None;
    }
    exactly(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn half_width_trimmed(text: &str) -> String {
    text.trim().chars().map(base::names::half_width).collect()
}

fn part_digits(part: &str) -> Option<String> {
    if part.is_empty() {
        // What stands behind the 月 of 2020年8月.
        return Some(String::new());
    }
    if part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 8 {
        return Some(part.to_owned());
    }
    chinese::as_digits(part).filter(|digits| digits.len() <= 4)
}

/// Drops `10:30` and all after it.
fn without_clock(text: &str) -> String {
    let end = text.find(':').and_then(|colon| text.get(..colon)).and_then(|before| before.rfind([' ', 'T']));
    end.and_then(|end| text.get(..end)).unwrap_or(text).to_owned()
}

fn without_weekday(text: &str) -> &str {
    ["(星期", "(周", "星期", "周"].iter().find_map(|mark| text.find(mark)).and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Year, month, day; the year may be two digits or stand in the title.
fn numbers(parts: &[&str], around: Around) -> Result<Day, No> {
    let small = |text: &str| text.parse::<i8>().map_err(|_| No::Invalid);
    if parts.iter().any(|part| part.is_empty()) {
        return Err(No::Ambiguous);
    }
    match parts {
        [year, month, day] if year.len() == 4 => {
            exactly(year.parse().map_err(|_| No::Invalid)?, small(month)?, small(day)?)
        }
        [year, month, day] if year.len() == 2 => {
            let full = around.year.filter(|full| full.rem_euclid(100).to_string() == year.trim_start_matches('0'));
            exactly(full.ok_or(No::Ambiguous)?, small(month)?, small(day)?)
        }
        // 8/4/2020 is April or August, by whose habit?
        [_, _, year] if year.len() == 4 => Err(No::Ambiguous),
        [month, day] => {
            let (month, day) = (small(month)?, small(day)?);
            // 2024 has every day that any year has: what it lacks exists in none.
            exactly(2024, month, day)?;
            exactly(around.year.ok_or(No::Ambiguous)?, month, day)
        }
        [day] => day_alone(day, around),
        _ => Err(No::Invalid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Around = Around { year: None, month: None, epoch_1904: false };
    const IN_2020: Around = Around { year: Some(2020), month: Some(8), epoch_1904: false };

    fn check(text: &str, around: Around, expect: Result<&str, No>) {
        assert_eq!(of_text(text, around).map(|day| day.to_string()), expect.map(str::to_owned), "{text}");
    }

    #[test]
    fn one_day_in_all_its_spellings() {
        for text in [
            "2020.8.4",
            "2020/8/4",
            "2020-8-4",
            "2020-08-04",
            "2020年8月4日",
            "20200804",
            "２０２０年８月４日",
            "二〇二〇年八月四日",
            "2020 年 8 月 4 日",
            "2020.08.04",
            "2020年8月4号",
            "2020-08-04 10:30",
            "2020-08-04T10:30:00",
            "2020/8/4 星期二",
            "2020年8月4日（周二）",
            " 2020-8-4 ",
            "2020、8、4",
            "2020.8.4.",
            "44047",
            "2020年8月4日 上午10:30",
        ] {
            check(text, NOTHING, Ok("2020-08-04"));
        }
        for text in ["8月4日", "8.4", "8-4", "八月四日", "20.8.4", "20年8月4日", "4日", "4", "04"] {
            check(text, IN_2020, Ok("2020-08-04"));
            check(text, NOTHING, Err(No::Ambiguous));
        }
    }

    #[test]
    fn what_is_no_day_or_more_than_one() {
        for (text, no) in [
            ("2020-02-30", No::Invalid),
            ("2021年2月29日", No::Invalid),
            ("20201304", No::Invalid),
            ("2020.13.1", No::Invalid),
            ("13月4日", No::Invalid),
            ("明天", No::Invalid),
            ("0020-01-01", No::Invalid),
            ("2020年8月", No::Ambiguous),
            ("2020.8", No::Ambiguous),
            ("2020", No::Ambiguous),
            ("32", No::Invalid),
            ("99999", No::Invalid),
            ("8月上旬", No::Ambiguous),
            ("8月4日至6日", No::Ambiguous),
            ("19.8.4", No::Ambiguous),
            ("8/4/2020", No::Ambiguous),
        ] {
            check(text, IN_2020, Err(no));
        }
    }

    #[test]
    fn numbers_in_a_date_column() {
        let mac = Around { epoch_1904: true, ..NOTHING };
        for (number, around, expect) in [
            (44047.0, NOTHING, Ok("2020-08-04")),
            (44047.75, NOTHING, Ok("2020-08-04")),
            (42585.0, mac, Ok("2020-08-04")),
            (20200804.0, NOTHING, Ok("2020-08-04")),
            (2020.1, IN_2020, Err(No::Ambiguous)),
            (2020.8, IN_2020, Err(No::Ambiguous)),
            (8.4, IN_2020, Err(No::Ambiguous)),
            (4.0, IN_2020, Ok("2020-08-04")),
            (4.0, NOTHING, Err(No::Ambiguous)),
            (2020.0, NOTHING, Err(No::Ambiguous)),
            (99999.0, NOTHING, Err(No::Invalid)),
            (-5.0, NOTHING, Err(No::Ambiguous)),
            (123456.0, NOTHING, Err(No::Invalid)),
        ] {
            let got = of_cell(&Cell::Number(number), around).map(|day| day.to_string());
            assert_eq!(got, expect.map(str::to_owned), "{number}");
        }
    }
}
