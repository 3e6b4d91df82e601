//! Lists from spreadsheets: whole or not at all.

use crate::{COUNTY, Story, WANG, citizen_number, cooperative, household};
use catalogue::acts;
use edge::{Actor, Upload};
use store::{Tx, params};

fn csv(text: String) -> Upload {
    Upload { name: "名单.csv".into(), bytes: text.into_bytes(), fields: std::collections::BTreeMap::new() }
}

fn count(story: &Story, table: &'static str) -> i64 {
    story.run(WANG, "2020-03-01", move |tx, _| {
        Ok(tx.number(&format!("SELECT COUNT(*) FROM {table} WHERE county = $1"), params![COUNTY])?)
    })
}

#[test]
fn households_and_producers() {
    let story = Story::shaodong();
    let list = |village: &'static str| {
        move |tx: &mut Tx<'_>, actor: &Actor| {
            let text = format!(
                "户主姓名,乡镇,村,身份证号,联系电话,类别,识别时间\n曾一,斫石曹乡,梧桐村,{},13812345678,建档立卡贫困户,2014-01-01\n曾二,斫曹乡,{village},{},,监测对象,2019.5.1\n",
                citizen_number(1),
                citizen_number(2)
            );
            let file = csv(text);
            let table = acts::read_households(tx, actor, (), &file)?;
            acts::import_households(tx, actor, (), &file, &table)
        }
    };
    let refusal = story.attempt(WANG, "2020-03-01", list("无此村")).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.fields[0].code.as_str(), refusal.fields.len()),
        ("catalogue.rows", "catalogue.no_place", 1)
    );
    assert!(refusal.fields[0].field.ends_with("!3"), "{:?}", refusal.fields);
    assert_eq!((count(&story, "household"), count(&story, "party")), (0, 0), "nothing is half-written");
    assert_eq!(story.run(WANG, "2020-03-01", list("上斫村")).accepted, 2);
    assert_eq!((count(&story, "household"), count(&story, "household_status")), (2, 2));
    let producers = |tx: &mut Tx<'_>, actor: &Actor| {
        let text = "名称,类别,产地,统一社会信用代码,联系人,电话\n梧桐合作社,农民专业合作社,斫曹乡梧桐村,934305820WTCDKQQ00,曾三,13912345678\n长沙某公司,企业,,91350211M0000XUF46,,\n";
        let file = csv(text.into());
        let table = acts::read_producers(tx, actor, (), &file)?;
        acts::import_producers(tx, actor, (), &file, &table)
    };
    assert_eq!(story.run(WANG, "2020-03-01", producers).accepted, 2);
    let none = story
        .refused(WANG, "2020-03-01", |tx, actor| acts::read_producers(tx, actor, (), &csv("说明\n没有表\n".into())));
    assert_eq!(none, "catalogue.header");
}

#[test]
fn wages_of_a_producer() {
    let story = Story::shaodong();
    story.run(WANG, "2020-03-01", |tx, actor| {
        household(tx, actor, "曾一", 1, "2014-01-01");
        Ok(cooperative(tx, actor, "梧桐合作社"))
    });
    let wages = |name: &'static str| {
        move |tx: &mut Tx<'_>, actor: &Actor| {
            let text = format!(
                "姓名,身份证号,起始日期,结束日期,月数,工资,凭证\n{name},{},2020-01-05,2020-11-30,11,\"6,600.00\",工资表\n",
                citizen_number(1)
            );
            let (file, id) = (csv(text), base::ids::ProducerId(1));
            let table = acts::read_wages(tx, actor, id, &file)?;
            acts::import_wages(tx, actor, id, &file, &table)
        }
    };
    let refusal = story.attempt(WANG, "2020-12-01", wages("王五")).unwrap_err();
    assert_eq!(refusal.fields[0].code, "person.id_two_names");
    assert_eq!(story.run(WANG, "2020-12-01", wages("曾一")).accepted, 1);
    let kept: (i64, String, i64) = story.run(WANG, "2020-12-01", |tx, _| {
        Ok(tx.one("SELECT income_fen, evidence, household FROM employment WHERE county = $1", params![COUNTY])?)
    });
    assert_eq!(kept, (660_000, "payroll".to_owned(), 1));
}
