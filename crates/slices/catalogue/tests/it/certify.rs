//! The way of a case: checks, decision, notice in working days, list, and off it at once.

use crate::{COUNTY, DEPARTMENT, LI, Story, WANG, WANG_TOO, Who, ZHANG, cooperative, household, person, product, work};
use base::ids::ProductId;
use catalogue::{
    CertificationDetail, CheckForm, DecisionForm, ObjectionForm, OpenForm, PaperForm, ReasonForm, RenewForm,
    SettleForm, acts, desk,
};
use edge::{Actor, Nothing};
use store::Tx;

/// A case opened by 张 on 2 January 2021 for the year 2020, one worker with this income.
fn opened(income_fen: i64) -> Story {
    let story = Story::shaodong();
    story.run(ZHANG, "2021-01-02", move |tx, actor| {
        household(tx, actor, "曾一", 1, "2014-01-01");
        let producer = cooperative(tx, actor, "梧桐合作社");
        let product = product(tx, actor, producer);
        acts::record_employment(tx, actor, producer, work(person("曾一", 1), income_fen, "2020-02-01"))?;
        let form =
            OpenForm { producer, way: "survey".into(), year: 2020, products: vec![product], reason: "摸底".into() };
        acts::open(tx, actor, (), form)
    });
    story
}

fn township(tx: &mut Tx<'_>, actor: &Actor) -> Result<CertificationDetail, base::Refusal> {
    acts::township_check(tx, actor, 1, CheckForm { pass: true, reason: "实地看过".into() })
}

fn department(tx: &mut Tx<'_>, actor: &Actor) -> Result<CertificationDetail, base::Refusal> {
    acts::department_check(tx, actor, 1, CheckForm { pass: true, reason: "符合".into() })
}

fn approve(tx: &mut Tx<'_>, actor: &Actor) -> Result<CertificationDetail, base::Refusal> {
    acts::decide(tx, actor, 1, DecisionForm { approve: true, reason: "同意".into() })
}

fn notice(tx: &mut Tx<'_>, actor: &Actor) -> Result<CertificationDetail, base::Refusal> {
    acts::start_notice(tx, actor, 1, Nothing {})
}

fn put_on(tx: &mut Tx<'_>, actor: &Actor) -> Result<CertificationDetail, base::Refusal> {
    acts::list(tx, actor, 1, Nothing {})
}

/// Whether the product is listed at a moment.
fn listed(story: &Story, at: &'static str) -> bool {
    story.run(WANG, at, |tx, actor| Ok(desk::products_at(tx, COUNTY, &[ProductId(1)], actor.now)?[0].listed))
}

/// The case is on the list from 29 January 2021 on.
fn listed_case() -> Story {
    let story = opened(600_000);
    story.run(LI, "2021-01-04", township);
    story.run(DEPARTMENT, "2021-01-05", department);
    story.run(WANG, "2021-01-06", approve);
    story.run(WANG, "2021-01-19", notice);
    story.run(WANG, "2021-01-29", put_on);
    story
}

#[test]
fn from_survey_to_list_with_the_verdict_kept_at_each_check() {
    let story = opened(600_000);
    assert_eq!(story.refused(DEPARTMENT, "2021-01-04", department), "certification.step");
    let checked = story.run(LI, "2021-01-04", township);
    let kept = &checked.acts[1];
    assert_eq!(
        (kept.action.as_str(), kept.state.as_str(), kept.role.as_str()),
        ("pass_township", "township_checked", "township_supervisor")
    );
    assert_eq!(kept.data["outcome"], "met");
    assert!(
        kept.data["explanation"]["rule"]["basis"]["wording"].as_str().unwrap().contains("6000元"),
        "the clause is quoted"
    );
    story.run(DEPARTMENT, "2021-01-05", department);
    story.run(WANG, "2021-01-06", approve);
    let running = story.run(WANG, "2021-01-19", notice);
    assert_eq!(
        (running.certification.notice_to.as_str(), running.certification.notice_provisional),
        ("2021-01-28", false)
    );
    assert_eq!(story.refused(WANG, "2021-01-28", put_on), "certification.notice_runs");
    let done = story.run(WANG, "2021-01-29", put_on);
    assert_eq!(
        (done.certification.valid_from.as_str(), done.certification.valid_to.as_str()),
        ("2021-01-29", "2022-01-28")
    );
    for (at, on) in [
        ("2021-01-28T02:00:00.000Z", false),
        ("2021-01-29T01:59:59.999Z", false),
        ("2021-01-29T02:00:00.000Z", true),
        ("2022-01-28T15:59:59.999Z", true),
        ("2022-01-28T16:00:00.000Z", false), // the county's 29 January has begun
    ] {
        assert_eq!(listed(&story, at), on, "{at}");
    }
}

#[test]
fn the_notice_counts_working_days_over_the_spring_festival() {
    let story = opened(600_000);
    story.run(LI, "2021-01-04", township);
    story.run(DEPARTMENT, "2021-01-05", department);
    story.run(WANG, "2021-01-06", approve);
    // Seven working days from Friday 28 January 2022: 29 and 30 are worked, then the festival.
    let running = story.run(WANG, "2022-01-28", notice);
    assert_eq!(running.certification.notice_to, "2022-02-11");
}

#[test]
fn nobody_decides_what_they_proposed_or_checked() {
    let story = Story::shaodong();
    let open_by = |who: Who| {
        story.run(who, "2021-01-02", |tx, actor| {
            household(tx, actor, "曾一", 1, "2014-01-01");
            let producer = cooperative(tx, actor, "梧桐合作社");
            let product = product(tx, actor, producer);
            acts::record_employment(tx, actor, producer, work(person("曾一", 1), 600_000, "2020-02-01"))?;
            acts::open(
                tx,
                actor,
                (),
                OpenForm { producer, way: "survey".into(), year: 2020, products: vec![product], reason: String::new() },
            )
        })
    };
    open_by(WANG);
    story.run(LI, "2021-01-04", township);
    story.run(DEPARTMENT, "2021-01-05", department);
    assert_eq!(story.refused(WANG, "2021-01-06", approve), "certification.same_person");
    assert_eq!(story.run(WANG_TOO, "2021-01-06", approve).certification.state, "approved");
}

#[test]
fn a_rule_that_is_not_met_cannot_be_decided_away() {
    let story = opened(599_999);
    story.run(LI, "2021-01-04", township);
    story.run(DEPARTMENT, "2021-01-05", department);
    assert_eq!(story.refused(WANG, "2021-01-06", approve), "certification.not_met");
    let no = |tx: &mut Tx<'_>, actor: &Actor| {
        acts::decide(tx, actor, 1, DecisionForm { approve: false, reason: "差一分".into() })
    };
    assert_eq!(story.run(WANG, "2021-01-06", no).certification.state, "refused");
}

#[test]
fn an_objection_holds_the_list_until_it_is_settled() {
    let story = opened(600_000);
    story.run(LI, "2021-01-04", township);
    story.run(DEPARTMENT, "2021-01-05", department);
    story.run(WANG, "2021-01-06", approve);
    story.run(WANG, "2021-01-19", notice);
    story.run(ZHANG, "2021-01-20", |tx, actor| {
        acts::object(tx, actor, 1, ObjectionForm { text: "工资没有发足".into() })
    });
    assert_eq!(story.refused(WANG, "2021-01-29", put_on), "certification.objection_open");
    let settle = |upheld: bool| {
        move |tx: &mut Tx<'_>, actor: &Actor| {
            acts::settle_objection(tx, actor, 1, SettleForm { objection: 1, upheld, reason: "查银行流水".into() })
        }
    };
    story.run(WANG_TOO, "2021-01-29", settle(false));
    assert_eq!(story.refused(WANG_TOO, "2021-01-29", settle(true)), "certification.no_objection");
    assert_eq!(story.run(WANG, "2021-01-29", put_on).certification.state, "listed");
}

#[test]
fn a_suspension_works_at_its_instant_and_a_removal_needs_another_person() {
    let story = listed_case();
    let why = || ReasonForm { reason: "群众举报属实".into() };
    story.run(WANG, "2021-03-01T04:00:00.000Z", move |tx, actor| acts::suspend(tx, actor, 1, why()));
    for (at, on) in [("2021-03-01T03:59:59.999Z", true), ("2021-03-01T04:00:00.000Z", false)] {
        assert_eq!(listed(&story, at), on, "{at}");
    }
    story.run(WANG, "2021-03-02T04:00:00.000Z", move |tx, actor| acts::resume(tx, actor, 1, why()));
    assert!(listed(&story, "2021-03-02T04:00:00.000Z") && !listed(&story, "2021-03-01T12:00:00.000Z"));
    story.run(WANG, "2021-04-01", move |tx, actor| acts::suspend(tx, actor, 1, why()));
    assert_eq!(
        story.refused(WANG, "2021-04-02", move |tx, actor| acts::remove(tx, actor, 1, why())),
        "certification.same_person"
    );
    story.run(WANG_TOO, "2021-04-02", move |tx, actor| acts::blacklist(tx, actor, 1, why()));
    assert!(story.run(WANG, "2021-04-03", |tx, _| Ok(
        desk::producer(tx, COUNTY, base::ids::ProducerId(1))?.unwrap().blacklisted
    )));
    let reopened = |tx: &mut Tx<'_>, actor: &Actor| {
        let form = OpenForm {
            producer: base::ids::ProducerId(1),
            way: "survey".into(),
            year: 2020,
            products: vec![ProductId(1)],
            reason: String::new(),
        };
        acts::open(tx, actor, (), form)
    };
    assert_eq!(story.refused(ZHANG, "2021-05-01", reopened), "producer.blacklisted");
}

#[test]
fn a_renewal_begins_where_the_listing_ends() {
    let story = listed_case();
    let renew =
        |tx: &mut Tx<'_>, actor: &Actor| acts::renew(tx, actor, 1, RenewForm { year: 2020, reason: "复核".into() });
    let propose =
        |tx: &mut Tx<'_>, actor: &Actor| acts::propose_renewal(tx, actor, 1, ReasonForm { reason: "带贫仍在".into() });
    assert_eq!(story.refused(WANG, "2022-01-09", renew), "certification.renewal_not_proposed");
    let proposed = story.run(WANG, "2022-01-09", propose);
    assert_eq!((proposed.certification.state.as_str(), proposed.barred_actions.len()), ("listed", 1));
    assert_eq!(story.refused(ZHANG, "2022-01-09", propose), "certification.renewal_proposed");
    assert_eq!(story.refused(WANG, "2022-01-10", renew), "certification.same_person");
    let renewed = story.run(WANG_TOO, "2022-01-10", renew);
    assert_eq!(renewed.certification.valid_to, "2023-01-28");
    assert!(listed(&story, "2022-01-20") && listed(&story, "2022-01-29") && !listed(&story, "2023-01-29"));
    let nothing =
        |tx: &mut Tx<'_>, actor: &Actor| acts::renew(tx, actor, 1, RenewForm { year: 2022, reason: "复核".into() });
    story.run(ZHANG, "2023-01-09", propose);
    assert_eq!(story.refused(WANG, "2023-01-10", nothing), "certification.not_met");
}

#[test]
fn a_decision_on_paper_lists_for_days_gone_by() {
    let story = opened(600_000);
    let paper = |number: &'static str| {
        move |tx: &mut Tx<'_>, actor: &Actor| {
            let form = PaperForm {
                paper: number.into(),
                valid_from: "2019-07-01".parse().unwrap(),
                valid_to: "2021-06-30".parse().ok(),
            };
            acts::list_on_paper(tx, actor, 1, form)
        }
    };
    assert_eq!(story.refused(WANG, "2021-01-04", paper("")), "certification.paper");
    story.run(WANG, "2021-01-04", paper("邵扶办〔2019〕12号"));
    assert!(
        listed(&story, "2019-07-01")
            && listed(&story, "2021-06-30")
            && !listed(&story, "2019-06-30")
            && !listed(&story, "2021-07-01")
    );
}

#[test]
fn each_post_is_told_what_waits() {
    let story = opened(600_000);
    let kinds = |who: Who, at: &'static str| {
        story.run(who, at, |tx, actor| {
            let tasks = (catalogue::slice().tasks.unwrap())(tx, actor)?;
            Ok(tasks.into_iter().map(|t| (t.kind, t.count)).collect::<Vec<_>>())
        })
    };
    assert_eq!(kinds(LI, "2021-01-03"), [("certification.township_check".to_owned(), 1)]);
    assert_eq!(kinds(WANG, "2021-01-03"), []);
    story.run(LI, "2021-01-04", township);
    assert_eq!(kinds(DEPARTMENT, "2021-01-04"), [("certification.department_check".to_owned(), 1)]);
    story.run(DEPARTMENT, "2021-01-05", department);
    story.run(WANG, "2021-01-06", approve);
    story.run(WANG, "2021-01-19", notice);
    assert_eq!(kinds(WANG, "2021-01-28"), []);
    assert_eq!(kinds(WANG, "2021-01-29"), [("certification.listing".to_owned(), 1)]);
}
