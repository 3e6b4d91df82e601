//! What the county grows and makes: kinds of goods as data, each with the fields that its legal class demands.

use base::Day;

/// How a good is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By weight; the price is for a 斤 (500 g).
    Weight,
    /// By the piece of so many grams; the price is for one.
    Piece(i64),
}

/// A kind of goods.
#[derive(Clone, Copy, Debug)]
pub struct Good {
    /// Name.
    pub name: &'static str,
    /// Word of its legal class.
    pub class: &'static str,
    /// Group of farm produce, empty for others.
    pub group: &'static str,
    /// How it is sold.
    pub by: By,
    /// Usual price in fen, for 斤 or piece.
    pub price_fen: i64,
    /// Shelf life in days; fresh produce has none.
    pub shelf_days: Option<i64>,
    /// First and last month in which it is there; over the year's end if the first is later.
    pub months: (i8, i8),
    /// Grown or made in the county.
    pub local: bool,
}

impl Good {
    /// Whether it is there on a day.
    pub fn in_season(&self, day: Day) -> bool {
        let (first, last) = self.months;
        let month = day.month();
        if first <= last { (first..=last).contains(&month) } else { month >= first || month <= last }
    }

    /// Whether it keeps over the turn of the year.
    pub fn keeps(&self) -> bool {
        self.shelf_days.is_some_and(|days| days >= 300)
    }

    /// Base units that a price is for.
    pub fn per(&self) -> i64 {
        match self.by {
            By::Weight => 500,
            By::Piece(_) => 1,
        }
    }
}

const YEAR: (i8, i8) = (1, 12);

const fn fresh(name: &'static str, group: &'static str, price_fen: i64, months: (i8, i8)) -> Good {
    Good { name, class: "edible_farm", group, by: By::Weight, price_fen, shelf_days: None, months, local: true }
}

const fn packed(name: &'static str, grams: i64, price_fen: i64, shelf_days: i64) -> Good {
    Good {
        name,
        class: "prepacked",
        group: "",
        by: By::Piece(grams),
        price_fen,
        shelf_days: Some(shelf_days),
        months: YEAR,
        local: true,
    }
}

const fn bulk(name: &'static str, price_fen: i64, shelf_days: i64) -> Good {
    Good {
        name,
        class: "bulk",
        group: "",
        by: By::Weight,
        price_fen,
        shelf_days: Some(shelf_days),
        months: YEAR,
        local: true,
    }
}

const fn herb(name: &'static str, price_fen: i64) -> Good {
    Good {
        name,
        class: "medicinal",
        group: "",
        by: By::Weight,
        price_fen,
        shelf_days: Some(720),
        months: YEAR,
        local: true,
    }
}

const fn elsewhere(name: &'static str, grams: i64, price_fen: i64) -> Good {
    Good { local: false, ..packed(name, grams, price_fen, 360) }
}

/// Every kind. Those from elsewhere stand last.
pub const GOODS: [Good; 44] = [
    bulk("黄花菜（干）", 2_900, 540),
    herb("玉竹", 3_200),
    packed("湘俏米", 5_000, 4_900, 360),
    packed("巧大娘菜油", 2_500, 4_500, 540),
    packed("邵东榨菜", 400, 850, 300),
    packed("邵东红薯片", 500, 1_500, 240),
    fresh("黄桃", "fruit", 900, (7, 8)),
    fresh("葡萄", "fruit", 800, (7, 9)),
    herb("白术", 2_600),
    herb("百合", 2_800),
    herb("玄参", 1_500),
    herb("射干", 2_400),
    fresh("土鸡蛋", "egg", 1_300, YEAR),
    fresh("鲜黄花菜", "vegetable", 1_000, (6, 8)),
    fresh("红薯", "vegetable", 200, (9, 2)),
    fresh("萝卜", "vegetable", 150, (10, 3)),
    fresh("辣椒", "vegetable", 400, (6, 10)),
    fresh("豆角", "vegetable", 350, (6, 9)),
    fresh("冬瓜", "vegetable", 150, (7, 10)),
    fresh("南瓜", "vegetable", 150, (7, 11)),
    fresh("大白菜", "vegetable", 120, (10, 3)),
    fresh("莲藕", "vegetable", 500, (8, 2)),
    fresh("香菇（鲜）", "mushroom", 800, YEAR),
    fresh("脐橙", "fruit", 450, (11, 2)),
    fresh("柚子", "fruit", 350, (10, 12)),
    fresh("西瓜", "fruit", 200, (6, 9)),
    fresh("蜜橘", "fruit", 300, (10, 12)),
    fresh("土鸡", "poultry", 2_500, YEAR),
    fresh("水鸭", "poultry", 1_900, YEAR),
    fresh("黑山羊肉", "livestock", 4_500, (10, 3)),
    fresh("稻田鱼", "fish", 1_600, (8, 12)),
    bulk("干辣椒", 1_800, 360),
    bulk("干豆角", 2_400, 360),
    bulk("红薯粉丝", 1_200, 360),
    packed("茶油", 1_000, 9_800, 540),
    packed("蜂蜜", 500, 5_800, 720),
    packed("腊肉", 500, 5_200, 180),
    packed("豆腐乳", 300, 1_500, 360),
    packed("剁辣椒", 500, 1_300, 360),
    packed("玉竹含片", 100, 2_500, 540),
    packed("黄花菜（袋装）", 250, 1_900, 540),
    elsewhere("湘西猕猴桃干", 250, 2_000),
    elsewhere("洞庭鱼尾", 200, 1_800),
    elsewhere("江华苦茶", 100, 3_000),
];

/// How one producer's good differs from another of the same kind.
pub const GRADES: [&str; 5] = ["", "特级", "精选", "家庭装", "农家"];
