//! The store on SQLite: groups, savepoints, append-only tables, named constraints.
//! (The whole suite of the program runs the same statements on PostgreSQL too.)
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)] // a story that cannot go on stops

use base::Refusal;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::{Db, MIGRATIONS, Options, StoreError, Vault, params};

fn open(folder: &std::path::Path, options: Options) -> Db {
    Db::open_folder(folder, Arc::new(Vault::new(&[1; 32])), options).unwrap()
}

fn last(db: &Db, name: &'static str) -> Option<i64> {
    db.read_now(move |tx| Ok(tx.find("SELECT last FROM counter WHERE county = 'c' AND name = $1", params![name])?))
        .unwrap()
}

#[test]
fn a_use_case_that_fails_leaves_nothing_and_its_neighbours_stay() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path(), Options::default());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut waiting = Vec::new();
        for i in 0..64 {
            let db = db.clone();
            waiting.push(tokio::spawn(async move {
                db.write(move |tx| {
                    tx.next_id("c", "all")?;
                    if i % 2 == 0 { Ok(()) } else { Err(Refusal::new("test.no", 409, "不", "no")) }
                })
                .await
            }));
        }
        let mut kept = 0;
        for one in waiting {
            kept += i64::from(one.await.unwrap().is_ok());
        }
        assert_eq!(kept, 32);
    });
    assert_eq!(last(&db, "all"), Some(32));
}

#[test]
fn what_an_ended_process_left_in_the_log_is_taken_in() {
    let (folder, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let db = open(folder.path(), Options::default());
    for _ in 0..20 {
        db.write_now(|tx| Ok(tx.next_id("c", "n")?)).unwrap();
    }
    for file in ["huoshui.db", "huoshui.db-wal"] {
        std::fs::copy(folder.path().join(file), after.path().join(file)).unwrap();
    }
    let log = |folder: &std::path::Path| std::fs::metadata(folder.join("huoshui.db-wal")).unwrap().len();
    assert!(log(after.path()) > 0);
    let again = open(after.path(), Options::default());
    assert_eq!(last(&again, "n"), Some(20));
    assert_eq!(log(after.path()), 0);
}

#[test]
fn a_failing_commit_fails_every_member_and_the_next_group_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let fail = Arc::new(AtomicBool::new(true));
    let asked = fail.clone();
    let db = open(
        folder.path(),
        Options { fail_commit: Some(Arc::new(move || asked.load(Ordering::SeqCst))), ..Options::default() },
    );
    let add = || db.write_now(|tx| Ok(tx.next_id("c", "n")?));
    assert_eq!(add().unwrap_err().code, "store.full");
    assert_eq!(last(&db, "n"), None);
    fail.store(false, Ordering::SeqCst);
    assert_eq!(add().unwrap(), 1);
}

#[test]
fn a_request_that_is_cut_before_its_turn_never_runs() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path(), Options::default());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let mut wait = Some(wait);
        let first = db.clone();
        let busy = tokio::spawn(async move {
            let hold = first.write(move |_| {
                if let Some(wait) = wait.take() {
                    let _ = wait.recv();
                }
                Ok(())
            });
            hold.await
        });
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let cut = tokio::spawn({
            let db = db.clone();
            async move { db.write(|tx| Ok(tx.next_id("c", "cut")?)).await }
        });
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        cut.abort();
        let _ = cut.await;
        release.send(()).unwrap();
        busy.await.unwrap().unwrap();
        db.write(|tx| Ok(tx.next_id("c", "after")?)).await.unwrap();
    });
    assert_eq!(last(&db, "cut"), None);
    assert_eq!(last(&db, "after"), Some(1));
}

#[test]
fn a_panic_is_a_refusal_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path(), Options::default());
    let result: Result<(), _> = db.write_now(|tx| {
        tx.next_id("c", "p")?;
        panic!("on purpose");
    });
    assert_eq!(result.unwrap_err().code, "store.internal");
    assert_eq!(last(&db, "p"), None);
}

#[test]
fn readers_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path(), Options::default());
    assert!(db.read_now(|tx| Ok(tx.next_id("c", "x")?)).is_err());
}

#[test]
fn every_unique_index_gives_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path(), Options::default());
    db.write_now(|tx| {
        let insert =
            "INSERT INTO division (county, id, code, name, normal, level, kind, parent, path, search, note, valid_from, valid_to)
                      VALUES ('c', $1, $3, 'n', 'n', 'county', '市', 0, $2, '', '', '', '')";
        tx.run(insert, params![1, "/1/", "430582"])?;
        let twice = tx.run(insert, params![2, "/2/", "430582"]).unwrap_err();
        assert_eq!(twice, StoreError::Constraint("division_code".into()));
        let twice = tx.run(insert, params![1, "/2/", "430583"]).unwrap_err();
        assert_eq!(twice, StoreError::Constraint("division_pkey".into()));
        let level = tx.run("UPDATE division SET level = 'x'", &[]).unwrap_err();
        assert_eq!(level, StoreError::Constraint("division_level".into()));
        Ok(())
    })
    .unwrap();
}

#[test]
fn append_only_tables_refuse_every_change() {
    let marked: Vec<&str> = MIGRATIONS.iter().flat_map(|m| tables_after(m.sql, "-- append-only")).collect();
    assert!(marked.contains(&"audit"));
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path(), Options::default());
    db.write_now(move |tx| {
        tx.run(
            "INSERT INTO day_root (county, day, root, heads, made_at) VALUES ('c', 'd', $1, '', '')",
            params![vec![1u8]],
        )?;
        let refused = Err(StoreError::AppendOnly("day_root".into()));
        assert_eq!(tx.run("UPDATE day_root SET heads = 'x'", &[]), refused);
        assert_eq!(tx.run("DELETE FROM day_root", &[]), refused);
        let replace =
            "INSERT OR REPLACE INTO day_root (county, day, root, heads, made_at) VALUES ('c', 'd', $1, 'x', '')";
        assert_eq!(tx.run(replace, params![vec![2u8]]), refused);
        let triggers: i64 = tx.one("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'", &[])?;
        assert_eq!(usize::try_from(triggers).unwrap(), marked.len() * 2);
        Ok(())
    })
    .unwrap();
}

fn tables_after<'a>(sql: &'a str, mark: &str) -> Vec<&'a str> {
    let mut lines = sql.lines();
    let mut tables = Vec::new();
    while lines.by_ref().any(|l| l == mark) {
        let create = lines.by_ref().find_map(|l| l.strip_prefix("CREATE TABLE "));
        tables.extend(create.and_then(|c| c.split(' ').next()));
    }
    tables
}
