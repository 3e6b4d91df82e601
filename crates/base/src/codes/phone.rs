//! Telephone numbers. No number is a key: villagers share one, and old people have none.

/// A mobile number in its 11 digits; takes +86, 0086, 86, blanks, dashes and full width.
/// No list of segments is kept: 1, then 3–9, then nine digits.
pub fn mobile(text: &str) -> Option<String> {
    let digits = bare(text)?;
    let national = [digits.as_str()]
        .into_iter()
        .chain(["+86", "0086", "86"].iter().filter_map(|code| digits.strip_prefix(code)))
        .find(|n| n.len() == 11)?;
    let second = national.chars().nth(1)?;
    (national.starts_with('1') && ('3'..='9').contains(&second) && all_digits(national)).then(|| national.to_owned())
}

/// A landline as `0739-5123456`: area code (010 and 02x of three digits, else four) and 7 or 8 digits.
pub fn landline(text: &str) -> Option<String> {
    let digits = bare(text)?;
    let national = match digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")) {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    };
    let area_length = if national.starts_with("010") || national.starts_with("02") { 3 } else { 4 };
    let (area, number) = national.split_at_checked(area_length)?;
    let fits = area.starts_with('0') && !area.starts_with("00") && matches!(number.len(), 7 | 8);
    (fits && all_digits(&national) && !number.starts_with(['0', '1'])).then(|| format!("{area}-{number}"))
}

/// A mobile number or else a landline, in its normal form.
pub fn number(text: &str) -> Option<String> {
    mobile(text).or_else(|| landline(text))
}

/// Without what people put between digits; `None` if anything else is left.
fn bare(text: &str) -> Option<String> {
    let text: String = super::tidy(text).chars().filter(|c| !matches!(c, '-' | '－' | '—' | '(' | ')')).collect();
    all_digits(text.strip_prefix('+').unwrap_or(&text)).then_some(text)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobiles() {
        for (typed, normal) in [
            ("13812345678", Some("13812345678")),
            ("+86 138-1234-5678", Some("13812345678")),
            ("0086 13812345678", Some("13812345678")),
            ("8613812345678", Some("13812345678")),
            ("１３８１２３４５６７８", Some("13812345678")),
            ("19112345678", Some("19112345678")),
            ("19712345678", Some("19712345678")),
            ("12812345678", None),
            ("1381234567", None),
            ("138123456789", None),
            ("+8713812345678", None),
            ("1381234567x", None),
            ("", None),
            ("无", None),
        ] {
            assert_eq!(mobile(typed).as_deref(), normal, "{typed}");
        }
    }

    #[test]
    fn landlines() {
        for (typed, normal) in [
            ("0739-2651234", Some("0739-2651234")),
            ("(0739)2651234", Some("0739-2651234")),
            ("+86 739 2651234", Some("0739-2651234")),
            ("0731 88881234", Some("0731-88881234")),
            ("010-65001234", Some("010-65001234")),
            ("2651234", None),
            ("0739-265123", None),
            ("13812345678", None),
        ] {
            assert_eq!(landline(typed).as_deref(), normal, "{typed}");
        }
    }
}
