//! A drive for the peaches that do not sell: who promises to buy, what comes of it; and a village that said nothing.

use super::Playing;
use crate::stage::{Post, number, wrong};
use base::Refusal;
use edge::Role;
use serde_json::{Value, json};

/// Kilograms that a kitchen promises, that it orders, and that come.
const KITCHEN: (i64, i64, i64) = (800, 600, 600);
/// What they pay, fen a kg.
const PRICE: i64 = 1_600;

impl Playing<'_, '_, '_> {
    /// The county announces it; a kitchen, a chamber of commerce and a deputy promise to buy.
    pub(super) fn campaign(&mut self) -> Result<(), Refusal> {
        let crop = self.ground.season.crop;
        let office = self.ground.office.clone();
        let report = self.unsalable_report()?;
        let campaign = json!({"name": "黄桃助销", "from_day": self.day, "to_day": self.day.plus_days(14), "reports": [report],
            "note": "后盾单位、商会、结对干部一起帮销"});
        let campaign = number(&self.acting.ask(&office, "POST /campaigns", &[], &campaign)?, "id")?;
        let chamber = json!({"partner": "邵东市食品商会", "helper_kind": "商会会员", "crop": crop, "kg": 500});
        self.pledge(campaign, &office, &chamber)?;
        let deputy = json!({"person": {"name": "尹志明", "phone": "13800000001"}, "helper_kind": "人大代表", "crop": crop,
            "kg": 100, "given_to": "县社会福利院"});
        self.pledge(campaign, &office, &deputy)?;
        let Some((unit, buyer)) = self.ground.season.kitchens.first().cloned() else { return Ok(()) };
        let pledge = self.pledge(campaign, &buyer, &json!({"unit": unit, "crop": crop, "kg": KITCHEN.0}))?;
        let order = json!({"act": "ordered", "kg": KITCHEN.1, "fen_per_kg": PRICE});
        self.goes_on(campaign, pledge, &buyer, &order)
    }

    /// What was ordered comes and is paid, in part.
    pub(super) fn campaign_goes_on(&mut self) -> Result<(), Refusal> {
        let office = self.ground.office.clone();
        let Some(campaign) = self.ids("GET /campaigns", &office, &json!({}))?.first().copied() else { return Ok(()) };
        let route = "GET /campaigns/{campaign}/pledges";
        let page = self.acting.ask(&office, route, &[campaign], &json!({}))?;
        let ordered = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let ordered = ordered.iter().find(|pledge| pledge.get("state").and_then(Value::as_str) == Some("ordered"));
        let pledge = number(ordered.ok_or_else(|| wrong("nothing was ordered"))?, "id")?;
        let delivered = json!({"act": "delivered", "kg": KITCHEN.2});
        self.goes_on(campaign, pledge, &office, &delivered)?;
        let paid = json!({"act": "paid", "fen": KITCHEN.2 * PRICE / 2});
        self.goes_on(campaign, pledge, &office, &paid)
    }

    /// A visit and an inspector say of one village that its peaches do not sell; it reported nothing of the kind.
    pub(super) fn silence(&mut self) -> Result<(), Refusal> {
        let season = &self.ground.season;
        let Some(village) = season.growers.last().map(|grower| grower.village) else { return Ok(()) };
        let inspector = self.ground.county_posts.iter().find(|post| post.role == Role::Inspector).cloned();
        let inspector = inspector.ok_or_else(|| wrong("nobody inspects"))?;
        let office = self.ground.office.clone();
        let hint = |source: &str, said: &str, day: base::Day| json!({"crop": season.crop, "division": village, "day": day, "source": source, "said": said});
        let seen = hint("visit", "果园里落果不少，没有人收", self.day.plus_days(-2));
        let told = hint("complaint", "来电说桃子卖不掉", self.day);
        self.acting.ask(&inspector, "POST /unsalable-hints", &[], &seen)?;
        self.acting.ask(&office, "POST /unsalable-hints", &[], &told)?;
        Ok(())
    }

    fn pledge(&mut self, campaign: i64, who: &Post, pledge: &Value) -> Result<i64, Refusal> {
        let made = self.acting.ask(who, "POST /campaigns/{campaign}/pledges", &[campaign], pledge)?;
        number(&made, "id")
    }

    fn goes_on(&mut self, campaign: i64, pledge: i64, who: &Post, act: &Value) -> Result<(), Refusal> {
        let route = "POST /campaigns/{campaign}/pledges/{pledge}/acts";
        self.acting.ask(who, route, &[campaign, pledge], act).map(|_| ())
    }
}
