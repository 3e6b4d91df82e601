//! What villages say, by the posts that say it: phones, calls, what the township and the county make of them.

use super::{Learned, Playing};
use crate::{
    ground::Grower,
    photo,
    plan::{Fate, Field, Report, Surplus, Survey, Told, Way},
    stage::{Post, number, wrong},
};
use base::{Day, Instant, Refusal};
use serde_json::{Value, json};

/// Nine in the morning, in seconds: when officers fill their reports in.
const MORNING: i64 = 9 * 3_600;

/// What growers ask a guide, and what the guide says.
const ADVICE: [(&str, &str, &str); 6] = [
    ("尹小满", "叶片发黄，新梢短", "先查排水，再补有机肥，十天后看新叶"),
    ("刘满生", "果面有小斑点", "剪除病枝，雨后喷一次保护药，间隔期内不采"),
    ("申长青", "落果比往年多", "疏果，留壮枝，浇水少量多次"),
    ("羊学文", "采收时碰伤多", "带果柄采，筐底垫软草，不超过半筐"),
    ("曾德福", "虫眼多", "挂性诱剂，每亩三个，四周更换"),
    ("李翠云", "想知道何时采", "看果色和糖度，先采外围，分三批"),
];

/// The id that the n-th item has on its phone.
fn client(number: u64) -> String {
    format!("0190f3a2-7b1c-7def-8abd-{number:012}")
}

/// What was said, as an item carries it.
fn saying(told: &Told) -> Value {
    json!({"said": told.said, "pack_g": told.pack_g})
}

impl Playing<'_, '_, '_> {
    pub(super) fn field(&mut self, what: &Field, learned: &mut Learned) -> Result<(), Refusal> {
        match what {
            Field::Survey(survey) => self.survey(survey),
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

    fn survey(&mut self, survey: &Survey) -> Result<(), Refusal> {
        let at = (survey.crop, survey.grower);
        let grower = self.grower_of(at)?;
        let household = survey.household.and_then(|n| grower.households.get(n));
        let before: Vec<String> = survey.replaces.into_iter().map(client).collect();
        let what = json!({"survey": {"area_centimu": survey.area_centimu, "quantity": saying(&survey.told),
            "from_day": survey.window.0, "to_day": survey.window.1, "household": household, "replaces": before,
            "note": if survey.replaces.is_some() { "挂果后复查" } else { "入户摸底" }}});
        let now = self.day.starts_at().plus_seconds(MORNING);
        let item = self.item(at, survey.number, now, &what)?;
        let body = json!({"via": "app", "device": "村里的手机", "device_now": now, "items": [item]});
        self.hand(&grower.officer, &body, "taken").map(|_| ())
    }

    fn report(&mut self, report: &Report) -> Result<(), Refusal> {
        let at = (report.crop, report.grower);
        let grower = self.grower_of(at)?;
        let before: Vec<String> = report.replaces.iter().copied().map(client).collect();
        let what = match &report.told {
            None => json!({"nothing": {"replaces": before, "period": report.period}}),
            Some(told) => json!({"supply": {"quantity": saying(told), "fen_per_kg": self.asked_price(report),
                "grade": "一级", "to_day": report.made_on.plus_days(9), "period": report.period, "replaces": before}}),
        };
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

    /// Every other report that nobody looked at is confirmed, by somebody who did not make it.
    fn looked(&mut self, crop: usize) -> Result<(), Refusal> {
        let unchecked = json!({"state": "unchecked", "crop": self.crop_of(crop)?});
        let ids = self.ids("GET /supply-reports", &self.ground.office.clone(), &unchecked)?;
        let looked_at: Vec<i64> = ids.into_iter().step_by(2).collect();
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
    fn bind(&mut self, grower: &Grower, officer: &Post) -> Result<(), Refusal> {
        let who = self.ground.township_of(grower);
        let offered = self.acting.ask(&who, "POST /posts/{post}/device-codes", &[officer.post.0], &json!({}))?;
        let path = offered.get("path").and_then(Value::as_str).unwrap_or_default();
        let code = path.rsplit('/').next().unwrap_or_default().to_owned();
        let program = self.acting.program();
        let body = json!({"code": code, "name": "村里的手机"});
        self.acting.ask(&program, "POST /device-bindings", &[], &body).map(|_| ())
    }

    fn phones(&mut self, crop: usize) -> Result<(), Refusal> {
        let growers = self.ground.season.crops.get(crop).map(|grown| grown.growers.clone()).unwrap_or_default();
        for grower in growers.iter().step_by(2) {
            self.bind(grower, &grower.officer)?;
        }
        Ok(())
    }

    /// The phone is revoked on the day, and whoever comes after gets another.
    fn leaves(&mut self, at: (usize, usize), learned: &mut Learned) -> Result<(), Refusal> {
        let grower = self.grower_of(at)?;
        let (who, program) = (self.ground.township_of(&grower), self.acting.program());
        self.bind(&grower, &grower.officer)?;
        self.acting.ask(&who, "POST /posts/{post}/device-endings", &[grower.officer.post.0], &json!({}))?;
        self.acting.ask(&program, "POST /people/{person}/departure", &[grower.officer.person.0], &json!({}))?;
        let login = format!("{}b", grower.officer.login);
        let post = (grower.officer.role, Some(grower.village));
        let officer = self.acting.hire_from(None, &login, "谢念乡", post, "", self.hash)?;
        self.bind(&grower, &officer)?;
        learned.officers.push((grower.village, officer));
        Ok(())
    }

    /// The guide goes round the villages of the township.
    fn advised(&mut self, crop: usize, topic: usize) -> Result<(), Refusal> {
        let Some(guide) = self.ground.season.guide.clone() else { return Ok(()) };
        let grown = self.ground.season.crops.get(crop).cloned().ok_or_else(|| wrong("no such crop"))?;
        let here = |grower: &&Grower| grower.township == Some(guide.scope.id);
        let villages: Vec<i64> = grown.growers.iter().filter(here).map(|grower| grower.village).collect();
        let Some(village) = villages.get(topic % villages.len().max(1)) else { return Ok(()) };
        let Some((asker, problem, advice)) = ADVICE.get((topic + crop) % ADVICE.len()) else { return Ok(()) };
        let days = self.day.days_since(Day::new(2020, 1, 1).unwrap_or(self.day));
        let follow_on = (topic % 2 == 0).then(|| self.day.plus_days(10));
        let note = json!({"id": format!("0190f3a2-7b1c-7def-8abf-{days:06}{crop:03}{topic:03}"), "division": village,
            "crop": grown.crop, "asker": asker, "problem": problem, "advice": advice, "follow_on": follow_on});
        self.acting.ask(&guide, "POST /advice", &[], &note).map(|_| ())
    }

    /// A village has too much: a report with a picture, and what the township makes of it.
    fn surplus(&mut self, surplus: &Surplus) -> Result<(), Refusal> {
        let at = (surplus.crop, surplus.grower);
        let grower = self.grower_of(at)?;
        let what = json!({"unsalable": {"grade": surplus.grade, "quantity": {"said": format!("{}公斤", surplus.kg)},
            "ripe_on": self.day.plus_days(2), "spoil_on": self.day.plus_days(15), "note": "客商订得少，库里放不下"}});
        let now = self.day.starts_at().plus_seconds(MORNING);
        let item = self.item(at, surplus.number, now, &what)?;
        let body = json!({"via": "app", "device": "村里的手机", "device_now": now, "items": [item]});
        let id = self.hand(&grower.officer, &body, "taken")?;
        // The second of a season sends the first one's picture once more, which is noticed.
        let seed = surplus.number - u64::from(surplus.fate == Fate::Withdrawn);
        let file = photo::file("现场照片", seed);
        self.acting.hand_in(&grower.officer, "POST /unsalable-reports/{unsalable}/evidence", &[id], file)?;
        let who = self.ground.township_of(&grower);
        let acts = "POST /unsalable-reports/{unsalable}/acts";
        match surplus.fate {
            Fate::Open => Ok(()),
            Fate::Withdrawn => {
                let body = json!({"reason": "当天下午来了客商，全部订走"});
                let route = "POST /unsalable-reports/{unsalable}/withdrawal";
                self.acting.ask(&grower.officer, route, &[id], &body).map(|_| ())
            }
            Fate::Refused => {
                let body = json!({"act": "refused", "reason": "离成熟还有半个月，先按正常货源上报"});
                self.acting.ask(&who, acts, &[id], &body).map(|_| ())
            }
            Fate::Declared => {
                let body = json!({"act": "confirmed", "reason": "到果园看过，数量相符"});
                self.acting.ask(&who, acts, &[id], &body)?;
                let body = json!({"act": "help", "reason": "联系了市供销合作社和两家食堂"});
                self.acting.ask(&who, acts, &[id], &body).map(|_| ())
            }
        }
    }

    /// Office, deputy and the townships' supervisors read what they were told.
    fn alerts_read(&mut self) -> Result<(), Refusal> {
        let townships: Vec<Post> = self.ground.supervisors.values().take(3).cloned().collect();
        for who in [self.ground.office.clone(), self.ground.deputy.clone()].into_iter().chain(townships) {
            let page = self.acting.ask(&who, "GET /alerts", &[], &json!({}))?;
            // The latest stays unread.
            let Some(alert) = page.pointer("/items/1") else { continue };
            self.acting.ask(&who, "POST /alerts/reading", &[], &json!({"upto": number(alert, "id")?}))?;
        }
        Ok(())
    }
}
