//! What villages say, by the posts that say it: phones, calls, what the township and the county make of them.

mod surveys;
mod trouble;

use super::{Learned, Playing, carried::Unsent};
use crate::{
    ground::Grower,
    plan::{Field, Report, Told, Way},
    stage::{Post, number, wrong},
};
use base::{Day, Instant, Refusal};
use serde_json::{Value, json};

/// Nine in the morning, in seconds: when officers fill their reports in.
const MORNING: i64 = 9 * 3_600;

/// The id that the n-th item has on its phone.
pub(crate) fn client(number: u64) -> String {
    format!("0190f3a2-7b1c-7def-8abd-{number:012}")
}

/// What was said, as an item carries it.
fn saying(told: &Told) -> Value {
    json!({"said": told.said, "pack_g": told.pack_g})
}

impl Playing<'_, '_, '_> {
    pub(super) fn field(&mut self, what: &Field, learned: &mut Learned) -> Result<(), Refusal> {
        match what {
            Field::Round(round) => self.opens(round),
            Field::RoundEnds(n) => self.round_ends(*n),
            Field::Survey(survey) => self.survey(survey),
            Field::Carried { crop, grower, reports } => self.carried((*crop, *grower), reports),
            Field::Report(report) => self.report(report),
            Field::Answered { report, so } => self.answered(*report, *so),
            Field::Reopened { crop, grower, period } => self.reopened((*crop, *grower), *period),
            Field::Looked { crop } => self.looked(*crop),
            Field::Released { report } => {
                let id = self.number_of(*report)?;
                let body =
                    json!({"reports": [id], "verdict": "released", "reason": "打电话问过，是这几天填的，手机日期不对"});
                self.acting.ask(&self.ground.deputy, "POST /supply-checks", &[], &body).map(|_| ())
            }
            Field::Weighed { report, found_g } => self.weighed(*report, *found_g),
            Field::Leaves { crop, grower } => self.leaves((*crop, *grower), learned),
            Field::Phones { crop } => self.phones(*crop),
            Field::Advised { crop, topic, .. } => self.advised(*crop, *topic),
            Field::Surplus(surplus) => self.surplus(surplus),
            Field::AlertsRead => self.alerts_read(),
        }
    }

    pub(super) fn crop_of(&self, crop: usize) -> Result<i64, Refusal> {
        self.ground.season.crops.get(crop).map(|grown| grown.crop).ok_or_else(|| wrong("no such crop"))
    }

    pub(super) fn grower_of(&self, (crop, grower): (usize, usize)) -> Result<Grower, Refusal> {
        let grown = self.ground.season.crops.get(crop);
        grown.and_then(|grown| grown.growers.get(grower)).cloned().ok_or_else(|| wrong("no such village"))
    }

    /// An item as it stands on the phone.
    fn item(
        &self,
        (crop, grower): (usize, usize),
        number: u64,
        made_at: Instant,
        what: &Value,
    ) -> Result<Value, Refusal> {
        let village = self.grower_of((crop, grower))?.village;
        Ok(json!({"id": client(number), "seq": number, "made_at": made_at, "division": village,
            "crop": self.crop_of(crop)?, "what": what}))
    }

    /// Hands one item in, and expects that it goes so.
    fn hand(&mut self, who: &Post, body: &Value, went: &str) -> Result<i64, Refusal> {
        let answer = self.acting.ask(who, "POST /supply-uploads", &[], body)?;
        match answer.pointer("/outcomes/0/went").and_then(Value::as_str) {
            Some(word) if word == went => {}
            _ => return Err(wrong(&format!("not {went}: {answer}"))),
        }
        answer.pointer("/outcomes/0/number").and_then(Value::as_i64).ok_or_else(|| wrong("an item without a number"))
    }

    /// What a report says.
    fn says(&self, report: &Report) -> Value {
        let before: Vec<String> = report.replaces.iter().copied().map(client).collect();
        match &report.told {
            None => json!({"nothing": {"replaces": before, "period": report.period}}),
            Some(told) => json!({"supply": {"quantity": saying(told), "fen_per_kg": self.asked_price(report),
                "grade": "一级", "to_day": report.made_on.plus_days(9), "period": report.period, "replaces": before}}),
        }
    }

    /// Reports that come in a file, since there was no network.
    fn carried(&mut self, at: (usize, usize), reports: &[Report]) -> Result<(), Refusal> {
        let officer = self.grower_of(at)?.officer;
        let mut items = Vec::with_capacity(reports.len());
        for report in reports {
            let made_at = report.made_on.starts_at().plus_seconds(MORNING);
            items.push(self.item(at, report.number, made_at, &self.says(report))?);
        }
        self.carry(&officer, &Unsent { reports: items, ..Unsent::default() }).map(|_| ())
    }

    fn report(&mut self, report: &Report) -> Result<(), Refusal> {
        let at = (report.crop, report.grower);
        let grower = self.grower_of(at)?;
        let what = self.says(report);
        let morning = |day: Day| day.starts_at().plus_seconds(MORNING);
        let odd = |text: &str| text.parse::<Instant>().map_err(|_| wrong("no such moment"));
        let (made_at, now) = match report.way {
            Way::In1970 => (odd("1970-01-01T00:20:00Z")?, odd("1970-01-01T00:25:00Z")?),
            Way::In2099 => (odd("2099-01-01T02:00:00Z")?, odd("2099-01-01T02:05:00Z")?),
            _ => (morning(report.made_on), morning(self.day)),
        };
        let item = self.item(at, report.number, made_at, &what)?;
        match report.way {
            Way::CallWithCode => {
                let clerk = self.ground.township_of(&grower);
                let code = self.next_code(&clerk, &grower)?;
                let body = json!({"via": "phone", "caller": grower.officer.post, "code": code, "items": [item]});
                self.hand(&clerk, &body, "taken").map(|_| ())
            }
            Way::Call => {
                let clerk = self.ground.township_of(&grower);
                let body = json!({"via": "phone", "caller": grower.officer.post, "items": [item]});
                self.hand(&clerk, &body, "taken").map(|_| ())
            }
            Way::CallOfOther => {
                let clerk = self.ground.township_of(&grower);
                let body = json!({"via": "phone", "informant": "村会计", "items": [item]});
                self.hand(&clerk, &body, "taken").map(|_| ())
            }
            way => {
                let device = if way == Way::OtherPhone { "家里的旧手机" } else { "村里的手机" };
                let body = json!({"via": "app", "device": device, "device_now": now, "items": [item]});
                let doubted = matches!(way, Way::In1970 | Way::In2099);
                self.hand(&grower.officer, &body, if doubted { "quarantined" } else { "taken" }).map(|_| ())
            }
        }
    }

    /// What the village asks for a kilogram: near what others ask.
    fn asked_price(&self, report: &Report) -> i64 {
        let of = self.world.crops.get(report.crop).map_or(1_600, |crop| crop.fen_per_kg);
        let grower = i64::try_from(report.grower).unwrap_or(0);
        of * (96 + grower * 7 % 9) / 100 / 10 * 10
    }

    /// The code that the officer reads from the card.
    fn next_code(&mut self, clerk: &Post, grower: &Grower) -> Result<Value, Refusal> {
        let card = self.acting.ask(clerk, "GET /posts/{post}/code-card", &[grower.officer.post.0], &json!({}))?;
        let next = number(&card, "next")?;
        let codes = self.ground.season.cards.get(&grower.village);
        let code =
            codes.and_then(|codes| codes.get(usize::try_from(next - 1).ok()?)).ok_or_else(|| wrong("no code"))?;
        Ok(json!({"number": next, "code": code}))
    }

    /// A report by the number that it has in the plan.
    fn found(&mut self, report: u64) -> Result<Value, Refusal> {
        let query = json!({"client": client(report)});
        let page = self.acting.ask(&self.ground.office, "GET /supply-reports", &[], &query)?;
        page.pointer("/items/0").cloned().ok_or_else(|| wrong("no such report"))
    }

    fn number_of(&mut self, report: u64) -> Result<i64, Refusal> {
        number(&self.found(report)?, "id")
    }

    fn answered(&mut self, report: u64, so: bool) -> Result<(), Refusal> {
        let found = self.found(report)?;
        let (call, village) = (number(&found, "call")?, number(&found, "division")?);
        let mut all = self.ground.season.crops.iter().flat_map(|grown| &grown.growers);
        let officer = all.find(|grower| grower.village == village).map(|grower| grower.officer.clone());
        let officer = officer.ok_or_else(|| wrong("nobody reports for the village"))?;
        let body = if so {
            json!({"right": true})
        } else {
            json!({"right": false, "reason": "数量听错了，没有这么多"})
        };
        self.acting.ask(&officer, "POST /supply-calls/{call}/answer", &[call], &body).map(|_| ())
    }

    fn reopened(&mut self, at: (usize, usize), period: Day) -> Result<(), Refusal> {
        let village = self.grower_of(at)?.village;
        let body = json!({"crop": self.crop_of(at.0)?, "division": village, "period": period,
            "until_day": self.day.plus_days(4), "reason": "山洪断网，村里说明了情况"});
        self.acting.ask(&self.ground.office, "POST /report-exceptions", &[], &body).map(|_| ())
    }

    /// Every other report that nobody looked at is confirmed, by somebody who did not make it; not what is contradicted
    /// or still has to be confirmed by whoever rang.
    fn looked(&mut self, crop: usize) -> Result<(), Refusal> {
        let unchecked = json!({"state": "unchecked", "crop": self.crop_of(crop)?});
        let page = self.acting.ask(&self.ground.office, "GET /supply-reports", &[], &unchecked)?;
        let rows = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let plain = |row: &&Value| {
            let says = |field: &str| row.get(field).and_then(Value::as_str).unwrap_or_default();
            let contradicted = row.get("conflict").and_then(Value::as_bool).unwrap_or(false);
            !contradicted && says("quarantine").is_empty() && !matches!(says("call_state"), "open" | "denied")
        };
        let ids = rows.iter().filter(plain).step_by(2).map(|row| number(row, "id"));
        let looked_at: Vec<i64> = ids.collect::<Result<_, _>>()?;
        if looked_at.is_empty() {
            return Ok(());
        }
        let body = json!({"reports": looked_at, "verdict": "confirmed"});
        self.acting.ask(&self.ground.deputy, "POST /supply-checks", &[], &body).map(|_| ())
    }

    /// The township weighs; what is far off is wrong.
    fn weighed(&mut self, report: u64, found_g: i64) -> Result<(), Refusal> {
        let found = self.found(report)?;
        let right = number(&found, "grams")? * 4 / 5 <= found_g;
        let (verdict, reason) =
            if right { ("confirmed", "到村过磅") } else { ("wrong", "到村过磅，不到一半") };
        let body =
            json!({"reports": [number(&found, "id")?], "verdict": verdict, "found_g": found_g, "reason": reason});
        self.acting.ask(&self.ground.deputy, "POST /supply-checks", &[], &body).map(|_| ())
    }

    /// A phone is bound by the code that the township hands over.
    pub(super) fn bind(&mut self, who: &Post, officer: &Post) -> Result<(), Refusal> {
        let offered = self.acting.ask(who, "POST /posts/{post}/device-codes", &[officer.post.0], &json!({}))?;
        let path = offered.get("path").and_then(Value::as_str).unwrap_or_default();
        let code = path.rsplit('/').next().unwrap_or_default().to_owned();
        let program = self.acting.program();
        let body = json!({"code": code, "name": "村里的手机"});
        self.acting.ask(&program, "POST /device-bindings", &[], &body).map(|_| ())
    }

    fn phones(&mut self, crop: usize) -> Result<(), Refusal> {
        let growers = self.ground.season.crops.get(crop).map(|grown| grown.growers.clone()).unwrap_or_default();
        for grower in growers.iter().step_by(2) {
            self.bind(&self.ground.township_of(grower), &grower.officer)?;
        }
        Ok(())
    }

    /// The phone is revoked on the day, and whoever comes after gets another.
    fn leaves(&mut self, at: (usize, usize), learned: &mut Learned) -> Result<(), Refusal> {
        let grower = self.grower_of(at)?;
        let (who, program) = (self.ground.township_of(&grower), self.acting.program());
        self.bind(&who, &grower.officer)?;
        self.acting.ask(&who, "POST /posts/{post}/device-endings", &[grower.officer.post.0], &json!({}))?;
        self.acting.ask(&program, "POST /people/{person}/departure", &[grower.officer.person.0], &json!({}))?;
        let login = format!("{}b", grower.officer.login);
        let post = (grower.officer.role, Some(grower.village));
        let officer = self.acting.hire_from(None, &login, "谢念乡", post, "", self.hash)?;
        self.bind(&who, &officer)?;
        learned.officers.push((grower.village, officer));
        Ok(())
    }
}
