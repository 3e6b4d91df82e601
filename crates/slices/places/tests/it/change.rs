//! Finding, registering, merging; what the desk says afterwards.

use crate::{COUNTY, Story};
use base::ids::DivisionId;
use edge::Ask;
use places::{AliasForm, DivisionCorrection, DivisionForm, DivisionQuery, Level, MergeForm, QualityForm, desk};
use store::Tx;

fn find(tx: &mut Tx<'_>, name: &str) -> DivisionId {
    let found = desk::find_by_name(tx, COUNTY, name).unwrap();
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    found[0].id
}

#[test]
fn one_township_has_three_spellings_and_a_village_name_may_be_two_villages() {
    let story = Story::shaodong();
    story
        .run("2020-08-04", |tx, actor| {
            let codes: Vec<String> = ["斫石曹乡", "斫曹乡", "斫𥕢乡", "斫𥕢乡上斫村"]
                .iter()
                .map(|name| desk::find_by_name(tx, COUNTY, name).unwrap().remove(0).code)
                .collect();
            assert_eq!(codes, ["430582204000", "430582204000", "430582204000", "430582204201"]);
            assert_eq!(desk::find_by_name(tx, COUNTY, "三合村")?.len(), 2, "the township has to be said");
            assert!(desk::find_by_name(tx, COUNTY, "长沙")?.is_empty());
            for (q, level, parent, count) in
                [("zhuocao", "", 0, 1), ("斫𥕢", "township", 0, 1), ("", "township", 0, 25), ("sz", "village", 2, 0)]
            {
                let query = DivisionQuery { q: q.into(), level: level.into(), parent, ..DivisionQuery::default() };
                let page = places::divisions(tx, actor, (), query, &Ask::default())?;
                assert_eq!(page.items.len(), count, "{q} {level}");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_twenty_sixth_unit_has_no_code() {
    let story = Story::shaodong();
    let form = |name: &str, level| DivisionForm {
        name: name.into(),
        level,
        parent: DivisionId(1),
        code: None,
        valid_from: None,
        note: String::new(),
    };
    let wrong = story.run("2020-01-03", move |tx, actor| places::register(tx, actor, (), form("某村", Level::Village)));
    assert_eq!(wrong.unwrap_err().code, "division.parent");
    let farm = story
        .run("2020-01-03", move |tx, actor| places::register(tx, actor, (), form("某某农场", Level::Township)))
        .unwrap();
    assert_eq!((farm.division.kind.as_str(), farm.division.code.as_str()), ("farm", ""));
    let again =
        story.run("2020-01-03", move |tx, actor| places::register(tx, actor, (), form("某某农场", Level::Township)));
    assert_eq!(again.unwrap_err().code, "division.name_taken");
    let rows = story
        .run("2020-01-04", |tx, actor| places::counts(tx, actor, (), edge::Nothing {}, &Ask::default()))
        .unwrap()
        .items;
    let seen: Vec<_> = rows.iter().map(|r| (r.measure.as_str(), r.stated, r.counted, r.difference)).collect();
    assert_eq!(seen, [("township", 26, 26, 0), ("village", 579, 580, 1), ("poor_village", 77, 0, -77)]);
    assert_eq!(rows[1].kinds, "community 62, village 518");
}

#[test]
fn a_merged_village_keeps_its_past_and_names_its_successor() {
    let story = Story::shaodong();
    let merged = story
        .run("2021-06-01", |tx, actor| {
            let (old, into) = (find(tx, "上斫村"), find(tx, "斫曹乡梧桐村"));
            let form = MergeForm { into, on: "2021-06-01".parse().unwrap(), note: "邵民〔2021〕1号".into() };
            let view = places::merge(tx, actor, old, form.clone())?;
            assert_eq!(
                (view.division.valid_to.to_string(), view.division.successor),
                ("2021-05-31".to_owned(), Some(into))
            );
            let again = places::merge(tx, actor, old, form).unwrap_err();
            assert_eq!(again.code, "division.ended");
            let listed = |tx: &mut Tx<'_>, day: &str| {
                let query = DivisionQuery { q: "上斫".into(), day: day.parse().ok(), ..DivisionQuery::default() };
                places::divisions(tx, actor, (), query, &Ask::default()).unwrap().items.len()
            };
            assert_eq!((listed(tx, "2021-05-31"), listed(tx, "2021-06-01")), (1, 0));
            let on = |day: &str| day.parse().unwrap();
            assert!(desk::is_in_county(tx, COUNTY, old)?, "what grew there stays local");
            Ok((
                desk::standing_for(tx, COUNTY, old, on("2020-12-31"))? == old,
                desk::standing_for(tx, COUNTY, old, on("2021-06-01"))? == into,
            ))
        })
        .unwrap();
    assert_eq!(merged, (true, true));
}

#[test]
fn names_and_qualities_are_added_not_replaced() {
    let story = Story::shaodong();
    story
        .run("2020-01-05", |tx, actor| {
            let id = find(tx, "斫曹乡梧桐村");
            places::add_alias(tx, actor, id, AliasForm { alias: "梧桐".into() })?;
            let view = places::correct(
                tx,
                actor,
                id,
                DivisionCorrection {
                    name: "梧桐新村".into(), code: Some("430582204999".into()), note: String::new()
                },
            )?;
            assert_eq!(view.other_names, ["梧桐", "梧桐村"]);
            let taken =
                DivisionCorrection {
                    name: "梧桐新村".into(), code: Some("430582204201".into()), note: String::new()
                };
            assert_eq!(places::correct(tx, actor, id, taken).unwrap_err().code, "division.code_taken");
            let poor = QualityForm {
                quality: "poor_village".into(),
                valid_from: "2014-01-01".parse().unwrap(),
                valid_to: None,
                source: "省级".into(),
            };
            places::add_quality(tx, actor, id, poor)?;
            let found = desk::with_quality(tx, COUNTY, "poor_village", actor.day())?;
            assert_eq!(found.iter().map(|d| d.full_name.as_str()).collect::<Vec<_>>(), ["斫曹乡梧桐新村"]);
            Ok(())
        })
        .unwrap();
}
