//! What a list shows of personal data: enough to tell people apart, not enough to reach them.
//!
//! Invariant: counted by Unicode scalars; an input shorter than its kind is hidden whole,
//! and a mask never tells how long a name is.

const HIDDEN: &str = "****";

/// A name: `张三丰` → `张*`. A single character is hidden.
pub fn name(text: &str) -> String {
    let mut chars = text.trim().chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(_)) => format!("{first}*"),
        _ => "*".to_owned(),
    }
}

/// A mobile number of 11 digits: `138****5678`; anything else is hidden.
pub fn phone(text: &str) -> String {
    if text.chars().any(|c| !c.is_ascii_digit() && !c.is_whitespace()) {
        return HIDDEN.to_owned();
    }
    ends(text, 3, 4, 11)
}

/// A citizen number of 18 characters: `4305**********0015`; anything else is hidden.
pub fn citizen_number(text: &str) -> String {
    ends(text, 4, 4, 18)
}

/// A bank account of at least 12 digits: the last four; anything shorter is hidden.
pub fn bank_account(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    ends(text, 0, 4, chars.len().max(12))
}

/// `head` and `tail` characters of a text that has exactly `length`; the rest are stars.
fn ends(text: &str, head: usize, tail: usize, length: usize) -> String {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.len() != length {
        return HIDDEN.to_owned();
    }
    let shown = |(i, c): (usize, &char)| if i < head || i >= length.saturating_sub(tail) { *c } else { '*' };
    chars.iter().enumerate().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_hide_by_scalars() {
        let name: fn(&str) -> String = name;
        for (mask, text, shown) in [
            (name, "张三", "张*"),
            (name, "欧阳修文", "欧*"),
            (name, "𥕢生", "𥕢*"),
            (name, "张", "*"),
            (name, "", "*"),
            (phone, "13812345678", "138****5678"),
            (phone, "138 1234 5678", "138****5678"),
            (phone, "0739-512345", "****"),
            (phone, "5678", "****"),
            (phone, "", "****"),
            (citizen_number, "430521196503150015", "4305**********0015"),
            (citizen_number, "43052119650315001", "****"),
            (citizen_number, "0015", "****"),
            (bank_account, "6222 0212 3456 7890", "************7890"),
            (bank_account, "12345678", "****"),
        ] {
            assert_eq!(mask(text), shown, "{text}");
        }
    }
}
