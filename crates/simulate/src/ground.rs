//! Before the year begins: people and posts, outlets, producers with their workers, products and how
//! they came onto the list, unions with their workers. All through the acts that a county would do.

mod catalogue;
mod opening;
mod season;
mod visitors;

pub use catalogue::{list, producers, products, wages};
pub use opening::opening;
pub use season::{Grower, PEACH, Season, season};
pub use visitors::visitors;

use crate::{
    names,
    rng::Rng,
    stage::{Acting, Post, number, wrong},
    world::{Keeping, Outlet, World},
};
use base::{
    Day, Refusal,
    ids::{DivisionId, HouseholdId, OutletId, ProducerId, ProductId, UnitId},
};
use edge::Role;
use policy::vocabulary::{OutletKind, Word};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An outlet with those who run it.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Its number.
    pub id: OutletId,
    /// Who keeps its book.
    pub manager: Post,
    /// Who stands at the till.
    pub clerk: Post,
}

/// A union with its officer.
#[derive(Clone, Debug)]
pub struct UnionSeat {
    /// Its unit.
    pub unit: UnitId,
    /// Who issues.
    pub officer: Post,
    /// Its programme of the year.
    pub programme: i64,
    /// What is printed on each worker's slip.
    pub keys: Vec<String>,
}

/// What the ground-laying learned: the numbers that things got.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Decides.
    pub office: Post,
    /// Proposes.
    pub deputy: Post,
    /// County posts by role, for those who want to look around.
    pub county_posts: Vec<Post>,
    /// Supervisors by township.
    pub supervisors: BTreeMap<DivisionId, Post>,
    /// Outlets in the order of the world.
    pub outlets: Vec<Seat>,
    /// Points of villages, each with the number of its book and its keeper.
    pub points: Vec<(OutletId, Option<Post>)>,
    /// Producers in the order of the world.
    pub producers: Vec<ProducerId>,
    /// Households in the order in which they were registered.
    pub households: Vec<HouseholdId>,
    /// Households of each producer's workers.
    pub homes: Vec<Vec<HouseholdId>>,
    /// Assisted households around each point that has a keeper.
    pub around_points: Vec<Vec<HouseholdId>>,
    /// Workers of each producer, as members of their households.
    pub members: Vec<Vec<i64>>,
    /// Products in the order of the world.
    pub products: Vec<ProductId>,
    /// The certification of each product.
    pub certifications: BTreeMap<usize, i64>,
    /// Unions in the order of the world.
    pub unions: Vec<UnionSeat>,
    /// Who plays the peach season.
    pub season: Season,
}

/// Points that somebody keeps.
pub const KEEPERS: usize = 12;
/// Assisted households around a point that bring something.
const NEIGHBOURS: usize = 4;

impl Ground {
    /// A point that somebody keeps, by its number among them.
    pub fn kept_point(&self, n: usize) -> Option<(OutletId, Post)> {
        self.points.iter().filter_map(|(id, keeper)| Some((*id, keeper.clone()?))).nth(n)
    }

    /// Who supervises a grower's township.
    pub fn township_of(&self, grower: &Grower) -> Post {
        let of = grower.township.and_then(|id| self.supervisors.get(&DivisionId(id)));
        of.unwrap_or(&self.deputy).clone()
    }
}

/// A place of the county.
#[derive(Clone, Debug)]
pub struct Place {
    id: DivisionId,
    name: String,
    township: Option<DivisionId>,
}

/// The county's places, in the order of its table.
pub struct Places {
    townships: Vec<Place>,
    villages: Vec<Place>,
}

impl Places {
    /// Reads them.
    pub fn read(acting: &mut Acting<'_, '_>, day: Day) -> Result<Self, Refusal> {
        let county = acting.county_id();
        let townships = places::desk::townships(acting.tx, &county, day)?;
        let villages = places::desk::villages(acting.tx, &county, day)?;
        let township_of = |path: &str| path.split('/').nth(1).and_then(|id| id.parse().ok()).map(DivisionId);
        let place = |d: places::desk::DivisionView| Place { id: d.id, name: d.name, township: township_of(&d.path) };
        let places = Self {
            townships: townships.into_iter().map(place).collect(),
            villages: villages.into_iter().map(place).collect(),
        };
        if places.townships.is_empty() || places.villages.is_empty() {
            return Err(wrong("the county has no townships or villages"));
        }
        Ok(places)
    }

    fn township(&self, n: usize) -> Option<&Place> {
        self.townships.get(n % self.townships.len())
    }

    fn village(&self, n: usize) -> Option<&Place> {
        self.villages.get(n % self.villages.len())
    }
}

/// County offices and the supervisors of townships.
pub fn people(acting: &mut Acting<'_, '_>, places: &Places, seed: u64, hash: &str) -> Result<Ground, Refusal> {
    let mut rng = Rng::new(seed, "people");
    let mut hire = |acting: &mut Acting<'_, '_>, login: &str, role, scope, field: &str| {
        let name = names::person(&mut rng);
        acting.hire(login, &name, role, scope, field, hash)
    };
    let mut county_posts = Vec::new();
    for (login, role, field) in [
        ("office", Role::CountyOffice, ""),
        ("deputy", Role::CountyOffice, ""),
        ("leader", Role::Leader, ""),
        ("department", Role::Department, "农业农村"),
        ("finance", Role::Finance, ""),
        ("auditor", Role::Auditor, ""),
        ("inspector", Role::Inspector, ""),
    ] {
        county_posts.push(hire(acting, login, role, None, field)?);
    }
    let mut supervisors = BTreeMap::new();
    for (n, township) in (1..).zip(&places.townships) {
        let login = format!("supervisor{n}");
        supervisors.insert(township.id, hire(acting, &login, Role::TownshipSupervisor, Some(township.id.0), "")?);
    }
    let of = |login: &str| county_posts.iter().find(|p| p.login == login).cloned().ok_or_else(|| wrong("no such post"));
    Ok(Ground {
        office: of("office")?,
        deputy: of("deputy")?,
        county_posts,
        supervisors,
        outlets: Vec::new(),
        points: Vec::new(),
        producers: Vec::new(),
        households: Vec::new(),
        homes: Vec::new(),
        around_points: Vec::new(),
        members: Vec::new(),
        products: Vec::new(),
        certifications: BTreeMap::new(),
        unions: Vec::new(),
        season: Season::default(),
    })
}

/// Outlets, authorised unless they are new in the year, and the points of villages.
pub fn outlets(
    acting: &mut Acting<'_, '_>,
    ground: &mut Ground,
    world: &World,
    places: &Places,
    day: Day,
    hash: &str,
) -> Result<(), Refusal> {
    let mut rng = Rng::new(3, "staff");
    for (n, outlet) in world.outlets.iter().enumerate() {
        let body = outlet_form(outlet, n, places, day);
        let made = acting.ask(&ground.office, "POST /outlets", &[], &body)?;
        let id = number(&made, "id")?;
        let manager = acting.hire(
            &format!("manager{}", n + 1),
            &names::person(&mut rng),
            Role::OutletManager,
            Some(id),
            "",
            hash,
        )?;
        let clerk =
            acting.hire(&format!("clerk{}", n + 1), &names::person(&mut rng), Role::OutletClerk, Some(id), "", hash)?;
        ground.outlets.push(Seat { id: OutletId(id), manager, clerk });
        if !outlet.new {
            authorise(acting, &ground.office, OutletId(id), day)?;
        }
    }
    let every = (world.points / KEEPERS).max(1);
    for n in 0..world.points {
        let Some(village) = places.village(n).filter(|_| n < places.villages.len()) else { break };
        let body = json!({
            "kind": OutletKind::VillagePoint.word(), "name": format!("{}消费扶贫产品收购点", village.name), "division": village.id,
            "operator": format!("{}村民委员会", village.name), "opened_on": day,
        });
        let id = number(&acting.ask(&ground.office, "POST /outlets", &[], &body)?, "id")?;
        let kept = n % every == 0 && n / every < KEEPERS;
        let keeper = if kept {
            Some(acting.hire(
                &format!("keeper{}", n / every + 1),
                &names::person(&mut rng),
                Role::PointKeeper,
                Some(id),
                "",
                hash,
            )?)
        } else {
            None
        };
        if kept {
            ground.around_points.push(neighbours(acting, &ground.office, village.id, &mut rng, day)?);
        }
        ground.points.push((OutletId(id), keeper));
    }
    Ok(())
}

/// Assisted households that bring what they grow to their village's point.
fn neighbours(
    acting: &mut Acting<'_, '_>,
    office: &Post,
    village: DivisionId,
    rng: &mut Rng,
    day: Day,
) -> Result<Vec<HouseholdId>, Refusal> {
    let mut households = Vec::with_capacity(NEIGHBOURS);
    for _ in 0..NEIGHBOURS {
        let household = json!({
            "division": village, "head": {"name": names::person(rng)},
            "statuses": [{"kind": "out_of_poverty", "valid_from": format!("{}-01-01", day.year() - 6), "source": "模拟"}],
        });
        households.push(HouseholdId(number(&acting.ask(office, "POST /households", &[], &household)?, "id")?));
    }
    Ok(households)
}

/// What each outlet asks for what it may sell, so that its till can be tried.
pub fn prices(acting: &mut Acting<'_, '_>, ground: &Ground, world: &World) -> Result<(), Refusal> {
    let goods = ground.products.iter().zip(&world.products);
    let prices: Vec<Value> = goods
        .map(|(id, product)| json!({"product": id, "price_fen": product.price_fen, "per": product.good.per()}))
        .collect();
    for seat in &ground.outlets {
        acting.ask(&seat.manager, "PUT /outlets/{outlet}/prices", &[seat.id.0], &json!({"prices": prices}))?;
    }
    Ok(())
}

/// Grants an authorisation from a day on.
pub fn authorise(acting: &mut Acting<'_, '_>, office: &Post, outlet: OutletId, day: Day) -> Result<(), Refusal> {
    let body = json!({"on_day": day, "reason": "经审核符合条件", "document_no": format!("模拟授权〔{}〕{outlet}号", day.year())});
    acting.ask(office, "POST /outlets/{outlet}/authorisations", &[outlet.0], &body).map(|_| ())
}

fn outlet_form(outlet: &Outlet, n: usize, places: &Places, day: Day) -> Value {
    let township = outlet.township.and_then(|n| places.township(n));
    let place = township.map_or("长沙", |t| t.name.as_str());
    let name = match outlet.kind {
        OutletKind::Pavilion => format!("{place}消费扶贫生活馆"),
        OutletKind::Online => "消费扶贫线上合作店".to_owned(),
        _ => format!("{place}消费扶贫授权店"),
    };
    json!({
        "kind": outlet.kind.word(), "name": name, "division": township.map(|t| t.id), "address": format!("{place}模拟路{}号", n + 1),
        "operator": format!("{}农产品经营部", names::brand(n)), "own_till": outlet.keeping == Keeping::OwnTill, "platform": if outlet.kind == OutletKind::Online { "模拟平台" } else { "" },
        "hours": "8:00–20:00", "opened_on": day, "contact": {"name": "店主", "phone": names::phone(90_000 + n), "bank_account": format!("模拟银行 6222{n:015}")},
    })
}

/// Units with their unions' officers and lists of workers.
pub fn unions(
    acting: &mut Acting<'_, '_>,
    ground: &mut Ground,
    world: &World,
    seed: u64,
    day: Day,
    hash: &str,
) -> Result<(), Refusal> {
    let mut rng = Rng::new(seed, "unions");
    for (n, union) in world.unions.iter().enumerate() {
        let body = json!({"kind": union.kind, "name": union.name, "union_name": format!("{}工会", union.name)});
        let unit = number(&acting.ask(&ground.office, "POST /units", &[], &body)?, "id")?;
        let officer = acting.hire(
            &format!("union{}", n + 1),
            &names::person(&mut rng),
            Role::UnionOfficer,
            Some(unit),
            "",
            hash,
        )?;
        let rows: Vec<Value> = (1..)
            .zip(&union.workers)
            .map(|(row, (name, phone))| json!({"row": row, "name": name, "phone": phone}))
            .collect();
        acting.ask(
            &officer,
            "POST /units/{unit}/workers",
            &[unit],
            &json!({"rows": rows, "day": day, "complete": true}),
        )?;
        ground.unions.push(UnionSeat { unit: UnitId(unit), officer, programme: 0, keys: Vec::new() });
    }
    Ok(())
}
