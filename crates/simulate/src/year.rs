//! A year from the first invitation to the last act: ground, then day after day, each in one commit.

use crate::{
    ground::{self, Ground, Places},
    plan::Plan,
    play::{Playing, SoldAs},
    stage::{Acting, Post, Stage},
    witness::Witness,
    world::World,
};
use base::{Day, Refusal};
use edge::{County, Stamp};
use std::{collections::BTreeMap, sync::Arc};
use store::Db;

/// Hour at which people begin to work, in seconds after midnight.
const MORNING: i64 = 8 * 3_600;

/// Which year, how much of it, by which chance.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Calendar year.
    pub year: i32,
    /// Seed of everything.
    pub seed: u64,
    /// Thousandths of the full size.
    pub per_mille: i64,
    /// argon2id hash of the password that everybody signs in with; empty: nobody can.
    pub password_hash: String,
    /// Number of a sale whose last line is forgotten: what the auditor is there for.
    pub forget: Option<u64>,
}

/// A post to look around with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// Name to sign in with.
    pub login: String,
    /// Role word.
    pub role: &'static str,
    /// Where it acts.
    pub scope: String,
}

/// A year that was played.
#[derive(Clone, Debug)]
pub struct Played {
    /// Who and what there was.
    pub world: Arc<World>,
    /// Under which numbers.
    pub ground: Ground,
    /// What was done, as it was watched.
    pub witness: Witness,
    /// One post of each role.
    pub logins: Vec<Login>,
}

/// Plays a year in a county that is set up and has nothing yet; `told` hears of every day.
///
/// # Errors
/// An act was refused that should not have been, or the database fails.
pub fn play(
    db: &Db,
    county: County,
    stamp: Stamp,
    settings: &Settings,
    told: &mut dyn FnMut(Day),
) -> Result<Played, Refusal> {
    let world = Arc::new(World::new(settings.seed, settings.per_mille));
    let stage = Arc::new(Stage::new(county, stamp));
    let mut ground = lay_ground(db, &stage, &world, settings)?;
    let mut plan = Plan::new(&world, settings.seed, settings.year, settings.per_mille);
    let mut witness = Witness::default();
    let mut sales: BTreeMap<u64, SoldAs> = BTreeMap::new();
    for day in plan.days() {
        told(day);
        let acts = plan.day(day);
        if acts.is_empty() {
            continue;
        }
        witness.watch(&acts);
        let (stage, world, held, kept) = (stage.clone(), world.clone(), ground.clone(), std::mem::take(&mut sales));
        let (forget, hash) = (settings.forget, settings.password_hash.clone());
        let (learned, kept) = db.write_now(move |tx| {
            let acting = stage.at(tx, day.starts_at().plus_seconds(MORNING));
            let mut playing = Playing {
                acting,
                world: &world,
                ground: &held,
                sales: &kept,
                day,
                hash: &hash,
                skip: forget,
                issued: Vec::new(),
            };
            playing.all(&acts).map(|learned| (learned, kept.clone()))
        })?;
        sales = kept;
        sales.extend(learned.sales);
        // Only the latest can come back.
        while sales.len() > 2_000 {
            sales.pop_first();
        }
        for (village, officer) in learned.officers {
            ground.season.replace(village, &officer);
        }
        for (seat, (programme, keys)) in ground.unions.iter_mut().zip(learned.unions) {
            (seat.programme, seat.keys) = (programme, keys);
        }
    }
    let visitors = visitors(db, &stage, &world, &ground, settings, plan.days().last().copied())?;
    let logins = logins(&ground, &visitors);
    Ok(Played { world, ground, witness, logins })
}

/// Three days of the autumn before: people and outlets, the catalogue as far as its notice, the list.
fn lay_ground(db: &Db, stage: &Arc<Stage>, world: &Arc<World>, settings: &Settings) -> Result<Ground, Refusal> {
    let day = |month, date| i16::try_from(settings.year - 1).ok().and_then(|year| Day::new(year, month, date));
    let no_year = || crate::stage::wrong("no such year");
    let (first, listed) = (day(10, 20).ok_or_else(no_year)?, day(11, 6).ok_or_else(no_year)?);
    let (seed, hash) = (settings.seed, settings.password_hash.clone());
    let (of, world_) = (stage.clone(), world.clone());
    let ground = db.write_now(move |tx| {
        let mut acting: Acting<'_, '_> = of.at(tx, first.starts_at().plus_seconds(MORNING));
        let places = Places::read(&mut acting, first)?;
        let mut ground = ground::people(&mut acting, &places, seed, &hash)?;
        ground::outlets(&mut acting, &mut ground, &world_, &places, first, &hash)?;
        ground::producers(&mut acting, &mut ground, &world_, &places, seed, first)?;
        ground::products(&mut acting, &mut ground, &world_, &places, first)?;
        ground::prices(&mut acting, &ground, &world_)?;
        ground::unions(&mut acting, &mut ground, &world_, seed, first, &hash)?;
        ground::season(&mut acting, &mut ground, &world_, &places, (seed, first), &hash)?;
        ground::opening(&mut acting, &ground)?;
        Ok(ground)
    })?;
    let (of, held) = (stage.clone(), ground.clone());
    db.write_now(move |tx| ground::list(&mut of.at(tx, listed.starts_at().plus_seconds(MORNING)), &held))?;
    Ok(ground)
}

/// Posts that only look around come when the year is over.
fn visitors(
    db: &Db,
    stage: &Arc<Stage>,
    world: &Arc<World>,
    ground: &Ground,
    settings: &Settings,
    last: Option<Day>,
) -> Result<Vec<Post>, Refusal> {
    let Some(last) = last else { return Ok(Vec::new()) };
    let (of, world, held, hash) = (stage.clone(), world.clone(), ground.clone(), settings.password_hash.clone());
    db.write_now(move |tx| {
        let mut acting = of.at(tx, last.plus_days(1).starts_at().plus_seconds(MORNING));
        ground::visitors(&mut acting, &held, &world, last, &hash)
    })
}

fn logins(ground: &Ground, visitors: &[Post]) -> Vec<Login> {
    let seats = ground.outlets.first().into_iter().flat_map(|seat| [&seat.manager, &seat.clerk]);
    let supervisor = ground.supervisors.values().next();
    let keeper = ground.points.iter().find_map(|(_, keeper)| keeper.as_ref());
    let officer = ground.unions.first().map(|union| &union.officer);
    let grower = ground.season.growers.first().map(|grower| &grower.officer);
    let kitchen = ground.season.kitchens.first().map(|(_, buyer)| buyer);
    let posts = ground.county_posts.iter().chain(supervisor).chain(keeper).chain(seats).chain(officer);
    let posts = posts.chain(grower).chain(kitchen).chain(&ground.season.guide).chain(visitors);
    posts
        .map(|post| Login { login: post.login.clone(), role: post.role.word(), scope: post.scope.name.clone() })
        .collect()
}
