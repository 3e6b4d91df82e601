//! Numbers in Chinese characters, small (三百二十) and upper case as on receipts (叁佰贰拾).

use super::decimal::Decimal;

/// A numeral's value 0–9.
fn digit(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '弍' | '两' | '兩' => 2,
        '三' | '叁' | '叄' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Whether a character is a numeral.
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// A multiplier inside a group of four digits.
fn small_unit(c: char) -> Option<i64> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        _ => None,
    }
}

/// A multiplier of what stands before it: 万, 亿.
pub fn large_unit(c: char) -> Option<i64> {
    match c {
        '万' | '萬' => Some(10_000),
        '亿' | '億' => Some(100_000_000),
        _ => None,
    }
}

/// A multiplier that may follow digits: `3千`, `1.2万`.
pub fn multiplier(c: char) -> Option<i64> {
    small_unit(c).or_else(|| large_unit(c))
}

/// 两 is a numeral only before 百千万亿 or where a number begins; elsewhere it is 50 g.
fn is_liang_as_unit(c: char, at_start: bool, next: Option<char>) -> bool {
    matches!(c, '两' | '兩') && !at_start && next.and_then(multiplier).is_none()
}

/// The longest number at the start of `text` and what follows it: `三百斤` → (300, `斤`).
/// A numeral after 余 or 多 is left to the caller.
pub fn leading(text: &str) -> Option<(Decimal, &str)> {
    let (mut total, mut group, mut pending) = (0_i64, 0_i64, None::<i64>);
    let (mut end, mut last_unit) = (0, 0_i64);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if is_liang_as_unit(c, at == 0, next) {
            break;
        }
        if let Some(value) = digit(c) {
            if pending.is_some_and(|before| before != 0) {
                return None;
            }
            pending = Some(value);
        } else if let Some(unit) = small_unit(c) {
            group = group.checked_add(pending.take().filter(|d| *d != 0).unwrap_or(1).checked_mul(unit)?)?;
            last_unit = unit;
        } else if let Some(unit) = large_unit(c).filter(|_| end > 0) {
            group = group.checked_add(pending.take().unwrap_or(0))?;
            total = total.checked_add(group)?.checked_mul(unit)?;
            group = 0;
            last_unit = unit;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    let tail = match pending {
        // 三百五 means 350 in speech and 305 to nobody: a bare last digit after 百 is not taken.
        Some(digit) if digit != 0 && last_unit >= 100 && !text.get(..end)?.contains(['零', '〇']) => return None,
        other => other.unwrap_or(0),
    };
    let number = total.checked_add(group)?.checked_add(tail)?;
    (end > 0).then(|| Some((Decimal::whole(number), text.get(end..)?)))?
}

/// Numerals one by one, as years are written: 二〇二〇 → `2020`, and days: 十二 → `12`.
pub fn as_digits(text: &str) -> Option<String> {
    let one_by_one: Option<String> =
        text.chars().map(|c| digit(c).and_then(|d| char::from_digit(u32::try_from(d).ok()?, 10))).collect();
    one_by_one.or_else(|| leading(text).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number.to_string()))
}

/// Yuan written in characters: `叁佰元整`, `壹万陆仟肆佰零玖元零贰分`, `三百二十五元四角`.
pub fn yuan(text: &str) -> Option<Decimal> {
    let text = text.strip_suffix(['整', '正']).unwrap_or(text);
    let mut rest = text;
    let mut fen = 0_i64;
    let mut found = false;
    for (marks, worth) in [(&['元', '圆', '圓'][..], 100_i64), (&['角'][..], 10), (&['分'][..], 1)] {
        let bare = rest.strip_prefix('零').filter(|r| found && !r.is_empty()).unwrap_or(rest);
        let Some((number, after)) = leading(bare) else { continue };
        let Some(after) = after.strip_prefix(marks) else { continue };
        let whole = number.to_whole().filter(|n| worth == 100 || *n < 10)?;
        fen = fen.checked_add(whole.checked_mul(worth)?)?;
        (rest, found) = (after, true);
    }
    (found && rest.is_empty()).then(|| Decimal::hundredths(fen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_characters() {
        for (text, expect) in [
            ("三百斤", Some(("300", "斤"))),
            ("十二", Some(("12", ""))),
            ("两百零五公斤", Some(("205", "公斤"))),
            ("二两", Some(("2", "两"))),
            ("两斤", Some(("2", "斤"))),
            ("一万两千", Some(("12000", ""))),
            ("壹拾万", Some(("100000", ""))),
            ("一百余斤", Some(("100", "余斤"))),
            ("壹佰亿", Some(("10000000000", ""))),
            ("二〇二〇", None),
            ("三百五", None),
            ("三百零五", Some(("305", ""))),
            ("斤", None),
            ("万斤", None),
        ] {
            let got = leading(text);
            assert_eq!(got.map(|(n, r)| (n.to_string(), r)), expect.map(|(n, r)| (n.to_owned(), r)), "{text}");
        }
    }

    #[test]
    fn upper_case_money() {
        for (text, fen) in [
            ("叁佰元整", Some(30_000)),
            ("零元整", Some(0)),
            ("壹拾元整", Some(1_000)),
            ("叁佰贰拾伍元零肆分", Some(32_504)),
            ("壹仟零肆元伍角整", Some(100_450)),
            ("壹万零壹元整", Some(1_000_100)),
            ("壹万陆仟肆佰零玖元零贰分", Some(1_640_902)),
            ("壹佰亿元整", Some(1_000_000_000_000)),
            ("三百二十五元四角", Some(32_540)),
            ("伍角", Some(50)),
            ("叁佰", None),
            ("元整", None),
            ("", None),
        ] {
            assert_eq!(yuan(text).and_then(Decimal::to_hundredths), fen, "{text}");
        }
    }

    #[test]
    fn years_and_days() {
        for (text, digits) in [("二〇二〇", "2020"), ("二零二一", "2021"), ("十二", "12"), ("三十", "30"), ("八", "8")]
        {
            assert_eq!(as_digits(text).as_deref(), Some(digits));
        }
        assert_eq!(as_digits("八月"), None);
    }
}
