//! A county moves from SQLite to PostgreSQL and back; nothing is lost, nothing half-done stays.

use crate::{
    harness::{County, Engine, fresh_postgres},
    served::Served,
    shop::Shop,
};
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn huoshui(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_huoshui")).args(args).output().unwrap()
}

#[track_caller]
pub(super) fn ok(args: &[&str]) -> String {
    let out = huoshui(args);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[track_caller]
fn fails(args: &[&str]) -> String {
    let out = huoshui(args);
    assert_eq!(out.status.code(), Some(1), "{args:?}: {}", String::from_utf8_lossy(&out.stdout));
    String::from_utf8(out.stderr).unwrap()
}

/// The data folder of a county with people, a shop, stock and sales.
pub(super) fn data_folder(below: &Path) -> PathBuf {
    let county = County::set_up(Engine::Sqlite);
    let shop = Shop::open(&county);
    shop.stock("2026-08-01", 1_000_000);
    for n in 0..40 {
        shop.clerk.post_once(&format!("moving-{n:04}"), &shop.sales(), shop.cash_sale(100 + n)).ok();
    }
    let evidence = format!("/outlets/{}/evidence", shop.outlet);
    shop.manager.upload(&evidence, "a.jpg", &crate::evidence::photo("moving"), &[("kind", "photo")]).ok();
    let folder = below.join("data");
    std::fs::create_dir_all(folder.join("keys")).unwrap();
    county.app.db().copy_to(&folder.join("huoshui.db")).unwrap();
    std::fs::write(folder.join("keys/personal.key"), "09".repeat(32)).unwrap();
    folder
}

/// All that can be told about a county from outside: the trail, the recount, the people by name.
pub(super) fn told(place: &[&str]) -> [String; 3] {
    [&["audit", "export"][..], &["audit", "verify"], &["user", "list"]].map(|command| ok(&[command, place].concat()))
}

#[test]
fn a_county_moves_to_postgres_and_back_as_it_was() {
    let below = tempfile::tempdir().unwrap();
    let folder = data_folder(below.path());
    let (data, url) = (folder.to_str().unwrap(), fresh_postgres());
    let before = told(&["--data", data]);

    let said = ok(&["migrate", "--data", data, "--to", &url]);
    assert!(said.contains("personal.key") && said.contains("serve --database"), "{said}");
    assert!(!said.contains(&url), "an address may hold a password: {said}");
    assert_eq!(told(&["--data", data, "--database", &url]), before);
    assert_eq!(told(&["--data", data]), before, "the source stays as it was");

    let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    let refused = client.execute("UPDATE audit SET act = 'x'", &[]).unwrap_err();
    assert!(refused.as_db_error().unwrap().message().contains("append-only"));
    assert!(fails(&["migrate", "--data", data, "--to", &url]).contains("不是空的"));

    let back = below.path().join("back");
    let back = back.to_str().unwrap();
    ok(&["migrate", "--data", data, "--database", &url, "--to", back]);
    assert_eq!(told(&["--data", back]), before);
    assert!(fails(&["migrate", "--data", data, "--to", back]).contains("已有数据库"));
}

#[test]
fn a_county_on_a_server_is_backed_up_by_hand_and_comes_back_as_a_folder() {
    let below = tempfile::tempdir().unwrap();
    let folder = data_folder(below.path());
    let (data, url) = (folder.to_str().unwrap(), fresh_postgres());
    ok(&["migrate", "--data", data, "--to", &url]);
    std::fs::remove_file(folder.join("huoshui.db")).unwrap();
    let served = Served::start(&folder, &["--database", &url]);
    let made = served.client("admin").post("/backups", serde_json::json!({})).ok();
    let backup = folder.join("backups").join(made["name"].as_str().unwrap());
    served.kill();

    let (again, key) = (below.path().join("again"), folder.join("keys/personal.key"));
    let (again, key) = (again.to_str().unwrap(), key.to_str().unwrap());
    ok(&["restore", backup.to_str().unwrap(), "--data", again, "--key-file", key]);
    let people = |place: &[&str]| ok(&[&["user", "list"], place].concat());
    let there = ["--data", data, "--database", &url];
    assert_eq!(people(&["--data", again, "--key-file", key]), people(&there));
    let books = |place: &[&str]| {
        let said = ok(&[&["audit", "verify"], place].concat());
        said.lines().find(|line| line.starts_with("台账：")).unwrap().to_owned()
    };
    assert_eq!(books(&["--data", again, "--key-file", key]), books(&there));
}

#[test]
fn books_that_do_not_fit_are_not_moved() {
    let below = tempfile::tempdir().unwrap();
    let folder = data_folder(below.path());
    let (data, url) = (folder.to_str().unwrap(), fresh_postgres());
    let tamper = |sql: &str| rusqlite::Connection::open(folder.join("huoshui.db")).unwrap().execute_batch(sql).unwrap();
    tamper("DROP TRIGGER audit_no_UPDATE; UPDATE audit SET detail = detail || ' ' WHERE seq = 2");
    assert!(fails(&["migrate", "--data", data, "--to", &url]).contains("audit verify"));
    let back = below.path().join("back");
    assert!(fails(&["migrate", "--data", data, "--to", back.to_str().unwrap()]).contains("audit verify"));
    assert!(!back.join("huoshui.db").exists() && !back.join("keys/personal.key").exists());

    tamper("UPDATE audit SET detail = substr(detail, 1, length(detail) - 1) WHERE seq = 2");
    ok(&["migrate", "--data", data, "--to", &url]);
}

#[test]
fn a_key_that_does_not_fit_moves_nothing() {
    let below = tempfile::tempdir().unwrap();
    let folder = data_folder(below.path());
    let data = folder.to_str().unwrap();
    ok(&["user", "list", "--data", data]);
    std::fs::write(folder.join("keys/personal.key"), "07".repeat(32)).unwrap();
    let back = below.path().join("back");
    assert!(fails(&["migrate", "--data", data, "--to", back.to_str().unwrap()]).contains("store.wrong_key"));
    assert!(!back.exists());
}
