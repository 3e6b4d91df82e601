//! Policies put in force, read, compared: on a real database.

use super::{World, all, revised, year_of_limits};
use crate::{
    freeze::{self, WhatIf, WithPolicy},
    policies,
};
use base::{Day, Fen};
use edge::Nothing;
use policy::shipped;

#[test]
fn what_another_policy_would_change() {
    let world = year_of_limits();
    let text = revised("shaodong-2021", "2021-07-01", &[("amount = \"10000\"", "amount = \"12000\"")]);
    let draft = text.clone();
    let drafted = world
        .act("2021-01-10", move |tx, actor| freeze::what_if(tx, actor, 2020, WhatIf { text: draft.clone() }))
        .unwrap();
    assert_eq!((drafted.difference_fen, drafted.gaining, drafted.losing), (Fen(200_000), 1, 0));
    let compare = |world: &World| {
        world.act("2021-06-02", |tx, actor| {
            freeze::comparison(tx, actor, 2020, WithPolicy { policy: "shaodong-2021".into() })
        })
    };
    assert_eq!(compare(&world).unwrap_err().code, "policy.unknown");
    world.put(text).unwrap();
    assert_eq!(compare(&world).unwrap(), drafted);
    world.close_books();
    world.freeze("2021-06-02", world.settled().digest).unwrap();
    assert_eq!(compare(&world).unwrap(), drafted, "the same over frozen measures");
}

#[test]
fn policies_are_put_in_force_once_and_leave_frozen_years_alone() {
    let world = year_of_limits();
    world.close_books();
    world.freeze("2021-01-10", world.settled().digest).unwrap();
    let faulty =
        world.put(revised("x-2021", "2021-07-01", &[("gt = ", "xx = "), ("ceiling = \"600\"", "ceiling = \"-6\"")]));
    let faulty = faulty.unwrap_err();
    assert_eq!(faulty.code, "policy.faulty");
    let at = |line: &str| faulty.fields.iter().any(|f| f.field == line);
    let line = 1 + shipped("shaodong-2020").unwrap().lines().position(|l| l.starts_with("ceiling = ")).unwrap();
    assert!(at(&format!("/text:{line}")), "{:?}", faulty.fields);

    let text = revised("shaodong-2021", "2021-07-01", &[]);
    assert_eq!(world.put(text.clone()).unwrap().state, "coming");
    assert_eq!(world.put(text).unwrap().state, "coming", "the same text again changes nothing");
    let other = revised("shaodong-2021", "2021-07-01", &[("ceiling = \"600\"", "ceiling = \"700\"")]);
    assert_eq!(world.put(other).unwrap_err().code, "policy.id_taken");
    let backdated = world.put(revised("shaodong-2020b", "2020-01-01", &[]));
    assert_eq!(backdated.unwrap_err().code, "policy.reaches_frozen_year");
    assert_eq!(world.put(revised("shaodong-2022", "2022-01-01", &[])).unwrap().effective_to, None);

    let page = world.act("2021-08-01", |tx, actor| policies::list(tx, actor, (), Nothing {}, &all())).unwrap();
    let states: Vec<_> = page.items.iter().map(|p| format!("{} {} {:?}", p.id, p.state, p.effective_to)).collect();
    let day = |text: &str| text.parse::<Day>().unwrap();
    assert_eq!(
        states,
        [
            format!("shaodong-2020 past {:?}", Some(day("2021-06-30"))),
            format!("shaodong-2021 in_force {:?}", Some(day("2021-12-31"))),
            "shaodong-2022 coming None".to_owned(),
        ]
    );
    let view =
        world.act("2021-08-01", |tx, actor| policies::show(tx, actor, "shaodong-2021".into(), Nothing {})).unwrap();
    assert_eq!((view.policy.id.as_str(), view.policy.rules.len() > 10), ("shaodong-2021", true));
    let explain = |rule: &'static str| {
        world.act("2021-08-01", move |tx, actor| {
            policies::explain(tx, actor, ("shaodong-2020".into(), rule.into()), Nothing {})
        })
    };
    assert!(explain("outlet.sales_award").unwrap().text.contains("30万元以上"));
    assert_eq!(explain("outlet.nothing").unwrap_err().code, "policy.rule_unknown");
}
