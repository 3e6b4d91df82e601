//! Every case of `cases/` under the policy that it was written for.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // helpers of tests

use policy::{Policy, RuleId, cases, shipped};

#[test]
fn every_rule_has_cases_and_every_case_comes_out() {
    let policy = Policy::parse(shipped("shaodong-2020").unwrap()).unwrap();
    let mut wrong = Vec::new();
    for rule in RuleId::ALL {
        let cases = cases::cases_of(*rule).unwrap();
        assert!(!cases.is_empty(), "{} has no case", rule.word());
        for case in cases {
            assert_eq!(case.rule, *rule, "{}", case.name.en);
            wrong.extend(case.check(&policy).err());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_case_that_expects_something_else_fails() {
    let policy = Policy::parse(shipped("shaodong-2020").unwrap()).unwrap();
    let text = cases::CASE_FILES[0].1.replace("outcome = \"met\"", "outcome = \"not_met\"");
    let failed = cases::read_cases(&text).unwrap().iter().filter(|c| c.check(&policy).is_err()).count();
    assert_eq!(failed, 2);
}
