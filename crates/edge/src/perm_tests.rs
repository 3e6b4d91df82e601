//! What the table of roles must hold to.

use super::*;

#[test]
fn every_permission_is_somebodys() {
    for perm in Perm::ALL {
        assert!(Role::ALL.iter().any(|r| r.has(*perm)), "{}", perm.word());
    }
}

#[test]
fn auditors_change_nothing_and_hold_no_other_post() {
    for perm in Perm::ALL.iter().filter(|p| Role::Auditor.has(**p)) {
        assert!(perm.word().ends_with(".read") || matches!(perm, Perm::Anyone | Perm::SelfService), "{}", perm.word());
    }
    for role in Role::ALL.iter().filter(|r| !matches!(r, Role::Auditor | Role::Public | Role::Program)) {
        assert!(role.excludes(Role::Auditor) && Role::Auditor.excludes(*role));
    }
    assert!(Role::Inspector.excludes(Role::OutletClerk));
    assert!(!Role::InformationOfficer.excludes(Role::PointKeeper));
}
