//! Posts that only look around in a simulated county: those whose work the year does not play.
//!
//! They come after the last day, so that the year itself is the same with or without them; their posts
//! hold from its beginning.

use super::{Ground, Places};
use crate::{
    names,
    rng::Rng,
    stage::{Acting, Post, number},
    world::World,
};
use base::{Day, Refusal};
use edge::Role;
use serde_json::{Value, json};

/// Information officer, producer, unit buyer, and a worker with a voucher.
pub fn visitors(
    acting: &mut Acting<'_, '_>,
    ground: &Ground,
    world: &World,
    day: Day,
    hash: &str,
) -> Result<Vec<Post>, Refusal> {
    // The year that was played may lie ahead of today's; they look around in it all the same.
    let from = Some(day.plus_months(-12));
    let places = Places::read(acting, day)?;
    let village = world.producers.first().and_then(|producer| places.village(producer.village));
    let account = worker_account(acting, ground)?;
    let mut rng = Rng::new(7, "visitors");
    let mut posts = Vec::new();
    for (login, role, scope) in [
        ("officer1", Role::InformationOfficer, village.map(|village| village.id.0)),
        ("producer1", Role::Producer, ground.producers.first().map(|id| id.0)),
        ("buyer1", Role::UnitBuyer, ground.unions.first().map(|union| union.unit.0)),
        ("worker1", Role::Worker, account),
    ] {
        let name = names::person(&mut rng);
        if scope.is_some() {
            posts.push(acting.hire_from(from, login, &name, (role, scope), "", hash)?);
        }
    }
    Ok(posts)
}

/// The first account of the first union's programme, if it issued anything.
fn worker_account(acting: &mut Acting<'_, '_>, ground: &Ground) -> Result<Option<i64>, Refusal> {
    let Some(union) = ground.unions.first().filter(|union| union.programme != 0) else { return Ok(None) };
    let page = acting.ask(&union.officer, "GET /programmes/{programme}/accounts", &[union.programme], &json!({}))?;
    let first = page.get("items").and_then(Value::as_array).and_then(|items| items.first());
    first.map(|account| number(account, "id")).transpose()
}
