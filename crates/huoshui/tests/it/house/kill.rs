//! kill -9 in the middle of sales: what was acknowledged is there, and nothing is there twice.

use crate::{
    harness::{Client, County, Engine},
    served::Served,
    shop::Shop,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

const ROUNDS: u64 = 20;
const CLERKS: u64 = 4;

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_doubled() {
    let county = County::set_up(Engine::Sqlite);
    let shop = Shop::open(&county);
    shop.stock("2026-08-01", 1_000_000_000);
    let login = format!("outlet_clerk.{}", shop.outlet);
    let folder = tempfile::tempdir().unwrap();
    county.app.db().copy_to(&folder.path().join("huoshui.db")).unwrap();
    std::fs::create_dir(folder.path().join("keys")).unwrap();
    std::fs::write(folder.path().join("keys/personal.key"), "09".repeat(32)).unwrap();

    let acknowledged: Arc<Mutex<BTreeMap<String, i64>>> = Arc::default();
    for round in 0..ROUNDS {
        let program = Served::start(folder.path(), &[]);
        let client = program.client(&login);
        let clerks: Vec<_> = (0..CLERKS)
            .map(|clerk| {
                let (client, acknowledged) = (client.clone(), acknowledged.clone());
                let (path, sale) = (shop.sales(), shop.cash_sale(500));
                thread::spawn(move || sell(&client, &path, &sale, &format!("round-{round}-{clerk}"), &acknowledged))
            })
            .collect();
        thread::sleep(Duration::from_millis(60 + round * 17 % 140));
        program.kill();
        for clerk in clerks {
            clerk.join().unwrap();
        }
    }

    let program = Served::start(folder.path(), &[]);
    let client = program.client(&login);
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() > 50, "only {} sales were acknowledged", acknowledged.len());
    for (key, seq) in &acknowledged {
        let again = client.post_once(key, &shop.sales(), shop.cash_sale(500));
        assert_eq!(
            again.headers.get("idempotency-replayed").map(String::as_str),
            Some("true"),
            "{key}: {}",
            again.body
        );
        assert_eq!(again.ok()["seq"].as_i64(), Some(*seq), "{key}");
    }
    drop(program);
    let verify = Command::new(env!("CARGO_BIN_EXE_huoshui"))
        .args(["audit", "verify", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
}

/// Sells until the program is gone; keeps what it acknowledged.
fn sell(client: &Client, path: &str, sale: &Value, name: &str, acknowledged: &Mutex<BTreeMap<String, i64>>) {
    for number in 0.. {
        let key = format!("{name}-{number:05}");
        let Some(answer) = client.with("idempotency-key", &key).try_send("POST", path, sale.to_string().as_bytes())
        else {
            return;
        };
        if answer.status != 200 {
            return;
        }
        let seq = answer.json()["seq"].as_i64().unwrap();
        let before = acknowledged.lock().unwrap().insert(key, seq);
        assert_eq!(before, None);
    }
}
