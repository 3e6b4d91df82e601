//! Every role at every route, with a thing inside the post's scope and with one outside, over HTTP.
//!
//! What came back is the golden file `docs/authorisation.md`; `make golden` writes it anew. Whatever
//! it says, no post with a scope of its own reaches beyond it. A route whose place is checked by its
//! use case and not by the edge stands in [`proofs`] with a story of its own, or the test fails.

mod ground;
mod proofs;

use super::ROOT;
use crate::harness::{Answer, Client};
use edge::{Perm, Role, Route};
use ground::Ground;
use std::sync::OnceLock;

/// The county of all tests here; nothing in it is changed by them.
fn ground() -> &'static Ground {
    static GROUND: OnceLock<Ground> = OnceLock::new();
    GROUND.get_or_init(Ground::lay)
}

/// What a role meets at a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meets {
    /// The post lacks the permission, or nobody is signed in.
    Forbidden,
    /// The thing lies outside the scope.
    Outside,
    /// Let in: whatever is said then is said of the body or of the thing.
    May,
}

fn met(answer: &Answer, of: &str) -> Meets {
    let code =
        if answer.status >= 400 { answer.json()["code"].as_str().unwrap_or_default().to_owned() } else { "".into() };
    match (answer.status, code.as_str()) {
        (401, "edge.sign_in") | (403, "edge.not_allowed") => Meets::Forbidden,
        (403, "edge.outside_scope") => Meets::Outside,
        (status, code) => {
            let lost = ["edge.no_such_thing", "edge.not_found", "edge.csrf", "edge.too_many"].contains(&code);
            assert!(status < 500 && status != 401 && !lost, "{of}: {status} {code}: {}", answer.body);
            Meets::May
        }
    }
}

/// Asks so that nothing is done: a body that is no JSON, a query that no route takes.
fn ask(client: &Client, route: &Route, first: i64) -> Meets {
    let mut parameters = 0;
    let parts = route.path.split('/').map(|part| {
        if !part.starts_with('{') {
            return part.to_owned();
        }
        parameters += 1;
        if parameters == 1 { first.to_string() } else { "1".to_owned() }
    });
    let mut path = parts.collect::<Vec<_>>().join("/");
    if route.method == "GET" && route.target.is_some() {
        path.push_str("?no_such_word=1");
    }
    let of = format!("{} {path}", route.method);
    let body: &[u8] = if route.writes() { b"[" } else { b"" };
    met(&client.try_send(route.method, &path, body).unwrap_or_else(|| panic!("{of}: no answer")), &of)
}

/// What stands in the matrix for a role at a route.
fn cell(ground: &Ground, role: Role, route: &Route) -> &'static str {
    let client = ground.of(role);
    let at = |first: i64| ask(client, route, first);
    let of = || format!("{} at {} {}", role.word(), route.method, route.path);
    if !role.has(route.perm) {
        let first = route.target.map_or(1, |target| ground.own.thing(target));
        assert_eq!(at(first), Meets::Forbidden, "{}", of());
        return " ";
    }
    let Some(target) = route.target else {
        return match at(1) {
            Meets::May => "✓",
            Meets::Outside => "✗",
            Meets::Forbidden => panic!("{} is forbidden against the table of roles", of()),
        };
    };
    match (at(ground.own.thing(target)), at(ground.other.thing(target))) {
        (Meets::May, Meets::May) => {
            assert!(role.scope_kind() == "county", "{} reaches beyond its scope", of());
            "✓"
        }
        (Meets::May, Meets::Outside) => "◐",
        (Meets::Outside, Meets::Outside) => "✗",
        odd => panic!("{}: {odd:?}", of()),
    }
}

const HEAD: &str = "# Who may do what

Asked of the running program, every role at every route; `make golden` renews it and a test compares it. The
program itself (command line, the night's work) may all and stands in no column.

| mark | means |
|---|---|
| ✓ | may, in the whole county |
| ◐ | may what lies inside the post's scope; what lies outside is refused, and the attempt is kept |
| ✗ | has the permission, but nothing of this kind ever lies inside such a post's scope |
| | has not the permission |

A route marked *own* is asked about its place by its use case; `house/matrix/proofs.rs` tells the story of each.

";

fn matrix(ground: &Ground) -> String {
    let roles: Vec<Role> = ground.cast.keys().copied().collect();
    let mut text = format!("{HEAD}| route | permission |");
    for role in &roles {
        text.push_str(&format!(" {} |", role.word()));
    }
    text.push_str(&format!("\n|---|---|{}", "---|".repeat(roles.len())));
    for route in ground.county.app.routes() {
        let of = match route.target {
            Some(target) => format!(" ({target:?})").to_lowercase(),
            None if proofs::has_story(route) => " *own*".into(),
            None => String::new(),
        };
        text.push_str(&format!("\n| {} {} | {}{of} |", route.method, route.path, route.perm.word()));
        for role in &roles {
            text.push_str(&format!(" {} |", cell(ground, *role, route)));
        }
    }
    text + "\n"
}

#[test]
fn every_role_at_every_route_inside_and_outside_its_scope() {
    let ground = ground();
    let got = matrix(ground);
    let path = format!("{ROOT}/docs/authorisation.md");
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&path, &got).unwrap();
    }
    let want = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = got.lines().zip(want.lines()).find(|(got, want)| got != want);
    assert!(want == got, "docs/authorisation.md is out of date, renew it with make golden and read it: {differs:?}");
}

#[test]
fn who_reaches_beyond_the_scope_is_told_so_and_written_down() {
    let ground = ground();
    let supervisor = ground.of(Role::TownshipSupervisor);
    let path = format!("/households/{}", ground.other.household);
    supervisor.get(&path).refused(403, "edge.outside_scope");
    let denied = ground.of(Role::Auditor).get(&format!("/audit?act=scope.denied&subject=GET%20{path}")).ok();
    assert!(!denied["items"].as_array().unwrap().is_empty(), "{denied}");
}

#[test]
fn a_route_whose_place_the_edge_does_not_check_has_a_proof_of_its_own() {
    let ground = ground();
    let narrow = |perm: Perm| {
        Role::ALL.iter().any(|r| r.has(perm) && !matches!(r, Role::Public | Role::Program) && narrowed(*r))
    };
    for route in ground.county.app.routes().filter(|route| route.target.is_none()) {
        let about_all = matches!(route.perm, Perm::Anyone | Perm::SelfService);
        let needs = route.path.contains('{') || (route.writes() && !about_all && narrow(route.perm));
        let proofs = proofs::of(route);
        assert!(proofs.len() <= 1, "{} {} has two proofs", route.method, route.path);
        assert!(
            !needs || proofs.len() == 1,
            "{} {}: who may reach what? say it in proofs.rs",
            route.method,
            route.path
        );
        if let Some(proofs::How::WholeCounty) = proofs.first() {
            assert!(!narrow(route.perm), "{} {} is open to a post with a scope", route.method, route.path);
        }
    }
    proofs::all_name_routes(&ground.county);
}

/// Whether a post of this role sees less than the county.
fn narrowed(role: Role) -> bool {
    role.scope_kind() != "county" || role == Role::Department
}

#[test]
fn what_no_target_guards_is_guarded_by_its_use_case() {
    proofs::tell(ground());
}

#[test]
fn lists_hold_nothing_from_elsewhere() {
    let ground = ground();
    for route in ground.county.app.routes().filter(|r| r.method == "GET" && r.target.is_none() && !r.path.contains('{'))
    {
        for role in Role::ALL.iter().filter(|r| r.has(route.perm) && narrowed(**r) && ground.cast.contains_key(r)) {
            let seen = ground.of(*role).get(route.path);
            // A department is narrowed to the units of its field, and sees what is not a unit's.
            let hidden = if *role == Role::Department { "别处学校" } else { ground::ELSEWHERE };
            let open = proofs::OPEN_LISTS.contains(&route.path);
            assert!(open || !seen.body.contains(hidden), "{} sees at {}: {}", role.word(), route.path, seen.body);
        }
    }
}
