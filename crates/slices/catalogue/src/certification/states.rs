//! The one place that says what may follow what in a certification, and who may not do it.

use edge::{Perm, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All of them, in the usual order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in SQL and JSON.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// Where a case stands.
    State {
        /// 已申报.
        Submitted = "submitted",
        /// 已退回.
        Returned = "returned",
        /// 乡镇已核.
        TownshipChecked = "township_checked",
        /// 部门已核.
        DepartmentChecked = "department_checked",
        /// 已同意，待公示.
        Approved = "approved",
        /// 不予认定.
        Refused = "refused",
        /// 公示中.
        InNotice = "in_notice",
        /// 已入目录.
        Listed = "listed",
        /// 已暂停.
        Suspended = "suspended",
        /// 已移出.
        Removed = "removed",
        /// 已列入黑名单.
        Blacklisted = "blacklisted",
    }
}

words! {
    /// What can be done with a case.
    Action {
        /// Application or survey.
        Open = "open",
        /// Handed in again.
        Resubmit = "resubmit",
        /// Township check passed.
        PassTownship = "pass_township",
        /// Returned by the township.
        ReturnTownship = "return_township",
        /// Department check passed.
        PassDepartment = "pass_department",
        /// Returned by the department.
        ReturnDepartment = "return_department",
        /// County decides yes.
        Approve = "approve",
        /// County decides no.
        Refuse = "refuse",
        /// Public notice begins.
        StartNotice = "start_notice",
        /// Its end is counted again, since a holiday plan arrived; done by the program, not chosen.
        RenewNotice = "renew_notice",
        /// Somebody objects.
        Object = "object",
        /// The objection is not upheld.
        RejectObjection = "reject_objection",
        /// The objection is upheld.
        UpholdObjection = "uphold_objection",
        /// Put on the list.
        List = "list",
        /// Put on the list by a decision on paper.
        ListOnPaper = "list_on_paper",
        /// Somebody asks that it be valid for longer.
        ProposeRenewal = "propose_renewal",
        /// Valid for longer.
        Renew = "renew",
        /// Off the list for now.
        Suspend = "suspend",
        /// On it again.
        Resume = "resume",
        /// Off it for good.
        Remove = "remove",
        /// The producer is barred.
        Blacklist = "blacklist",
    }
}

impl Action {
    /// The permission that it needs.
    pub fn perm(self) -> Perm {
        match self {
            Self::Open | Self::Resubmit | Self::Object | Self::ProposeRenewal => Perm::CertificationApply,
            Self::PassTownship | Self::ReturnTownship => Perm::CertificationTownship,
            Self::PassDepartment | Self::ReturnDepartment => Perm::CertificationDepartment,
            _ => Perm::CertificationDecide,
        }
    }
}

/// The state after an action; `None`: it is not possible. A producer outside the county has no
/// township to check it.
pub fn after(state: State, action: Action, outside: bool) -> Option<State> {
    use Action as A;
    use State as S;
    Some(match (state, action) {
        (S::Returned, A::Resubmit) => S::Submitted,
        (S::Submitted, A::PassTownship) if !outside => S::TownshipChecked,
        (S::Submitted, A::ReturnTownship) if !outside => S::Returned,
        (S::Submitted, A::PassDepartment) if outside => S::DepartmentChecked,
        (S::Submitted, A::ReturnDepartment) if outside => S::Returned,
        (S::TownshipChecked, A::PassDepartment) => S::DepartmentChecked,
        (S::TownshipChecked, A::ReturnDepartment) => S::Returned,
        (S::DepartmentChecked, A::Approve) => S::Approved,
        (S::DepartmentChecked, A::Refuse) => S::Refused,
        (S::Approved, A::StartNotice) => S::InNotice,
        (S::InNotice, A::RenewNotice | A::Object | A::RejectObjection) => S::InNotice,
        (S::InNotice, A::UpholdObjection) => S::Refused,
        (S::InNotice, A::List)
        | (S::Submitted, A::ListOnPaper)
        | (S::Listed, A::ProposeRenewal | A::Renew)
        | (S::Suspended, A::Resume) => S::Listed,
        (S::Listed, A::Suspend) => S::Suspended,
        (S::Listed | S::Suspended, A::Remove) => S::Removed,
        (S::Listed | S::Suspended | S::Removed | S::Refused | S::InNotice | S::Approved, A::Blacklist) => {
            S::Blacklisted
        }
        _ => return None,
    })
}

/// What a role may do next.
pub fn next_actions(state: State, outside: bool, role: Role) -> Vec<Action> {
    let chosen = Action::ALL.iter().copied().filter(|action| *action != Action::RenewNotice);
    let possible = chosen.filter(|action| after(state, *action, outside).is_some());
    possible.filter(|action| role.has(action.perm())).collect()
}

/// An act of the log, as far as [`independent`] looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acted {
    /// What was done.
    pub action: Action,
    /// By whom; 0 is the program itself, which plays back what others decided.
    pub person: i64,
}

/// Who asked for a renewal that is not decided yet.
pub fn proposed_renewal(log: &[Acted]) -> Option<i64> {
    let last = log.iter().rev().find(|acted| matches!(acted.action, Action::ProposeRenewal | Action::Renew));
    last.filter(|acted| acted.action == Action::ProposeRenewal).map(|acted| acted.person)
}

/// Whether this person may do it after what they did before: who proposed does not check, who
/// proposed or checked does not decide, a renewal neither, nor settle what others object, who suspended does not remove.
pub fn independent(log: &[Acted], action: Action, person: i64) -> bool {
    use Action as A;
    let earlier: &[Action] = match action {
        A::PassTownship | A::ReturnTownship => &[A::Open, A::Resubmit],
        A::PassDepartment | A::ReturnDepartment => &[A::Open, A::Resubmit, A::PassTownship],
        A::Approve | A::Refuse | A::ListOnPaper => &[A::Open, A::Resubmit, A::PassTownship, A::PassDepartment],
        A::RejectObjection | A::UpholdObjection => &[A::Open, A::Resubmit],
        A::Remove | A::Blacklist => &[A::Suspend],
        A::Renew => return person == 0 || proposed_renewal(log) != Some(person),
        _ => return true,
    };
    person == 0 || !log.iter().any(|acted| acted.person == person && earlier.contains(&acted.action))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays words from the first state; the last state, or the word that was not possible.
    fn play(outside: bool, words: &str) -> String {
        let mut state = State::Submitted;
        for word in words.split_whitespace() {
            match after(state, Action::from_word(word).unwrap(), outside) {
                Some(next) => state = next,
                None => return format!("{} refuses {word}", state.word()),
            }
        }
        state.word().to_owned()
    }

    #[test]
    fn ways_through_a_case() {
        let whole = "pass_township pass_department approve start_notice list";
        for (outside, words, end) in [
            (false, whole.to_owned(), "listed"),
            (false, format!("{whole} suspend resume renew remove"), "removed"),
            (false, format!("{whole} suspend renew"), "suspended refuses renew"),
            (false, format!("{whole} remove blacklist"), "blacklisted"),
            (false, format!("{whole} blacklist resume"), "blacklisted refuses resume"),
            (false, "pass_department".into(), "submitted refuses pass_department"),
            (true, "pass_department approve start_notice list".into(), "listed"),
            (true, "pass_township".into(), "submitted refuses pass_township"),
            (
                false,
                "return_township resubmit pass_township return_department resubmit pass_township".into(),
                "township_checked",
            ),
            (false, "pass_township pass_department refuse start_notice".into(), "refused refuses start_notice"),
            (false, "pass_township pass_department approve list".into(), "approved refuses list"),
            (false, "pass_township pass_department approve start_notice object reject_objection list".into(), "listed"),
            (
                false,
                "pass_township pass_department approve start_notice object uphold_objection list".into(),
                "refused refuses list",
            ),
            (false, "list_on_paper suspend".into(), "suspended"),
            (false, "pass_township list_on_paper".into(), "township_checked refuses list_on_paper"),
            (false, "open".into(), "submitted refuses open"),
        ] {
            assert_eq!(play(outside, &words), end, "{words}");
        }
    }

    #[test]
    fn nobody_decides_their_own_proposal() {
        let log = |acts: &[(Action, i64)]| {
            acts.iter().map(|(action, person)| Acted { action: *action, person: *person }).collect::<Vec<_>>()
        };
        let acts = log(&[(Action::Open, 1), (Action::PassTownship, 2), (Action::PassDepartment, 3)]);
        for (action, person, fine) in [
            (Action::PassTownship, 1, false),
            (Action::PassTownship, 9, true),
            (Action::PassDepartment, 2, false),
            (Action::PassDepartment, 1, false),
            (Action::Approve, 1, false),
            (Action::Approve, 2, false),
            (Action::Refuse, 3, false),
            (Action::Approve, 4, true),
            (Action::Approve, 0, true),
            (Action::StartNotice, 3, true),
            (Action::RejectObjection, 1, false),
            (Action::UpholdObjection, 1, false),
            (Action::RejectObjection, 4, true),
        ] {
            assert_eq!(independent(&acts, action, person), fine, "{action:?} by {person}");
        }
        let asked = log(&[(Action::ProposeRenewal, 4), (Action::Renew, 5), (Action::ProposeRenewal, 6)]);
        assert_eq!((proposed_renewal(&asked), proposed_renewal(&asked[..2])), (Some(6), None));
        assert!(!independent(&asked, Action::Renew, 6) && independent(&asked, Action::Renew, 4));
        let suspended = log(&[(Action::Suspend, 4)]);
        assert!(!independent(&suspended, Action::Remove, 4) && independent(&suspended, Action::Resume, 4));
    }

    #[test]
    fn each_role_sees_its_own_next_steps() {
        for (state, role, next) in [
            (State::Submitted, Role::TownshipSupervisor, vec![Action::PassTownship, Action::ReturnTownship]),
            (State::Submitted, Role::Department, vec![]),
            (State::TownshipChecked, Role::Department, vec![Action::PassDepartment, Action::ReturnDepartment]),
            (State::Returned, Role::Producer, vec![Action::Resubmit]),
            (State::DepartmentChecked, Role::CountyOffice, vec![Action::Approve, Action::Refuse]),
            (State::Listed, Role::Auditor, vec![]),
        ] {
            assert_eq!(next_actions(state, false, role), next, "{state:?} {role:?}");
        }
    }
}
