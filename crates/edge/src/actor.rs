//! Who asks: the first argument of every use case after the transaction.

use crate::{
    perm::{Perm, Role},
    problem::EdgeRefusal,
};
use base::{
    Day, Instant, Lang, Refusal,
    ids::{PersonId, PostId},
};
use policy::PolicySet;
use std::{cell::RefCell, collections::BTreeSet, sync::Arc};

/// The county that a process serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct County {
    /// Leading key of every table; starts as the division code and never changes.
    pub id: Arc<str>,
    /// 邵东市.
    pub name: String,
    /// 市, 县 or 区: what people call it in prose.
    pub kind_word: String,
    /// The policy pack that it chose at set-up.
    pub policy: String,
    /// A simulated county, marked as such everywhere.
    pub simulated: bool,
    /// Milliseconds that its clock is ahead of the machine's: a simulated county lives on from the last moment that was
    /// played, which may be still to come; 0 for every other.
    pub ahead_ms: i64,
}

/// Where a post may act: everything whose path starts with this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// `county`, `division`, `outlet`, `producer`, `unit` or `self`.
    pub kind: String,
    /// Id of the division or organisation; 0 for the county.
    pub id: i64,
    /// Materialised path, `/` for the county.
    pub path: String,
    /// What people call it.
    pub name: String,
}

impl Scope {
    /// Whether a thing at `path` lies inside.
    pub fn covers(&self, path: &str) -> bool {
        path.starts_with(&self.path)
    }

    /// Whether the scope is this thing itself.
    pub fn is(&self, target: crate::Target, id: i64) -> bool {
        self.id == id && Some(self.kind.as_str()) == target.scope_kind()
    }

    /// First path beyond the scope: `path >= from AND path < until` finds all inside by index.
    pub fn range(&self) -> (String, String) {
        (self.path.clone(), format!("{}\u{10FFFF}", self.path))
    }
}

/// What a use case asks the edge to do after its COMMIT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Set the session cookies: token, CSRF value, lifetime in seconds; the act is signed by who came in.
    SignIn {
        /// Who.
        person: PersonId,
        /// At which post.
        post: PostId,
        /// Session token, for the HttpOnly cookie.
        token: String,
        /// CSRF value, for the cookie that the page reads.
        csrf: String,
        /// Seconds that both live.
        seconds: i64,
    },
    /// Clear the session cookies.
    SignOut,
    /// Answer with this refusal although the act is kept: a failed sign-in counts.
    Refuse(Refusal),
    /// Policy files or the county's own row changed: read them again.
    Reload,
}

/// Who asks, as what, when, under which rules.
#[derive(Debug)]
pub struct Actor {
    /// The county asked about.
    pub county: County,
    /// The person; 0 is nobody (or the program itself).
    pub person: PersonId,
    /// The post that the act is signed with.
    pub post: PostId,
    /// What the post may do.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// Field of a department (教育, 卫健, 供销, 工会), empty for others.
    pub field: String,
    /// A token may do less than its post.
    pub only: Option<BTreeSet<Perm>>,
    /// The session that the request came with, empty for none.
    pub session: Vec<u8>,
    /// The moment of the request, fixed once.
    pub now: Instant,
    /// The reader's language.
    pub lang: Lang,
    /// Where the request came from: address, or `cli`, `simulation`.
    pub origin: String,
    /// Address that people type; QR codes are made from it.
    pub public_url: String,
    /// All policy files of the county.
    pub policies: Arc<PolicySet>,
    /// Where things stand.
    pub scopes: Arc<crate::ScopeTree>,
    pub(crate) effects: RefCell<Vec<Effect>>,
    pub(crate) replaced: RefCell<BTreeSet<&'static str>>,
    pub(crate) noted: RefCell<String>,
}

impl Actor {
    /// Somebody with this post; everything about the request comes from the stamp.
    pub fn new(county: County, stamp: &crate::Stamp, person: PersonId, post: PostId, role: Role, scope: Scope) -> Self {
        Self {
            county,
            person,
            post,
            role,
            scope,
            field: String::new(),
            only: None,
            session: Vec::new(),
            now: stamp.now,
            lang: stamp.lang,
            origin: stamp.origin.clone(),
            public_url: stamp.public_url.clone(),
            policies: stamp.policies.clone(),
            scopes: stamp.scopes.clone(),
            effects: RefCell::default(),
            replaced: RefCell::default(),
            noted: RefCell::default(),
        }
    }

    /// Whoever wrote what this actor hands in for them: at this moment, by the same rules, within their own post.
    pub fn author(&self, (person, post): (PersonId, PostId), role: Role, scope: Scope) -> Self {
        Self {
            county: self.county.clone(),
            person,
            post,
            role,
            scope,
            field: String::new(),
            only: None,
            session: Vec::new(),
            now: self.now,
            lang: self.lang,
            origin: self.origin.clone(),
            public_url: self.public_url.clone(),
            policies: self.policies.clone(),
            scopes: self.scopes.clone(),
            effects: RefCell::default(),
            replaced: RefCell::default(),
            noted: RefCell::default(),
        }
    }

    /// A visitor: the public, or somebody who is about to sign in.
    pub fn nobody(county: County, stamp: &crate::Stamp) -> Self {
        let scope = Scope { kind: "public".into(), id: 0, path: "//".into(), name: String::new() };
        Self::new(county, stamp, PersonId(0), PostId(0), Role::Public, scope)
    }

    /// The program itself, for jobs and the command line on the machine.
    pub fn program(county: County, stamp: &crate::Stamp) -> Self {
        let scope = Scope { kind: "county".into(), id: 0, path: "/".into(), name: county.name.clone() };
        Self::new(county, stamp, PersonId(0), PostId(0), Role::Program, scope)
    }

    /// The leading key.
    pub fn county_id(&self) -> &str {
        &self.county.id
    }

    /// The county's business day at the moment of the request.
    pub fn day(&self) -> Day {
        self.now.day()
    }

    /// What clocks outside show at the moment of the request: phones, and apps that make one-time codes. It is another
    /// time only in a simulated county that is ahead.
    pub fn now_outside(&self) -> Instant {
        Instant::from_millis(self.now.millis().saturating_sub(self.county.ahead_ms)).unwrap_or(self.now)
    }

    /// A moment that a clock outside showed, by the county's own.
    pub fn from_outside(&self, at: Instant) -> Instant {
        Instant::from_millis(at.millis().saturating_add(self.county.ahead_ms)).unwrap_or(at)
    }

    /// Whether the post (and the token, if one is used) has the permission.
    pub fn may(&self, perm: Perm) -> bool {
        self.role.has(perm) && self.only.as_ref().is_none_or(|only| only.contains(&perm))
    }

    /// Refuses what lies outside the scope. For things named in the body; the path is checked by the edge.
    pub fn require(&self, path: &str) -> Result<(), Refusal> {
        if self.scope.covers(path) {
            Ok(())
        } else {
            Err(EdgeRefusal::OutsideScope { scope: self.scope.name.clone() }.into())
        }
    }

    /// Whether the post sees what belongs to this field: a department its own only, and without one none.
    pub fn in_field(&self, field: &str) -> bool {
        self.role != Role::Department || (!field.is_empty() && self.field == field)
    }

    /// [`Actor::require`] for a thing that may belong to a department's field.
    pub fn require_place(&self, place: &crate::Place) -> Result<(), Refusal> {
        self.require(&place.path)?;
        match &place.field {
            Some(field) if !self.in_field(field) => {
                let scope = if self.field.is_empty() { &self.scope.name } else { &self.field };
                Err(EdgeRefusal::OutsideScope { scope: scope.clone() }.into())
            }
            _ => Ok(()),
        }
    }

    /// Says that a piece of personal data was replaced by another: the audit trail names it, without the value.
    pub fn note_replaced(&self, what: &'static str) {
        self.replaced.borrow_mut().insert(what);
    }

    /// Asks for something to be done after the COMMIT.
    pub fn after_commit(&self, effect: Effect) {
        self.effects.borrow_mut().push(effect);
    }

    /// Has the audit row of this act say more: ids and digests that a recount compares, no personal data.
    pub fn note_down(&self, what: &str) {
        let mut noted = self.noted.borrow_mut();
        if !noted.is_empty() {
            noted.push(' ');
        }
        noted.push_str(what);
    }

    /// A sign-in is the act of who came in, not of nobody.
    pub(crate) fn sign_as_who_came_in(&mut self) {
        let came_in = self.effects.get_mut().iter().find_map(|effect| match effect {
            Effect::SignIn { person, post, .. } => Some((*person, *post)),
            _ => None,
        });
        if let Some((person, post)) = came_in {
            (self.person, self.post) = (person, post);
        }
    }
}
