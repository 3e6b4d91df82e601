//! What ships about divisions beside the national table: other names and past codes, as data.

const ALIASES: &str = include_str!("../../../../data/aliases-430582.csv");
const PAST_CODES: &str = include_str!("../../../../data/past-codes-430582.csv");

/// Division code and other name.
pub fn aliases() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALIASES.lines().skip(1).filter_map(|line| line.trim().split_once(','))
}

/// County division code, the code it had before, the last year of that code.
pub fn past_codes() -> impl Iterator<Item = (&'static str, &'static str, i64)> {
    PAST_CODES.lines().skip(1).filter_map(|line| {
        let mut cells = line.trim().split(',');
        Some((cells.next()?, cells.next()?, cells.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn shipped_rows_are_whole() {
        assert_eq!(super::aliases().count(), super::ALIASES.lines().count() - 1);
        assert_eq!(super::past_codes().count(), super::PAST_CODES.lines().count() - 1);
    }
}
