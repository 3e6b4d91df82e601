//! An outlet whose division is corrected takes its people along.

use crate::{
    harness::{PASSWORD, on_both},
    shop::Shop,
};

#[test]
fn the_staff_of_an_outlet_that_moves_keep_their_book() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        let at = format!("/outlets/{}", shop.outlet);
        let mut form = serde_json::json!({"kind": "shop", "name": "斫曹第一店", "operator": "陈某商行", "opened_on": "2019-06-01"});
        for division in ["430582001001", "430582204213"] {
            form["division"] = serde_json::json!(county.division(division));
            county.office().put(&at, form.clone()).ok();
            let clerk = county.sign_in(&format!("outlet_clerk.{}", shop.outlet), PASSWORD);
            for client in [&clerk, &shop.clerk] {
                client.post_once(&format!("sale-{division}"), &shop.sales(), shop.cash_sale(500)).ok();
            }
        }
        form["division"] = serde_json::json!(county.division("430582001001"));
        county.office().put(&at, form).ok();
        county.supervisor().get(&at).refused(403, "edge.outside_scope");
    });
}
