//! Chance with a fixed algorithm: SplitMix64 (Steele, Lea, Flood 2014), the same numbers for a seed for ever.
//!
//! Good enough to play a year with; never for secrets.

/// A stream of numbers that a seed fixes.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The stream of a seed and a purpose: what one part of the world draws moves no other part.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mut rng = Self(seed ^ 0x9e37_79b9_7f4a_7c15);
        for byte in purpose.bytes() {
            rng.0 = rng.draw().wrapping_add(u64::from(byte));
        }
        rng
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `from` to `to`, both included; `from` if there is none between.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let Ok(span) = u64::try_from(to.saturating_sub(from).saturating_add(1)) else { return from };
        let scaled = (u128::from(self.draw()) * u128::from(span)) >> 64;
        from.saturating_add(i64::try_from(scaled).unwrap_or(0))
    }

    /// Whether something happens that happens so many times in a thousand.
    pub fn chance(&mut self, per_mille: i64) -> bool {
        self.between(0, 999) < per_mille
    }

    /// A place in a row of `length`; 0 for an empty one.
    pub fn index(&mut self, length: usize) -> usize {
        let last = i64::try_from(length).unwrap_or(i64::MAX) - 1;
        usize::try_from(self.between(0, last)).unwrap_or(0)
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.index(from.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_fixed_for_ever() {
        let mut rng = Rng(1_234_567);
        assert_eq!([rng.draw(), rng.draw()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        let mut one = Rng::new(1, "sales");
        let mut other = Rng::new(1, "people");
        assert_ne!(one.draw(), other.draw());
        for _ in 0..1_000 {
            assert!((3..=7).contains(&one.between(3, 7)));
        }
        assert_eq!((one.between(5, 4), one.index(0)), (5, 0));
    }
}
