//! Before the year begins: people and posts, outlets, producers with their workers, products and how
//! they came onto the list, unions with their workers. All through the acts that a county would do.

use crate::{
    goods::By,
    names,
    rng::Rng,
    stage::{Acting, Post, number, wrong},
    world::{Outlet, Product, World},
};
use base::{
    Day, Refusal,
    ids::{DivisionId, OutletId, ProducerId, ProductId, UnitId},
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
    /// Workers of each producer, as members of their households.
    pub members: Vec<Vec<i64>>,
    /// Products in the order of the world.
    pub products: Vec<ProductId>,
    /// The certification of each product.
    pub certifications: BTreeMap<usize, i64>,
    /// Unions in the order of the world.
    pub unions: Vec<UnionSeat>,
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
        let places = Self { townships: townships.into_iter().map(place).collect(), villages: villages.into_iter().map(place).collect() };
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
        members: Vec::new(),
        products: Vec::new(),
        certifications: BTreeMap::new(),
        unions: Vec::new(),
    })
}

/// Outlets, authorised unless they are new in the year, and the points of villages.
pub fn outlets(acting: &mut Acting<'_, '_>, ground: &mut Ground, world: &World, places: &Places, day: Day, hash: &str) -> Result<(), Refusal> {
    let mut rng = Rng::new(3, "staff");
    for (n, outlet) in world.outlets.iter().enumerate() {
        let body = outlet_form(outlet, n, places, day);
        let made = acting.ask(&ground.office, "POST /outlets", &[], &body)?;
        let id = number(&made, "id")?;
        let manager = acting.hire(&format!("manager{}", n + 1), &names::person(&mut rng), Role::OutletManager, Some(id), "", hash)?;
        let clerk = acting.hire(&format!("clerk{}", n + 1), &names::person(&mut rng), Role::OutletClerk, Some(id), "", hash)?;
        ground.outlets.push(Seat { id: OutletId(id), manager, clerk });
        if !outlet.new {
            authorise(acting, &ground.office, OutletId(id), day)?;
        }
    }
    for n in 0..world.points {
        let Some(village) = places.village(n).filter(|_| n < places.villages.len()) else { break };
        let body = json!({
            "kind": OutletKind::VillagePoint.word(), "name": format!("{}消费扶贫产品收购点", village.name), "division": village.id,
            "operator": format!("{}村民委员会", village.name), "opened_on": day,
        });
        let id = number(&acting.ask(&ground.office, "POST /outlets", &[], &body)?, "id")?;
        let keeper = if n < 12 {
            Some(acting.hire(&format!("keeper{}", n + 1), &names::person(&mut rng), Role::PointKeeper, Some(id), "", hash)?)
        } else {
            None
        };
        ground.points.push((OutletId(id), keeper));
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
        "operator": format!("{}农产品经营部", names::brand(n)), "platform": if outlet.kind == OutletKind::Online { "模拟平台" } else { "" },
        "hours": "8:00–20:00", "opened_on": day, "contact": {"name": "店主", "phone": names::phone(90_000 + n)},
    })
}

/// Producers with the households whose members work there, and what they earned in a year.
pub fn producers(acting: &mut Acting<'_, '_>, ground: &mut Ground, world: &World, places: &Places, seed: u64, day: Day) -> Result<(), Refusal> {
    let mut rng = Rng::new(seed, "households");
    for (n, producer) in world.producers.iter().enumerate() {
        let Some(village) = places.village(producer.village) else { continue };
        let word = match producer.kind {
            "enterprise" => "农业开发有限公司",
            "cooperative" => "种植专业合作社",
            _ => "家庭农场",
        };
        let body = json!({
            "kind": producer.kind, "name": format!("{}{word}", producer.brand), "division": village.id,
            "registered_address": format!("{}模拟组{}号", village.name, n + 1), "note": "模拟",
        });
        let office = ground.office.clone();
        let id = number(&acting.ask(&office, "POST /producers", &[], &body)?, "id")?;
        let mut members = Vec::with_capacity(producer.incomes.len());
        for _ in &producer.incomes {
            let household = json!({
                "division": village.id, "head": {"name": names::person(&mut rng)},
                "statuses": [{"kind": "out_of_poverty", "valid_from": format!("{}-01-01", day.year() - 6), "source": "模拟"}],
            });
            let made = acting.ask(&office, "POST /households", &[], &household)?;
            let head = made.get("people").and_then(|p| p.get(0)).ok_or_else(|| wrong("a household without people"))?;
            members.push(number(head, "id")?);
        }
        ground.producers.push(ProducerId(id));
        ground.members.push(members);
        wages(acting, ground, world, n, day)?;
    }
    Ok(())
}

/// Enters what a producer's workers earned in the year of a day, until the month before it.
pub fn wages(acting: &mut Acting<'_, '_>, ground: &Ground, world: &World, producer: usize, day: Day) -> Result<(), Refusal> {
    let (Some(id), Some(of)) = (ground.producers.get(producer), world.producers.get(producer)) else { return Ok(()) };
    let members = ground.members.get(producer).map_or(&[][..], Vec::as_slice);
    for (member, income) in members.iter().zip(&of.incomes) {
        let body = json!({
            "member": member, "year": day.year(), "first_day": format!("{}-01-05", day.year()), "last_day": format!("{}-09-25", day.year()),
            "months": 9, "income_fen": income, "evidence": "payroll", "evidence_number": "模拟工资表",
        });
        acting.ask(&ground.office, "POST /producers/{producer}/employments", &[id.0], &body)?;
    }
    Ok(())
}

/// Products, and the cases that bring them onto the list as far as the public notice.
pub fn products(acting: &mut Acting<'_, '_>, ground: &mut Ground, world: &World, places: &Places, day: Day) -> Result<(), Refusal> {
    for product in &world.products {
        let body = product_form(product, ground, world, places);
        let id = number(&acting.ask(&ground.office, "POST /products", &[], &body)?, "id")?;
        ground.products.push(ProductId(id));
    }
    for (n, producer) in world.producers.iter().enumerate().filter(|(_, p)| p.applies) {
        let own: Vec<usize> = (0..world.products.len()).filter(|p| world.products.get(*p).is_some_and(|p| p.producer == n)).collect();
        // What will be removed has a case of its own, so that the producer's other products stay.
        let (alone, others): (Vec<usize>, Vec<usize>) = own.into_iter().partition(|p| *p == world.removed);
        for case in [alone, others] {
            if !case.is_empty() {
                certify(acting, ground, places, (n, producer.village), &case, day)?;
            }
        }
    }
    Ok(())
}

fn certify(acting: &mut Acting<'_, '_>, ground: &mut Ground, places: &Places, (n, village): (usize, usize), products: &[usize], day: Day) -> Result<(), Refusal> {
    let ids: Vec<ProductId> = products.iter().filter_map(|p| ground.products.get(*p).copied()).collect();
    let body = json!({"producer": ground.producers.get(n), "way": "application", "year": day.year(), "products": ids, "reason": "模拟申报"});
    let id = number(&acting.ask(&ground.deputy, "POST /certifications", &[], &body)?, "id")?;
    let township = places.village(village).and_then(|v| v.township);
    let supervisor = township.and_then(|t| ground.supervisors.get(&t)).cloned().ok_or_else(|| wrong("no supervisor"))?;
    let department = ground.county_posts.iter().find(|p| p.role == Role::Department).cloned().ok_or_else(|| wrong("no department"))?;
    let checked = json!({"pass": true, "reason": "现场核实，情况属实"});
    acting.ask(&supervisor, "POST /certifications/{certification}/township-check", &[id], &checked)?;
    acting.ask(&department, "POST /certifications/{certification}/department-check", &[id], &checked)?;
    let approved = json!({"approve": true, "reason": "符合条件"});
    acting.ask(&ground.office, "POST /certifications/{certification}/decision", &[id], &approved)?;
    acting.ask(&ground.office, "POST /certifications/{certification}/notice", &[id], &json!({}))?;
    ground.certifications.extend(products.iter().map(|p| (*p, id)));
    Ok(())
}

/// After the notice: everything onto the list.
pub fn list(acting: &mut Acting<'_, '_>, ground: &Ground) -> Result<(), Refusal> {
    let cases: std::collections::BTreeSet<i64> = ground.certifications.values().copied().collect();
    for id in cases {
        acting.ask(&ground.office, "POST /certifications/{certification}/listing", &[id], &json!({}))?;
    }
    Ok(())
}

fn product_form(product: &Product, ground: &Ground, world: &World, places: &Places) -> Value {
    let good = &product.good;
    let village = world.producers.get(product.producer).and_then(|p| places.village(p.village));
    let (unit, pack, spec) = match good.by {
        By::Weight => ("g", None, "散装".to_owned()),
        By::Piece(grams) => ("piece", Some(grams), format!("{grams}g/袋")),
    };
    json!({
        "producer": ground.producers.get(product.producer), "name": product.name, "legal_class": good.class, "farm_group": good.group,
        "unit": unit, "piece_word": if pack.is_some() { "袋" } else { "" }, "pack_g": pack, "spec": spec,
        "unit_price_fen": product.price_fen, "price_per": good.per(),
        "origin": village.filter(|_| good.local).map(|v| v.id), "origin_text": if good.local { "" } else { "外地" },
        "shelf_life_days": good.shelf_days,
        "label": {
            "ingredients": good.name, "standard_number": "GB/T 0000", "storage": "阴凉干燥", "production_licence": "SC10000000000000",
            "maker": "模拟生产者，模拟地址，模拟电话",
        },
    })
}

/// Units with their unions' officers and lists of workers.
pub fn unions(acting: &mut Acting<'_, '_>, ground: &mut Ground, world: &World, seed: u64, day: Day, hash: &str) -> Result<(), Refusal> {
    let mut rng = Rng::new(seed, "unions");
    for (n, union) in world.unions.iter().enumerate() {
        let body = json!({"kind": union.kind, "name": union.name, "union_name": format!("{}工会", union.name)});
        let unit = number(&acting.ask(&ground.office, "POST /units", &[], &body)?, "id")?;
        let officer = acting.hire(&format!("union{}", n + 1), &names::person(&mut rng), Role::UnionOfficer, Some(unit), "", hash)?;
        let rows: Vec<Value> = (1..).zip(&union.workers).map(|(row, (name, phone))| json!({"row": row, "name": name, "phone": phone})).collect();
        acting.ask(&officer, "POST /units/{unit}/workers", &[unit], &json!({"rows": rows, "day": day, "complete": true}))?;
        ground.unions.push(UnionSeat { unit: UnitId(unit), officer, programme: 0, keys: Vec::new() });
    }
    Ok(())
}
