//! Years settled, frozen and computed again: on a real database.

use super::{all, year_of_limits};
use crate::{
    desk,
    figures::{self, MeasureQuery},
    findings::{self, FindingQuery},
    freeze,
    policies::ByPolicy,
    settle, waiting,
};
use base::{Fen, ids::PersonId};
use edge::{Nothing, Role};

#[test]
fn a_year_is_settled_by_kept_totals() {
    let world = year_of_limits();
    let rows =
        world.act("2021-01-10", |tx, actor| findings::list(tx, actor, 2020, FindingQuery::default(), &all())).unwrap();
    let got: Vec<String> = rows
        .items
        .iter()
        .map(|f| format!("{} {} {} {}", f.subject, f.name, f.rule.word(), f.outcome_text.en))
        .collect();
    let expect = [
        "o1 一店 outlet.local_share met",
        "o1 一店 outlet.revoke_low_sales revocation proposed",
        "o1 一店 outlet.revoke_no_cooperation nothing follows",
        "o1 一店 outlet.sales_award nothing follows",
        "o1 一店 outlet.unsalable_award nothing follows",
        "o2 二店 outlet.local_share met",
        "o2 二店 outlet.revoke_low_sales nothing follows",
        "o2 二店 outlet.revoke_no_cooperation nothing follows",
        "o2 二店 outlet.sales_award award proposed",
        "o2 二店 outlet.unsalable_award nothing follows",
        "o3 三店 outlet.local_share no data",
        "o3 三店 outlet.revoke_low_sales revocation proposed",
        "o3 三店 outlet.revoke_no_cooperation nothing follows",
        "o3 三店 outlet.sales_award nothing follows",
        "o3 三店 outlet.unsalable_award nothing follows",
    ];
    assert_eq!(got, expect);
    assert_eq!(rows.total.unwrap()["amount_fen"], 1_000_000);
    let measures =
        world.act("2021-01-10", |tx, actor| figures::list(tx, actor, 2020, MeasureQuery::default(), &all())).unwrap();
    let recorded: Vec<_> = measures.items.iter().map(|m| m.recorded_sales_fen.unwrap().0).collect();
    assert_eq!(recorded, [10_000_000, 30_000_000, 0]);
}

#[test]
fn findings_are_filtered_and_one_is_explained() {
    let world = year_of_limits();
    let list = |query: FindingQuery| {
        world
            .act("2021-01-10", move |tx, actor| findings::list(tx, actor, 2020, query.clone(), &all()))
            .map(|p| p.items.len())
    };
    let some = |text: &str| Some(text.to_owned());
    let base = FindingQuery::default;
    assert_eq!(list(FindingQuery { rule: some("outlet.sales_award"), ..base() }), Ok(3));
    assert_eq!(list(FindingQuery { outcome: some("revoke"), q: some("三"), ..base() }), Ok(1));
    assert_eq!(list(FindingQuery { kind: some("producer"), ..base() }), Ok(0));
    assert_eq!(list(FindingQuery { contested: Some(true), ..base() }), Ok(0));
    for (query, code) in [
        (FindingQuery { rule: some("outlet.nothing"), ..base() }, "policy.rule_unknown"),
        (FindingQuery { outcome: some("perhaps"), ..base() }, "settlement.filter_unknown"),
        (FindingQuery { policy: some("nowhere-1999"), ..base() }, "policy.unknown"),
    ] {
        assert_eq!(list(query).unwrap_err().code, code);
    }
    let show = |rule: &'static str| {
        world.act("2021-01-10", move |tx, actor| {
            findings::show(tx, actor, (2020, "o1".into(), rule.into()), ByPolicy::default())
        })
    };
    let revoke = show("outlet.revoke_low_sales").unwrap();
    assert_eq!(revoke.finding.conclusion().zh, "拟取消授权：销售额未超过限额");
    assert_eq!(revoke.finding.explanation.pointer("/steps/1/measures/0/lines/measure").unwrap(), "recorded_sales_fen");
    assert!(
        revoke.finding.notes().iter().any(|n| n.zh.contains("按授权单位台账记录的销售计")),
        "the credit basis is said"
    );
    assert_eq!(show("voucher.annual").unwrap_err().code, "finding.unknown");
    // A hole in the stock is seen before anybody decides, in the list and on the finding.
    assert_eq!(revoke.note, None);
    world.act("2021-01-10", oversell).unwrap();
    let note = show("outlet.revoke_low_sales").unwrap().note.unwrap();
    assert!(note.zh.starts_with("卖出的多于进货：") && note.zh.contains("100000 kg"), "{}", note.zh);
    let listed = world.act("2021-01-10", |tx, a| findings::list(tx, a, 2020, FindingQuery::default(), &all())).unwrap();
    assert!(listed.items.iter().all(|row| (row.subject == "o1") == row.note.is_some()), "only the outlet's own");
}

fn oversell(tx: &mut store::Tx<'_>, _: &edge::Actor) -> Result<(), base::Refusal> {
    tx.run(
        "INSERT INTO book (county, outlet, last_seq, head_hash, closed_to, till_closed_to, stock_kept, scale_formats)
         VALUES ('430582', 1, 0, $1, '0001-01-01', '0001-01-01', 1, '[]')",
        store::params![vec![0_u8; 32]],
    )?;
    tx.run(
        "INSERT INTO stock (county, outlet, product, lot, unit, on_hand, taken_in_on, expires_on)
         VALUES ('430582', 1, 11, 0, 'g', -100000000, '2020-08-02', '9999-12-31')",
        &[],
    )?;
    Ok(())
}

#[test]
fn a_year_is_frozen_once_and_stays() {
    let world = year_of_limits();
    let digest = world.settled().digest;
    assert_eq!(world.freeze("2020-12-31", digest.clone()).unwrap_err().code, "settlement.year_not_over");
    assert_eq!(world.freeze("2021-01-10", digest.clone()).unwrap_err().code, "settlement.books_open");
    world.close_books();
    assert_eq!(world.freeze("2021-01-10", "another".into()).unwrap_err().code, "settlement.changed");
    let before = world.settled().text;
    let frozen = world.freeze("2021-01-10", digest.clone()).unwrap();
    assert_eq!((frozen.digest.as_str(), frozen.award_fen, frozen.can_freeze), (digest.as_str(), Fen(1_000_000), false));
    assert_eq!(frozen.frozen.map(|f| f.by), Some(PersonId(3)));
    assert_eq!(world.freeze("2021-01-11", digest.clone()).unwrap_err().code, "settlement.already_frozen");

    world.sold(1, 2020, 1, 0);
    let after = world.settled();
    assert_eq!((&after.text, &after.digest), (&before, &digest), "a frozen year answers from the store");
    let rerun = world.act("2022-05-01", |tx, actor| freeze::rerun(tx, actor, 2020, Nothing {})).unwrap();
    assert!(!rerun.same && rerun.intact && rerun.digest == digest);
    let changes: Vec<_> = rerun.difference.changes.iter().map(|c| (c.subject.as_str(), c.rule.word())).collect();
    let crossed = [("o1", "outlet.local_share"), ("o1", "outlet.revoke_low_sales")];
    assert_eq!(changes, crossed, "100,000.01 is above the limit, and its local share below 70 %");

    for sql in ["UPDATE settlement SET content = ''", "DELETE FROM settlement", "DELETE FROM policy_file"] {
        let refused = world.act("2022-05-01", move |tx, _| Ok(tx.run(sql, &[])?));
        assert!(refused.is_err(), "{sql}");
    }
}

#[test]
fn a_frozen_year_computed_again_gives_the_same_bytes() {
    let world = year_of_limits();
    world.close_books();
    let digest = world.settled().digest;
    world.freeze("2021-01-10", digest.clone()).unwrap();
    world.put(super::revised("shaodong-2021", "2021-07-01", &[("amount = \"10000\"", "amount = \"12000\"")])).unwrap();
    world.act("2022-05-01", |tx, _| Ok(tx.run("UPDATE outlet SET name = '改名的店' WHERE id = 1", &[])?)).unwrap();
    let rerun = world.act("2022-05-01", |tx, actor| freeze::rerun(tx, actor, 2020, Nothing {})).unwrap();
    assert!(rerun.same && rerun.difference.changes.is_empty() && rerun.difference.measures.is_empty());
    assert_eq!(rerun.digest_now, digest);
    let other = world.act("2022-05-01", |tx, actor| freeze::rerun(tx, actor, 2021, Nothing {}));
    assert_eq!(other.unwrap_err().code, "settlement.not_frozen");
}

#[test]
fn who_may_not_and_years_that_are_none() {
    let world = year_of_limits();
    let manager = world.by(Role::OutletManager, "2021-01-10", |tx, actor| desk::settle(tx, actor, 2020, None));
    assert_eq!(manager.unwrap_err().code, "settlement.county_only");
    for (year, code) in
        [(1999, "settlement.year_invalid"), (9999, "settlement.year_invalid"), (2019, "settlement.no_policy")]
    {
        let got = world.act("2021-01-10", move |tx, actor| desk::settle(tx, actor, year, None));
        assert_eq!(got.unwrap_err().code, code, "{year}");
    }
    for (subject, measure, code) in
        [("p1", "recorded_sales_fen", "measure.subject_unknown"), ("o1", "refusals", "measure.without_lines")]
    {
        let got = world.act("2021-01-10", move |tx, actor| {
            figures::lines(tx, actor, (2020, subject.into(), measure.into()), Nothing {}, &all())
        });
        assert_eq!(got.unwrap_err().code, code);
    }
}

#[test]
fn the_office_is_reminded_until_the_year_is_frozen() {
    let world = year_of_limits();
    let tasks = |now, role| world.by(role, now, waiting::tasks).unwrap();
    let due = |now, role| tasks(now, role).first().and_then(|t| t.due_on).map(|d| d.to_string());
    assert_eq!(due("2021-01-10", Role::CountyOffice), Some("2021-02-28".into()));
    assert_eq!(due("2021-03-01", Role::CountyOffice), Some("2021-02-28".into()), "overdue, not forgotten");
    let title = tasks("2021-03-01", Role::CountyOffice).first().map(|task| task.title.zh.clone()).unwrap();
    assert!(title.contains("逾期"), "{title}");
    let years = |now| tasks(now, Role::CountyOffice).into_iter().map(|task| task.to).collect::<Vec<_>>();
    assert_eq!(years("2022-02-01"), ["/settlements/2020", "/settlements/2021"]);
    assert_eq!(years("2022-06-01"), ["/settlements/2020"], "of 2021 there is nothing to settle");
    assert_eq!(due("2021-01-10", Role::Auditor), None);
    assert_eq!(due("2020-01-10", Role::CountyOffice), None, "no policy held for 2019");
    world.close_books();
    world.freeze("2021-01-10", world.settled().digest).unwrap();
    assert_eq!(due("2021-01-11", Role::CountyOffice), None);
    let frozen = world.act("2021-01-11", |tx, actor| settle::list(tx, actor, (), Nothing {}, &all())).unwrap();
    assert_eq!(frozen.items.iter().map(|f| f.year).collect::<Vec<_>>(), [2020]);
}
