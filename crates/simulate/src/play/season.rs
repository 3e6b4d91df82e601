//! The peach season: villages report every week, one cannot sell, the county declares it, kitchens buy.

use super::Playing;
use crate::{
    ground::Grower,
    stage::{Post, number, wrong},
};
use base::Refusal;
use serde_json::{Value, json};

/// Nine in the morning, in seconds: when officers fill their reports in.
const MORNING: i64 = 9 * 3_600;
/// What the village that cannot sell has, kg: the report's own day.
const UNSALABLE_KG: i64 = 60_000;

impl Playing<'_, '_, '_> {
    /// An item from a village's phone, of the crop of the drive.
    fn phone(&mut self, grower: &Grower, n: i64, what: &Value) -> Result<Value, Refusal> {
        let at = self.day.starts_at().plus_seconds(MORNING + n * 60);
        let days = self.day.days_since(base::Day::new(2020, 1, 1).unwrap_or(self.day));
        let item = json!({"id": format!("0190f3a2-7b1c-7def-8abc-{days:06}{n:06}"), "seq": days, "made_at": at,
            "division": grower.village, "crop": self.ground.season.crop, "what": what});
        let body = json!({"via": "app", "device": "模拟手机", "device_now": at, "items": [item]});
        let answer = self.acting.ask(&grower.officer, "POST /supply-uploads", &[], &body)?;
        match answer.pointer("/outcomes/0/went").and_then(Value::as_str) {
            Some("taken") => Ok(answer),
            _ => Err(wrong(&format!("a report was not taken: {answer}"))),
        }
    }

    /// The village of the listed peaches cannot sell them all.
    pub(super) fn unsalable(&mut self, producer: usize) -> Result<(), Refusal> {
        let grower = self.grower(producer)?;
        let what = json!({"unsalable": {"grade": "already", "quantity": {"said": format!("{UNSALABLE_KG}公斤")},
            "ripe_on": self.day, "spoil_on": self.day.plus_days(16), "fen_per_kg": 1_600, "producer": grower.producer,
            "note": "客商没来，桃子已经熟了"}});
        self.phone(&grower, 900, &what)?;
        // Meanwhile the officer rings the township's guide about what falls off the trees, and notes what was said.
        let line =
            json!({"purpose": "guidance", "name": "农技站值班", "phone": "0739-2650001", "reach_hours": "工作日"});
        self.acting.ask(&self.ground.office, "POST /helplines", &[], &line)?;
        let advice = json!({"advice": {"asker": "孙大山", "problem": "桃子裂果、落果", "advice": "雨后排水，先摘熟的",
            "follow_on": self.day.plus_days(2)}});
        self.phone(&grower, 901, &advice).map(|_| ())
    }

    /// The township goes to look, and it is declared.
    pub(super) fn declare(&mut self, producer: usize) -> Result<(), Refusal> {
        let grower = self.grower(producer)?;
        let who: Post = self.ground.township_of(&grower);
        let report = self.unsalable_report()?;
        let confirm = json!({"act": "confirmed", "reason": "到村里看过，数量属实，尚无客商"});
        self.acting.ask(&who, "POST /unsalable-reports/{unsalable}/acts", &[report], &confirm)?;
        let noted = self.ids("GET /advice", &grower.officer, &json!({}))?;
        let after = json!({"advice": {"asker": "孙大山", "problem": "桃子裂果、落果", "advice": "排水以后不再裂",
            "follows": noted.first()}});
        self.phone(&grower, 902, &after).map(|_| ())
    }

    /// Number of the report that the season's drive is about.
    pub(super) fn unsalable_report(&mut self) -> Result<i64, Refusal> {
        let office = self.ground.office.clone();
        let crop = json!({"crop": self.ground.season.crop});
        let page = self.acting.ask(&office, "GET /unsalable-reports", &[], &crop)?;
        let items = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let much = |row: &&Value| row.get("grams").and_then(Value::as_i64) == Some(UNSALABLE_KG * 1_000);
        let found = items.iter().find(much).ok_or_else(|| wrong("nobody reported unsalable produce"))?;
        number(found, "id")
    }

    /// Kitchens state what they want; the county brings it together with what there is, and both sides agree.
    pub(super) fn matching(&mut self) -> Result<(), Refusal> {
        let season = self.ground.season.clone();
        for (unit, buyer) in &season.kitchens {
            let demand = json!({"crop": season.crop, "unit": unit, "kg": 900, "from_day": self.day.plus_days(1),
                "to_day": self.day.plus_days(7), "max_fen_per_kg": 2_000});
            self.acting.ask(buyer, "POST /demands", &[], &demand)?;
        }
        self.acting.ask(&self.ground.office, "POST /matching-runs", &[], &json!({}))?;
        let offers = self.ids("GET /offers", &self.ground.office.clone(), &json!({"state": "proposed"}))?;
        for (n, offer) in offers.into_iter().enumerate() {
            let kg = self.acting.ask(&self.ground.office, "GET /offers/{offer}", &[offer], &json!({}))?;
            let kg = kg.get("kg").cloned().unwrap_or(Value::Null);
            // The first village asks for a little more, and its kitchen pays it.
            let price = if n == 0 { 1_620 } else { 1_600 };
            let village = if n == 0 { "village_proposed" } else { "village_accepted" };
            for act in [
                json!({"act": "sent"}),
                json!({"act": village, "fen_per_kg": price, "kg": kg, "reason": "村里电话确认"}),
                json!({"act": "buyer_accepted", "fen_per_kg": price, "kg": kg, "reason": "食堂电话确认"}),
            ] {
                self.acting.ask(&self.ground.office, "POST /offers/{offer}/acts", &[offer], &act)?;
            }
        }
        Ok(())
    }

    fn grower(&self, producer: usize) -> Result<Grower, Refusal> {
        let id = self.ground.producers.get(producer).copied();
        let found = self.ground.season.growers.iter().find(|grower| id.is_some() && grower.producer == id);
        found.cloned().ok_or_else(|| wrong("the producer's village grows no peaches"))
    }

    /// Numbers of the rows of a list.
    pub(super) fn ids(&mut self, route: &str, who: &Post, query: &Value) -> Result<Vec<i64>, Refusal> {
        let page = self.acting.ask(who, route, &[], query)?;
        let items = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        items.iter().map(|row| number(row, "id")).collect()
    }
}
