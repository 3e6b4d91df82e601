//! What villages have trouble with: trees, too much of everything; and who reads that they were told of it.

use super::{MORNING, client};
use crate::{
    ground::Grower,
    photo,
    plan::{Fate, Surplus},
    play::{Playing, carried::Unsent},
    stage::{Post, number, wrong},
};
use base::{Day, Refusal};
use serde_json::{Value, json};

/// What growers ask a guide, and what the guide says.
const ADVICE: [(&str, &str, &str); 6] = [
    ("尹小满", "叶片发黄，新梢短", "先查排水，再补有机肥，十天后看新叶"),
    ("刘满生", "果面有小斑点", "剪除病枝，雨后喷一次保护药，间隔期内不采"),
    ("申长青", "落果比往年多", "疏果，留壮枝，浇水少量多次"),
    ("羊学文", "采收时碰伤多", "带果柄采，筐底垫软草，不超过半筐"),
    ("曾德福", "虫眼多", "挂性诱剂，每亩三个，四周更换"),
    ("李翠云", "想知道何时采", "看果色和糖度，先采外围，分三批"),
];

impl Playing<'_, '_, '_> {
    /// The guide goes round the villages of the township, and looks again at what was advised before.
    pub(super) fn advised(&mut self, crop: usize, topic: usize) -> Result<(), Refusal> {
        let Some(guide) = self.ground.season.guide.clone() else { return Ok(()) };
        let grown = self.ground.season.crops.get(crop).cloned().ok_or_else(|| wrong("no such crop"))?;
        let here = |grower: &&Grower| grower.township == Some(guide.scope.id);
        let villages: Vec<i64> = grown.growers.iter().filter(here).map(|grower| grower.village).collect();
        let Some(village) = villages.get(topic / 2 % villages.len().max(1)) else { return Ok(()) };
        let Some((asker, problem, advice)) = ADVICE.get((topic / 2 * 2 + crop) % ADVICE.len()) else { return Ok(()) };
        let days = self.day.days_since(Day::new(2020, 1, 1).unwrap_or(self.day));
        let mut note = json!({"id": format!("0190f3a2-7b1c-7def-8abf-{days:06}{crop:03}{topic:03}"), "division": village,
            "crop": grown.crop, "asker": asker, "problem": problem, "advice": advice,
            "way": if topic.is_multiple_of(2) { "call" } else { "visit" }, "asked_on": self.day});
        let Some(fields) = note.as_object_mut() else { return Ok(()) };
        if topic.is_multiple_of(2) {
            fields.insert("follow_on".into(), json!(self.day.plus_days(7)));
        } else {
            let before = self.ids("GET /advice", &guide, &json!({}))?;
            fields.insert("follows".into(), json!(before.first()));
            fields.insert("advice".into(), json!("回访过，按说的做了，好转"));
        }
        self.acting.ask(&guide, "POST /advice", &[], &note).map(|_| ())
    }

    /// A village has too much: a report with a picture, and what the township makes of it.
    pub(super) fn surplus(&mut self, surplus: &Surplus) -> Result<(), Refusal> {
        let at = (surplus.crop, surplus.grower);
        let grower = self.grower_of(at)?;
        let what = json!({"unsalable": {"grade": surplus.grade, "quantity": {"said": format!("{}公斤", surplus.kg)},
            "ripe_on": self.day.plus_days(2), "spoil_on": self.day.plus_days(15), "note": "客商订得少，库里放不下"}});
        let id = self.surplus_report(surplus, &grower, &what)?;
        // Whoever handed out the phone that a file came from decides on nothing in it.
        let who = if surplus.carried { self.ground.deputy.clone() } else { self.ground.township_of(&grower) };
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
            Fate::Declared | Fate::Closed => {
                let body = json!({"act": "confirmed", "reason": "到果园看过，数量相符"});
                self.acting.ask(&who, acts, &[id], &body)?;
                let body = json!({"act": "help", "reason": "联系了市供销合作社和两家食堂"});
                self.acting.ask(&who, acts, &[id], &body)?;
                if surplus.fate == Fate::Declared {
                    return Ok(());
                }
                let body = json!({"act": "closed", "reason": "两家食堂订完，当天装车"});
                self.acting.ask(&who, acts, &[id], &body).map(|_| ())
            }
        }
    }

    /// The report and its picture, from the phone or in a file that somebody carried.
    fn surplus_report(&mut self, surplus: &Surplus, grower: &Grower, what: &Value) -> Result<i64, Refusal> {
        let at = (surplus.crop, surplus.grower);
        let now = self.day.starts_at().plus_seconds(MORNING);
        // The second of a season sends the first one's picture once more, which is noticed.
        let seed = surplus.number - u64::from(surplus.fate == Fate::Withdrawn);
        let file = photo::file("现场照片", seed);
        if surplus.carried {
            let reports = vec![self.item(at, surplus.number, now.plus_seconds(-86_400), what)?];
            let photos = vec![(json!({"report": client(surplus.number)}), file)];
            let numbers = self.carry(&grower.officer, &Unsent { reports, photos, ..Unsent::default() })?;
            return numbers.first().copied().ok_or_else(|| wrong("a report without a number"));
        }
        let item = self.item(at, surplus.number, now, what)?;
        let body = json!({"via": "app", "device": "村里的手机", "device_now": now, "items": [item]});
        let id = self.hand(&grower.officer, &body, "taken")?;
        self.acting.hand_in(&grower.officer, "POST /unsalable-reports/{unsalable}/evidence", &[id], file)?;
        Ok(id)
    }

    /// Office, deputy and the townships' supervisors read what they were told.
    pub(super) fn alerts_read(&mut self) -> Result<(), Refusal> {
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
