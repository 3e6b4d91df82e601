//! Every route that names a thing is closed to those whose scope the thing lies outside of.

use crate::{
    harness::{County, Engine},
    shop::Shop,
};
use edge::Target;

#[test]
fn what_lies_outside_the_scope_stays_closed_and_the_attempt_is_kept() {
    let county = County::set_up(Engine::Sqlite);
    let (own, other) = (Shop::open(&county), Shop::open_in(&county, "430582001001", "大禾塘店"));
    let li = county.supervisor();
    let mut walked = 0_i64;
    for route in county.app.routes().filter(|r| edge::Role::TownshipSupervisor.has(r.perm)) {
        let (inside, outside) = match route.target {
            Some(Target::Division) => (county.division("430582204213"), county.division("430582001001")),
            Some(Target::Outlet) => (own.outlet, other.outlet),
            Some(Target::Producer) => (own.producer, other.producer),
            Some(Target::Product) => (own.listed, other.listed),
            _ => continue,
        };
        let at = |id: i64| {
            let parts = route.path.split('/').scan(0, |seen, part| {
                let named = part.starts_with('{');
                *seen += i32::from(named);
                Some(if named && *seen == 1 {
                    id.to_string()
                } else if named {
                    "1".into()
                } else {
                    part.to_owned()
                })
            });
            parts.collect::<Vec<_>>().join("/")
        };
        li.send(route.method, &at(outside), b"{}").refused(403, "edge.outside_scope");
        let inside = li.send(route.method, &at(inside), b"{}");
        assert!(!inside.body.contains("edge.outside_scope"), "{} {}: {}", route.method, route.path, inside.body);
        walked += 1;
    }
    assert!(walked >= 10, "{walked} routes were walked");
    let denied = county.auditor().get("/audit?act=scope.denied&total=1").ok();
    assert!(denied["total"]["count"].as_i64().unwrap() >= walked, "{denied}");
}

#[test]
fn a_clerk_reaches_no_other_outlet() {
    let county = County::set_up(Engine::Sqlite);
    let (own, other) = (Shop::open(&county), Shop::open_in(&county, "430582001001", "大禾塘店"));
    own.clerk.get(&format!("/outlets/{}", own.outlet)).ok();
    own.clerk.get(&format!("/outlets/{}", other.outlet)).refused(403, "edge.outside_scope");
    own.clerk.get("/outlets/999999").refused(404, "edge.no_such_thing");
}
