//! Scans travel with the database: into a backup, back out of it, and every digest is taken again.

use super::Desk;
use crate::{
    evidence::photo,
    harness::{County, Engine},
    shop::Shop,
};

#[test]
fn evidence_comes_along_in_a_backup_and_is_recounted() {
    let county = County::set_up(Engine::Sqlite);
    let shop = Shop::open(&county);
    let at = format!("/outlets/{}/evidence", shop.outlet);
    for name in ["front", "shelf"] {
        shop.manager.upload(&at, "a.jpg", &photo(name), &[("kind", "photo")]).ok();
    }
    let desk = Desk::new();
    desk.put("key", "09".repeat(32));
    desk.ok(&format!("backup copy --data {} --key-file key", county.folder.path().display()));
    desk.ok("restore copy --data again --key-file key");
    let recounted = desk.ok("audit verify --data again --key-file key");
    assert!(recounted.contains("附件：2 份"), "{recounted}");
    let looked = desk.run("doctor --data again --key-file key");
    assert!(super::text(&looked.stdout).contains("\n附件：2 份"));

    let changed = rusqlite::Connection::open(desk.path().join("again/huoshui.db")).unwrap();
    changed.execute("UPDATE file_content SET sealed = zeroblob(64) WHERE file = 1", []).unwrap();
    drop(changed);
    let out = desk.run("audit verify --data again --key-file key");
    assert_eq!(out.status.code(), Some(1));
    assert!(super::text(&out.stdout).contains("附件 1: file.sealed"));
    let looked = desk.run("doctor --data again --key-file key");
    assert!(looked.status.code() == Some(1) && super::text(&looked.stdout).contains("\n! 附件：1 处不符"));
}
