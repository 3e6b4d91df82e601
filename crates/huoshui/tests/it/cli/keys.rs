//! Backups, keys and restoring: personal data opens again, or the program says why not.

use super::Desk;
use crate::harness::{County, Engine};
use huoshui::nightly;

fn county() -> Desk {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    desk
}

#[test]
fn a_backup_with_its_key_opens_elsewhere() {
    let desk = county();
    desk.ok("backup with --with-keys --data d");
    desk.ok("restore with --data e");
    assert!(desk.ok("user list --data e").contains("系统管理员"));
    assert!(desk.fails("restore with --data e", 1).contains("already"));
    assert!(desk.fails("backup with --data d", 1).contains("already"));
}

#[test]
fn a_backup_without_keys_asks_for_the_key_and_takes_no_other() {
    let desk = county();
    desk.ok("backup bare --data d");
    assert!(!desk.path().join("bare/keys").exists());
    assert!(desk.fails("restore bare --data e", 1).contains("--key-file"));
    desk.put("wrong.key", "07".repeat(32));
    desk.put("short.key", "07");
    assert!(desk.fails("restore bare --data e --key-file wrong.key", 1).contains("store.wrong_key"));
    assert!(desk.fails("restore bare --data e --key-file short.key", 1).contains("64 hexadecimal digits"));
    assert!(!desk.path().join("e/huoshui.db").exists(), "a failed restore leaves no database");
    std::fs::copy(desk.path().join("d/keys/personal.key"), desk.path().join("right.key")).unwrap();
    desk.ok("restore bare --data e --key-file right.key");
    assert!(desk.ok("user list --data e --key-file right.key").contains("系统管理员"));
}

#[test]
fn a_lost_key_is_never_replaced_by_a_new_one() {
    let desk = county();
    let key = desk.path().join("d/keys/personal.key");
    let right = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    for line in ["user list --data d", "serve --data d --listen 127.0.0.1:0", "backup copy --data d"] {
        assert!(desk.fails(line, 1).contains("personal.key"), "{line}");
        assert!(!key.exists(), "{line}");
    }
    desk.put("d/keys/personal.key", "07".repeat(32));
    assert!(desk.fails("user list --data d", 1).contains("store.wrong_key"));
    desk.put("d/keys/personal.key", right);
    desk.ok("user list --data d");
}

#[test]
fn a_broken_backup_leaves_the_folder_as_it_was() {
    let desk = Desk::new();
    desk.put("bad/huoshui.db", "no database at all ".repeat(500));
    desk.put("bad/keys/personal.key", "07".repeat(32));
    assert!(desk.fails("restore bad --data e", 1).contains("not a database"));
    for name in ["huoshui.db", "huoshui.db-wal", "keys/personal.key"] {
        assert!(!desk.path().join("e").join(name).exists(), "{name}");
    }
}

#[test]
fn a_night_is_made_up_for_once() {
    let county = County::set_up(Engine::Sqlite);
    let today = "2026-08-04".parse().unwrap();
    let backups = || std::fs::read_dir(county.folder.path().join("backups")).unwrap().count();
    nightly::night(&county.app, &county.operations, today).unwrap();
    assert_eq!(backups(), 1);
    county.at("2026-08-04T09:00:00Z");
    nightly::night(&county.app, &county.operations, today).unwrap();
    assert_eq!(backups(), 1, "switched off and on again in the same day");
    county.at("2026-08-05T00:30:00Z");
    nightly::night(&county.app, &county.operations, "2026-08-05".parse().unwrap()).unwrap();
    assert_eq!(backups(), 2);
}
