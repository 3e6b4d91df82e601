//! Who stands by whom, and who says what of a contract: units paired with villages, sides that agree, dispute and settle.

use super::Trade;
use base::Day;

/// A unit that stands by a village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// Its number among them.
    pub number: usize,
    /// The unit, by place among the unions.
    pub unit: usize,
    /// The village, by crop and place among those that grow it.
    pub village: (usize, usize),
    /// 后盾单位, else 结对.
    pub backing: bool,
    /// First day.
    pub from: Day,
    /// First day on which it does not hold any more.
    pub until: Option<Day>,
}

/// A contract that somebody says something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// That of a household with a kitchen, at the fair of the peaches.
    Household,
    /// One of the villagers with partners there, by place among them.
    Fair(usize),
    /// One with a kitchen on the orchard day, by place among them.
    Orchard(usize),
}

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The unit's buyer.
    Buyer,
    /// The village's officer, for who sells.
    Seller,
    /// The county office.
    Office,
}

/// What is said of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of which.
    pub of: Signed,
    /// By whom.
    pub by: Speaker,
    /// `agreed`, `disputed` or `settled`.
    pub says: &'static str,
    /// Of one delivery.
    pub delivery: Option<i64>,
    /// Why.
    pub reason: &'static str,
}

/// Pairings of the county.
const PAIRINGS: usize = 20;
/// Of these so many units are 后盾单位, each of one village.
const BACKING: usize = 12;
/// Whose pairing ends in the year, and when.
const ENDS: [(usize, i8, i8); 3] = [(3, 6, 30), (9, 9, 30), (14, 11, 30)];

/// All pairings; half of the villages grow what is picked at the year's end.
pub fn pairings(year: i32) -> Vec<Pairing> {
    let on = |year: i32, month, date| i16::try_from(year).ok().and_then(|year| Day::new(year, month, date));
    let pairing = |number: usize| {
        let (round, of) = (number / 4, number % 4);
        let village = match of {
            0 | 1 => (2, round * 2 + of),
            _ => (of - 2, round),
        };
        let until = ENDS.iter().find(|(n, ..)| *n == number).and_then(|(_, month, date)| on(year, *month, *date));
        let from = on(year - 8 + i32::try_from(round / 2).ok()?, 3, 15)?;
        Some(Pairing { number, unit: number % BACKING, village, backing: number < BACKING, from, until })
    };
    (0..PAIRINGS).filter_map(pairing).collect()
}

const fn answer(of: Signed, by: Speaker, says: &'static str, delivery: Option<i64>, reason: &'static str) -> Answer {
    Answer { of, by, says, delivery, reason }
}

/// Days of the year on which something is said of a contract, or of a delivery that was disputed.
pub fn calendar(year: i32) -> Vec<(Day, Trade)> {
    use Signed::{Fair, Household, Orchard};
    use Speaker::{Buyer, Office, Seller};
    let on = |month, date| i16::try_from(year).ok().and_then(|year| Day::new(year, month, date));
    let said = [
        (8, 16, answer(Household, Buyer, "agreed", None, "")),
        (8, 17, answer(Fair(1), Seller, "disputed", Some(2), "一级果按二级过的磅")),
        (8, 19, answer(Fair(1), Seller, "agreed", None, "和采购商一起重新看过，等级没错")),
        (12, 13, answer(Orchard(0), Buyer, "agreed", None, "")),
        (12, 14, answer(Orchard(1), Buyer, "disputed", Some(2), "有一筐烂果，应扣12公斤")),
        (12, 17, answer(Orchard(1), Office, "settled", None, "到食堂复秤，按48公斤重录，两边认可")),
        (12, 22, answer(Orchard(0), Buyer, "disputed", Some(1), "合同写当天送到，第二天才到")),
    ];
    let mut days: Vec<(Day, Trade)> =
        said.into_iter().filter_map(|(month, date, said)| Some((on(month, date)?, Trade::Answers(said)))).collect();
    let weighed = Trade::Reweighed { of: Orchard(1), delivery: 2, grams: 48_000 };
    days.extend(on(12, 16).map(|day| (day, weighed)));
    let pairings = pairings(year);
    for (number, on) in pairings.iter().filter_map(|one| Some((one.number, one.until?))) {
        days.push((on, Trade::PairingEnds { number, on }));
    }
    days.extend(on(2, 26).map(|day| (day, Trade::Pairs(pairings))));
    days
}
