//! Identity data never leaves: a county seeded with known numbers is walked page by page, list by list, role by role.
//!
//! Looked for are the seeded numbers, however they are spaced or widened, and whatever has the shape of a citizen
//! number or of a mobile number. The one declared full view is asked for last: it has to show them.

use crate::{
    harness::{Client, County, Engine},
    shop::{Shop, id},
};
use edge::Role;
use serde_json::json;
use std::{
    io::Write,
    sync::{Arc, Mutex, OnceLock},
};

const CITIZENS: [&str; 2] = ["11010519491231002X", "430521196503150024"];
const PHONES: [&str; 6] = ["13812345678", "13912345601", "13712345602", "15912345603", "18612345604", "19912345605"];
const BANK: &str = "6222021234567890123";

/// Full-width characters narrowed.
fn narrowed(text: &str) -> String {
    text.chars()
        .map(|c| char::from_u32(u32::from(c).wrapping_sub(0xFEE0)).filter(char::is_ascii_graphic).unwrap_or(c))
        .collect()
}

/// What has the shape of a citizen number or of a mobile number, and is no part of a longer word.
fn shapes(text: &str) -> Vec<String> {
    let citizen = |w: &str| {
        w.len() == 18
            && w[..17].bytes().all(|b| b.is_ascii_digit())
            && w[17..].trim_matches(['x', 'X']).bytes().all(|b| b.is_ascii_digit())
    };
    let mobile = |w: &str| {
        w.len() == 11 && w.starts_with('1') && w.as_bytes()[1] >= b'3' && w.bytes().all(|b| b.is_ascii_digit())
    };
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| citizen(word) || mobile(word)).map(str::to_owned).collect()
}

fn seeded(text: &str) -> Option<&'static str> {
    let close: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{a0}')).collect();
    let known = CITIZENS.into_iter().chain(PHONES).chain([BANK]);
    known.into_iter().find(|number| close.contains(number) || close.contains(&number.to_lowercase()))
}

#[track_caller]
fn clean(of: &str, text: &str) {
    let text = narrowed(text);
    assert_eq!(seeded(&text), None, "{of}: {text}");
    assert_eq!(shapes(&text), Vec::<String>::new(), "{of}");
}

/// Everything that is logged in this process.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn logged() -> &'static Logged {
    static LOGGED: OnceLock<Logged> = OnceLock::new();
    LOGGED.get_or_init(|| {
        let log = Logged::default();
        let writer = log.clone();
        tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(move || writer.clone()).init();
        log
    })
}

struct Seeded {
    shop: Shop,
    household: i64,
    unit: i64,
    programme: i64,
}

/// Households, producers, outlets, workers, suppliers and staff with numbers that are known.
fn seed(county: &County) -> Seeded {
    let (admin, office) = (county.admin(), county.office());
    let village = county.division("430582204213");
    let shop = Shop::open(county);
    let person =
        |name: &str, phone: &str, id_number: &str| json!({"name": name, "phone": phone, "id_number": id_number});
    let household = id(&office.post(
        "/households",
        json!({"division": village, "head": person("曾大山", "138 1234 5678", CITIZENS[0]),
            "members": [{"person": person("曾小山", "", "４３０５２１１９６５０３１５００２４"), "relation": "子"}],
            "statuses": [{"kind": "registered_poor", "valid_from": "2014-01-01"}]}),
    ));
    let producer = json!({"kind": "cooperative", "name": "大山合作社", "division": village, "document_kind": "none",
        "contact": {"name": "曾大山", "phone": PHONES[1]}});
    office.post("/producers", producer).ok();
    let outlet = json!({"kind": "shop", "name": "城东店", "operator": "某店", "division": village, "opened_on": "2026-01-01",
        "contact": {"name": "陈店长", "phone": PHONES[2], "bank_account": "6222 0212 3456 7890 123"}});
    office.post("/outlets", outlet).ok();
    let bought = json!({"supplier": {"named": {"name": "李老四", "address": "本村", "contact": PHONES[3]}},
        "lines": [{"product": shop.listed, "quantity": {"g": 1_000}, "amount_fen": 500, "papers": {"certificate": "1"}}]});
    shop.manager.post_once("purchase-named", &format!("/outlets/{}/purchases", shop.outlet), bought).ok();
    admin.post("/people", json!({"name": "刘某", "login": "liu", "phone": PHONES[4]})).ok();
    let unit = id(&office.post("/units", json!({"kind": "school", "name": "邵东一中", "union_name": "邵东一中工会"})));
    let union = county.person("吴某", "union_officer", Some(unit));
    let rows = json!([{"row": 1, "name": "周一", "phone": PHONES[5]}]);
    union.post(&format!("/units/{unit}/workers"), json!({"rows": rows})).ok();
    let programme = id(&union.post(&format!("/units/{unit}/programmes"), json!({"year": 2026})));
    let issue = json!({"reason": "mid_autumn", "amount_fen": 30_000});
    union.post_once("issue-known", &format!("/programmes/{programme}/issues"), issue).ok();
    Seeded { shop, household, unit, programme }
}

/// One post of each role.
fn cast(county: &County, seeded: &Seeded) -> Vec<(Role, Client)> {
    let roles = Role::ALL.iter().filter(|role| !matches!(role, Role::Public | Role::Program));
    let scope = |role: &Role| match role.scope_kind() {
        "township" => Some(county.division("430582204000")),
        "village" => Some(county.division("430582204213")),
        "outlet" => Some(seeded.shop.outlet),
        "producer" => Some(seeded.shop.producer),
        "unit" => Some(seeded.unit),
        "account" => Some(1),
        _ => None,
    };
    roles.map(|role| (*role, county.person("某某", role.word(), scope(role)))).collect()
}

/// An address with its names filled in.
fn filled(path: &str, seeded: &Seeded) -> String {
    let part = |part: &str| match part {
        "{outlet}" => seeded.shop.outlet.to_string(),
        "{producer}" => seeded.shop.producer.to_string(),
        "{product}" => seeded.shop.listed.to_string(),
        "{household}" => seeded.household.to_string(),
        "{unit}" => seeded.unit.to_string(),
        "{programme}" => seeded.programme.to_string(),
        "{year}" => "2026".to_owned(),
        "{subject}" => format!("o{}", seeded.shop.outlet),
        "{measure}" => "recorded_sales_fen".to_owned(),
        "{policy}" => "shaodong-2020".to_owned(),
        other if other.starts_with('{') => "1".to_owned(),
        other => other.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[test]
fn known_numbers_are_nowhere_but_in_the_declared_full_view() {
    let log = logged();
    let county = County::set_up(Engine::Sqlite);
    let seeded_county = seed(&county);
    let mut answered = 0;
    let mut walk = |who: &str, client: &Client| {
        for route in county.app.routes().filter(|route| route.method == "GET") {
            let path = filled(route.path, &seeded_county);
            for path in [path.clone(), format!("{path}?format=csv")] {
                let answer = client.get(&path);
                clean(&format!("{who} {path}"), &answer.body);
                answered += i32::from(answer.status == 200);
            }
        }
    };
    walk("a visitor", &county.nobody());
    for (role, client) in cast(&county, &seeded_county) {
        walk(role.word(), &client);
    }
    assert!(answered > 300, "{answered} answers were read");
    for page in [
        "//",
        "//verify",
        "//verify?certificate=AAAAAAAAAA",
        "//office/",
        "//api/openapi.json",
        "//api/docs",
        "//metrics",
        "//healthz",
    ] {
        clean(page, &county.nobody().get(page).body);
    }
    refusals(&county);
    kept(&county, &log.0);

    // The declared full view shows them, for a reason, and says so in the trail.
    let reveal = format!("/households/{}/reveal", seeded_county.household);
    let full = county.office().post(&reveal, json!({"reason": "核对工资表"})).body;
    assert!(CITIZENS.iter().all(|number| full.contains(number)) && full.contains(PHONES[0]), "{full}");
    let kept = county.auditor().get("/audit?act=household.reveal").ok();
    assert_eq!(kept["items"].as_array().unwrap().len(), 1);
}

/// A refusal names the field, never the number that stood in it.
fn refusals(county: &County) {
    let office = county.office();
    let village = county.division("430582204213");
    let household = |name: &str, id_number: &str| {
        office.post(
            "/households",
            json!({"division": village, "head": {"name": name, "phone": PHONES[0], "id_number": id_number}}),
        )
    };
    household("曾大山", CITIZENS[0]).refused(409, "household.member_elsewhere");
    household("曾二山", CITIZENS[0]).refused(409, "person.id_two_names");
    for (name, id_number) in [("曾大山", CITIZENS[0]), ("曾二山", CITIZENS[0]), ("曾三山", "110105194912310021")]
    {
        let answer = household(name, id_number);
        assert_ne!(answer.status, 200);
        clean(&format!("a household refused as {}", answer.json()["code"]), &answer.body);
    }
    let broken = office.send("POST", "/households", format!("{{\"head\": {{\"phone\": \"{}\", ", PHONES[0]).as_bytes());
    assert_eq!(broken.status, 400, "{}", broken.body);
    clean("broken JSON", &broken.body);
    let unknown = json!({"division": village, "head": {"name": "曾", "telephone": PHONES[0]}});
    clean("an unknown field", &office.post("/households", unknown).body);
}

/// What stays on the disk without its key: the database, its log of writes, a backup, and what was logged.
fn kept(county: &County, log: &Mutex<Vec<u8>>) {
    county.admin().post("/backups", json!({})).ok();
    let mut folders = vec![county.folder.path().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            assert_eq!(seeded(&narrowed(&String::from_utf8_lossy(&bytes))), None, "{}", entry.path().display());
            files += 1;
        }
    }
    assert!(files >= 2, "the database and its backup");
    let logged = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    assert!(!logged.is_empty(), "something was logged");
    assert_eq!(seeded(&narrowed(&logged)), None, "the log");
}

#[test]
fn the_scan_finds_what_it_looks_for() {
    for text in [
        "电话13812345678",
        "138 1234 5678",
        "１３８１２３４５６７８",
        "138-1234-5678",
        "6222 0212 3456 7890 123",
        "11010519491231002x",
    ] {
        assert!(seeded(&narrowed(text)).is_some(), "{text}");
    }
    for (text, found) in [
        ("\"15500001111\"", 1),
        ("43052119650315002X,", 1),
        ("138****5678", 0),
        ("4305**********0024", 0),
        ("hash 4e13812345678ab0", 0),
        ("430582204213", 0),
        ("2026-08-04T01:00:00.000Z", 0),
    ] {
        assert_eq!(shapes(&narrowed(text)).len(), found, "{text}");
    }
}
