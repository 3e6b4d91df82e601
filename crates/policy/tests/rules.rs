//! What has to hold of the rules whatever the numbers: awards that grow, caps, order, bytes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // helpers of tests

use base::{Day, Fen};
use policy::vocabulary::{Outcome, OutletKind};
use policy::{Finding, Outlet, Policy, PolicySet, RuleId, Subject, Terms, evaluate, shipped};
use proptest::prelude::*;

fn policy() -> Policy {
    Policy::parse(shipped("shaodong-2020").unwrap()).unwrap()
}

fn outlet(recorded: i64, credited: i64, campaign: i64) -> Outlet {
    Outlet {
        id: "o1".to_owned(),
        outlet_kind: OutletKind::Shop,
        year: 2020,
        authorised_from: Day::new(2019, 6, 1),
        authorised_to: None,
        recorded_sales: Fen(recorded),
        credited_sales: Fen(credited),
        campaign_sales: Some(Fen(campaign)),
        local_sales: Fen(recorded),
        refusals: Some(0),
    }
}

fn finding(policy: &Policy, outlet: Outlet, rule: RuleId) -> Finding {
    evaluate(policy, &[Subject::Outlet(outlet)]).into_iter().find(|f| f.rule == rule).unwrap()
}

fn changed(old: &str, new: &str) -> Policy {
    let source = shipped("shaodong-2020").unwrap();
    assert!(source.contains(old), "{old}");
    Policy::parse(&source.replacen(old, new, 1)).unwrap()
}

#[test]
fn every_reading_changes_the_outcome_that_it_speaks_of() {
    let low = outlet(9_000_000, 12_000_000, 0);
    for (value, outcome) in [("both", Outcome::Disputed), ("recorded", Outcome::Revoke), ("credited", Outcome::None)] {
        let policy = changed("figures = \"both\"", &format!("figures = \"{value}\""));
        assert_eq!(finding(&policy, low.clone(), RuleId::RevokeLowSales).outcome, outcome, "{value}");
    }
    let late = Outlet { authorised_from: Day::new(2020, 11, 1), ..outlet(1, 1, 0) };
    let policy = changed("part_year = \"exempt\"", "part_year = \"judge\"");
    assert_eq!(finding(&policy, late, RuleId::RevokeLowSales).outcome, Outcome::Revoke);

    let campaign = outlet(30_000_000, 30_000_000, 10_000_000);
    let policy = changed("campaign_counts = true", "campaign_counts = false");
    assert_eq!(finding(&policy, campaign.clone(), RuleId::SalesAward).outcome, Outcome::None);
    let policy = changed("beside_sales_award = \"both\"", "beside_sales_award = \"larger\"");
    assert_eq!(finding(&policy, campaign.clone(), RuleId::SalesAward).amount_fen, Some(Fen(1_000_000)));
    assert_eq!(finding(&policy, campaign.clone(), RuleId::UnsalableAward).amount_fen, None);
    let policy = changed("limit = { le =", "limit = { lt =");
    assert_eq!(finding(&policy, outlet(10_000_000, 10_000_000, 0), RuleId::RevokeLowSales).outcome, Outcome::None);
    let policy = changed("once = \"year\"", "once = \"ever\"");
    let notes = finding(&policy, campaign, RuleId::SalesAward).explanation.notes;
    assert!(notes.iter().any(|n| n.zh.contains("终身一次")), "{notes:?}");
}

#[test]
fn what_is_not_kept_yet_has_no_data_or_no_finding() {
    let unknown = Outlet { campaign_sales: None, refusals: None, ..outlet(1, 1, 0) };
    let findings = evaluate(&policy(), &[Subject::Outlet(unknown)]);
    let award = findings.iter().find(|f| f.rule == RuleId::UnsalableAward).unwrap();
    assert_eq!(award.outcome, Outcome::NoData);
    assert!(findings.iter().all(|f| f.rule != RuleId::RevokeNoCooperation));
}

#[test]
fn findings_follow_the_order_of_the_file() {
    let policy = policy();
    let order: Vec<_> = policy.rules.iter().map(|r| r.id).collect();
    let findings = evaluate(&policy, &[Subject::Outlet(outlet(1, 1, 0))]);
    let places: Vec<_> = findings.iter().map(|f| order.iter().position(|id| *id == f.rule).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_newer_policy_takes_over_from_its_day_and_past_years_keep_theirs() {
    let newer =
        Policy::parse(&shipped("shaodong-2020").unwrap().replacen("shaodong-2020", "shaodong-2021", 1).replacen(
            "2020-01-01",
            "2021-07-01",
            1,
        ));
    let set = PolicySet::of_shipped().unwrap().with(newer.unwrap());
    let on = |day: &str| set.on(day.parse().unwrap()).map(|p| p.id.as_str());
    assert_eq!(
        (on("2019-12-31"), on("2021-06-30"), on("2021-07-01")),
        (None, Some("shaodong-2020"), Some("shaodong-2021"))
    );
    let year = |y| set.for_year(y).map(|p| p.id.as_str());
    assert_eq!(
        (year(2019), year(2020), year(2021), year(2022)),
        (None, Some("shaodong-2020"), Some("shaodong-2020"), Some("shaodong-2021"))
    );
}

#[test]
fn the_pack_speaks_for_the_other_slices() {
    let policy = policy();
    assert_eq!(policy.voucher().ceiling, Fen(60_000));
    assert_eq!(policy.voucher().reasons.iter().filter(|r| r.statutory).count(), 7);
    assert_eq!(policy.certify().income.limit, 600_000);
    assert_eq!(policy.local_share().share.limit, 700_000);
    assert!(policy.local_share().counts_class("edible_farm"));
    assert_eq!(policy.words().voucher.zh, "消费扶贫提货券");
    assert_eq!(policy.rules.len(), RuleId::ALL.len());
    let Some(Terms::Ranking(honours)) = policy.rule(RuleId::OfficerHonours).map(|r| &r.terms) else { panic!() };
    assert_eq!(honours.budget(), Some(Fen(3_600_000)));
    let json = serde_json::to_value(&policy).unwrap();
    assert_eq!(json["rules"][0]["terms"]["kind"], "employment_test");
    for rule in &policy.rules {
        assert!(!rule.parameters.is_empty(), "{}", rule.id.word());
        assert_eq!(rule.terms.kind(), rule.id.kinds()[0]);
    }
}

proptest! {
    #[test]
    fn the_campaign_award_grows_and_is_capped(a in 0..=i64::MAX, more in 0..=100_000_000_i64) {
        let policy = policy();
        let award = |sales| finding(&policy, outlet(0, 0, sales), RuleId::UnsalableAward).amount_fen.unwrap_or_default();
        let (less, most) = (award(a), award(a.saturating_add(more)));
        prop_assert!(less <= most && most <= Fen(1_000_000));
        prop_assert!(less.0 % 100_000 == 0);
    }

    #[test]
    fn revocation_asks_both_figures(recorded in 9_999_990..=10_000_010_i64, credited in 9_999_990..=10_000_010_i64) {
        let got = finding(&policy(), outlet(recorded, credited, 0), RuleId::RevokeLowSales).outcome;
        let low = |sales: i64| sales <= 10_000_000;
        let expected = match (low(recorded), low(credited)) {
            (true, true) => Outcome::Revoke,
            (false, false) => Outcome::None,
            _ => Outcome::Disputed,
        };
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn conflicts_are_named_by_both_sides(recorded in 0..=40_000_000_i64, credited in 0..=40_000_000_i64, campaign in 0..=40_000_000_i64) {
        let findings = evaluate(&policy(), &[Subject::Outlet(outlet(recorded, credited, campaign))]);
        for finding in &findings {
            for other in &finding.conflicts_with {
                let other = findings.iter().find(|f| f.rule == *other).unwrap();
                prop_assert!(other.conflicts_with.contains(&finding.rule));
                prop_assert!((finding.outcome == Outcome::Award) != (other.outcome == Outcome::Award));
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(recorded in 0..=i64::MAX, credited in 0..=i64::MAX) {
        let subject = Subject::Outlet(outlet(recorded, credited, 0));
        let text = |s: &Subject| serde_json::to_string(&evaluate(&policy(), std::slice::from_ref(s))).unwrap();
        prop_assert_eq!(text(&subject), text(&subject));
    }
}
