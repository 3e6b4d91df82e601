//! Taking in a division table.

use crate::{COUNTY, Story, shipped_rows};
use places::desk::{DivisionRow, load_divisions};
use store::params;

fn row(code: &str, name: &str, level: &str, parent: &str) -> DivisionRow {
    DivisionRow { code: code.into(), name: name.into(), level: level.into(), parent_code: parent.into() }
}

#[test]
fn the_shipped_table_is_taken_in_once() {
    let story = Story::shaodong();
    let counted = story.run("2020-01-02", |tx, actor| {
        let again = load_divisions(tx, actor, &shipped_rows())?;
        let levels: Vec<(String, i64)> = tx.query(
            "SELECT level, COUNT(*) FROM division WHERE county = $1 GROUP BY level ORDER BY level",
            params![COUNTY],
        )?;
        let paths: i64 = tx.number(
            "SELECT COUNT(*) FROM division d JOIN division p ON p.county = d.county AND p.id = d.parent
             WHERE d.county = $1 AND d.path = p.path || d.id || '/'",
            params![COUNTY],
        )?;
        Ok((again, levels, paths))
    });
    let levels = [("county", 1), ("township", 25), ("village", 580)].map(|(l, n)| (l.to_owned(), n));
    assert_eq!(counted.unwrap(), (0, levels.to_vec(), 605));
}

#[test]
fn a_new_name_keeps_the_old_one() {
    let story = Story::shaodong();
    let found = story.run("2021-01-02", |tx, actor| {
        load_divisions(tx, actor, &[row("430582204000", "斫𥕢乡", "township", "430582000000")])?;
        Ok(tx.query::<String>(
            "SELECT a.alias FROM division_alias a JOIN division d ON d.county = a.county AND d.id = a.division
             WHERE d.county = $1 AND d.name = '斫𥕢乡' ORDER BY a.alias",
            params![COUNTY],
        )?)
    });
    assert_eq!(found.unwrap(), ["斫曹乡", "斫石曹乡", "斫𥕢乡"]);
}

#[test]
fn wrong_rows_are_named_and_nothing_is_kept() {
    for (rows, at) in [
        (vec![row("43058220", "斫曹乡", "township", "430582000000")], 1),
        (vec![row("430582000000", "邵东市", "county", ""), row("430582204000", "", "township", "430582000000")], 2),
        (vec![row("430582204000", "斫曹乡", "township", "430582000000")], 1),
        (vec![row("430582000000", "邵东市", "county", ""), row("430500000000", "邵阳市", "县级", "")], 2),
        (vec![row("430582000000", "邵东市", "county", ""), row("430583000000", "某市", "county", "")], 2),
        (
            vec![row("430582000000", "邵东市", "county", ""), row("430582204201", "上斫村", "village", "430582000000")],
            2,
        ),
    ] {
        let story = Story::empty();
        let refusal = story.run("2020-01-02", move |tx, actor| load_divisions(tx, actor, &rows)).unwrap_err();
        assert_eq!(refusal.code, "division.row");
        assert!(refusal.message.en.starts_with(&format!("row {at} ")), "{refusal}");
        let left: i64 = story
            .run("2020-01-02", |tx, _| {
                Ok(tx.number("SELECT COUNT(*) FROM division WHERE county = $1", params![COUNTY])?)
            })
            .unwrap();
        assert_eq!(left, 0);
    }
}
