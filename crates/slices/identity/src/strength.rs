//! Which passwords are guessed first: short ones, the login, what everybody takes, rows of characters.

/// Parts that guessers try before anything else.
const COMMON: [&str; 14] = [
    "1qaz2wsx",
    "1q2w3e4r",
    "asdfghjkl",
    "qwertyuiop",
    "qwerty",
    "password",
    "passw0rd",
    "iloveyou",
    "5201314",
    "1314520",
    "woaini",
    "huoshui",
    "admin",
    "abc123",
];
/// Characters at least.
const LEAST: usize = 10;
/// Characters at least that are none of what is guessed first.
const OWN: usize = 6;

/// Whether a password is too easy for this login.
pub fn is_weak(password: &str, login: &str) -> bool {
    let mut rest = password.trim().to_lowercase();
    if rest.chars().count() < LEAST {
        return true;
    }
    for part in COMMON.into_iter().chain([login.to_lowercase().as_str()]).filter(|part| part.chars().count() > 2) {
        rest = rest.replace(part, "");
    }
    own_characters(&rest) < OWN
}

/// How many characters neither repeat the one before nor go on from it: `1234567890` has two.
fn own_characters(text: &str) -> usize {
    let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    let goes_on = |pair: &[i64]| match pair {
        [a, b] => (b - a).abs() <= 1 || [*a, *b] == [i64::from(b'9'), i64::from(b'0')],
        _ => false,
    };
    codes.len() - codes.windows(2).filter(|pair| goes_on(pair)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_weak() {
        for (password, login, weak) in [
            ("short", "wang", true),
            ("1234567890", "wang", true),
            ("0987654321", "wang", true),
            ("abcdefghij", "wang", true),
            ("1111111111", "wang", true),
            ("county_office.wang", "county_office.wang", true),
            ("County_Office.Wang1", "county_office.wang", true),
            ("password123", "wang", true),
            ("qwertyuiop", "wang", true),
            ("woaini5201314", "wang", true),
            ("a quiet pond 7", "admin", false),
            ("simulated-county", "office", false),
            ("一二三四五六七八九十", "wang", false),
            ("邵东黄桃又大又甜真好", "wang", false),
            ("8412 0936 57", "wang", false),
        ] {
            assert_eq!(is_weak(password, login), weak, "{password}");
        }
    }
}
