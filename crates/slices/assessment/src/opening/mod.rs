//! What was reported before Huoshui counted (期初累计), and what is counted here, side by side.
//!
//! A county has a history before its first entry: 累计销售 3,000 多万元, 受益贫困户 12,000 余人. Such a figure is
//! kept with the document that states it, the day up to which it counts, and how exactly it was said.
//!
//! Invariants: a statement is never changed, only superseded by a newer one, once; no sum ever mixes what was stated
//! with what is counted; the two stand in fields of their own. Settlements do not read any of this.
//! Left to others: numbers of divisions that documents state (places).

mod beside;
mod counted;
mod register;
mod sql;

pub(crate) use beside::beside;
pub(crate) use counted::list as counted;
pub(crate) use register::{list, state};

use policy::words;

words! {
    /// What an opening total is a total of.
    OpeningMeasure {
        Sales = "sales", "累计销售额", "sales to date";
        UnsalableSales = "unsalable_sales", "帮销滞销产品累计销售额", "sales of unsalable produce to date";
        Households = "households", "受益户数", "households helped";
        People = "people", "受益人数", "people helped";
        Shops = "shops", "授权店", "authorised shops";
        Pavilions = "pavilions", "生活馆", "pavilions";
    }
}

impl OpeningMeasure {
    /// Whether it is money; the others are numbers.
    fn is_money(self) -> bool {
        matches!(self, Self::Sales | Self::UnsalableSales)
    }
}

words! {
    /// How exactly a figure was said: 3000多万, 近20万, 约3000.
    Precision {
        Exact = "exact", "恰为", "exactly";
        AtLeast = "at_least", "余（多）", "at least";
        AtMost = "at_most", "近", "at most";
        About = "about", "约", "about";
    }
}
