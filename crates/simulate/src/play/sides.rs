//! Pairings of units and villages, and what the sides of contracts say of them.

use super::Playing;
use crate::{
    plan::{Answer, Pairing, Signed, Speaker},
    stage::{Post, number, wrong},
};
use base::Refusal;
use serde_json::{Value, json};

impl Playing<'_, '_, '_> {
    pub(super) fn pairs(&mut self, pairings: &[Pairing]) -> Result<(), Refusal> {
        let document = format!("模拟〔{}〕结对{{}}号", self.day.year());
        for one in pairings {
            let (unit, village) = self.paired(one)?;
            let form = json!({"kind": if one.backing { "backing" } else { "paired" }, "unit": unit, "division": village,
                "from_day": one.from, "document_no": document.replace("{}", &(one.number + 1).to_string())});
            self.acting.ask(&self.ground.office, "POST /pairings", &[], &form)?;
        }
        Ok(())
    }

    /// Numbers of the unit and the village.
    fn paired(&self, one: &Pairing) -> Result<(i64, i64), Refusal> {
        let unit = self.ground.unions.get(one.unit).ok_or_else(|| wrong("no such unit"))?;
        Ok((unit.unit.0, self.grower_of(one.village)?.village))
    }

    pub(super) fn pairing_ends(&mut self, n: usize) -> Result<(), Refusal> {
        let office = self.ground.office.clone();
        let mut all = self.ids("GET /pairings", &office, &json!({}))?;
        // Entered in their order.
        all.sort_unstable();
        let id = all.get(n).copied().ok_or_else(|| wrong("no such pairing"))?;
        let body = json!({"on_day": self.day, "reason": "三年帮扶期满，由市里另行安排"});
        self.acting.ask(&office, "POST /pairings/{pairing}/ending", &[id], &body).map(|_| ())
    }

    pub(super) fn says_of_contract(&mut self, said: &Answer) -> Result<(), Refusal> {
        let contract = self.contract(said.of)?;
        let who = match said.by {
            Speaker::Office => self.ground.office.clone(),
            Speaker::Seller => self.seller(said.of)?,
            Speaker::Buyer => self.buyer(&contract)?,
        };
        let body = json!({"says": said.says, "delivery": said.delivery, "reason": said.reason});
        let id = number(&contract, "id")?;
        self.acting.ask(&who, "POST /contracts/{contract}/answers", &[id], &body).map(|_| ())
    }

    /// What was disputed is weighed again: as it was it counts no more, as it is it counts.
    pub(super) fn reweighed(&mut self, of: Signed, delivery: i64, grams: i64) -> Result<(), Refusal> {
        let contract = self.contract(of)?;
        let (id, officer) = (number(&contract, "id")?, self.seller(of)?);
        let route = "GET /contracts/{contract}/deliveries";
        let page = self.acting.ask(&officer, route, &[id], &json!({}))?;
        let all = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let before = all.iter().find(|row| row.get("seq").and_then(Value::as_i64) == Some(delivery));
        let before = before.ok_or_else(|| wrong("no such delivery"))?;
        let again = json!({"grams": grams, "grade": before.get("grade"), "day": before.get("day"),
            "inspection": "复秤，扣去一筐烂果"});
        let back = "POST /contracts/{contract}/deliveries/{delivery}/reversal";
        self.acting.ask(&officer, back, &[id, delivery], &json!({"reason": "复秤后重录"}))?;
        self.acting.ask(&officer, "POST /contracts/{contract}/deliveries", &[id], &again).map(|_| ())
    }

    /// The contract that is meant.
    fn contract(&mut self, of: Signed) -> Result<Value, Refusal> {
        let (season, office) = (&self.ground.season, self.ground.office.clone());
        let crop = match of {
            Signed::Orchard(_) => self.crop_of(super::trade::ORANGES)?,
            _ => season.crop,
        };
        let of_kitchen = |n: usize| season.kitchens.get(n).map(|(unit, _)| *unit);
        let fits = |contract: &Value| {
            let has = |field: &str| contract.get(field).is_some_and(|value| !value.is_null());
            match of {
                Signed::Household => has("household"),
                Signed::Fair(n) => {
                    contract.get("buyer_name").and_then(Value::as_str) == Some(&format!("采购商{}", n + 1))
                }
                Signed::Orchard(n) => contract.get("unit").and_then(Value::as_i64) == of_kitchen(n),
            }
        };
        for id in self.ids("GET /contracts", &office, &json!({"crop": crop}))? {
            let contract = self.acting.ask(&office, "GET /contracts/{contract}", &[id], &json!({}))?;
            if fits(&contract) {
                return Ok(contract);
            }
        }
        Err(wrong("nobody signed such a contract"))
    }

    /// The officer of the village where the contract was signed.
    fn seller(&self, of: Signed) -> Result<Post, Refusal> {
        let crop = if matches!(of, Signed::Orchard(_)) { super::trade::ORANGES } else { 0 };
        Ok(self.grower_of((crop, 0))?.officer)
    }

    fn buyer(&self, contract: &Value) -> Result<Post, Refusal> {
        let unit = number(contract, "unit")?;
        let found = self.ground.season.kitchens.iter().find(|(of, _)| *of == unit).map(|(_, buyer)| buyer.clone());
        found.ok_or_else(|| wrong("nobody buys for the unit"))
    }
}
