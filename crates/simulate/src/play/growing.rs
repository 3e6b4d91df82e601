//! Around the fair: a truck goes round the villages for what was promised, and a co-operative keeps a base, with rent
//! that is paid to households.

use super::Playing;
use crate::stage::{Post, number, wrong};
use base::Refusal;
use serde_json::{Value, json};

/// What the truck takes, kg.
const TRUCK_KG: i64 = 1_500;

impl Playing<'_, '_, '_> {
    /// The township of the season's first grower sends a truck: as the program proposes, a little less at one stop.
    pub(super) fn fetch(&mut self) -> Result<(), Refusal> {
        let Some(host) = self.ground.season.growers.first().cloned() else { return Ok(()) };
        let Some(township) = host.township else { return Ok(()) };
        let office = self.ground.office.clone();
        let vehicle = json!({"vehicle": "合作社的蓝牌货车", "limit_kg": TRUCK_KG, "stops_most": 5});
        let asked = json!({"township": township, "from_day": self.day, "to_day": self.day.plus_days(3), "to_division": township,
            "vehicles": [vehicle]});
        let proposal = self.acting.ask(&office, "POST /collection-proposals", &[], &asked)?;
        let Some(run) = proposal.pointer("/runs/0").cloned() else { return Err(wrong("nothing waits to be fetched")) };
        let loads = run.get("loads").and_then(Value::as_array).cloned().unwrap_or_default();
        let load = |load: &Value| json!({"source": load.get("source"), "source_id": load.get("source_id"), "grams": load.get("grams")});
        let plan = json!({"township": township, "day": self.day, "vehicle": "合作社的蓝牌货车", "limit_kg": TRUCK_KG, "stops_most": 5,
            "to_division": township, "to_place": "乡镇集货点", "cost_fen": 35_000, "loads": loads.iter().map(load).collect::<Vec<_>>()});
        let planned = self.acting.ask(&office, "POST /collection-runs", &[], &plan)?;
        let id = number(&planned, "id")?;
        for stop in planned.get("stops").and_then(Value::as_array).cloned().unwrap_or_default() {
            let (at, grams) = (number(&stop, "stop")?, number(&stop, "grams")?);
            let loaded = if at == 1 {
                json!({"stop": at, "grams": grams - 1_000, "note": "挑出一公斤碰伤的"})
            } else {
                json!({"stop": at, "grams": grams})
            };
            self.acting.ask(&office, "POST /collection-runs/{collection}/loadings", &[id], &loaded)?;
        }
        self.acting.ask(&office, "POST /collection-runs/{collection}/ending", &[id], &json!({"how": "done"}))?;
        // Another one does not go.
        let again = self.acting.ask(&office, "POST /collection-proposals", &[], &asked)?;
        let Some(load) = again.pointer("/runs/0/loads/0").map(load) else { return Ok(()) };
        let plan = json!({"township": township, "day": self.day, "vehicle": "村里的三轮车", "limit_kg": TRUCK_KG,
            "to_division": township, "loads": [load]});
        let id = number(&self.acting.ask(&office, "POST /collection-runs", &[], &plan)?, "id")?;
        let cancel = json!({"how": "cancelled", "reason": "下雨，路不好走"});
        self.acting.ask(&office, "POST /collection-runs/{collection}/ending", &[id], &cancel).map(|_| ())
    }

    /// The grower's base: own land, land of an assisted household, trees of a neighbour; rent is paid, once to the wrong one.
    pub(super) fn base(&mut self) -> Result<(), Refusal> {
        let Some(host) = self.ground.season.growers.first().cloned() else { return Ok(()) };
        let who: Post = host.officer.clone();
        let base = json!({"name": "黄桃示范基地", "operator": {"producer": host.producer}, "division": host.village,
            "from_day": self.day.plus_days(-800)});
        let base = number(&self.acting.ask(&who, "POST /bases", &[], &base)?, "id")?;
        let plot = |more: Value| {
            let mut plot = json!({"crop": self.ground.season.crop, "trees": 600, "area_centimu": 2_000});
            if let (Some(plot), Some(more)) = (plot.as_object_mut(), more.as_object()) {
                plot.extend(more.clone());
            }
            plot
        };
        let own = plot(json!({"kind": "own", "name": "合作社自有果园"}));
        let member = plot(json!({"kind": "member", "name": "房前屋后", "trees": 60, "area_centimu": 180,
            "holder": {"named": {"name": "申桂香", "phone": "13800000012"}}}));
        let household = self.ground.households.first().copied();
        let rented = household.map(|household| {
            plot(json!({"kind": "rented", "name": "屋后坡地", "rent_fen": 600_000, "holder": {"household": household}}))
        });
        for plot in [own, member] {
            self.acting.ask(&who, "POST /bases/{base}/plots", &[base], &plot)?;
        }
        let Some(rented) = rented else { return Ok(()) };
        let plot = number(&self.acting.ask(&who, "POST /bases/{base}/plots", &[base], &rented)?, "id")?;
        for fen in [300_000, 250_000] {
            let rent = json!({"fen": fen, "how": "cash"});
            self.acting.ask(&who, "POST /plots/{plot}/rents", &[plot], &rent)?;
        }
        let back = json!({"reason": "付给了邻居"});
        self.acting.ask(&who, "POST /plots/{plot}/rents/{rent}/reversal", &[plot, 2], &back).map(|_| ())
    }
}
