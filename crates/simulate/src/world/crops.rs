//! What villages are asked about, and which of them; where what they bring to the points goes.

use super::{Producer, Product, scaled};

/// A crop that villages are asked about while it is there.
#[derive(Clone, Debug)]
pub struct Crop {
    /// Name, that of the goods that are made of it.
    pub name: &'static str,
    /// First and last day of its season.
    pub season: (&'static str, &'static str),
    /// What growers ask for a kilogram of the first grade, fen.
    pub fen_per_kg: i64,
    /// A report of more than so many grams is looked at.
    pub odd_g: i64,
    /// Hundreds of 斤 that a village has in a week: from, to.
    pub weekly: (i64, i64),
    /// Month and day on which the first villages are surveyed.
    pub surveyed: (i8, i8),
    /// Villages that grow it, by place in the county's table: those of producers first.
    pub villages: Vec<usize>,
    /// Producers of it, one for each of the first villages.
    pub producers: Vec<usize>,
}

/// Outlets to which collection points hand over.
pub const POINTS_SUPPLY: [usize; 3] = [13, 16, 17];

/// The first product of a name that is listed and its outlet's own when it comes in.
pub fn plain_product(name: &str, producers: &[Producer], products: &[Product]) -> Option<usize> {
    let fits = |p: &Product| {
        p.good.name == name && !consigns(p.producer) && producers.get(p.producer).is_some_and(|of| of.applies)
    };
    products.iter().position(fits)
}

/// Producers that leave their goods to be sold for them.
pub fn consigns(producer: usize) -> bool {
    producer % 11 == 5
}

/// Crops with the villages of their producers and as many others as grow them.
pub fn crops(producers: &[Producer], products: &[Product], per_mille: i64) -> Vec<Crop> {
    let crop = |name, season, fen_per_kg, odd_kg: i64, weekly, surveyed, count: usize, first: usize| {
        let mut of: Vec<usize> = Vec::new();
        for product in products.iter().filter(|product| product.good.name == name) {
            let village = |n: &usize| producers.get(*n).map(|p| p.village);
            if !of.iter().any(|n| village(n) == village(&product.producer)) {
                of.push(product.producer);
            }
        }
        let mut villages: Vec<usize> = of.iter().filter_map(|n| producers.get(*n)).map(|p| p.village).collect();
        villages.extend((0..).map(|n| first + n * 13).take(scaled(count, 10, per_mille).saturating_sub(of.len())));
        Crop { name, season, fen_per_kg, odd_g: odd_kg * 1_000, weekly, surveyed, villages, producers: of }
    };
    vec![
        crop("黄桃", ("07-13", "08-23"), 1_600, 80_000, (8, 40), (3, 28), 36, 4),
        crop("鲜黄花菜", ("06-08", "08-02"), 1_500, 60_000, (4, 16), (3, 25), 20, 9),
        crop("脐橙", ("11-15", "02-05"), 620, 80_000, (20, 90), (8, 20), 28, 6),
    ]
}
