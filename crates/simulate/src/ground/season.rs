//! The seasons before they begin: crops, the villages that grow them, their information officers with cards of codes, a
//! guide, kitchens.

use super::{Ground, Places};
use crate::{
    names,
    rng::Rng,
    stage::{Acting, Post, number, wrong},
    world::{Crop, World},
};
use base::{
    Day, Refusal,
    ids::{HouseholdId, ProducerId},
};
use edge::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A village that grows a crop.
#[derive(Clone, Debug)]
pub struct Grower {
    /// The village.
    pub village: i64,
    /// Its township.
    pub township: Option<i64>,
    /// Its information officer.
    pub officer: Post,
    /// The producer whose goods are listed, if one grows there.
    pub producer: Option<ProducerId>,
    /// Assisted households that work for it.
    pub households: Vec<HouseholdId>,
}

/// A crop with those who grow it.
#[derive(Clone, Debug)]
pub struct Grown {
    /// The crop.
    pub crop: i64,
    /// Its villages.
    pub growers: Vec<Grower>,
}

/// Who plays the season.
#[derive(Clone, Debug, Default)]
pub struct Season {
    /// The crop that the year's drive is about.
    pub crop: i64,
    /// Its villages.
    pub growers: Vec<Grower>,
    /// All crops, that one first.
    pub crops: Vec<Grown>,
    /// Who knows about trees.
    pub guide: Option<Post>,
    /// Printed codes of officers, by village.
    pub cards: BTreeMap<i64, Vec<String>>,
    /// Kitchens that buy: unit and buyer.
    pub kitchens: Vec<(i64, Post)>,
}

impl Season {
    /// Somebody else reports for a village from now on.
    pub fn replace(&mut self, village: i64, officer: &Post) {
        let all = self.crops.iter_mut().flat_map(|grown| &mut grown.growers).chain(&mut self.growers);
        for grower in all.filter(|grower| grower.village == village) {
            grower.officer = officer.clone();
        }
    }
}

/// What the crop is called, and the goods that are made of it.
pub const PEACH: &str = "黄桃";
/// Kitchens that buy.
const KITCHENS: usize = 3;

/// Where the season is set up.
struct Setting<'a, 'b, 's, 'x> {
    acting: &'a mut Acting<'s, 'x>,
    ground: &'b mut Ground,
    world: &'b World,
    places: &'b Places,
    day: Day,
    hash: &'b str,
    rng: Rng,
    officers: BTreeMap<i64, Post>,
}

/// Sets the season up.
pub fn season(
    acting: &mut Acting<'_, '_>,
    ground: &mut Ground,
    world: &World,
    places: &Places,
    (seed, day): (u64, Day),
    hash: &str,
) -> Result<(), Refusal> {
    let (rng, officers) = (Rng::new(seed, "season"), BTreeMap::new());
    let mut setting = Setting { acting, ground, world, places, day, hash, rng, officers };
    let mut crops = Vec::with_capacity(world.crops.len());
    for crop in &world.crops {
        crops.push(setting.crop(crop)?);
    }
    let cards = setting.cards(&crops)?;
    let (guide, kitchens) = (setting.guide(&crops)?, setting.kitchens()?);
    let Grown { crop, growers } = crops.first().cloned().ok_or_else(|| wrong("nothing grows"))?;
    ground.season = Season { crop, growers, crops, guide, cards, kitchens };
    Ok(())
}

impl Setting<'_, '_, '_, '_> {
    fn hire(&mut self, login: &str, role: Role, scope: i64) -> Result<Post, Refusal> {
        let name = names::person(&mut self.rng);
        self.acting.hire(login, &name, role, Some(scope), "", self.hash)
    }

    /// The crop, and the villages that are asked about it: those that came to it late, from the summer of the year on.
    fn crop(&mut self, of: &Crop) -> Result<Grown, Refusal> {
        let goods = self.world.products.iter().zip(&self.ground.products);
        let products: Vec<i64> = goods.filter(|(p, _)| p.good.name == of.name).map(|(_, id)| id.0).collect();
        let (from, to) = of.season;
        let form =
            json!({"name": of.name, "season_from": from, "season_to": to, "odd_g": of.odd_g, "products": products});
        let crop = number(&self.acting.ask(&self.ground.office, "POST /crops", &[], &form)?, "id")?;
        let mut growers: Vec<Grower> = Vec::with_capacity(of.villages.len());
        for (n, place) in of.villages.iter().enumerate() {
            let known = |id: i64| growers.iter().any(|grower| grower.village == id);
            let around = *place..*place + self.places.villages.len();
            let free = around.into_iter().find_map(|n| self.places.village(n).filter(|village| !known(village.id.0)));
            let village = free.cloned().ok_or_else(|| wrong("the county has too few villages"))?;
            let officer = match self.officers.get(&village.id.0) {
                Some(officer) => officer.clone(),
                None => {
                    let login = if of.name == PEACH { "peach" } else { "village" };
                    let login = format!("{login}{}", if of.name == PEACH { n + 1 } else { self.officers.len() + 1 });
                    self.hire(&login, Role::InformationOfficer, village.id.0)?
                }
            };
            self.officers.insert(village.id.0, officer.clone());
            let producer = of.producers.get(n);
            growers.push(Grower {
                village: village.id.0,
                township: village.township.map(|id| id.0),
                officer,
                producer: producer.and_then(|n| self.ground.producers.get(*n)).copied(),
                households: producer.and_then(|n| self.ground.homes.get(*n)).cloned().unwrap_or_default(),
            });
        }
        let villages: Vec<i64> = growers.iter().map(|grower| grower.village).collect();
        // A season that goes over New Year is asked about from the next one on.
        let from_day = if to < from { self.day.plus_days(240) } else { self.day };
        let name = json!({"divisions": villages, "from_day": from_day});
        self.acting.ask(&self.ground.office, "POST /crops/{crop}/growers", &[crop], &name)?;
        Ok(Grown { crop, growers })
    }

    /// Each officer has a card with codes, for days on which only a call gets through.
    fn cards(&mut self, crops: &[Grown]) -> Result<BTreeMap<i64, Vec<String>>, Refusal> {
        let mut cards = BTreeMap::new();
        for grower in crops.iter().flat_map(|grown| &grown.growers) {
            if cards.contains_key(&grower.village) {
                continue;
            }
            let who = self.ground.township_of(grower);
            let post = grower.officer.post.0;
            let card = self.acting.ask(&who, "POST /posts/{post}/code-cards", &[post], &json!({}))?;
            let codes = card.get("codes").and_then(Value::as_array).cloned().unwrap_or_default();
            let code = |row: &Value| row.get("code").and_then(Value::as_str).map(str::to_owned);
            cards.insert(grower.village, codes.iter().filter_map(code).collect());
        }
        Ok(cards)
    }

    fn guide(&mut self, crops: &[Grown]) -> Result<Option<Post>, Refusal> {
        let township = crops.first().and_then(|grown| grown.growers.first()).and_then(|grower| grower.township);
        township.map(|township| self.hire("guide1", Role::TechnicalGuide, township)).transpose()
    }

    fn kitchens(&mut self) -> Result<Vec<(i64, Post)>, Refusal> {
        let units: Vec<i64> = self.ground.unions.iter().take(KITCHENS).map(|union| union.unit.0).collect();
        let mut kitchens = Vec::with_capacity(units.len());
        for (n, unit) in units.into_iter().enumerate() {
            kitchens.push((unit, self.hire(&format!("kitchen{}", n + 1), Role::UnitBuyer, unit)?));
        }
        Ok(kitchens)
    }
}
