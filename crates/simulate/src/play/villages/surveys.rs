//! Rounds of surveys: the office opens and ends them, villages answer.

use super::{MORNING, client, saying};
use crate::{
    plan::{Round, Survey, rounds},
    play::Playing,
    stage::{number, wrong},
};
use base::Refusal;
use serde_json::{Value, json};

impl Playing<'_, '_, '_> {
    fn round(&self, round: &Round, ended: bool) -> Result<Value, Refusal> {
        let crops = round.crops.iter().map(|crop| self.crop_of(*crop)).collect::<Result<Vec<_>, _>>()?;
        Ok(json!({"name": round.name, "from_day": round.from, "due_day": round.due, "crops": crops, "ended": ended}))
    }

    pub(super) fn opens(&mut self, round: &Round) -> Result<(), Refusal> {
        let form = self.round(round, false)?;
        self.acting.ask(&self.ground.office, "POST /survey-rounds", &[], &form).map(|_| ())
    }

    /// Nobody is asked any more.
    pub(super) fn round_ends(&mut self, n: usize) -> Result<(), Refusal> {
        let round = rounds(self.day.year()).into_iter().nth(n).ok_or_else(|| wrong("no such round"))?;
        let form = self.round(&round, true)?;
        let page = self.acting.ask(&self.ground.office, "GET /survey-rounds", &[], &json!({}))?;
        let all = page.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        let found = all.iter().find(|row| row.get("name").and_then(Value::as_str) == Some(round.name.as_str()));
        let id = number(found.ok_or_else(|| wrong("nobody opened the round"))?, "id")?;
        self.acting.ask(&self.ground.office, "PUT /survey-rounds/{round}", &[id], &form).map(|_| ())
    }

    pub(super) fn survey(&mut self, survey: &Survey) -> Result<(), Refusal> {
        let at = (survey.crop, survey.grower);
        let grower = self.grower_of(at)?;
        let household = survey.household.and_then(|n| grower.households.get(n));
        let before: Vec<String> = survey.replaces.into_iter().map(client).collect();
        let what = match &survey.told {
            None => json!({"survey_nothing": {"replaces": before}}),
            Some(told) => json!({"survey": {"area_centimu": survey.area_centimu, "quantity": saying(told),
                "from_day": survey.window.0, "to_day": survey.window.1, "household": household, "replaces": before,
                "note": if survey.replaces.is_some() { "面积重新量过" } else { "入户摸底" }}}),
        };
        let now = self.day.starts_at().plus_seconds(MORNING);
        let item = self.item(at, survey.number, now, &what)?;
        let body = json!({"via": "app", "device": "村里的手机", "device_now": now, "items": [item]});
        self.hand(&grower.officer, &body, "taken").map(|_| ())
    }
}
