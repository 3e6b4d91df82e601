//! Who and what there is, from a seed: outlets, producers, products, unions and their workers.
//!
//! Things are named by their place in a list here; the numbers that the books give them are learned
//! when the ground is laid. Places are the n-th township or village of whatever county is played.

mod crops;

pub use crops::{Crop, POINTS_SUPPLY, consigns, plain_product};

use crate::{
    goods::{By, GOODS, GRADES, Good},
    names,
    rng::Rng,
};
use policy::vocabulary::OutletKind;

/// How an outlet keeps its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// At Huoshui's till.
    Till,
    /// In its own workbook, of this form, handed in every month.
    Workbook(usize),
    /// Goods come in here, sales go over a till of its own; vouchers are redeemed here with that till's receipt
    /// number, which begins anew each day. Every month the till's list is handed in, with all of its sales.
    OwnTill,
    /// Not at all: nothing was sold.
    Nothing,
}

/// An outlet.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// Kind.
    pub kind: OutletKind,
    /// The township that it stands in; none outside the county.
    pub township: Option<usize>,
    /// How it keeps its book.
    pub keeping: Keeping,
    /// Baskets of a usual day in tenths, before the scale.
    pub daily_tenths: i64,
    /// Exact sales of listed products that it reaches in the year.
    pub target_fen: Option<i64>,
    /// Authorised only within the year.
    pub new: bool,
    /// Suspended for one day.
    pub suspended: bool,
    /// Sells mostly what was made elsewhere.
    pub far: bool,
    /// What it sells, by place in the list of products.
    pub assortment: Vec<usize>,
}

/// A producer.
#[derive(Clone, Debug)]
pub struct Producer {
    /// Short name, part of its products' names.
    pub brand: String,
    /// `enterprise`, `cooperative` or `family_farm`.
    pub kind: &'static str,
    /// The village where it grows.
    pub village: usize,
    /// What each assisted worker earns from it in a year.
    pub incomes: Vec<i64>,
    /// Its certification is applied for.
    pub applies: bool,
}

/// A product.
#[derive(Clone, Debug)]
pub struct Product {
    /// Full name, no other has it.
    pub name: String,
    /// Who makes it.
    pub producer: usize,
    /// Of which kind.
    pub good: Good,
    /// Sales price in fen, for 斤 or piece.
    pub price_fen: i64,
}

impl Product {
    /// What a quantity in base units costs; exact, since prices by weight are whole fen for 100 g.
    pub fn amount_fen(&self, quantity: i64) -> i64 {
        self.price_fen * quantity / self.good.per()
    }
}

/// A union and its workers.
#[derive(Clone, Debug)]
pub struct Union {
    /// Name of the unit.
    pub name: String,
    /// `organ`, `school`, `hospital` or `enterprise`.
    pub kind: &'static str,
    /// Names and telephone numbers.
    pub workers: Vec<(String, String)>,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct World {
    /// 15 shops and 3 pavilions, then an online partner.
    pub outlets: Vec<Outlet>,
    /// Collection points of villages, at most.
    pub points: usize,
    /// Producers.
    pub producers: Vec<Producer>,
    /// Products.
    pub products: Vec<Product>,
    /// What villages are asked about.
    pub crops: Vec<Crop>,
    /// Unions.
    pub unions: Vec<Union>,
    /// The product that is taken off the catalogue within the year.
    pub removed: usize,
    /// A product that was never applied for.
    pub unlisted: usize,
}

fn scaled(full: usize, least: usize, per_mille: i64) -> usize {
    let full = i64::try_from(full).unwrap_or(0);
    usize::try_from(full * per_mille / 1_000).unwrap_or(0).max(least)
}

impl World {
    /// The world of a seed; `per_mille` of its full size.
    pub fn new(seed: u64, per_mille: i64) -> Self {
        let mut rng = Rng::new(seed, "world");
        let producers = producers(&mut rng, scaled(150, 30, per_mille));
        let products = products(&mut rng, &producers, scaled(300, 60, per_mille));
        let unions = unions(&mut rng, scaled(5_000, 60, per_mille));
        let mut outlets = outlets();
        for outlet in &mut outlets {
            outlet.assortment = assortment(&mut rng, outlet, &producers, &products);
        }
        // What is taken off the catalogue was sold by many until then.
        let removed = products.iter().position(|p| p.good.name == "邵东榨菜").unwrap_or(0);
        for outlet in outlets.iter_mut().filter(|o| o.keeping == Keeping::Till && !o.assortment.contains(&removed)) {
            outlet.assortment.push(removed);
        }
        let crops = crops::crops(&producers, &products, per_mille);
        // What the points take in goes on to outlets that sell it.
        for product in crops.iter().filter_map(|crop| plain_product(crop.name, &producers, &products)) {
            for n in POINTS_SUPPLY {
                if let Some(outlet) = outlets.get_mut(n).filter(|outlet| !outlet.assortment.contains(&product)) {
                    outlet.assortment.push(product);
                }
            }
        }
        let unlisted = products.iter().position(|p| producers.get(p.producer).is_some_and(|m| !m.applies)).unwrap_or(0);
        Self { outlets, points: scaled(580, 20, per_mille), producers, products, crops, unions, removed, unlisted }
    }
}

fn producers(rng: &mut Rng, count: usize) -> Vec<Producer> {
    let one = |n: usize, rng: &mut Rng| {
        // Every fifteenth employs nobody long enough, and does not apply.
        let applies = n % 15 != 14;
        let kind = match rng.between(0, 9) {
            0..=4 => "cooperative",
            5..=7 => "enterprise",
            _ if applies => "cooperative",
            _ => "family_farm",
        };
        let mut incomes: Vec<i64> = (0..rng.between(1, 4)).map(|_| rng.between(6_000, 30_000) * 100).collect();
        match (n, applies) {
            (_, false) => incomes.clear(),
            // Exactly at the line of the rule.
            (0, _) => incomes = vec![600_000],
            _ => {}
        }
        Producer { brand: names::brand(n), kind, village: n * 7 + 3, incomes, applies }
    };
    (0..count).map(|n| one(n, rng)).collect()
}

fn products(rng: &mut Rng, producers: &[Producer], count: usize) -> Vec<Product> {
    let each = count.div_ceil(producers.len().max(1));
    let mut products = Vec::with_capacity(count);
    for (number, producer) in producers.iter().enumerate() {
        for nth in 0..each {
            let Some(good) = GOODS.get((number * each + nth) % GOODS.len()) else { continue };
            let grade = GRADES.get((number + nth) % GRADES.len()).copied().unwrap_or("");
            // Whole fen for 100 g, and about a fifth up or down.
            let price_fen = (good.price_fen * rng.between(80, 120) / 100 / 50).max(1) * 50;
            products.push(Product {
                name: format!("{}{grade}{}", producer.brand, good.name),
                producer: number,
                good: *good,
                price_fen,
            });
        }
    }
    products.truncate(count);
    products
}

fn unions(rng: &mut Rng, workers: usize) -> Vec<Union> {
    const UNITS: [(&str, &str); 12] = [
        ("市第一初级中学", "school"),
        ("市人民医院", "hospital"),
        ("市农业农村局", "organ"),
        ("市教育局", "organ"),
        ("市中医医院", "hospital"),
        ("市实验小学", "school"),
        ("市供销合作社", "organ"),
        ("城区打火机厂", "enterprise"),
        ("皮具工业园", "enterprise"),
        ("市第三完全小学", "school"),
        ("市税务局", "organ"),
        ("五金制造公司", "enterprise"),
    ];
    let mut number = 0;
    let mut of_union = |nth: usize, rng: &mut Rng| {
        let here = workers / UNITS.len() + usize::from(nth < workers % UNITS.len());
        (0..here)
            .map(|_| {
                number += 1;
                (names::person(rng), names::phone(number))
            })
            .collect()
    };
    UNITS
        .iter()
        .enumerate()
        .map(|(nth, (name, kind))| Union { name: (*name).to_owned(), kind, workers: of_union(nth, rng) })
        .collect()
}

/// 15 shops, 3 pavilions, one online partner. The first four shops reach sums on either side of the limits.
fn outlets() -> Vec<Outlet> {
    let shop = |n: usize, daily_tenths: i64| Outlet {
        kind: OutletKind::Shop,
        township: Some(n),
        keeping: Keeping::Till,
        daily_tenths,
        target_fen: None,
        new: false,
        suspended: false,
        far: false,
        assortment: Vec::new(),
    };
    let exact = |n, daily, target| Outlet { target_fen: Some(target), ..shop(n, daily) };
    let book = |n, daily, form| Outlet { keeping: Keeping::Workbook(form), ..shop(n, daily) };
    let pavilion = |township, daily| Outlet { kind: OutletKind::Pavilion, township, ..shop(0, daily) };
    vec![
        exact(0, 15, 10_000_000),
        exact(1, 15, 10_000_001),
        exact(2, 45, 29_999_999),
        exact(3, 45, 30_000_000),
        Outlet { suspended: true, ..shop(4, 150) },
        Outlet { new: true, ..shop(5, 30) },
        Outlet { keeping: Keeping::Nothing, ..shop(6, 0) },
        Outlet { far: true, ..shop(7, 100) },
        book(8, 130, 0),
        book(9, 120, 1),
        book(10, 110, 2),
        book(11, 60, 3),
        book(12, 50, 4),
        shop(13, 170),
        Outlet { keeping: Keeping::OwnTill, ..shop(14, 160) },
        pavilion(Some(0), 230),
        pavilion(Some(1), 210),
        pavilion(None, 180),
        Outlet { kind: OutletKind::Online, township: None, ..shop(0, 40) },
    ]
}

/// Some forty products of those that are applied for.
fn assortment(rng: &mut Rng, outlet: &Outlet, producers: &[Producer], products: &[Product]) -> Vec<usize> {
    let fits = |product: &Product| {
        let applies = producers.get(product.producer).is_some_and(|p| p.applies);
        let far =
            if outlet.far { !product.good.local || product.good.by == By::Piece(5_000) } else { product.good.local };
        // Bounded sums are of local, listed goods.
        applies && far
    };
    let all: Vec<usize> = products.iter().enumerate().filter(|(_, p)| fits(p)).map(|(n, _)| n).collect();
    let mut chosen: Vec<usize> = Vec::new();
    for _ in 0..60 {
        let one = rng.pick(&all).copied().unwrap_or(0);
        if !chosen.contains(&one) && chosen.len() < 40 {
            chosen.push(one);
        }
    }
    if outlet.far {
        // A little of what grows here, too little for the rule.
        chosen.extend(products.iter().position(|p| p.good.name == "玉竹"));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_full_world_has_what_the_county_has() {
        let world = World::new(1, 1_000);
        let of = |kind| world.outlets.iter().filter(|o| o.kind == kind).count();
        assert_eq!((of(OutletKind::Shop), of(OutletKind::Pavilion), of(OutletKind::Online)), (15, 3, 1));
        assert_eq!(world.outlets.iter().filter(|o| o.kind == OutletKind::Pavilion && o.township.is_none()).count(), 1);
        assert_eq!((world.points, world.producers.len(), world.products.len()), (580, 150, 300));
        assert_eq!(world.unions.iter().map(|u| u.workers.len()).sum::<usize>(), 5_000);
        let names: BTreeSet<&str> = world.products.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names.len(), world.products.len(), "every product has a name of its own");
        let phones: BTreeSet<&str> =
            world.unions.iter().flat_map(|u| &u.workers).map(|(_, phone)| phone.as_str()).collect();
        assert_eq!(phones.len(), 5_000);
        for outlet in &world.outlets {
            assert!(outlet.assortment.len() > 1 || outlet.keeping == Keeping::Nothing, "{outlet:?}");
        }
    }

    #[test]
    fn one_seed_is_one_world_and_prices_are_exact() {
        let (one, same, other) = (World::new(7, 20), World::new(7, 20), World::new(8, 20));
        let names = |w: &World| w.unions.iter().flat_map(|u| u.workers.clone()).collect::<Vec<_>>();
        assert_eq!(names(&one), names(&same));
        assert_ne!(names(&one), names(&other));
        for product in &one.products {
            assert_eq!(product.price_fen % 50, 0);
            assert_eq!(product.amount_fen(100) * 5, product.amount_fen(500));
        }
    }
}
