//! What a clerk meets outside the own shop. Every role at every route is asked in `house::matrix`.

use crate::{
    harness::{County, Engine},
    shop::Shop,
};

#[test]
fn a_clerk_reaches_no_other_outlet() {
    let county = County::set_up(Engine::Sqlite);
    let (own, other) = (Shop::open(&county), Shop::open_in(&county, "430582001001", "大禾塘店"));
    own.clerk.get(&format!("/outlets/{}", own.outlet)).ok();
    own.clerk.get(&format!("/outlets/{}", other.outlet)).refused(403, "edge.outside_scope");
    own.clerk.get("/outlets/999999").refused(404, "edge.no_such_thing");
}
