//! The network is back: every village's phone hands in its week at once, and again, since half the answers got lost.

use crate::{Got, client::Client, county, figures::Figures, figures::ms, program, program::Program};
use serde_json::{Value, json};
use std::{thread, time::Instant};

/// Crops that each village reports.
const CROPS: usize = 5;

/// Hands a county's week in, all devices at once, twice.
pub fn measure(figures: &mut Figures) -> Got<()> {
    let folder = program::folder()?;
    let program = Program::serve(folder.path(), None)?;
    let (admin, office) = county::found(&program)?;
    let villages = all_ids(&admin, "/divisions?level=village")?;
    let mut crops = Vec::with_capacity(CROPS);
    for n in 1..=CROPS {
        let form =
            json!({"name": format!("{n}号作物"), "season_from": "01-01", "season_to": "12-31", "odd_g": 100_000_000});
        let crop = county::id(&office.post("/crops", &form)?)?;
        office.post(&format!("/crops/{crop}/growers"), &json!({"divisions": villages}))?;
        crops.push(crop);
    }
    let phones: Vec<Phone> =
        (1..).zip(&villages).map(|(n, village)| bind(&program, &admin, n, *village)).collect::<Got<_>>()?;
    let expected = phones.len() * CROPS;
    let first = hand_in(&phones, &crops, "taken")?;
    let again = hand_in(&phones, &crops, "known")?;
    let kept = office.get("/supply-reports?total=true&limit=1")?;
    let kept = kept.pointer("/total/count").and_then(Value::as_u64).ok_or("no total")?;
    if usize::try_from(kept)? != expected {
        return Err(format!("{kept} reports are kept of {expected}").into());
    }
    let rate = u128::try_from(expected)? * 1_000 / first.as_millis().max(1);
    let what = format!("{} devices hand in {expected} reports at once; none lost, none doubled", phones.len());
    figures.report(what, format!("{}, {rate} reports/s", ms(first)));
    figures.report("all of them once more, every report known", ms(again));
    Ok(())
}

/// A phone that is bound to its village.
#[derive(Clone)]
struct Phone {
    number: usize,
    village: i64,
    client: Client,
}

/// An officer with a phone, as a township hands it out.
fn bind(program: &Program, admin: &Client, number: usize, village: i64) -> Got<Phone> {
    let person = admin.post("/people", &json!({"name": "申某", "login": format!("officer{number}")}))?;
    let person = person.get("person").and_then(Value::as_i64).ok_or("no person")?;
    let post = json!({"role": "information_officer", "scope_id": village});
    let post = county::id(&admin.post(&format!("/people/{person}/posts"), &post)?)?;
    let code = admin.post(&format!("/posts/{post}/device-codes"), &json!({}))?;
    let code = code.get("path").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()).ok_or("no code")?;
    let client = Client::bind(program.address, code)?;
    Ok(Phone { number, village, client })
}

/// All devices at once; each says how its items went.
fn hand_in(phones: &[Phone], crops: &[i64], went: &str) -> Got<std::time::Duration> {
    let began = Instant::now();
    thread::scope(|scope| {
        let sending: Vec<_> = phones.iter().map(|phone| scope.spawn(move || phone.hand_in(crops, went))).collect();
        for sent in sending {
            sent.join().map_err(|_| "a device panicked")??;
        }
        Got::Ok(())
    })?;
    Ok(began.elapsed())
}

impl Phone {
    fn hand_in(&self, crops: &[i64], went: &str) -> Got<()> {
        let now = base::Clock::now(&base::SystemClock);
        let item = |(n, crop): (usize, &i64)| {
            json!({"id": format!("0190f3a2-7b1c-7def-8abc-{:06}{n:06}", self.number), "seq": n, "made_at": "2026-01-05T00:00:00Z",
                "division": self.village, "crop": crop, "what": {"supply": {"quantity": {"said": "1200斤"}}}})
        };
        let items: Vec<Value> = crops.iter().enumerate().map(item).collect();
        let body = json!({"via": "app", "device": "手机", "device_now": now, "items": items});
        let answer = self.client.post("/supply-uploads", &body)?;
        let outcomes = answer.get("outcomes").and_then(Value::as_array).ok_or("no outcomes")?;
        let as_said = outcomes.iter().all(|outcome| outcome.get("went").and_then(Value::as_str) == Some(went));
        if as_said { Ok(()) } else { Err(format!("not {went}: {answer}").into()) }
    }
}

/// Ids of a whole list.
fn all_ids(client: &Client, path: &str) -> Got<Vec<i64>> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("{path}&limit=200{cursor}"))?;
        let items = page.get("items").and_then(Value::as_array).ok_or("no items")?;
        ids.extend(items.iter().filter_map(|item| item.get("id")?.as_i64()));
        match page.get("next").and_then(Value::as_str) {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(ids),
        }
    }
}
