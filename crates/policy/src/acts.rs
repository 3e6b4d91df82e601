//! What terms come to: a band, a stepped award, room on a voucher, the end of an exception,
//! the most of a subsidy, the honoured, a weighted score. Pure arithmetic, i128 inside.

use crate::bound::WHOLE_PPM;
use crate::terms::{Band, ListedOnly, Ranking, SteppedAward, SubsidyBands, Voucher, WeightedMeasures};
use base::{Day, Fen};
use serde::Serialize;

impl Band {
    /// Whether sales lie in the band.
    pub fn holds(&self, sales: Fen) -> bool {
        self.from.holds(sales.0) && self.to.as_ref().is_none_or(|to| to.holds(sales.0))
    }
}

/// What a stepped award comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// Full steps above the threshold.
    pub steps: i64,
    /// Award, after the cap.
    pub amount: Fen,
    /// Whether the cap cut it.
    pub capped: bool,
}

impl SteppedAward {
    /// The award for these sales; `None` below the threshold.
    pub fn amount_for(&self, sales: Fen) -> Option<Stepped> {
        if !self.threshold.holds(sales.0) {
            return None;
        }
        let above = i128::from(sales.0) - i128::from(self.threshold.limit);
        let steps = above.checked_div(i128::from(self.step.0))?;
        let full = i128::from(self.amount.0) + steps * i128::from(self.step_amount.0);
        let amount = full.min(i128::from(self.cap.0));
        Some(Stepped {
            steps: i64::try_from(steps).ok()?,
            amount: Fen(i64::try_from(amount).ok()?),
            capped: full > amount,
        })
    }
}

impl Voucher {
    /// Last day on which a voucher of this year's programme can be used.
    pub fn usable_until(&self, year: i32) -> Option<Day> {
        let year = i16::try_from(i64::from(year).checked_add(self.last_day_years_later)?).ok()?;
        Day::new(year, self.last_month, self.last_day)
    }

    /// What may still be issued to a worker who was issued that much this year, over all unions.
    pub fn room(&self, issued: Fen) -> Fen {
        self.ceiling.minus(issued).unwrap_or(Fen::ZERO).clamp(Fen::ZERO, self.ceiling)
    }
}

impl ListedOnly {
    /// Last day that an exception from this day can be given for (the first day not counted).
    pub fn exception_until(&self, from: Day) -> Day {
        from.plus_days(i32::try_from(self.exception_days).unwrap_or(i32::MAX))
    }
}

impl SubsidyBands {
    /// The most that may be decided for these sales; `None` while no band is set: people
    /// decide case by case.
    pub fn most_for(&self, sales: Fen) -> Option<Fen> {
        let amount = self.bands.iter().find(|b| b.holds(sales))?.amount;
        Some(self.ceiling.map_or(amount, |ceiling| amount.min(ceiling)))
    }
}

/// Who is honoured by score, and who is left for people to decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Honours {
    /// Above the tie, best first; equal scores in the order of the input.
    pub honoured: Vec<String>,
    /// Tied for the places that are left.
    pub tied: Vec<String>,
    /// Places that the tied share.
    pub open_places: usize,
}

impl Ranking {
    /// What the honours cost at most: never more than the places.
    pub fn budget(&self) -> Option<Fen> {
        self.places.checked_mul(self.amount.0).map(Fen)
    }

    /// Ranks (id, score in ppm). Where a tie crosses the last place, nobody of it is chosen.
    pub fn rank(&self, scores: &[(String, i64)]) -> Honours {
        let places = usize::try_from(self.places).unwrap_or(usize::MAX);
        let mut ranked: Vec<_> = scores.iter().collect();
        ranked.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        let names = |list: &[&(String, i64)]| list.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
        let Some((first_out, last_in)) = ranked.get(places).zip(ranked.get(places.saturating_sub(1))) else {
            return Honours { honoured: names(&ranked), ..Honours::default() };
        };
        if first_out.1 != last_in.1 {
            ranked.truncate(places);
            return Honours { honoured: names(&ranked), ..Honours::default() };
        }
        let edge = last_in.1;
        let above: Vec<_> = ranked.iter().copied().filter(|(_, score)| *score > edge).collect();
        let tied: Vec<_> = ranked.iter().copied().filter(|(_, score)| *score == edge).collect();
        Honours { open_places: places.saturating_sub(above.len()), honoured: names(&above), tied: names(&tied) }
    }
}

impl WeightedMeasures {
    /// Σ weight × value, less what each standing criticism takes off, at least 0, in ppm cut.
    /// A measure that `value` does not know counts 0; values are ppm and cut at a whole.
    pub fn score_ppm(&self, value: impl Fn(&str) -> Option<i64>, criticisms: i64) -> i64 {
        let of = |measure: &str| i128::from(value(measure).unwrap_or(0).clamp(0, WHOLE_PPM));
        let sum: i128 = self.weights.iter().map(|w| i128::from(w.weight_ppm) * of(&w.measure)).sum();
        let off = i128::from(self.criticism_ppm) * i128::from(criticisms.max(0));
        i64::try_from((sum / i128::from(WHOLE_PPM) - off).max(0)).unwrap_or(0)
    }
}
