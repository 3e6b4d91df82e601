//! The peach season before it begins: the crop, the villages that grow it, their information officers, two kitchens.

use super::{Ground, Places};
use crate::{
    names,
    rng::Rng,
    stage::{Acting, Post, number},
    world::World,
};
use base::{Day, Refusal, ids::ProducerId};
use edge::Role;
use serde_json::json;

/// A village that grows peaches.
#[derive(Clone, Debug)]
pub struct Grower {
    /// The village.
    pub village: i64,
    /// Its township.
    pub township: Option<i64>,
    /// Its information officer.
    pub officer: Post,
    /// The producer whose peaches are listed, if it is theirs.
    pub producer: ProducerId,
}

/// Who plays the season.
#[derive(Clone, Debug, Default)]
pub struct Season {
    /// The crop.
    pub crop: i64,
    /// Its villages.
    pub growers: Vec<Grower>,
    /// Kitchens that buy: unit and buyer.
    pub kitchens: Vec<(i64, Post)>,
}

/// What the crop is called, and the goods that are made of it.
pub const PEACH: &str = "黄桃";
/// Kitchens that buy.
const KITCHENS: usize = 3;

/// Sets the season up.
pub fn season(
    acting: &mut Acting<'_, '_>,
    ground: &mut Ground,
    world: &World,
    places: &Places,
    (seed, day): (u64, Day),
    hash: &str,
) -> Result<(), Refusal> {
    let mut rng = Rng::new(seed, "season");
    let of_peach: Vec<usize> =
        (0..world.products.len()).filter(|n| world.products.get(*n).is_some_and(|p| p.good.name == PEACH)).collect();
    let products: Vec<i64> = of_peach.iter().filter_map(|n| ground.products.get(*n)).map(|id| id.0).collect();
    let form =
        json!({"name": PEACH, "season_from": "07-13", "season_to": "08-23", "odd_g": 80_000_000, "products": products});
    let crop = number(&acting.ask(&ground.office, "POST /crops", &[], &form)?, "id")?;
    let mut growers: Vec<Grower> = Vec::new();
    for (n, product) in of_peach.iter().filter_map(|n| world.products.get(*n)).enumerate() {
        let (Some(of), Some(id)) = (world.producers.get(product.producer), ground.producers.get(product.producer))
        else {
            continue;
        };
        let Some(village) = places.village(of.village) else { continue };
        if growers.iter().any(|known| known.village == village.id.0) {
            continue;
        }
        let login = format!("peach{}", n + 1);
        let name = names::person(&mut rng);
        let officer = acting.hire(&login, &name, Role::InformationOfficer, Some(village.id.0), "", hash)?;
        let township = village.township.map(|id| id.0);
        growers.push(Grower { village: village.id.0, township, officer, producer: *id });
    }
    let villages: Vec<i64> = growers.iter().map(|grower| grower.village).collect();
    let name = json!({"divisions": villages, "from_day": day});
    acting.ask(&ground.office, "POST /crops/{crop}/growers", &[crop], &name)?;
    let mut kitchens = Vec::new();
    for (n, union) in ground.unions.iter().take(KITCHENS).enumerate() {
        let name = names::person(&mut rng);
        let buyer = acting.hire(&format!("kitchen{}", n + 1), &name, Role::UnitBuyer, Some(union.unit.0), "", hash)?;
        kitchens.push((union.unit.0, buyer));
    }
    ground.season = Season { crop, growers, kitchens };
    Ok(())
}
