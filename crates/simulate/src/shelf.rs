//! Goods as the plan sees them: what stands on a shelf, oldest first. Never asks the books.

use base::Day;

/// Goods taken in together.
#[derive(Clone, Debug)]
struct Held {
    expires: Option<Day>,
    left: i64,
}

/// One product at one outlet.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Vec<Held>);

impl Shelf {
    /// What can be sold on a day.
    pub fn left(&self, day: Day) -> i64 {
        self.0.iter().filter(|held| held.expires.is_none_or(|end| end >= day)).map(|held| held.left).sum()
    }

    /// All that stands there.
    pub fn all(&self) -> i64 {
        self.0.iter().map(|held| held.left).sum()
    }

    /// What was good until yesterday, taken off.
    pub fn spoiled(&mut self, day: Day) -> i64 {
        let before = self.all();
        self.0.retain(|held| held.expires.is_none_or(|end| end >= day));
        before - self.all()
    }

    /// Puts goods behind the others.
    pub fn put(&mut self, quantity: i64, expires: Option<Day>) {
        self.0.push(Held { expires, left: quantity });
    }

    /// Takes goods from the oldest on; whether there were enough.
    pub fn take(&mut self, quantity: i64, day: Day) -> bool {
        if self.left(day) < quantity {
            return false;
        }
        let mut wanted = quantity;
        for held in self.0.iter_mut().filter(|held| held.expires.is_none_or(|end| end >= day)) {
            let taken = held.left.min(wanted);
            held.left -= taken;
            wanted -= taken;
        }
        self.0.retain(|held| held.left > 0);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oldest_first_and_nothing_spoiled() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let mut shelf = Shelf::default();
        shelf.put(10, Some(day("2026-01-10")));
        shelf.put(5, None);
        assert!(shelf.take(12, day("2026-01-10")));
        assert_eq!((shelf.left(day("2026-01-11")), shelf.all()), (3, 3));
        shelf.put(4, Some(day("2026-02-01")));
        assert!(!shelf.take(8, day("2026-01-11")));
        assert_eq!((shelf.left(day("2026-02-02")), shelf.spoiled(day("2026-02-02")), shelf.all()), (3, 4, 3));
    }
}
