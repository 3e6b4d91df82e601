//! A division table from a spreadsheet.

use crate::Story;
use edge::Upload;

fn csv(text: &str) -> Upload {
    Upload { name: "区划.csv".into(), bytes: text.as_bytes().to_vec(), fields: std::collections::BTreeMap::new() }
}

#[test]
fn a_newer_table_adds_and_renames() {
    let story = Story::shaodong();
    let import = |text: &'static str| {
        move |tx: &mut store::Tx<'_>, actor: &edge::Actor| places::import(tx, actor, (), &csv(text))
    };
    let newer = "区划代码,名称,级别,上级代码\n430582204000,斫𥕢乡,乡级,430582000000\n430582204299,新设村,村级,430582204000\n430582204201,上斫村,村级,430582204000\n";
    let loaded = story.run("2024-01-02", import(newer)).unwrap();
    assert_eq!((loaded.added, loaded.renamed, loaded.unchanged), (1, 1, 1));
    for (text, code) in [
        ("", "division.file"),
        ("说明\n这不是表\n", "division.file"),
        ("区划代码,名称,级别,上级代码\n430582204000,,乡级,430582000000\n", "division.cells"),
        ("区划代码,名称,级别,上级代码\n430582999201,某村,村级,430582999000\n", "division.row"),
    ] {
        assert_eq!(story.run("2024-01-02", import(text)).unwrap_err().code, code, "{text}");
    }
}
