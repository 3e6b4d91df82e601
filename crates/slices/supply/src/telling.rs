//! Who hears of produce that does not sell: the township and the county at once, whoever's turn it is when time runs out,
//! and the officer who reported when somebody acted; who hears that a report of supply is wrong or asked after.

use crate::unsalable::STATE;
use alerts::desk::{Alert, tell};
use base::{Instant, Refusal, Text, ids::DivisionId};
use edge::{Actor, Role};
use store::{Tx, params};

store::row! {
    /// What an alert says of a report.
    struct About {
        id: i64,
        division: DivisionId,
        path: String,
        crop_name: String,
        said: String,
        township_due: Instant,
        county_due: Instant,
    }
}

const ABOUT: &str =
    "SELECT u.id, u.division, u.path, c.name, u.said, u.township_due, u.county_due FROM unsalable_report u
    JOIN crop c ON c.county = u.county AND c.id = u.crop WHERE u.county = $1";

fn about(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<About, Refusal> {
    Ok(tx.one(&format!("{ABOUT} AND u.id = $2"), params![county, id])?)
}

impl About {
    fn link(&self) -> String {
        format!("/unsalable-reports/{}", self.id)
    }

    /// `斫𥕢乡梧桐村黄桃 6万余公斤`.
    fn what(&self, tx: &mut Tx<'_>, county: &str) -> Result<String, Refusal> {
        let village = places::desk::full_name(tx, county, self.division)?;
        Ok(format!("{village}{} {}", self.crop_name, self.said))
    }
}

/// Until when, as people read it: `2026-08-27 09:00`.
fn until(due: Instant) -> String {
    format!("{} {}", due.day(), due.clock_time())
}

/// A report came in: the township is told, which has to act first, and the county.
pub(crate) fn reported(tx: &mut Tx<'_>, county: &str, now: Instant, id: i64) -> Result<(), Refusal> {
    let of = about(tx, county, id)?;
    let (what, due) = (of.what(tx, county)?, until(of.township_due));
    let alert = Alert {
        subject: format!("unsalable/{id}/reported"),
        kind: "unsalable.reported",
        text: Text::new(
            format!("滞销上报：{what}，乡镇请在 {due} 前处理"),
            format!("Does not sell: {what}; the township acts by {due}"),
        ),
        link: of.link(),
        to: &[(Role::TownshipSupervisor, &of.path), (Role::CountyOffice, "")],
    };
    tell(tx, county, now, &alert)
}

/// Somebody acted: the village's officer hears what was done.
pub(crate) fn acted(tx: &mut Tx<'_>, actor: &Actor, id: i64, seq: i64, done: (&str, &str)) -> Result<(), Refusal> {
    let county = actor.county_id();
    let of = about(tx, county, id)?;
    let what = of.what(tx, county)?;
    let alert = Alert {
        subject: format!("unsalable/{id}/act/{seq}"),
        kind: "unsalable.acted",
        text: Text::new(format!("滞销上报{}：{what}", done.0), format!("{}: {what}", done.1)),
        link: of.link(),
        to: &[(Role::InformationOfficer, &of.path)],
    };
    tell(tx, county, actor.now, &alert)
}

/// A report of supply was found wrong, or somebody asks: the village's officer hears of it. What exactly stands with the
/// report; it is free text and does not go out with alerts.
pub(crate) fn checked(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, seq): (i64, i64),
    (zh, en): (&str, &str),
) -> Result<(), Refusal> {
    let county = actor.county_id();
    let (division, path, crop, said): (DivisionId, String, String, String) = tx.one(
        "SELECT s.division, s.path, c.name, s.said FROM supply_report s JOIN crop c ON c.county = s.county AND c.id = s.crop
         WHERE s.county = $1 AND s.id = $2",
        params![county, id],
    )?;
    let village = places::desk::full_name(tx, county, division)?;
    let alert = Alert {
        subject: format!("supply/{id}/check/{seq}"),
        kind: "supply.checked",
        text: Text::new(
            format!("货源上报{zh}：{village}{crop} {said}，说明在上报里"),
            format!("Supply report {en}: {village}{crop} {said}; the report says why"),
        ),
        link: "/supply-reports".to_owned(),
        to: &[(Role::InformationOfficer, &path)],
    };
    tell(tx, county, actor.now, &alert)
}

/// The officer says that what was entered after a call is not so: the township asks again.
pub(crate) fn denied(tx: &mut Tx<'_>, actor: &Actor, call: i64, items: &[(String, i64)]) -> Result<(), Refusal> {
    let county = actor.county_id();
    let (division, path): (DivisionId, String) =
        tx.one("SELECT division, path FROM supply_call WHERE county = $1 AND id = $2", params![county, call])?;
    let village = places::desk::full_name(tx, county, division)?;
    let unsalable = items.iter().find(|(kind, _)| kind == "unsalable");
    let alert = Alert {
        subject: format!("call/{call}/denied"),
        kind: "call.denied",
        text: Text::new(
            format!("电话代报，本人说不对：{village}，请再核实"),
            format!("Entered after a call, and denied by the caller: {village}; ask again"),
        ),
        link: unsalable.map_or("/supply-reports?state=follow_up".into(), |(_, id)| format!("/unsalable-reports/{id}")),
        to: &[(Role::TownshipSupervisor, &path)],
    };
    tell(tx, county, actor.now, &alert)
}

/// Reports that nobody acted on, whose last told time is over; `$2` is now.
const OVERDUE: &str = "AND u.township_due < $2 AND NOT EXISTS (SELECT 1 FROM unsalable_act a WHERE a.county = u.county
    AND a.report = u.id) AND NOT EXISTS (SELECT 1 FROM unsalable_told t WHERE t.county = u.county AND t.report = u.id
    AND t.stage = CASE WHEN u.county_due < $2 THEN 'county' ELSE 'township' END)";

/// Whether anything became overdue that nobody was told of.
pub(crate) fn has_overdue(tx: &mut Tx<'_>, county: &str, now: Instant) -> Result<bool, Refusal> {
    let sql = format!("SELECT COUNT(*) FROM unsalable_report u WHERE u.county = $1 AND {STATE} = 'open' {OVERDUE}");
    let found: i64 = tx.number(&sql, params![county, now])?;
    Ok(found > 0)
}

/// Tells of what became overdue: the township's time is over, so the county acts; the county's is over, so the leader hears.
pub(crate) fn tell_overdue(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Refusal> {
    let county = actor.county_id();
    let rows: Vec<About> =
        tx.query(&format!("{ABOUT} AND {STATE} = 'open' {OVERDUE} ORDER BY u.id"), params![county, actor.now])?;
    for of in rows {
        let what = of.what(tx, county)?;
        let last = of.county_due < actor.now;
        let (stage, text) = if last {
            let text = Text::new(
                format!("滞销上报无人处理，县级时限已过：{what}"),
                format!("Nobody acted, and the county’s time is over: {what}"),
            );
            ("county", text)
        } else {
            let due = until(of.county_due);
            let text = Text::new(
                format!("乡镇未按时处理滞销上报：{what}，工作专班请在 {due} 前处理"),
                format!("The township did not act in time: {what}; the county office acts by {due}"),
            );
            ("township", text)
        };
        let both = [(Role::CountyOffice, ""), (Role::Leader, "")];
        let alert = Alert {
            subject: format!("unsalable/{}/overdue/{stage}", of.id),
            kind: "unsalable.overdue",
            text,
            link: of.link(),
            to: if last { &both } else { both.get(..1).unwrap_or_default() },
        };
        tell(tx, county, actor.now, &alert)?;
        tx.run(
            "INSERT INTO unsalable_told (county, report, stage, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            params![county, of.id, stage, actor.now],
        )?;
    }
    Ok(())
}
