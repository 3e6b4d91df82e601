//! A day at the fair: prices are looked at, buyers come, contracts are signed on the spot, some of them are delivered on.

use super::Playing;
use crate::{
    ground::PEACH,
    stage::{Post, number, wrong},
};
use base::Refusal;
use edge::Role;
use serde_json::{Value, json};

/// Villagers who sign; no register has them.
const VILLAGERS: [&str; 4] = ["曾满生", "申桂香", "刘老四", "羊子秀"];
/// What they want at least, fen a kg: below and above what the market pays.
const FLOORS: [i64; 4] = [1_500, 1_540, 1_620, 1_700];
/// What an inspector saw: market, days ago, fen a kg.
const SEEN: [(&str, i32, i64); 3] = [("城东市场", 2, 1_520), ("两市塘市场", 1, 1_600), ("城东市场", 0, 1_580)];

impl Playing<'_, '_, '_> {
    /// The fair in the village of the season's first grower.
    pub(super) fn fair(&mut self) -> Result<(), Refusal> {
        let season = self.ground.season.clone();
        let Some(host) = season.growers.first() else { return Ok(()) };
        self.look_at_prices(season.crop)?;
        let fair = json!({"name": "黄桃产销对接会", "host": "邵东经济开发区", "division": host.village, "place": "村部广场",
            "from_day": self.day, "to_day": self.day.plus_days(1), "guests": 50});
        let office = self.ground.office.clone();
        let fair = number(&self.acting.ask(&office, "POST /fairs", &[], &fair)?, "id")?;
        let said = json!({"what": "采购量", "said": "近1000公斤", "source": "活动报道"});
        self.acting.ask(&office, "POST /fairs/{fair}/statements", &[fair], &said)?;
        let session = self.announce(fair, "抖音", "黄桃妹子", 100_000)?;
        let seen = json!({"what": "观看人次", "said": "3万多", "source": "平台后台", "session": session});
        self.acting.ask(&office, "POST /fairs/{fair}/statements", &[fair], &seen)?;
        for (n, (name, floor)) in VILLAGERS.iter().zip(FLOORS).enumerate() {
            let contract = json!({"kind": "farming", "crop": season.crop, "partner": format!("采购商{}", n + 1), "kg": 200,
                "from_day": self.day, "to_day": self.day.plus_days(7), "fair": fair, "witness": "村信息员",
                "seller": {"villager": {"name": name, "division": host.village}},
                "prices": [{"grade": "一级", "fen_per_kg": floor}, {"grade": "二级", "fen_per_kg": floor - 400}]});
            // The last one promised, and nothing came.
            let grams: &[i64] = if n == 3 { &[] } else { &[120_000, 80_000] };
            self.sign(&host.officer, &contract, grams)?;
        }
        self.household_sells(fair)?;
        self.sign_what_was_agreed()
    }

    fn look_at_prices(&mut self, crop: i64) -> Result<(), Refusal> {
        let inspector = self.ground.county_posts.iter().find(|post| post.role == Role::Inspector).cloned();
        let inspector = inspector.ok_or_else(|| wrong("nobody inspects"))?;
        for (place, ago, fen) in SEEN {
            let sample = json!({"crop": crop, "grade": "一级", "place": place, "day": self.day.plus_days(-ago), "fen_per_kg": fen});
            self.acting.ask(&inspector, "POST /price-samples", &[], &sample)?;
        }
        Ok(())
    }

    /// A kitchen buys from an assisted household, the office signs for both; a village's point books what comes, since the kitchen keeps no book.
    fn household_sells(&mut self, fair: i64) -> Result<(), Refusal> {
        let season = &self.ground.season;
        let (Some((unit, _)), Some(household)) = (season.kitchens.first().cloned(), self.ground.households.first())
        else {
            return Ok(());
        };
        let point = self.ground.points.iter().find_map(|(id, keeper)| Some((*id, keeper.clone()?)));
        let contract = json!({"kind": "purchase", "crop": season.crop, "unit": unit, "kg": 150, "from_day": self.day,
            "to_day": self.day.plus_days(3), "fair": fair, "seller": {"household": household},
            "prices": [{"fen_per_kg": 1_600}], "book_outlet": point.as_ref().map(|(id, _)| id)});
        let household = *household;
        let office = self.ground.office.clone();
        let contract = self.sign(&office, &contract, &[100_000, 50_000, 5_000])?;
        match point {
            Some((id, keeper)) => self.point_books(contract, (id.0, &keeper), household.0),
            None => Ok(()),
        }
    }

    /// One delivery becomes a purchase, one was a slip already, one was typed wrongly and goes as it came.
    fn point_books(&mut self, contract: i64, (point, keeper): (i64, &Post), household: i64) -> Result<(), Refusal> {
        let of_peach = self.world.products.iter().position(|product| product.good.name == PEACH);
        let product =
            of_peach.and_then(|n| self.ground.products.get(n)).ok_or_else(|| wrong("nobody grows peaches"))?.0;
        let purchase = json!({"purchase": {"product": product}});
        let book = "POST /contracts/{contract}/deliveries/{delivery}/booking";
        self.acting.ask(keeper, book, &[contract, 1], &purchase)?;
        let slip = json!({"supplier": {"household": household},
            "lines": [{"product": product, "quantity": {"g": 52_000}, "amount_fen": 83_200}]});
        let slip = number(&self.acting.ask(keeper, "POST /outlets/{outlet}/purchases", &[point], &slip)?, "seq")?;
        self.acting.ask(keeper, book, &[contract, 2], &json!({"line": {"entry": slip, "line": 1}}))?;
        self.acting.ask(keeper, book, &[contract, 3], &purchase)?;
        let back = "POST /contracts/{contract}/deliveries/{delivery}/reversal";
        self.acting.ask(keeper, back, &[contract, 3], &json!({"reason": "过磅单录错"}))?;
        Ok(())
    }

    /// What was agreed after the matching becomes a contract.
    fn sign_what_was_agreed(&mut self) -> Result<(), Refusal> {
        let office = self.ground.office.clone();
        let Some(id) = self.ids("GET /offers", &office, &json!({"state": "agreed"}))?.first().copied() else {
            return Ok(());
        };
        let offer = self.acting.ask(&office, "GET /offers/{offer}", &[id], &json!({}))?;
        let part = |key: &str| offer.get(key).cloned().unwrap_or(Value::Null);
        let contract = json!({"kind": "purchase", "crop": part("crop"), "unit": part("unit"), "kg": part("kg"), "offer": id,
            "from_day": part("from_day"), "to_day": self.day.plus_days(5), "witness": "村信息员",
            "seller": {"villager": {"name": "尹大有", "division": part("division")}},
            "prices": [{"fen_per_kg": part("agreed_fen_per_kg")}]});
        self.sign(&office, &contract, &[50_000]).map(|_| ())
    }

    fn sign(&mut self, who: &Post, contract: &Value, deliveries: &[i64]) -> Result<i64, Refusal> {
        let id = number(&self.acting.ask(who, "POST /contracts", &[], contract)?, "id")?;
        for grams in deliveries {
            let delivery = json!({"grams": grams});
            self.acting.ask(who, "POST /contracts/{contract}/deliveries", &[id], &delivery)?;
        }
        Ok(id)
    }
}
