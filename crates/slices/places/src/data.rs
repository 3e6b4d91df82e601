//! What ships about divisions beside the national table, as data: other names, past codes,
//! numbers that documents state.

const ALIASES: &str = include_str!("../../../../data/aliases-430582.csv");
const STATED: &str = include_str!("../../../../data/stated-counts-430582.csv");
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

/// County division code, what is counted, the number that a document states, the document.
pub fn stated_counts() -> impl Iterator<Item = (&'static str, &'static str, i64, &'static str)> {
    STATED.lines().skip(1).filter_map(|line| {
        let mut cells = line.trim().splitn(4, ',');
        Some((cells.next()?, cells.next()?, cells.next()?.parse().ok()?, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn shipped_rows_are_whole() {
        assert_eq!(super::aliases().count(), super::ALIASES.lines().count() - 1);
        assert_eq!(super::past_codes().count(), super::PAST_CODES.lines().count() - 1);
        assert_eq!(super::stated_counts().count(), super::STATED.lines().count() - 1);
    }
}
