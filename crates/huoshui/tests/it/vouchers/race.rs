//! Sixty-four at once on one balance: what is accepted never passes it, and every loser is told.

use super::scene;
use crate::harness::on_both;
use base::{Fen, Instant};
use std::{sync::Arc, thread};
use vouchers::desk::Spend;

#[test]
fn sixty_four_tills_at_once_lose_and_double_nothing() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (_, slip) = scene.slips().remove(0);
        let at: Instant = "2026-08-04T02:00:00Z".parse().unwrap();
        let actor = Arc::new(|| scene::actor(county, at, Some("0")));
        let results: Vec<Result<Fen, &'static str>> = thread::scope(|scope| {
            let till = |book_seq: i64| {
                let spend = Spend {
                    key: slip.clone(),
                    account: None,
                    amount_fen: Fen(2_000),
                    outlet: scene.shop,
                    book_seq,
                    day: at.day(),
                    at,
                };
                let (actor, db) = (actor(), county.app.db().clone());
                scope.spawn(move || {
                    let spent = db.write_now(move |tx| vouchers::desk::spend(tx, &actor, &spend));
                    spent.map(|s| s.left_fen).map_err(|no| no.code)
                })
            };
            let tills: Vec<_> = (1..=64).map(till).collect();
            tills.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let mut left: Vec<Fen> = results.iter().filter_map(|r| r.as_ref().ok().copied()).collect();
        left.sort();
        let expect: Vec<Fen> = (0..30).map(|n| Fen(n * 2_000)).collect();
        assert_eq!(left, expect);
        assert!(
            results.iter().filter_map(|r| r.as_ref().err()).all(|code| *code == "voucher.over_balance"),
            "{results:?}"
        );
        assert_eq!(scene.recount().spent_fen, Fen(60_000));
    });
}
