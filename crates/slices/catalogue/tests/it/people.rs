//! Households, workers and what they earned: the rule of ¥6,000 and one person under one name.

use crate::{COUNTY, LI, Story, WANG, ZHANG, citizen_number, cooperative, household, person, work};
use base::Fen;
use catalogue::{EmploymentQuery, HouseholdQuery, RevealForm, StatusEnd, WithdrawForm, acts, desk};
use edge::Ask;
use policy::{
    RuleId, Subject,
    vocabulary::{ProducerKind, Word},
};
use store::{Tx, params};

#[test]
fn lists_are_masked_and_a_full_view_is_kept_with_its_reason() {
    let story = Story::shaodong();
    let id = story.run(ZHANG, "2020-03-01", |tx, actor| Ok(household(tx, actor, "曾大山", 2, "2014-01-01")));
    let page = story
        .run(LI, "2020-03-02", |tx, actor| acts::households(tx, actor, (), HouseholdQuery::default(), &Ask::default()));
    let row = &page.items[0];
    assert_eq!((row.name.as_str(), row.phone.as_str(), row.kinds.as_str()), ("曾*", "138****5678", "registered_poor"));
    assert!(row.id_number.starts_with("4305*") && !serde_json::to_string(&page).unwrap().contains(&citizen_number(2)));
    let asked = |reason: &'static str| {
        move |tx: &mut Tx<'_>, actor: &edge::Actor| acts::reveal(tx, actor, id, RevealForm { reason: reason.into() })
    };
    assert_eq!(story.refused(LI, "2020-03-02", asked(" ")), "catalogue.reason");
    let full = story.run(LI, "2020-03-02", asked("核对工资表"));
    assert_eq!(full.people[0].id_number, citizen_number(2));
    let kept: (i64, String) = story.run(WANG, "2020-03-02", |tx, _| {
        Ok(tx.one("SELECT person, reason FROM reveal WHERE county = $1", params![COUNTY])?)
    });
    assert_eq!(kept, (LI.0, "核对工资表".to_owned()));
    let found = |name: &'static str| {
        move |tx: &mut Tx<'_>, actor: &edge::Actor| {
            let query = HouseholdQuery { name: name.into(), ..HouseholdQuery::default() };
            Ok(acts::households(tx, actor, (), query, &Ask::default())?.items.len())
        }
    };
    assert_eq!((story.run(LI, "2020-03-02", found("曾大山")), story.run(LI, "2020-03-02", found("曾大"))), (1, 0));
}

#[test]
fn one_number_is_one_person_under_one_name() {
    let story = Story::shaodong();
    story.run(ZHANG, "2020-03-01", |tx, actor| Ok(household(tx, actor, "曾大山", 2, "2014-01-01")));
    let again = |name: &'static str| {
        move |tx: &mut Tx<'_>, actor: &edge::Actor| {
            let form = catalogue::HouseholdForm {
                division: crate::place(tx, "斫曹乡梧桐村"),
                head: person(name, 2),
                members: Vec::new(),
                statuses: Vec::new(),
                note: String::new(),
            };
            acts::register_household(tx, actor, (), form)
        }
    };
    assert_eq!(story.refused(ZHANG, "2020-03-01", again("曾小山")), "person.id_two_names");
    assert_eq!(story.refused(ZHANG, "2020-03-01", again("曾大山")), "household.member_elsewhere");
    let hired = |name: &'static str| {
        move |tx: &mut Tx<'_>, actor: &edge::Actor| {
            let producer = cooperative(tx, actor, "甲合作社");
            acts::record_employment(tx, actor, producer, work(person(name, 2), 100, "2020-02-01"))
        }
    };
    assert_eq!(story.refused(WANG, "2020-03-01", hired("张三")), "person.id_two_names");
    let row = story.run(WANG, "2020-03-01", hired("曾大山"));
    assert_eq!(
        (row.worker.as_str(), row.kinds_on_first_day.as_str(), row.household.is_some()),
        ("曾*", "registered_poor", true)
    );
}

/// The outcomes of the rule for each producer of the county.
fn outcomes(tx: &mut Tx<'_>) -> Vec<(&'static str, Vec<Fen>)> {
    let policies = policy::PolicySet::of_shipped().unwrap();
    let policy = policies.for_year(2020).unwrap();
    let measures = desk::certify_measures(tx, COUNTY, 2020, policy).unwrap();
    let judge = |(id, kind, incomes): (base::ids::ProducerId, String, Vec<Fen>)| {
        let producer_kind = ProducerKind::find(&kind).unwrap();
        let subject = Subject::Producer(policy::Producer {
            id: id.to_string(),
            producer_kind,
            year: 2020,
            worker_incomes: incomes.clone(),
        });
        let finding =
            policy::evaluate(policy, &[subject]).into_iter().find(|f| f.rule == RuleId::CertifyEmployment).unwrap();
        (finding.outcome.word(), incomes)
    };
    measures.into_iter().map(judge).collect()
}

#[test]
fn six_thousand_by_one_worker_at_one_producer() {
    let story = Story::shaodong();
    let seen = story.run(WANG, "2020-12-31", |tx, actor| {
        household(tx, actor, "曾一", 1, "2014-01-01");
        household(tx, actor, "曾二", 2, "2014-01-01");
        household(tx, actor, "曾三", 3, "2014-01-01");
        let left = household(tx, actor, "曾四", 4, "2014-01-01");
        let end = StatusEnd { kind: "registered_poor".into(), valid_to: "2020-01-31".parse().unwrap() };
        acts::end_status(tx, actor, left, end)?;
        let jobs: [&[(&str, u32, i64, &str)]; 6] = [
            &[("曾一", 1, 600_000, "2020-02-01")],
            &[("曾二", 2, 599_999, "2020-02-01")],
            &[("曾一", 1, 300_000, "2020-02-01"), ("曾二", 2, 300_000, "2020-02-01")],
            &[("曾三", 3, 400_000, "2020-02-01")],
            &[("曾四", 4, 700_000, "2020-02-01")],
            &[("某某", 9, 700_000, "2020-02-01"), ("曾三", 3, 400_000, "2020-02-01")],
        ];
        for (i, workers) in jobs.iter().enumerate() {
            let producer = cooperative(tx, actor, &format!("第{i}合作社"));
            for (name, serial, income, first) in *workers {
                acts::record_employment(tx, actor, producer, work(person(name, *serial), *income, first))?;
            }
        }
        Ok(outcomes(tx))
    });
    let fen = |amounts: &[i64]| amounts.iter().map(|a| Fen(*a)).collect::<Vec<_>>();
    assert_eq!(
        seen,
        [
            ("met", fen(&[600_000])),
            ("not_met", fen(&[599_999])),
            ("not_met", fen(&[300_000, 300_000])),
            ("not_met", fen(&[400_000])),
            ("not_met", fen(&[])),        // the household left the list before the first day worked
            ("not_met", fen(&[400_000])), // ¥4,000 here and ¥4,000 there are not added; the other is of no assisted household
        ]
    );
}

#[test]
fn a_wrong_record_is_withdrawn_and_entered_again() {
    let story = Story::shaodong();
    let id = story.run(WANG, "2020-12-01", |tx, actor| {
        household(tx, actor, "曾一", 1, "2014-01-01");
        let producer = cooperative(tx, actor, "甲合作社");
        Ok(acts::record_employment(tx, actor, producer, work(person("曾一", 1), 100, "2020-02-01"))?.id)
    });
    let again = |tx: &mut Tx<'_>, actor: &edge::Actor| {
        acts::record_employment(tx, actor, base::ids::ProducerId(1), work(person("曾一", 1), 700_000, "2020-02-01"))
    };
    assert_eq!(story.refused(WANG, "2020-12-01", again), "employment.twice");
    let withdrawn = move |tx: &mut Tx<'_>, actor: &edge::Actor| {
        acts::withdraw_employment(tx, actor, id, WithdrawForm { reason: "金额录错".into() })
    };
    assert_eq!(story.run(LI, "2020-12-02", withdrawn).withdrawn, "金额录错");
    assert_eq!(story.refused(LI, "2020-12-02", withdrawn), "catalogue.unknown");
    assert_eq!(story.run(WANG, "2020-12-02", again).income_fen, 700_000);
    let page = story.run(LI, "2020-12-02", |tx, actor| {
        let ask = Ask { total: true, ..Ask::default() };
        acts::employments(tx, actor, (), EmploymentQuery::default(), &ask)
    });
    assert_eq!((page.items.len(), page.total.unwrap()["income_fen"].as_i64()), (1, Some(700_000)));
}
