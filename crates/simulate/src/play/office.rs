//! What unions and county offices do: issue and print vouchers, state and pay them out, authorise,
//! renew and remove.

use super::Playing;
use crate::{
    ground,
    stage::{Post, number, wrong},
};
use base::{Day, Refusal};
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Playing<'_, '_, '_> {
    /// Each union opens its programme with the first issue, issues, and prints the slips that are new.
    pub(super) fn issue(&mut self, reason: &str, amount_fen: i64) -> Result<Vec<(i64, Vec<String>)>, Refusal> {
        let mut unions = Vec::with_capacity(self.ground.unions.len());
        for seat in &self.ground.unions {
            let mut programme = seat.programme;
            if programme == 0 {
                let body = json!({"year": self.day.year()});
                programme = number(
                    &self.acting.ask(&seat.officer, "POST /units/{unit}/programmes", &[seat.unit.0], &body)?,
                    "id",
                )?;
            }
            let body = json!({"reason": reason, "amount_fen": amount_fen});
            self.acting.ask(&seat.officer, "POST /programmes/{programme}/issues", &[programme], &body)?;
            let keys = if seat.keys.is_empty() { self.print(&seat.officer, programme)? } else { seat.keys.clone() };
            unions.push((programme, keys));
        }
        Ok(unions)
    }

    /// Prints all slips of a programme and reads from the paper what a till would.
    fn print(&mut self, officer: &Post, programme: i64) -> Result<Vec<String>, Refusal> {
        let (mut keys, mut after) = (Vec::new(), 0);
        loop {
            let body = json!({"reason": "发放职工提货券", "after": after});
            let printed = self.acting.ask(officer, "POST /programmes/{programme}/slip-prints", &[programme], &body)?;
            let page = printed.get("html").and_then(Value::as_str).unwrap_or_default();
            let codes = page.split("class=\"code\">").skip(1).filter_map(|rest| rest.split('<').next());
            keys.extend(codes.map(str::to_owned));
            match printed.get("after").and_then(Value::as_i64) {
                Some(next) => after = next,
                None => return Ok(keys),
            }
        }
    }

    /// Each union draws its statements and confirms them; one whose vouchers nobody used has none.
    pub(super) fn state(&mut self, to_day: Day) -> Result<(), Refusal> {
        for seat in &self.ground.unions {
            let route = "POST /programmes/{programme}/statements";
            let drawn = match self.acting.ask(&seat.officer, route, &[seat.programme], &json!({"to_day": to_day})) {
                Err(no) if no.code == "statement.nothing" => continue,
                drawn => drawn?,
            };
            for statement in drawn.get("statements").and_then(Value::as_array).into_iter().flatten() {
                let id = number(statement, "id")?;
                self.acting.ask(&seat.officer, "POST /statements/{statement}/confirmation", &[id], &json!({}))?;
            }
        }
        Ok(())
    }

    pub(super) fn pay_out(&mut self) -> Result<(), Refusal> {
        let finance = self
            .ground
            .county_posts
            .iter()
            .find(|post| post.role == edge::Role::Finance)
            .ok_or_else(|| wrong("nobody pays"))?;
        let body =
            json!({"way": "direct", "document_no": format!("模拟〔{}〕{}号", self.day.year(), self.day.month())});
        match self.acting.ask(finance, "POST /payouts", &[], &body) {
            Err(no) if no.code == "payout.nothing" => Ok(()),
            paid => paid.map(|_| ()),
        }
    }

    pub(super) fn change(&mut self, outlet: usize, route: &str) -> Result<(), Refusal> {
        let id = self.seat(outlet)?.id;
        let body = json!({"on_day": self.day, "reason": "消防整改", "document_no": format!("模拟〔{}〕暂停号", self.day.year()),
            "wind_down": "存货封存，未用的券到其他门店使用"});
        self.acting.ask(&self.ground.office, route, &[id.0], &body).map(|_| ())
    }

    /// Incomes of the year.
    pub(super) fn wages(&mut self) -> Result<(), Refusal> {
        for producer in 0..self.world.producers.len() {
            ground::wages(&mut self.acting, self.ground, self.world, producer, self.day)?;
        }
        Ok(())
    }

    /// What still helps stays listed for another year.
    pub(super) fn renew(&mut self) -> Result<(), Refusal> {
        let removed = self.ground.certifications.get(&self.world.removed);
        let cases: BTreeSet<i64> =
            self.ground.certifications.values().filter(|case| Some(*case) != removed).copied().collect();
        let body = json!({"year": self.day.year(), "reason": "年度复核"});
        for case in cases {
            self.acting.ask(&self.ground.office, "POST /certifications/{certification}/renewal", &[case], &body)?;
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, product: usize) -> Result<(), Refusal> {
        let case = *self.ground.certifications.get(&product).ok_or_else(|| wrong("not certified"))?;
        let body = json!({"reason": "抽检不合格"});
        self.acting.ask(&self.ground.office, "POST /certifications/{certification}/removal", &[case], &body).map(|_| ())
    }
}
