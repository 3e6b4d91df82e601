//! Whom to ring (咨询电话): for advice on growing, or about selling; by township and crop.
//!
//! A line names somebody who is paid to answer it, so the number is shown to every post that may see supply; it is
//! sealed where it is kept all the same.

use crate::{crops, error::No};
use base::{Instant, Refusal, ids::DivisionId};
use edge::Actor;
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 技术指导: how to grow it, what ails it.
    Guidance,
    /// 产销对接: who buys, what became of an offer.
    Market,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Guidance => "guidance",
            Self::Market => "market",
        }
    }
}

/// A line as it is kept.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelplineForm {
    /// What it is for.
    pub purpose: Purpose,
    /// The township that it answers for; none is the whole county.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// Who answers.
    pub name: String,
    /// The number.
    pub phone: String,
    /// Crops that it answers for; none are all.
    #[serde(default)]
    pub crops: Vec<i64>,
    /// When it is answered: 工作日 8:00–17:30.
    #[serde(default)]
    pub reach_hours: String,
    /// Nobody answers it any more.
    #[serde(default)]
    pub ended: bool,
}

store::row! {
    /// A line as its table keeps it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct HelplineRow {
        /// Number of the line.
        pub id: i64,
        /// `guidance` or `market`.
        pub purpose: String,
        /// The township; none is the whole county.
        pub division: Option<DivisionId>,
        /// Its place in the scope tree.
        #[serde(skip)]
        pub path: String,
        /// Who answers, sealed.
        #[serde(skip)]
        pub party: i64,
        /// When it is answered.
        pub reach_hours: String,
        /// Nobody answers it any more.
        pub ended: bool,
        /// When it was last changed.
        pub at: Instant,
    }
}

/// A line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HelplineView {
    /// The line.
    #[serde(flatten)]
    pub line: HelplineRow,
    /// The township; empty for the whole county.
    pub division_name: String,
    /// Who answers.
    pub name: String,
    /// The number.
    pub phone: String,
    /// Crops that it answers for; none are all.
    pub crops: Vec<i64>,
    /// What they are called.
    pub crop_names: String,
}

/// A line that was kept: by its number, since what is answered may be kept to be said again.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct HelplineKept {
    /// Number of the line.
    pub id: i64,
}

const COLUMNS: &str = "h.id, h.purpose, h.division, h.path, h.party, h.hours, h.ended, h.at";

/// Lines of the county are few: a page of a list never ends among them.
const MOST: i64 = 200;

/// Which lines a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HelplineFilter {
    /// `guidance` or `market`; both if empty.
    pub purpose: String,
    /// Those that nobody answers any more, too.
    pub ended: bool,
}

/// Lines for one's own place: those inside it and those that answer for what lies around it.
/// **Who:** whoever may see supply.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: HelplineFilter,
    ask: &Ask,
) -> Result<Page<HelplineView>, Refusal> {
    let county = actor.county_id();
    let base = format!(
        "SELECT {COLUMNS}, h.id AS sort_id FROM helpline h WHERE h.county = $1
         AND (substr(h.path, 1, length($2)) = $2 OR substr($2, 1, length(h.path)) = h.path)
         AND ($3 = '' OR h.purpose = $3) AND ($4 = 1 OR h.ended = 0)"
    );
    let listing = Listing {
        base: &base,
        params: params![county, actor.scope.path.as_str(), filter.purpose, filter.ended].to_vec(),
        sorts: &["path", "purpose", "at"],
        sums: &[],
    };
    let page: Page<HelplineRow> = store::list(tx, &listing, ask)?;
    Ok(Page { items: named(tx, county, page.items)?, next: page.next, total: page.total })
}

/// Lines that answer for a place, the nearest first.
pub fn for_place(tx: &mut Tx<'_>, county: &str, path: &str, purpose: Purpose) -> Result<Vec<HelplineView>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM helpline h WHERE h.county = $1 AND substr($2, 1, length(h.path)) = h.path
         AND h.purpose = $3 AND h.ended = 0 ORDER BY length(h.path) DESC, h.id LIMIT $4"
    );
    let rows = tx.query(&sql, params![county, path, purpose.word(), MOST])?;
    named(tx, county, rows)
}

fn named(tx: &mut Tx<'_>, county: &str, rows: Vec<HelplineRow>) -> Result<Vec<HelplineView>, Refusal> {
    let names = crops::names(tx, county)?;
    let parties: Vec<i64> = rows.iter().map(|row| row.party).collect();
    let parties = identity::desk::open_parties(tx, county, &parties)?;
    let mut views = Vec::with_capacity(rows.len());
    for line in rows {
        let sql = "SELECT crop FROM helpline_crop WHERE county = $1 AND helpline = $2 ORDER BY crop";
        let crops: Vec<i64> = tx.query(sql, params![county, line.id])?;
        let division_name = match line.division {
            Some(division) => places::desk::full_name(tx, county, division)?,
            None => String::new(),
        };
        let who = parties.get(&line.party).map(|party| party.form.clone()).unwrap_or_default();
        let called: Vec<&str> = crops.iter().filter_map(|crop| names.get(crop).map(String::as_str)).collect();
        let crop_names = called.join("、");
        views.push(HelplineView { division_name, name: who.name, phone: who.phone, crop_names, crops, line });
    }
    Ok(views)
}

/// Says whom to ring. **Who:** department and county office for any place, township and technical guide for their own.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, (): (), form: HelplineForm) -> Result<HelplineKept, Refusal> {
    let (path, who) = check(tx, actor, &form)?;
    let county = actor.county_id();
    let id = tx.next_id(county, "helpline")?;
    let party = identity::desk::put_party(tx, county, actor.now, &who)?;
    tx.run(
        "INSERT INTO helpline (county, id, purpose, division, path, party, hours, ended, changed_by, changed_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            county,
            id,
            form.purpose.word(),
            form.division,
            path,
            party,
            form.reach_hours.trim(),
            form.ended,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    of_crops(tx, county, id, &form.crops)?;
    Ok(HelplineKept { id })
}

/// Corrects a line, or ends it. **Who:** as for opening, for the place where it stands and where it goes.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: i64, form: HelplineForm) -> Result<HelplineKept, Refusal> {
    let county = actor.county_id();
    let before = find(tx, county, id)?;
    actor.require(&before.path)?;
    let (path, who) = check(tx, actor, &form)?;
    identity::desk::replace_party(tx, actor, before.party, &who)?;
    tx.run(
        "UPDATE helpline SET purpose = $3, division = $4, path = $5, hours = $6, ended = $7, changed_by = $8,
         changed_post = $9, at = $10 WHERE county = $1 AND id = $2",
        params![
            county,
            id,
            form.purpose.word(),
            form.division,
            path,
            form.reach_hours.trim(),
            form.ended,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    tx.run("DELETE FROM helpline_crop WHERE county = $1 AND helpline = $2", params![county, id])?;
    of_crops(tx, county, id, &form.crops)?;
    Ok(HelplineKept { id })
}

fn of_crops(tx: &mut Tx<'_>, county: &str, id: i64, crops: &[i64]) -> Result<(), Refusal> {
    let rows: Vec<_> = crops.iter().map(|crop| params![county, id, *crop].to_vec()).collect();
    if !rows.is_empty() {
        tx.insert_many("INSERT INTO helpline_crop (county, helpline, crop)", &rows)?;
    }
    Ok(())
}

fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<HelplineRow, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM helpline h WHERE h.county = $1 AND h.id = $2");
    tx.find(&sql, params![county, id])?.ok_or_else(|| No::NoSuchHelpline.into())
}

/// Where the line stands and who answers it. **Errors:** the place is not the actor's, the number is none.
fn check(tx: &mut Tx<'_>, actor: &Actor, form: &HelplineForm) -> Result<(String, PartyForm), Refusal> {
    let county = actor.county_id();
    let path = match form.division {
        None => "/".to_owned(),
        Some(division) => {
            let found = places::desk::require_standing(tx, county, division, actor.day())
                .map_err(|refusal| refusal.at("/division"))?;
            if found.level != "township" || found.id != division {
                return Err(Refusal::from(No::NotATownship).at("/division"));
            }
            found.path
        }
    };
    actor.require(&path).map_err(|refusal| refusal.at("/division"))?;
    crate::text("/name", &form.name, 30)?;
    crate::at_most("/reach_hours", &form.reach_hours, 60)?;
    let phone = base::codes::phone::number(&form.phone).ok_or_else(|| Refusal::from(No::HelplinePhone).at("/phone"))?;
    let known = crops::names(tx, county)?;
    for (index, crop) in form.crops.iter().enumerate() {
        if !known.contains_key(crop) || form.crops.iter().take(index).any(|before| before == crop) {
            return Err(Refusal::from(No::HelplineCrop).at(format!("/crops/{index}")));
        }
    }
    Ok((path, PartyForm { name: form.name.trim().to_owned(), phone, ..PartyForm::default() }))
}
