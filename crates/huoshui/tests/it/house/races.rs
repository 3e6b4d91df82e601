//! Many at once where one may: of eight that are sent together one is kept, and the others are told by name.
//! SQLite has one writer; PostgreSQL has many, and each looks before the others have written.

use crate::{
    harness::{Answer, Client, County, on_both},
    shop::{Shop, id},
    vouchers::scene,
};
use serde_json::{Value, json};

/// The same request eight times at once, each with a connection of its own.
fn eight(client: &Client, path: &str, body: impl Fn(usize) -> Value) -> Vec<Answer> {
    std::thread::scope(|scope| {
        let send = |n: usize| {
            let (client, body) = (client.clone(), body(n));
            // Keys are visible characters; what is sent twice on purpose is sent under two.
            let key = format!("race-{n}-{}", body.to_string().bytes().map(u64::from).sum::<u64>());
            scope.spawn(move || client.post_once(&key, path, body))
        };
        let sent: Vec<_> = (0..8).map(send).collect();
        sent.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// How many were kept; the others were refused with this code.
#[track_caller]
fn kept(answers: &[Answer], code: &str) -> usize {
    let lost = answers.iter().filter(|answer| answer.status != 200);
    for answer in lost {
        assert_eq!(answer.json()["code"], json!(code), "{}", answer.body);
    }
    answers.iter().filter(|answer| answer.status == 200).count()
}

#[test]
fn one_worker_has_one_record_a_year() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let village = county.division("430582204213");
        let path = format!("/producers/{}/employments", shop.producer);
        let work = |more: Value| {
            let mut work = json!({"year": 2025, "first_day": "2025-02-01", "last_day": "2025-12-31", "months": 11,
                "income_fen": 300_000, "evidence": "bank"});
            work.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            work
        };
        // Nobody knows the worker yet: eight entries by ID number are one person with one record.
        let new = json!({"worker": {"name": "曾大山", "id_number": "11010519491231002X"}});
        assert_eq!(kept(&eight(&office, &path, |_| work(new.clone())), "employment.twice"), 1);
        // ¥3,000 eight times is not ¥6,000: nobody is certified by a double click.
        let household = json!({"division": village, "head": {"name": "曾小山"},
            "statuses": [{"kind": "registered_poor", "valid_from": "2014-01-01"}]});
        let member = office.post("/households", household).ok()["people"][0]["id"].clone();
        assert_eq!(kept(&eight(&office, &path, |_| work(json!({"member": member}))), "employment.twice"), 1);
        assert_eq!(office.get("/employments?total=1").ok()["total"]["count"], json!(2));
    });
}

#[test]
fn posts_that_exclude_each_other_are_not_granted_side_by_side() {
    on_both(|county| {
        let admin = county.admin();
        let link = admin.post("/people", json!({"name": "两头某", "login": "both.ways"})).ok();
        let path = format!("/people/{}/posts", link["person"]);
        let sent = eight(&admin, &path, |n| json!({"role": if n % 2 == 0 { "auditor" } else { "finance" }}));
        kept(&sent, "post.excludes");
        let person = admin.get(&format!("/people/{}", link["person"])).ok();
        let roles: std::collections::BTreeSet<_> =
            person["posts"].as_array().unwrap().iter().map(|post| post["role"].to_string()).collect();
        assert_eq!(roles.len(), 1, "{roles:?}");
    });
}

#[test]
fn a_post_is_handed_over_once() {
    on_both(|county| {
        let _ = county.supervisor();
        let admin = county.admin();
        let post = admin.get("/posts?role=township_supervisor").ok()["items"][0]["id"].clone();
        let heirs: Vec<Value> = (0..8)
            .map(|n| {
                admin.post("/people", json!({"name": "接任某", "login": format!("heir.{n}")})).ok()["person"].clone()
            })
            .collect();
        let sent = eight(&admin, &format!("/posts/{post}/handover"), |n| json!({"person": heirs[n], "list": "公章"}));
        assert_eq!(kept(&sent, "handover.open"), 1);
    });
}

#[test]
fn five_wrong_passwords_lock_however_many_come_at_once() {
    on_both(|county| {
        let _ = county.office();
        let nobody = county.nobody();
        let wrong = |round: usize| {
            eight(
                &nobody,
                "/session",
                |n| json!({"login": "county_office.0", "password": format!("guess {round} {n}")}),
            )
        };
        let answers: Vec<Answer> = (0..3).flat_map(wrong).collect();
        let told = answers.iter().filter(|answer| answer.status == 401).count();
        assert_eq!(told, 5, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
        assert!(answers.iter().all(|answer| matches!(answer.status, 401 | 423)));
    });
}

#[test]
fn periods_are_closed_forwards_only() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-01-02", 10_000);
        let office = county.office();
        let sent = eight(&office, "/periods", |n| json!({"to": format!("2026-0{}-15", n % 7 + 1), "reason": "月结"}));
        kept(&sent, "period.invalid");
        let last = office.get("/periods").ok()["items"][0]["closed_to"].clone();
        assert_eq!(shop.manager.get(&format!("/outlets/{}/book", shop.outlet)).ok()["closed_to"], last);
    });
}

#[test]
fn an_account_has_one_live_slip_and_one_collection_code() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let (account, _) = scene.slips().remove(0);
        let sent = eight(&scene.union, &format!("/accounts/{account}/slips"), |_| json!({"reason": "遗失"}));
        assert!(sent.iter().all(|answer| answer.status == 200), "{}", sent[0].body);
        let sent = eight(
            &scene.union,
            &format!("/accounts/{account}/collections"),
            |n| json!({"collector_name": format!("代领{n}"), "amount_fen": 1000}),
        );
        assert!(sent.iter().all(|answer| answer.status == 200), "{}", sent[0].body);
        let live = |table: &'static str| live(county, table, account.0);
        assert_eq!((live("slip"), live("collection")), (1, 1));
    });
}

/// Live rows of an account.
fn live(county: &County, table: &'static str, account: i64) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table} WHERE account = $1 AND state = 'live'");
    county.app.db().read_now(move |tx| Ok(tx.one(&sql, store::params![account])?)).unwrap()
}

#[test]
fn one_barcode_is_one_product() {
    on_both(|county| {
        let shop = Shop::open(county);
        let office = county.office();
        let product = |name: String| {
            json!({"producer": shop.producer, "name": name, "legal_class": "non_food", "unit": "piece", "barcode": "6901234567892",
                "origin": county.division("430582204213")})
        };
        let sent = eight(&office, "/products", |n| product(format!("竹篮{n}号")));
        assert_eq!(kept(&sent, "product.barcode_taken"), 1);
        let first = id(sent.iter().find(|answer| answer.status == 200).unwrap());
        // The other's name is told, and a product that has ended gives its code free.
        let no = office.post("/products", product("竹筐".into())).refused(409, "product.barcode_taken");
        assert!(no["title"].as_str().unwrap().contains("竹篮"), "{no}");
        office.post(&format!("/products/{first}/end"), json!({"reason": "停产"})).ok();
        office.post("/products", product("竹筐".into())).ok();
    });
}

#[test]
fn one_purchase_is_paid_by_one_list() {
    on_both(|county| {
        let shop = Shop::open(county);
        let village = county.division("430582204213");
        let home = json!({"division": village, "head": {"name": "孙大山"}});
        let household = id(&county.office().post("/households", home));
        let path = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
        let bought = json!({"supplier": {"household": household},
            "lines": [{"product": shop.listed, "quantity": {"g": 5_000}, "amount_fen": 2_500}]});
        shop.manager.post_once("bought-once", &path("purchases"), bought).ok();
        let who = shop.manager.get(&path("owed")).ok()["items"][0]["counterparty"].clone();
        // The note tells the eight apart: none of them is another one sent again.
        let body = |n: usize| json!({"people": [{"counterparty": who, "entries": [1]}], "note": format!("第 {n} 张")});
        assert_eq!(kept(&eight(&shop.manager, &path("payment-lists"), body), "payment.not_open"), 1);
        assert_eq!(shop.manager.get("/payment-lists").ok()["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_code_is_used_once_by_two_clerks_at_once() {
    on_both(|county| {
        let scene = crate::supply::scene::set(county, &[]);
        scene.officer();
        let post = county.admin().get("/posts?role=information_officer").ok()["items"][0]["id"].clone();
        let clerk = scene.supervisor();
        let card = clerk.post(&format!("/posts/{post}/code-cards"), json!({})).ok();
        let code = &card["codes"][0];
        // Different persons are not held apart by their own trail, as one person's acts are.
        let clerks: Vec<Client> = (0..4).flat_map(|_| [clerk.clone(), scene.office()]).collect();
        let sent: Vec<Answer> = std::thread::scope(|scope| {
            let send = |(n, by): (usize, &Client)| {
                let at = "2026-08-10T01:00:00Z";
                let item = scene.item(u32::try_from(n).unwrap(), at, crate::supply::scene::supply("1000斤"));
                let (by, body) = (by.clone(), json!({"via": "phone", "caller": post, "code": code, "items": [item]}));
                scope.spawn(move || by.post_once(&format!("code-race-{n}"), "/supply-uploads", body))
            };
            let sent: Vec<_> = clerks.iter().enumerate().map(send).collect();
            sent.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(kept(&sent, "card.number_moved"), 1);
        let list = clerk.get("/supply-reports?total=true").ok();
        assert_eq!((&list["total"]["count"], &list["items"][0]["code_number"]), (&json!(1), &json!(1)));
    });
}

#[test]
fn marks_follow_what_several_people_check_at_once() {
    on_both(|county| {
        let scene = crate::supply::scene::set(county, &[]);
        let supply = crate::supply::scene::supply;
        // Eight phones said something of one week, the last of them as much as there is a week later.
        for n in 1..=8_u32 {
            let said = if n == 8 { "1000斤" } else { "10斤" };
            let item = scene.item(n, &format!("2026-08-10T00:59:0{n}Z"), supply(said));
            scene.hand_in_from(&format!("手机{n}"), &scene.officer(), vec![item]);
        }
        county.at("2026-08-17T01:00:00Z");
        scene.hand_in(&scene.officer(), vec![scene.item(9, "2026-08-17T01:00:00Z", supply("1000斤"))]);
        let clerks = [scene.supervisor(), scene.colleague(), scene.office(), county.colleague()];
        let row = |n: u32| {
            let client = crate::supply::scene::uuid(n);
            clerks[0].get(&format!("/supply-reports?client={client}")).ok()["items"][0].clone()
        };
        let odd = |n: u32| row(n)["odd"].clone();
        assert_eq!(odd(9), json!(false), "as much as the last one");
        let ids: Vec<Value> = (1..=8).map(|n| row(n)["id"].clone()).collect();
        let check = |key: &str, verdict: &str, report: &Value, by: &Client| {
            let body = json!({"reports": [report], "verdict": verdict, "reason": "没有这么多"});
            by.post_once(&format!("{key}-{report}"), "/supply-checks", body)
        };
        // By all but the last it would be a jump: whoever reckons while the others are not done sees one of them.
        for (key, verdict) in [("marks-wrong", "wrong"), ("marks-right", "confirmed")] {
            std::thread::scope(|scope| {
                let sent: Vec<_> = (0_usize..)
                    .zip(&ids)
                    .map(|(n, report)| {
                        let by = clerks[n % 4].clone();
                        scope.spawn(move || check(key, verdict, report, &by))
                    })
                    .collect();
                for one in sent {
                    one.join().unwrap().ok();
                }
            });
            assert_eq!(odd(9), json!(false), "{verdict}");
        }
        check("marks-last", "wrong", &ids[7], &clerks[0]).ok();
        assert_eq!(odd(9), json!(true), "now it stands against ten jin");
    });
}
