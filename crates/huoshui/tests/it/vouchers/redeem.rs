//! Spending and giving back: never more than is left, never at a revoked outlet, never cash.

use super::scene;
use crate::harness::on_both;
use base::Fen;
use serde_json::json;
use vouchers::desk::AccountState;

#[test]
fn slips_codes_and_collectors_pay_and_lost_slips_do_not() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (account, slip) = scene.slips().remove(0);
        let noon = |time: &str| format!("2026-08-04T{time}Z");
        assert_eq!(scene.quote("6901234567892", &noon("04:00:00")), Err("voucher.key_wrong"));
        assert_eq!(scene.quote("苹果", &noon("04:00:00")), Err("voucher.key_malformed"));
        let shown = scene.quote(&slip, &noon("04:00:00")).unwrap();
        assert_eq!((shown.account, shown.left_fen, shown.state), (account, Fen(60_000), AccountState::Open));
        assert_eq!(shown.masked_name, "周*");

        assert_eq!(scene.spend(&slip, 601, 1, &noon("04:00:00")), Err("voucher.over_balance"));
        assert_eq!(scene.spend(&slip, 80, 1, &noon("04:00:00")).unwrap().left_fen, Fen(52_000));
        assert_eq!(scene.spend(&slip, 80, 2, &noon("04:00:09")), Err("voucher.throttled"));
        assert_eq!(scene.refund(1, 81, 3, &noon("04:01:00")), Err("voucher.over_refund"));
        assert_eq!(scene.refund(1, 30, 3, &noon("04:01:00")).unwrap()[0].left_fen, Fen(55_000));
        assert_eq!(scene.refund(1, 51, 4, &noon("04:02:00")), Err("voucher.over_refund"));
        assert_eq!(scene.refund(9, 1, 4, &noon("04:02:00")), Err("voucher.no_such_spend"));

        scene.union.post(&format!("/accounts/{account}/slips"), json!({"reason": "遗失"})).ok();
        assert_eq!(scene.spend(&slip, 1, 5, &noon("05:00:00")), Err("voucher.key_dead"));
        let (_, fresh) = scene.slips().remove(0);
        assert_ne!(fresh, slip);

        let let_collect = format!("/accounts/{account}/collections");
        let body = |fen: i64| json!({"collector_name": "周嫂", "amount_fen": fen});
        scene.union.post(&let_collect, body(20_001)).refused(422, "collection.amount_invalid");
        let code = scene.union.post(&let_collect, body(15_000)).ok()["code"].as_str().unwrap().to_owned();
        let shown = scene.quote(&code, &noon("05:00:00")).unwrap();
        assert_eq!((shown.collector.as_deref(), shown.most_fen), (Some("周*"), Fen(15_000)));
        assert_eq!(scene.spend(&code, 151, 6, &noon("05:00:00")), Err("voucher.over_collection"));
        assert_eq!(scene.spend(&code, 100, 6, "2026-08-04T16:00:00Z"), Err("voucher.collection_day"));
        scene.spend(&code, 100, 6, &noon("05:00:00")).unwrap();
        assert_eq!(scene.spend(&code, 10, 7, &noon("05:01:00")), Err("voucher.collection_used"));

        let worker = county.person("周一", "worker", Some(account.0));
        assert_eq!(worker.get("/accounts/mine").ok()["balance_fen"], json!(45_000));
        worker.get(&format!("/accounts/{account}")).refused(403, "edge.not_allowed");
        county.at(&noon("06:00:10"));
        let rotating = worker.get("/accounts/mine/code").ok()["code"].as_str().unwrap().to_owned();
        assert_eq!(scene.quote(&rotating, &noon("06:01:30")), Err("voucher.code_over"));
        assert!(scene.quote(&rotating, &noon("06:00:40")).is_ok());
        scene.spend(&rotating, 50, 8, &noon("06:00:50")).unwrap();
        assert_eq!(scene.spend(&rotating, 50, 9, &noon("06:01:05")), Err("voucher.code_over"));
        scene.union.post(&format!("/accounts/{account}/block"), json!({"reason": "丢失"})).ok();
        assert_eq!(scene.spend(&fresh, 1, 10, &noon("07:00:00")), Err("voucher.blocked"));
        scene.recount();
    });
}

#[test]
fn after_the_end_and_at_revoked_outlets_nothing_is_taken_and_refunds_stay_vouchers() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let slips = scene.slips();
        scene.spend(&slips[0].1, 100, 1, "2026-12-31T15:59:59Z").unwrap();
        assert_eq!(scene.spend(&slips[0].1, 1, 2, "2026-12-31T16:00:00Z"), Err("voucher.expired"));
        let back = scene.refund(1, 40, 3, "2027-01-05T02:00:00Z").unwrap();
        assert_eq!((back[0].left_fen, back[0].valid_to.to_string()), (Fen(4_000), "2027-02-04".to_owned()));
        assert_eq!(scene.spend(&slips[0].1, 40, 4, "2027-01-06T02:00:00Z").unwrap().left_fen, Fen(0));
        assert_eq!(scene.recount().lapsed_fen, Fen(50_000));

        let change = json!({"on_day": "2026-08-04", "reason": "整改", "document_no": "2号", "wind_down": "库存封存"});
        let act = |noun: &str| county.office().post(&format!("/outlets/{}/{noun}", scene.shop), change.clone()).ok();
        act("suspensions");
        assert_eq!(scene.spend(&slips[1].1, 1, 5, "2026-08-04T02:00:00Z"), Err("voucher.outlet_suspended"));
        act("endings");
        assert_eq!(scene.spend(&slips[1].1, 1, 5, "2026-08-04T02:00:00Z"), Err("voucher.outlet_not_authorised"));
        let routes = vouchers::slice().routes;
        let never = ["transfer", "cash", "change-money", "withdraw-money"];
        assert!(routes.iter().all(|r| never.iter().all(|word| !r.path.contains(word))));
    });
}
