//! What goes on in the market: prices, wants, a matching that not all agree to, an orchard day, live streams, rents.

use super::{Learned, Playing};
use crate::{
    plan::{Line, Sale, Trade},
    stage::{Post, number, wrong},
};
use base::Refusal;
use edge::Role;
use serde_json::{Value, json};

/// Crop whose season runs at the end of the year, by place in the world.
pub(super) const ORANGES: usize = 2;
/// The outlet and the shop that want something, by place in the world.
const WANT: [usize; 2] = [15, 13];

impl Playing<'_, '_, '_> {
    pub(super) fn trade(&mut self, what: &Trade, learned: &mut Learned) -> Result<(), Refusal> {
        match what {
            Trade::Seen { crop, grade, place, fen_per_kg, mistyped } => {
                self.seen(*crop, (grade, place), *fen_per_kg, *mistyped)
            }
            Trade::Bases => self.bases(),
            Trade::Rents => self.rents(),
            Trade::Wants { crop } => self.wants(*crop),
            Trade::WantsNoMore => self.wants_no_more(),
            Trade::Matching => self.not_all_agree(),
            Trade::OrchardDay => self.orchard_day(),
            Trade::Pairs(pairings) => self.pairs(pairings),
            Trade::PairingEnds { number, .. } => self.pairing_ends(*number),
            Trade::Answers(said) => self.says_of_contract(said),
            Trade::Reweighed { of, delivery, grams } => self.reweighed(*of, *delivery, *grams),
            Trade::Live(sale) => self.live(sale, learned),
            Trade::LiveBack { sale, outlet, line } => self.live_back((*sale, *outlet), line, learned),
        }
    }

    fn inspector(&self) -> Result<Post, Refusal> {
        let inspector = self.ground.county_posts.iter().find(|post| post.role == Role::Inspector).cloned();
        inspector.ok_or_else(|| wrong("nobody inspects"))
    }

    fn seen(&mut self, crop: usize, (grade, place): (&str, &str), fen: i64, mistyped: bool) -> Result<(), Refusal> {
        let (inspector, crop) = (self.inspector()?, self.crop_of(crop)?);
        let mut sample = json!({"crop": crop, "grade": grade, "place": place, "day": self.day,
            "fen_per_kg": if mistyped { fen * 10 } else { fen }});
        let first = self.acting.ask(&inspector, "POST /price-samples", &[], &sample)?;
        if let (true, Some(fields)) = (mistyped, sample.as_object_mut()) {
            fields.insert("fen_per_kg".into(), json!(fen));
            fields.insert("replaces".into(), json!(number(&first, "id")?));
            fields.insert("note".into(), json!("小数点录错"));
            self.acting.ask(&inspector, "POST /price-samples", &[], &sample)?;
        }
        Ok(())
    }

    /// Producers of each crop register where they grow: their own land, what they rent of households, what members tend.
    fn bases(&mut self) -> Result<(), Refusal> {
        for crop in 0..self.ground.season.crops.len() {
            let grown = self.ground.season.crops.get(crop).cloned().ok_or_else(|| wrong("no such crop"))?;
            let name = self.world.crops.get(crop).map_or("", |crop| crop.name);
            // The first of the peaches has one that is told of at the fair.
            for (n, grower) in (1_i64..).zip(&grown.growers).skip(usize::from(crop == 0)) {
                let Some(producer) = grower.producer.filter(|_| n <= 4) else { break };
                let base = json!({"name": format!("{name}基地"), "operator": {"producer": producer}, "division": grower.village,
                    "from_day": self.day.plus_days(-400)});
                let base = number(&self.acting.ask(&grower.officer, "POST /bases", &[], &base)?, "id")?;
                let trees = |count: i64| if name == "鲜黄花菜" { 0 } else { count };
                let own = json!({"kind": "own", "name": "自有地块", "crop": grown.crop, "area_centimu": 4_000 + n * 350,
                    "trees": trees(1_200 + n * 90)});
                self.acting.ask(&grower.officer, "POST /bases/{base}/plots", &[base], &own)?;
                for (m, household) in (1_i64..).zip(grower.households.iter().take(2)) {
                    let plot = json!({"kind": "rented", "name": format!("租用地块{m}"), "crop": grown.crop,
                        "area_centimu": 600 + m * 120, "trees": trees(180 + m * 40), "rent_fen": 48_000 + m * 9_600,
                        "holder": {"household": household}});
                    self.acting.ask(&grower.officer, "POST /bases/{base}/plots", &[base], &plot)?;
                }
                let member = json!({"kind": "member", "name": "社员零散地块", "crop": grown.crop, "area_centimu": 900,
                    "trees": trees(260), "holder": {"named": {"name": "尹石生", "phone": "13800000021"}}});
                self.acting.ask(&grower.officer, "POST /bases/{base}/plots", &[base], &member)?;
            }
        }
        Ok(())
    }

    /// The year's rent of each rented plot, but for the last, which is paid in part.
    fn rents(&mut self) -> Result<(), Refusal> {
        let office = self.ground.office.clone();
        let page = self.acting.ask(&office, "GET /plots", &[], &json!({}))?;
        let plots = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let rented: Vec<&Value> =
            plots.iter().filter(|plot| plot.get("kind").and_then(Value::as_str) == Some("rented")).collect();
        for (n, plot) in rented.iter().enumerate() {
            let (id, rent, village) = (number(plot, "id")?, number(plot, "rent_fen")?, number(plot, "division")?);
            let mut all = self.ground.season.crops.iter().flat_map(|grown| &grown.growers);
            let Some(officer) = all.find(|grower| grower.village == village).map(|grower| grower.officer.clone())
            else {
                continue;
            };
            // One was paid for at the fair.
            if rent >= 500_000 {
                continue;
            }
            let fen = if n + 1 == rented.len() { rent / 2 } else { rent };
            let rent = json!({"fen": fen, "how": if n % 2 == 0 { "bank" } else { "cash" }});
            self.acting.ask(&officer, "POST /plots/{plot}/rents", &[id], &rent)?;
        }
        Ok(())
    }

    /// An outlet wants some every week, a shop once, a firm elsewhere a lot.
    fn wants(&mut self, crop: usize) -> Result<(), Refusal> {
        let (id, day) = (self.crop_of(crop)?, self.day);
        let most = self.world.crops.get(crop).map_or(1_800, |crop| crop.fen_per_kg * 115 / 2_000 * 20);
        let [often, once] = [self.seat(WANT[0])?.clone(), self.seat(WANT[1])?.clone()];
        let weekly = json!({"crop": id, "outlet": often.id, "kg": 300, "from_day": day, "to_day": day.plus_days(6),
            "max_fen_per_kg": most, "repeat_days": 7, "until_day": day.plus_days(34), "note": "门店每周补货"});
        self.acting.ask(&often.manager, "POST /demands", &[], &weekly)?;
        let single = json!({"crop": id, "outlet": once.id, "kg": 150, "from_day": day, "to_day": day.plus_days(13),
            "max_fen_per_kg": most * 95 / 2_000 * 20});
        self.acting.ask(&once.manager, "POST /demands", &[], &single)?;
        let office = self.ground.office.clone();
        let elsewhere = json!({"crop": id, "partner": "长沙海吉星水果行", "kg": 2_000, "from_day": day.plus_days(4),
            "to_day": day.plus_days(30), "max_fen_per_kg": most * 90 / 2_000 * 20, "note": "整车起运"});
        self.acting.ask(&office, "POST /demands", &[], &elsewhere)?;
        if crop == ORANGES {
            for (unit, buyer) in self.ground.season.kitchens.clone() {
                let demand = json!({"crop": id, "unit": unit, "kg": 400, "from_day": day.plus_days(10),
                    "to_day": day.plus_days(55), "max_fen_per_kg": most});
                self.acting.ask(&buyer, "POST /demands", &[], &demand)?;
            }
        }
        Ok(())
    }

    fn wants_no_more(&mut self) -> Result<(), Refusal> {
        let office = self.ground.office.clone();
        let crop = self.crop_of(ORANGES)?;
        let page = self.acting.ask(&office, "GET /demands", &[], &json!({"crop": crop}))?;
        let all = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let firm = all.iter().find(|row| row.to_string().contains("长沙海吉星"));
        let id = number(firm.ok_or_else(|| wrong("no firm elsewhere wants anything"))?, "id")?;
        let body = json!({"reason": "对方已在产地附近订到货"});
        self.acting.ask(&office, "POST /demands/{demand}/ending", &[id], &body).map(|_| ())
    }

    /// Of the offers some are agreed to, some refused by either side, some wait for an answer, some are not sent yet.
    fn not_all_agree(&mut self) -> Result<(), Refusal> {
        let office = self.ground.office.clone();
        self.acting.ask(&office, "POST /matching-runs", &[], &json!({}))?;
        let mut offers = self.ids("GET /offers", &office, &json!({"state": "proposed"}))?;
        offers.sort_unstable();
        for (n, id) in offers.into_iter().enumerate() {
            if n % 5 == 4 {
                continue;
            }
            let offer = self.acting.ask(&office, "GET /offers/{offer}", &[id], &json!({}))?;
            let kg = number(&offer, "kg")?;
            let price = offer.get("asked_fen_per_kg").and_then(Value::as_i64).unwrap_or(600);
            let yes = |who: &str| json!({"act": who, "fen_per_kg": price, "kg": kg, "reason": "电话里说定"});
            let acts = match n % 5 {
                0 => vec![yes("village_accepted"), yes("buyer_accepted")],
                1 => vec![json!({"act": "village_refused", "why": "sold", "reason": "已经订给客商"})],
                2 => vec![
                    yes("village_accepted"),
                    json!({"act": "buyer_refused", "why": "price", "reason": "批发市场更便宜"}),
                ],
                _ => Vec::new(),
            };
            for act in std::iter::once(json!({"act": "sent"})).chain(acts) {
                self.acting.ask(&office, "POST /offers/{offer}/acts", &[id], &act)?;
            }
        }
        Ok(())
    }

    /// Contracts with kitchens and a firm; one stream is announced and held, another one called off.
    fn orchard_day(&mut self) -> Result<(), Refusal> {
        let office = self.ground.office.clone();
        let crop = self.crop_of(ORANGES)?;
        let host = self.grower_of((ORANGES, 0))?;
        let fair = json!({"name": "脐橙开园节", "host": "邵东市农业农村局", "division": host.village, "place": "村口果园",
            "from_day": self.day, "to_day": self.day.plus_days(1), "guests": 120});
        let fair = number(&self.acting.ask(&office, "POST /fairs", &[], &fair)?, "id")?;
        self.announce(fair, "抖音", "邵东好物", 80_000)?;
        let called_off = self.announce(fair, "快手", "果园阿姐", 120_000)?;
        let body = json!({"reason": "主播临时有事"});
        let route = "POST /fairs/{fair}/live-sessions/{session}/calling-off";
        self.acting.ask(&office, route, &[fair, called_off], &body)?;
        let kitchens = self.ground.season.kitchens.clone();
        for (n, name) in ["李长青", "周秋菊", "何满生"].into_iter().enumerate() {
            let mut contract = json!({"kind": if n == 2 { "farming" } else { "purchase" }, "crop": crop, "kg": 600 + 200 * n,
                "from_day": self.day, "to_day": self.day.plus_days(40), "fair": fair, "witness": "村信息员",
                "seller": {"villager": {"name": name, "division": host.village}},
                "prices": [{"grade": "一级", "fen_per_kg": 600 - 20 * n}, {"grade": "二级", "fen_per_kg": 460}]});
            if let Some(fields) = contract.as_object_mut() {
                match kitchens.get(n).filter(|_| n < 2) {
                    Some((unit, _)) => fields.insert("unit".into(), json!(unit)),
                    None => fields.insert("partner".into(), json!("衡阳鲜果行")),
                };
            }
            let id = number(&self.acting.ask(&host.officer, "POST /contracts", &[], &contract)?, "id")?;
            for (grade, grams) in [("一级", 150_000 + 40_000 * n), ("二级", 60_000)] {
                let inspection = if grade == "二级" { "果径偏小，按二级结算" } else { "" };
                let delivery = json!({"grams": grams, "grade": grade, "inspection": inspection});
                self.acting.ask(&host.officer, "POST /contracts/{contract}/deliveries", &[id], &delivery)?;
            }
        }
        Ok(())
    }

    /// A live session in the evening of the day.
    pub(super) fn announce(&mut self, fair: i64, platform: &str, account: &str, ppm: i64) -> Result<i64, Refusal> {
        let evening = |hours: i64| self.day.starts_at().plus_seconds(hours * 3_600);
        let session = json!({"platform": platform, "account": account, "promoter_kind": "person", "promoter": "阿亮",
            "from_at": evening(19), "to_at": evening(21), "commission_ppm": ppm});
        let office = self.ground.office.clone();
        let view = self.acting.ask(&office, "POST /fairs/{fair}/live-sessions", &[fair], &session)?;
        let all = view.get("sessions").and_then(Value::as_array).cloned().unwrap_or_default();
        let ids = all.iter().map(|row| number(row, "id")).collect::<Result<Vec<_>, _>>()?;
        ids.into_iter().max().ok_or_else(|| wrong("no session"))
    }

    /// What was ordered goes out of the online partner's book, under the session that was seen.
    fn live(&mut self, sale: &Sale, learned: &mut Learned) -> Result<(), Refusal> {
        let seat = self.seat(sale.outlet)?.clone();
        let route = "GET /outlets/{outlet}/live-sessions";
        let choices = self.acting.ask(&seat.clerk, route, &[seat.id.0], &json!({}))?;
        let session = choices.pointer("/sessions/0").ok_or_else(|| wrong("nothing was streamed"))?;
        let sold = self.sell_by(sale, Some(number(session, "id")?))?;
        learned.sales.insert(sale.number, sold);
        Ok(())
    }

    fn live_back(&mut self, (sale, outlet): (u64, usize), line: &Line, learned: &Learned) -> Result<(), Refusal> {
        self.give_back(sale, outlet, line, learned)
    }
}
