//! A day at a collection point, as its keeper's phone hands it in: slips, a mixing, a hand-over; then who is paid.

use super::{Playing, carried::Unsent};
use crate::{
    names, photo,
    plan::{Brings, Off, Point, PointDay, Slip},
    stage::{Post, number, wrong},
};
use base::{Refusal, ids::OutletId};
use serde_json::{Value, json};

/// Ten in the morning, in seconds: when the scales are set up.
const OPENS: i64 = 10 * 3_600;
/// Six, where somebody sets out at seven with the file.
const EARLY: i64 = 6 * 3_600;
/// Neighbours in no register, of all points in turn.
const FARMERS: [&str; 10] =
    ["赵老五", "钱桂生", "周喜莲", "吴友良", "郑细妹", "冯石生", "陈竹青", "褚满秀", "蒋立春", "沈德福"];

/// The id that the n-th item has on its phone.
pub(crate) fn client(number: u64) -> String {
    format!("0190f3a2-7b1c-7def-8abe-{number:012}")
}

impl Playing<'_, '_, '_> {
    pub(super) fn at_point(&mut self, what: &Point) -> Result<(), Refusal> {
        match what {
            Point::Day(today) => self.point_day(today),
            Point::Pays { point, bank, waiting } => self.point_pays(*point, *bank, *waiting),
            Point::SendsOn { point, product, quantity_g, to } => {
                let (id, keeper) = self.kept(*point)?;
                self.send_on((id, &keeper), *to, (*product, *quantity_g))
            }
        }
    }

    fn kept(&self, point: usize) -> Result<(OutletId, Post), Refusal> {
        self.ground.kept_point(point).ok_or_else(|| wrong("nobody keeps the point"))
    }

    fn point_day(&mut self, today: &PointDay) -> Result<(), Refusal> {
        let (point, keeper) = self.kept(today.point)?;
        let mut items = Vec::with_capacity(today.slips.len());
        for slip in &today.slips {
            items.push((slip.number, json!({"intake": self.slip(today.point, slip)?})));
        }
        if today.carried {
            items.extend(self.cart(today)?);
            let slips = self.items(&items, EARLY);
            return self.carry(&keeper, &Unsent { slips, ..Unsent::default() }).map(|_| ());
        }
        let entries = self.upload(point, &keeper, &items)?;
        for (slip, entry) in today.slips.iter().zip(entries).filter(|(slip, _)| slip.undone) {
            let body = json!({"reason": format!("同一筐记了两次（{}）", slip.grade)});
            let route = "POST /outlets/{outlet}/entries/{seq}/reversal";
            self.acting.ask(&keeper, route, &[point.0, entry], &body)?;
        }
        let items = self.cart(today)?;
        self.upload(point, &keeper, &items).map(|_| ())
    }

    fn slip(&self, point: usize, slip: &Slip) -> Result<Value, Refusal> {
        let product = self.ground.products.get(slip.product).ok_or_else(|| wrong("no such product"))?;
        let seller = match slip.from {
            Brings::Household(n) => {
                let homes = self.ground.around_points.get(point);
                json!({"household": homes.and_then(|of| of.get(n)).ok_or_else(|| wrong("no such household"))?})
            }
            Brings::Farmer(n) => {
                let name = FARMERS.get((n + point * 3) % FARMERS.len()).copied().unwrap_or("赵老五");
                json!({"named": {"name": name, "address": "本村", "contact": names::phone(70_000 + point * 10 + n), "farmer": true}})
            }
        };
        let deduction = match slip.off {
            Off::Nothing => Value::Null,
            Off::PerMille(share) => json!({"ppm": share * 1_000}),
            Off::Grams(grams) => json!({"g": grams}),
        };
        // What a household grows itself and sells fresh needs no certificate; some bring one all the same.
        let certificate = if slip.number.is_multiple_of(3) {
            format!("承诺达标合格证 {}-{}", self.day, slip.number)
        } else {
            String::new()
        };
        Ok(
            json!({"seller": seller, "product": product, "gross_g": slip.gross_g, "tare_g": slip.tare_g, "deduction": deduction,
            "grade": slip.grade, "price": {"fen": slip.price_fen, "per": 500},
            "paid": if slip.cash { "cash" } else { "on_account" }, "papers": {"certificate": certificate}}),
        )
    }

    /// What is put together, and what goes on the cart.
    fn cart(&self, today: &PointDay) -> Result<Vec<(u64, Value)>, Refusal> {
        let mut items = Vec::new();
        let parts: Vec<Value> = today
            .standing()
            .map(|slip| json!({"of": {"item": client(slip.number)}, "quantity_g": slip.net_g()}))
            .collect();
        let lots: Vec<u64> = match today.mixed {
            Some(number) => {
                let certificate = format!("收购点合格证 {}-{}", self.day, today.point + 1);
                items.push((number, json!({"mix": {"parts": parts, "certificate": certificate}})));
                vec![number]
            }
            None => today.standing().map(|slip| slip.number).collect(),
        };
        let cart = lots
            .iter()
            .zip(today.cart())
            .map(|(lot, (net, lost))| json!({"of": {"item": client(*lot)}, "quantity_g": net - lost, "lost_g": lost}));
        let to = self.seat(today.to)?.id;
        let over = json!({"hand_over": {"to": to, "lots": cart.collect::<Vec<_>>(), "note": "当天送到"}});
        items.push((today.number, over));
        Ok(items)
    }

    /// Items as they stand on the phone.
    fn items(&self, items: &[(u64, Value)], opened: i64) -> Vec<Value> {
        let now = self.day.starts_at().plus_seconds(opened);
        let item =
            |(number, what): &(u64, Value)| json!({"id": client(*number), "seq": number, "made_at": now, "what": what});
        items.iter().map(item).collect()
    }

    /// Hands items in, and expects that all are taken; gives their numbers.
    fn upload(&mut self, point: OutletId, keeper: &Post, items: &[(u64, Value)]) -> Result<Vec<i64>, Refusal> {
        let (now, items) = (self.day.starts_at().plus_seconds(OPENS), self.items(items, OPENS));
        let body = json!({"device": "收购点手机", "device_now": now, "items": items});
        let answer = self.acting.ask(keeper, "POST /outlets/{outlet}/point-uploads", &[point.0], &body)?;
        let outcomes = answer.get("outcomes").and_then(Value::as_array).cloned().unwrap_or_default();
        let taken = |one: &Value| one.get("went").and_then(Value::as_str) == Some("taken");
        if !outcomes.iter().all(taken) {
            return Err(wrong(&format!("a point's item was not taken: {answer}")));
        }
        outcomes.iter().map(|one| number(one, "number")).collect()
    }

    /// A list of all who are owed something; those at its end wait, and now and then one of them is taken off again.
    fn point_pays(&mut self, point: usize, bank: bool, waiting: usize) -> Result<(), Refusal> {
        let (id, keeper) = self.kept(point)?;
        let page = self.acting.ask(&keeper, "GET /outlets/{outlet}/owed", &[id.0], &json!({"state": "open"}))?;
        let owed = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let open: Vec<i64> = owed
            .iter()
            .filter(|row| row.get("owed_fen").and_then(Value::as_i64).is_some_and(|fen| fen > 0))
            .filter_map(|row| row.get("counterparty").and_then(Value::as_i64))
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        if bank {
            self.name_accounts(id, &keeper, &open)?;
        }
        let people: Vec<Value> = open.iter().map(|who| json!({"counterparty": who})).collect();
        let body = json!({"people": people, "note": "每周一清"});
        let drawn = self.acting.ask(&keeper, "POST /outlets/{outlet}/payment-lists", &[id.0], &body)?;
        let list = number(&drawn, "id")?;
        let paid = open.get(..open.len().saturating_sub(waiting)).unwrap_or_default();
        if !paid.is_empty() {
            let body = json!({"how": if bank { "bank" } else { "cash" }, "counterparties": paid});
            self.acting.ask(&keeper, "POST /payment-lists/{list}/payments", &[list], &body)?;
            if point.is_multiple_of(4) {
                let file = photo::file("签名单", 1_000 + u64::try_from(list).unwrap_or(0));
                self.acting.hand_in(&keeper, "POST /payment-lists/{list}/evidence", &[list], file)?;
            }
        }
        if let Some(last) = open.get(paid.len()).filter(|_| self.day.day_of_month() % 2 == 0) {
            let body = json!({"counterparties": [last], "reason": "本人外出，下周再领"});
            self.acting.ask(&keeper, "POST /payment-lists/{list}/releases", &[list], &body)?;
        }
        Ok(())
    }

    /// Whoever is paid through the bank said where.
    fn name_accounts(&mut self, point: OutletId, keeper: &Post, people: &[i64]) -> Result<(), Refusal> {
        for who in people {
            let holder = usize::try_from(*who).ok().and_then(|n| FARMERS.get(n % FARMERS.len())).copied();
            let body = json!({"holder": holder, "account": format!("62179955{who:011}"), "bank": "邵东农商银行"});
            let route = "PUT /outlets/{outlet}/payees/{counterparty}";
            self.acting.ask(keeper, route, &[point.0, *who], &body)?;
        }
        Ok(())
    }
}
