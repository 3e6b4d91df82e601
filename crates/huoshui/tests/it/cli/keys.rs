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
    assert!(desk.fails("restore with --data e", 1).contains("已"));
    assert!(desk.fails("backup with --data d", 1).contains("已"));
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
    assert_eq!(desk.names(), ["bad"]);
}

#[test]
fn a_backup_that_is_torn_empty_or_changed_is_not_put_back() {
    let desk = county();
    desk.ok("backup good --with-keys --data d");
    assert_eq!(desk.names(), ["d", "good"], "nothing under way stays");
    let key = std::fs::read(desk.path().join("good/keys/personal.key")).unwrap();
    let whole = std::fs::read(desk.path().join("good/huoshui.db")).unwrap();
    let mut torn = whole.clone();
    let middle = whole.len() / 2;
    torn[middle..middle + 4096 * 8].fill(0xA5);
    for (name, content) in [("cut", &whole[..middle]), ("torn", &torn), ("empty", &[])] {
        desk.put(&format!("{name}/huoshui.db"), content);
        desk.put(&format!("{name}/keys/personal.key"), &key);
    }
    desk.put("changed/huoshui.db", &whole);
    desk.put("changed/keys/personal.key", &key);
    let base = rusqlite::Connection::open(desk.path().join("changed/huoshui.db")).unwrap();
    base.execute_batch("DROP TRIGGER audit_no_UPDATE; UPDATE audit SET detail = 'changed' WHERE seq = 1").unwrap();
    base.close().unwrap();
    for name in ["cut", "torn", "empty", "changed"] {
        assert!(desk.fails(&format!("restore {name} --data e"), 1).contains("没有恢复"), "{name}");
        assert!(!desk.path().join("e").exists(), "{name}");
    }
    desk.ok("restore good --data e");
}

#[test]
fn nobody_copies_a_folder_that_a_server_works_in() {
    let desk = county();
    let lock = std::fs::File::create(desk.path().join("d/serving.lock")).unwrap();
    lock.lock().unwrap();
    for line in ["migrate --data d --to f", "serve --data d --listen 127.0.0.1:0"] {
        assert!(desk.fails(line, 1).contains("a server is running on this folder"), "{line}");
    }
    assert_eq!(desk.names(), ["d"]);
    desk.ok("backup copy --data d");
    drop(lock);
    desk.ok("migrate --data d --to f");
}

#[test]
fn a_server_has_its_folder_to_itself_until_it_is_gone() {
    let desk = county();
    let mut server = std::process::Command::new(env!("CARGO_BIN_EXE_huoshui"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data", "d"])
        .current_dir(desk.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let out = server.stdout.as_mut().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut said).unwrap();
    let refused = desk.run("migrate --data d --to f");
    server.kill().unwrap();
    server.wait().unwrap();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    desk.ok("migrate --data d --to f");
}

#[test]
fn nights_remove_only_what_nights_made() {
    let county = County::set_up(Engine::Sqlite);
    let backups = county.folder.path().join("backups");
    let put = |name: &str| {
        std::fs::create_dir_all(backups.join(name)).unwrap();
        std::fs::write(backups.join(name).join("huoshui.db"), "").unwrap();
    };
    let kept = ["mine", "2020-01-01", "20200101T000000000Z-by-hand", "20200101T000000000Z-before-the-audit"];
    kept.into_iter().for_each(put);
    for night in 1..=20 {
        put(&format!("202001{night:02}T173000000Z"));
    }
    county.operations.prune();
    let count = || std::fs::read_dir(&backups).unwrap().count();
    assert_eq!(count(), 14 + kept.len());
    for name in kept {
        assert!(backups.join(name).exists(), "{name}");
    }
    nightly::night(&county.app, &county.operations, "2026-08-04".parse().unwrap()).unwrap();
    assert_eq!(count(), 14 + kept.len(), "one came, the oldest went");
    assert!(!backups.join("20200107T173000000Z").exists());
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
