//! Facts in, findings out: the limits of the report as rows, and the bytes of a document.

use crate::{
    comparison::compare,
    measures::{Facts, Measures, OfficerFacts, OutletFacts, ProducerFacts, measure},
    settlement::{Settlement, digest, settle},
};
use base::Fen;
use edge::County;
use policy::{
    Policy, RuleId, shipped,
    vocabulary::{CreditBasis, OutletKind, ProducerKind, Word},
};

fn county() -> County {
    County {
        id: "430582".into(),
        name: "邵东市".into(),
        kind_word: "市".into(),
        policy: "shaodong-2020".into(),
        simulated: false,
        ahead_ms: 0,
    }
}

fn policy() -> Policy {
    Policy::parse(shipped("shaodong-2020").unwrap()).unwrap()
}

/// `shop 2019-06-01.. 100000.00/70000.00`: kind, authorised span (`-` for none), listed and local sales.
fn outlet(id: i64, text: &str) -> OutletFacts {
    let parts: Vec<&str> = text.split(' ').collect();
    let authorised = parts[1].split_once("..").map(|(from, to)| (from.parse().unwrap(), to.parse().ok()));
    let (listed, local) = parts[2].split_once('/').unwrap();
    let fen = |yuan: &str| match yuan.strip_prefix('-') {
        Some(yuan) => Fen(-Fen::parse_yuan(yuan).unwrap().0),
        None => Fen::parse_yuan(yuan).unwrap(),
    };
    OutletFacts {
        id,
        name: format!("{id}号店"),
        kind: OutletKind::find(parts[0]).unwrap(),
        authorised,
        refusals: parts.get(3).map_or(0, |n| n.parse().unwrap()),
        listed: fen(listed),
        local: fen(local),
        campaign: Fen::ZERO,
    }
}

fn producer(id: i64, kind: ProducerKind, incomes: &[i64]) -> ProducerFacts {
    ProducerFacts { id, name: "张三丰合作社".into(), kind, incomes: incomes.iter().map(|i| Fen(*i)).collect() }
}

/// The officer of a village with five reports due, so many in time.
fn officer(division: i64, on_time: i64) -> OfficerFacts {
    OfficerFacts {
        division,
        name: format!("{division}号村信息员"),
        reports: 5,
        on_time,
        checked: 2,
        accurate: 1,
        promotion: Fen(on_time),
        sold_g: on_time,
        had_g: 5,
    }
}

fn settled(policy: &Policy, facts: Facts) -> Settlement {
    settle(&county(), 2020, policy, facts).unwrap()
}

fn outcome(s: &Settlement, rule: RuleId) -> String {
    let Some(f) = s.findings.iter().find(|f| f.rule == rule) else { return "-".into() };
    let against: Vec<&str> = f.conflicts_with.iter().map(|r| r.word()).collect();
    format!("{}{}{}", f.outcome.word(), f.amount_fen.map(|a| format!(" {a}")).unwrap_or_default(), against.join(""))
}

#[test]
fn limits_of_an_outlets_year() {
    for (facts, revoke, award, local) in [
        ("shop 2019-06-01.. 0.00/0.00", "revoke", "none", "no_data"),
        ("shop 2019-06-01.. 0.01/0.01", "revoke", "none", "met"),
        ("shop 2019-06-01.. 100000.00/70000.00", "revoke", "none", "met"),
        ("shop 2019-06-01.. 100000.01/69999.99", "none", "none", "not_met"),
        ("shop 2020-01-01.. 299999.99/299999.99", "none", "none", "met"),
        ("pavilion 2020-01-01..2020-12-31 300000.00/210000.00", "none", "award 10,000.00", "met"),
        ("cabinet 2020-11-01.. 40000.00/40000.00", "part_year", "none", "met"),
        ("area 2018-01-01..2020-03-31 40000.00/0.00", "part_year", "none", "not_met"),
        ("shop - 300000.00/300000.00", "no_data", "none", "met"),
        ("village_point - 0.00/0.00", "-", "-", "-"),
        ("online - 0.00/0.00", "-", "-", "-"),
        ("shop 2019-06-01.. -20.00/-20.00", "revoke", "none", "no_data"),
        ("shop 2019-06-01.. 20.00/30.00", "revoke", "none", "met"),
    ] {
        let s =
            settled(&policy(), Facts { outlets: vec![outlet(7, facts)], producers: Vec::new(), ..Facts::default() });
        let got = [RuleId::RevokeLowSales, RuleId::SalesAward, RuleId::LocalShare].map(|rule| outcome(&s, rule));
        assert_eq!(got, [revoke, award, local], "{facts}");
        let campaign = outcome(&s, RuleId::UnsalableAward);
        assert_eq!(campaign, if revoke == "-" { "-" } else { "none" }, "nothing unsalable was sold: {facts}");
    }
}

#[test]
fn an_award_beside_a_refusal_is_contested() {
    let s = settled(
        &policy(),
        Facts {
            outlets: vec![outlet(7, "shop 2019-01-01.. 300000.00/300000.00 1")],
            producers: vec![],
            ..Facts::default()
        },
    );
    assert_eq!(outcome(&s, RuleId::SalesAward), "award 10,000.00outlet.revoke_no_cooperation");
    assert_eq!((s.award_fen, s.contested_fen), (Fen::ZERO, Fen(1_000_000)));
}

#[test]
fn one_worker_alone_reaches_the_income() {
    use ProducerKind::{Cooperative, Enterprise, FamilyFarm};
    for (kind, incomes, expect) in [
        (Enterprise, &[600_000][..], "met"),
        (Cooperative, &[599_999], "not_met"),
        (Cooperative, &[300_000, 300_000], "not_met"),
        (Enterprise, &[100, 700_000], "met"),
        (Enterprise, &[], "not_met"),
        (FamilyFarm, &[700_000], "-"),
    ] {
        let s = settled(
            &policy(),
            Facts { outlets: vec![], producers: vec![producer(3, kind, incomes)], ..Facts::default() },
        );
        assert_eq!(outcome(&s, RuleId::CertifyEmployment), expect, "{kind:?} {incomes:?}");
    }
}

#[test]
fn remarks_say_what_a_figure_hides() {
    for (facts, basis, remarks) in [
        ("shop 2019-06-01.. 20.00/10.00", CreditBasis::Recorded, 0),
        ("shop 2019-06-01.. 20.00/10.00", CreditBasis::Confirmed, 1),
        ("shop 2019-06-01.. 20.00/30.00", CreditBasis::Recorded, 1),
        ("shop 2019-06-01.. -20.00/0.00", CreditBasis::Recorded, 1),
        ("shop - 20.00/10.00", CreditBasis::Recorded, 1),
        ("shop 2019-06-01..2020-06-30 20.00/10.00", CreditBasis::Recorded, 1),
        ("shop 2019-06-01..2020-12-31 20.00/10.00", CreditBasis::Recorded, 0),
        ("village_point - 20.00/10.00", CreditBasis::Recorded, 0),
    ] {
        let measured =
            measure(Facts { outlets: vec![outlet(1, facts)], producers: vec![], ..Facts::default() }, 2020, basis);
        assert_eq!(measured[0].remarks.len(), remarks, "{facts}");
    }
    let household = producer(3, ProducerKind::Household, &[]);
    let measured =
        measure(Facts { outlets: vec![], producers: vec![household], ..Facts::default() }, 2020, CreditBasis::Recorded);
    assert!(measured[0].name.contains('*'), "a household's name is a person's: {}", measured[0].name);
}

fn a_year() -> Facts {
    Facts {
        outlets: vec![
            outlet(2, "shop 2019-06-01.. 100000.00/70000.00"),
            outlet(11, "shop 2019-06-01.. 300000.00/1.00"),
        ],
        producers: vec![
            producer(3, ProducerKind::Enterprise, &[600_000, 100]),
            producer(4, ProducerKind::Cooperative, &[599_999]),
        ],
        officers: vec![officer(9, 3), officer(5, 5)],
    }
}

#[test]
fn the_same_facts_in_any_order_give_the_same_bytes() {
    let text = settled(&policy(), a_year()).text().unwrap();
    let mut turned = a_year();
    turned.outlets.reverse();
    turned.producers.reverse();
    turned.officers.reverse();
    turned.producers[1].incomes.reverse();
    assert_eq!(settled(&policy(), turned).text().unwrap(), text);
    let read = Settlement::read(&text).unwrap();
    assert_eq!(read, settled(&policy(), a_year()));
    assert_eq!(read.text().unwrap(), text);
    assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let order: Vec<&str> = read.subjects.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(order, ["o2", "o11", "p3", "p4", "f5", "f9"]);
    assert!(matches!(&read.subjects[2].of, Measures::Producer { assisted_workers, .. } if assisted_workers.len() == 2));
}

#[test]
fn another_policy_shows_who_gains_and_what_it_costs() {
    let text = shipped("shaodong-2020").unwrap();
    let other = text
        .replace("id = \"shaodong-2020\"", "id = \"shaodong-2020b\"")
        .replace("income = { ge = \"6000\"", "income = { ge = \"5000\"")
        .replace("amount = \"10000\"", "amount = \"12000\"");
    let other = Policy::parse(&other).unwrap();
    let (one, two) = (settled(&policy(), a_year()), settled(&other, a_year()));
    let c = compare(&one, &two);
    let changes: Vec<_> = c.changes.iter().map(|c| (c.subject.as_str(), c.rule, c.difference_fen.0)).collect();
    assert_eq!(changes, [("o11", RuleId::SalesAward, 200_000), ("p4", RuleId::CertifyEmployment, 0)]);
    assert_eq!((c.difference_fen, c.gaining, c.losing), (Fen(200_000), 1, 0));
    assert!(c.measures.is_empty());
    let back = compare(&two, &one);
    assert_eq!((back.difference_fen, back.gaining, back.losing), (Fen(-200_000), 0, 1));
    let mut more = a_year();
    more.outlets[0].listed = Fen(10_000_001);
    let later = compare(&one, &settled(&policy(), more));
    let measures: Vec<_> = later.measures.iter().map(|m| (m.measure.as_str(), m.other_value.as_str())).collect();
    assert_eq!(measures, [("credited_sales_fen", "10000001"), ("recorded_sales_fen", "10000001")]);
    assert_eq!(compare(&one, &one).changes, []);
}
