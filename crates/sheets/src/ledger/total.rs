//! Total rows: never records, but witnesses of the rows above them.
//!
//! A total may cover everything, or what follows the last total, or the last one of its own word;
//! whichever it equals is taken for meant. A sum that cannot be known (a row above does not
//! read) is not checked.

use crate::values::{decimal::Decimal, money, tidy};
use std::collections::HashMap;

const WORDS: [&str; 8] = ["合计", "小计", "总计", "共计", "累计", "汇总", "总和", "合共"];
/// What may follow the word; anything else makes it a name: 合计牌茶油 is a product.
const BEHIND: [&str; 12] = ["", "金额", "数量", "数", "额", "大写", "小写", "人民币", "元", "重量", "件数", "行"];
/// Longer texts are sentences.
const WORD_CHARS: usize = 14;
const CARRIED: [&str; 12] = [
    "过次页",
    "承前页",
    "转下页",
    "接上页",
    "上月结转",
    "结转下月",
    "上年结转",
    "本月结存",
    "期初结存",
    "期末结存",
    "上期结存",
    "期初余额",
];

/// The word of a total row, blanks taken out: `合 计` is `合计`, `7月小计` is `小计`, `共计300元` is `共计`.
pub fn word(text: &str) -> Option<&'static str> {
    if !text.contains(['计', '总', '合']) {
        return None;
    }
    let tidy = tidy(text);
    let bare = tidy.trim_matches(|c: char| !c.is_alphanumeric()).split(['(', ':']).next().unwrap_or_default();
    if bare.chars().count() > WORD_CHARS {
        return None;
    }
    let behind = |rest: &str| BEHIND.contains(&rest) || money::read(rest).is_ok();
    WORDS.into_iter().find(|word| bare.ends_with(word) || bare.strip_prefix(word).is_some_and(behind))
}

/// Whether a row only carries a balance from page to page.
pub fn is_carried_forward(text: &str) -> bool {
    if !text.contains(['页', '结', '余']) {
        return false;
    }
    let tidy = tidy(text);
    CARRIED.iter().any(|word| tidy.starts_with(word))
}

/// Where a sum stands.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    written: Decimal,
    understood: Decimal,
    unreadable: u32,
}

/// The running sum of one column.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    now: Standing,
    last: Standing,
    last_of: HashMap<&'static str, Standing>,
}

/// A total that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What the rows come to.
    pub sum: Decimal,
    /// Total less sum.
    pub difference: Decimal,
}

impl Tally {
    /// A row's value: as its cell says, and as it was understood (a missing one computed).
    pub fn add(&mut self, written: Decimal, understood: Decimal) {
        match (self.now.written.plus(written), self.now.understood.plus(understood)) {
            (Some(written), Some(understood)) => {
                self.now.written = written;
                self.now.understood = understood;
            }
            _ => self.unreadable(),
        }
    }

    /// A row whose value cannot be known.
    pub fn unreadable(&mut self) {
        self.now.unreadable = self.now.unreadable.saturating_add(1);
    }

    /// Compares a total with the rows above it.
    pub fn check(&mut self, word: &'static str, total: Option<Decimal>) -> Option<Mismatch> {
        let own = self.last_of.get(word).copied().unwrap_or_default();
        let starts = [own, Standing::default(), self.last];
        let sum_since = |start: Standing| self.now.understood.minus(start.understood);
        let fits = |total: Decimal| {
            starts.into_iter().any(|start| {
                self.now.unreadable > start.unreadable
                    || sum_since(start) == Some(total)
                    || self.now.written.minus(start.written) == Some(total)
            })
        };
        let mismatch = total.filter(|total| !fits(*total)).and_then(|total| {
            let sum = sum_since(own)?;
            Some(Mismatch { sum, difference: total.minus(sum)? })
        });
        self.last = self.now;
        self.last_of.insert(word, self.now);
        mismatch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_total_rows() {
        for (text, expect) in [
            ("合计", Some("合计")),
            ("合　计：", Some("合计")),
            ("本页合计", Some("合计")),
            ("7月小计", Some("小计")),
            ("总计（大写）", Some("总计")),
            ("【合计】", Some("合计")),
            ("2020年8月合计", Some("合计")),
            ("黄桃 汇总", Some("汇总")),
            ("共计300元", Some("共计")),
            ("合计：", Some("合计")),
            ("合计金额", Some("合计")),
            ("合计牌茶油", None),
            ("总计划", None),
            ("小计量杯", None),
            ("黄桃", None),
            ("这是一份用于核对合计数的说明", None),
        ] {
            assert_eq!(word(text), expect, "{text}");
        }
    }

    #[test]
    fn a_total_may_cover_all_or_what_is_new() {
        let d = Decimal::whole;
        let mut tally = Tally::default();
        let add = |tally: &mut Tally, n| tally.add(d(n), d(n));
        add(&mut tally, 100);
        add(&mut tally, 200);
        assert_eq!(tally.check("小计", Some(d(300))), None);
        add(&mut tally, 300);
        assert_eq!(tally.check("小计", Some(d(300))), None);
        assert_eq!(tally.check("合计", Some(d(600))), None);
        add(&mut tally, 5);
        assert_eq!(tally.check("小计", Some(d(6))), Some(Mismatch { sum: d(5), difference: d(1) }));
        tally.unreadable();
        assert_eq!(tally.check("合计", Some(d(9))), None);
    }
}
