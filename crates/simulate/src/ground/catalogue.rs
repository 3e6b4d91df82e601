//! Producers with their workers' households, products, and how they came onto the list.

use super::{Ground, Places};
use crate::{
    goods::By,
    names,
    rng::Rng,
    stage::{Acting, number, wrong},
    world::{Product, World},
};
use base::{
    Day, Refusal,
    ids::{HouseholdId, ProducerId, ProductId},
};
use edge::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Producers with the households whose members work there, and what they earned in a year.
pub fn producers(
    acting: &mut Acting<'_, '_>,
    ground: &mut Ground,
    world: &World,
    places: &Places,
    seed: u64,
    day: Day,
) -> Result<(), Refusal> {
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
        let mut homes = Vec::with_capacity(producer.incomes.len());
        for _ in &producer.incomes {
            let household = json!({
                "division": village.id, "head": {"name": names::person(&mut rng)},
                "statuses": [{"kind": "out_of_poverty", "valid_from": format!("{}-01-01", day.year() - 6), "source": "模拟"}],
            });
            let made = acting.ask(&office, "POST /households", &[], &household)?;
            homes.push(HouseholdId(number(&made, "id")?));
            let head = made.get("people").and_then(|p| p.get(0)).ok_or_else(|| wrong("a household without people"))?;
            members.push(number(head, "id")?);
        }
        ground.producers.push(ProducerId(id));
        ground.members.push(members);
        ground.households.extend(&homes);
        ground.homes.push(homes);
        wages(acting, ground, world, n, day)?;
    }
    Ok(())
}

/// Enters what a producer's workers earned in the year of a day, until the month before it.
pub fn wages(
    acting: &mut Acting<'_, '_>,
    ground: &Ground,
    world: &World,
    producer: usize,
    day: Day,
) -> Result<(), Refusal> {
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
pub fn products(
    acting: &mut Acting<'_, '_>,
    ground: &mut Ground,
    world: &World,
    places: &Places,
    day: Day,
) -> Result<(), Refusal> {
    for product in &world.products {
        let body = product_form(product, ground, world, places);
        let id = number(&acting.ask(&ground.office, "POST /products", &[], &body)?, "id")?;
        ground.products.push(ProductId(id));
    }
    for (n, producer) in world.producers.iter().enumerate().filter(|(_, p)| p.applies) {
        let own: Vec<usize> =
            (0..world.products.len()).filter(|p| world.products.get(*p).is_some_and(|p| p.producer == n)).collect();
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

fn certify(
    acting: &mut Acting<'_, '_>,
    ground: &mut Ground,
    places: &Places,
    (n, village): (usize, usize),
    products: &[usize],
    day: Day,
) -> Result<(), Refusal> {
    let ids: Vec<ProductId> = products.iter().filter_map(|p| ground.products.get(*p).copied()).collect();
    let body = json!({"producer": ground.producers.get(n), "way": "application", "year": day.year(), "products": ids, "reason": "模拟申报"});
    let id = number(&acting.ask(&ground.deputy, "POST /certifications", &[], &body)?, "id")?;
    let township = places.village(village).and_then(|v| v.township);
    let supervisor =
        township.and_then(|t| ground.supervisors.get(&t)).cloned().ok_or_else(|| wrong("no supervisor"))?;
    let department = ground
        .county_posts
        .iter()
        .find(|p| p.role == Role::Department)
        .cloned()
        .ok_or_else(|| wrong("no department"))?;
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
    let cases: BTreeSet<i64> = ground.certifications.values().copied().collect();
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
