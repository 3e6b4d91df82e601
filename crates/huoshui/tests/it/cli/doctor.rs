//! The doctor names what is wrong, and the way out.

use super::{Desk, text};

/// Exit code and what it says.
fn doctor(desk: &Desk) -> (Option<i32>, String) {
    let out = desk.run("doctor --data d --lang en");
    (out.status.code(), text(&out.stdout))
}

#[test]
fn an_installation_in_order_passes_and_each_neglect_is_named() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    let (code, said) = doctor(&desk);
    assert!(code == Some(1) && said.contains("! backups: none"), "{said}");

    desk.put("d/backups/20200101T173000000Z/huoshui.db", "");
    assert!(doctor(&desk).1.contains("! backups: the newest is of 2020-01-02"), "{}", doctor(&desk).1);

    desk.ok("backup d/backups/mine --data d");
    assert!(doctor(&desk).1.contains("\nbackups: the newest is"), "{}", doctor(&desk).1);
    std::fs::remove_dir_all(desk.path().join("d/backups/mine")).unwrap();

    let now = std::process::Command::new("date").args(["-u", "+%Y%m%dT%H%M%S000Z"]).output().unwrap();
    desk.put(&format!("d/backups/{}-by-hand/huoshui.db", text(&now.stdout).trim()), "");
    let (code, said) = doctor(&desk);
    let looks =
        ["county: 邵东市", "audit trail: ", "books: 0 books", "key: ", "clock: ", "backups: the newest is", "disk: "];
    for look in looks {
        assert!(said.contains(look), "{look}: {said}");
    }
    let tight = said.contains("! disk: ");
    assert_eq!((code == Some(0), said.matches("\n! ").count()), (!tight, usize::from(tight)), "{said}");
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    let key = desk.path().join("d/keys/personal.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (code, said) = doctor(&desk);
    assert!(code == Some(1) && said.contains("! key: ") && said.contains("chmod 600"), "{said}");
}

#[test]
fn books_that_were_changed_behind_the_program_are_named() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    let base = rusqlite::Connection::open(desk.path().join("d/huoshui.db")).unwrap();
    base.execute_batch("DROP TRIGGER audit_no_UPDATE; UPDATE audit SET detail = 'changed' WHERE seq = 1").unwrap();
    let (code, said) = doctor(&desk);
    assert!(code == Some(1) && said.contains("! audit trail: ") && said.contains("does not fit its chain"), "{said}");
    let chinese = text(&desk.run("doctor --data d").stdout);
    assert!(chinese.contains("! 操作记录：") && chinese.contains("与其链不符；请停用"), "{chinese}");
    let recounted = text(&desk.run("audit verify --data d").stdout);
    assert!(recounted.contains("第 1 条操作记录与其链不符"), "{recounted}");
}
