//! When a holiday plan is one whole year, over loaded values.

use base::Day;

/// What the rows of shipped tables call their festivals.
const NAMES: [(&str, &str); 7] = [
    ("New Year's Day", "元旦"),
    ("Spring Festival", "春节"),
    ("Tomb-sweeping Day", "清明节"),
    ("Labour Day", "劳动节"),
    ("Dragon Boat Festival", "端午节"),
    ("Mid-autumn Festival", "中秋节"),
    ("National Day", "国庆节"),
];

/// Statutory days off with a fixed date, and what they are called.
const FIXED: [(i8, i8, &str); 5] =
    [(1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节")];

/// Days off that every year has by law, at least (eleven until 2024, thirteen since).
const STATUTORY: usize = 11;

/// A day of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDay {
    /// The day.
    pub day: Day,
    /// Worked, or off.
    pub works: bool,
    /// What for.
    pub name: String,
}

/// A festival's Chinese name.
pub fn in_chinese(name: &str) -> &str {
    NAMES.iter().find(|(en, _)| *en == name).map_or(name, |(_, zh)| zh)
}

/// `holiday` or `workday` as people write them; whether it is worked.
pub fn works(kind: &str) -> Option<bool> {
    match kind.trim() {
        "holiday" | "放假" | "休" | "节假日" | "休息" | "休息日" => Some(false),
        "workday" | "上班" | "班" | "调休" | "补班" | "调休上班" | "工作日" => Some(true),
        _ => None,
    }
}

/// The year of a plan: its latest day's.
pub fn year_of(days: &[PlanDay]) -> Option<i32> {
    days.iter().map(|one| one.day.year()).max()
}

/// Whether a day may stand in the plan of a year: its own days, and the last ones of the year before.
pub fn belongs(day: Day, year: i32) -> bool {
    day.year() == year || (day.year().saturating_add(1) == year && day.month() == 12)
}

/// What the plan of a year lacks; empty: it is whole.
pub fn missing(days: &[PlanDay], year: i32) -> Vec<String> {
    let off = |day: &Day| days.iter().any(|one| one.day == *day && !one.works);
    let short = i16::try_from(year).unwrap_or(i16::MAX);
    let fixed = FIXED.iter().filter_map(|(month, date, name)| Some((Day::new(short, *month, *date)?, name)));
    let mut lacks: Vec<String> =
        fixed.filter(|(day, _)| !off(day)).map(|(day, name)| format!("{day} {name}")).collect();
    let count = days.iter().filter(|one| !one.works && one.day.year() == year).count();
    if count < STATUTORY {
        lacks.push(format!("{count}/{STATUTORY}"));
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Calendar;

    fn shipped(year: i32) -> Vec<PlanDay> {
        let days = Calendar::shipped_days().filter(|(day, ..)| day.year() == year);
        days.map(|(day, works, name)| PlanDay { day, works, name: name.into() }).collect()
    }

    #[test]
    fn every_shipped_year_is_whole_and_half_of_one_is_not() {
        for year in 2018..=2026 {
            assert_eq!(missing(&shipped(year), year), Vec::<String>::new(), "{year}");
        }
        let mut half = shipped(2026);
        half.retain(|one| one.day.month() < 7);
        assert!(missing(&half, 2026).contains(&"2026-10-01 国庆节".to_owned()));
    }

    #[test]
    fn a_plan_is_one_year_and_the_days_before_it() {
        for (day, belongs_to) in
            [("2027-05-01", true), ("2026-12-31", true), ("2026-11-30", false), ("2028-01-01", false)]
        {
            assert_eq!(belongs(day.parse().unwrap(), 2027), belongs_to, "{day}");
        }
    }
}
