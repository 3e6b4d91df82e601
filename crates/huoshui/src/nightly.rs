//! What the night is for: mergers of divisions that hold from today, the day's root over all chains, a backup, old answers forgotten.

use crate::operations::Operations;
use base::{Day, Refusal};
use edge::{Actor, App};
use std::{sync::Arc, time::Duration};

/// Answers to repeated requests are kept this many days.
const REPLAYS_KEPT_DAYS: i32 = 30;

/// Runs once in each county night, an hour and a half after midnight; for an office whose computer
/// is off at night, when it is switched on in the morning.
pub async fn run(app: App, operations: Arc<Operations>) {
    let mut done: Option<Day> = None;
    loop {
        let now = app.stamp("night").now;
        // One and a half hours after midnight the day before is over for everybody.
        let today = now.plus_seconds(-90 * 60).day();
        if done.is_none_or(|day| day < today) {
            let (app, operations) = (app.clone(), operations.clone());
            let night = tokio::task::spawn_blocking(move || night(&app, &operations, today));
            if let Ok(Err(refusal)) = night.await {
                tracing::error!(code = refusal.code, "the night's work was not finished");
            }
        }
        done = Some(today);
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

/// One night's work; `today` has just begun.
pub fn night(app: &App, operations: &Operations, today: Day) -> Result<(), Refusal> {
    let Some(county) = app.county() else { return Ok(()) };
    let stamp = app.stamp("night");
    let now = stamp.now;
    app.db().write_now(move |tx| {
        let actor = Actor::program(county.clone(), &stamp);
        if !places::merging::due(tx, &actor)?.is_empty() {
            edge::audited(tx, &actor, "division.follow", "", &today, |tx, actor| {
                places::merging::follow(tx, actor, crate::program::FOLLOWING.merger)
            })?;
        }
        ledger::desk::make_day_root(tx, &actor, today.plus_days(-1))?;
        edge::forget_answers(tx, today.plus_days(-REPLAYS_KEPT_DAYS).starts_at())?;
        identity::desk::forget_ended_sessions(tx, &actor)
    })?;
    if operations.backed_up_since(today.starts_at()) {
        return Ok(());
    }
    match operations.back_up(now, false) {
        Err(refusal) if refusal.code == "backup.nowhere" => {}
        made => {
            made?;
            operations.prune();
        }
    }
    Ok(())
}
