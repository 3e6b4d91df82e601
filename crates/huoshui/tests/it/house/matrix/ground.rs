//! Two of everything, in two places: what the posts of the matrix reach, and what they must not.

use crate::{
    harness::{Client, County, Engine, PASSWORD},
    shop::{Shop, id},
    vouchers::scene::Scene,
};
use edge::{Role, Target};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A word in the names of all that stands in the other place.
pub const ELSEWHERE: &str = "别处";

/// One of everything.
pub struct World {
    pub village: i64,
    pub shop: Shop,
    pub certification: i64,
    pub household: i64,
    pub employment: i64,
    pub unit: i64,
    pub programme: i64,
    pub account: i64,
    pub statement: i64,
    pub union: Client,
    pub unsalable: i64,
    pub supply_call: i64,
    pub payment_list: i64,
}

/// What was agreed on the market between the other village and the other unit.
pub struct Market {
    pub crop: i64,
    pub round: i64,
    pub report: i64,
    pub demand: i64,
    pub run: i64,
    pub offer: i64,
    pub contract: i64,
    pub township: i64,
    pub collection: i64,
    pub base: i64,
    pub plot: i64,
    pub campaign: i64,
    pub pledge: i64,
    pub hint: i64,
}

/// The county with both places, and one signed-in post of each role in the first of them.
pub struct Ground {
    pub county: County,
    pub own: World,
    pub other: World,
    pub payout_of_other: i64,
    pub market_of_other: Market,
    pub cast: BTreeMap<Role, Client>,
}

impl Ground {
    /// Lays it out; reading it is all that the tests do with it.
    pub fn lay() -> Self {
        let county = County::set_up(Engine::Sqlite);
        let own = world(&county, "430582204213", "此处", "教育");
        let other = world(&county, "430582001001", ELSEWHERE, "卫健");
        let cast = cast(&county, &own);
        let payout_of_other = paid(&county, &other);
        let market_of_other = market(&county, &other);
        Self { county, own, other, payout_of_other, market_of_other, cast }
    }

    /// The client of a role.
    pub fn of(&self, role: Role) -> &Client {
        &self.cast[&role]
    }
}

impl World {
    /// The thing of this kind.
    pub fn thing(&self, target: Target) -> i64 {
        match target {
            Target::Division => self.village,
            // Nobody stands anywhere but in the county.
            Target::Person => 1,
            Target::Producer => self.shop.producer,
            Target::Household => self.household,
            Target::Product => self.shop.listed,
            Target::Certification => self.certification,
            Target::Outlet => self.shop.outlet,
            Target::Unsalable => self.unsalable,
            Target::SupplyCall => self.supply_call,
            Target::PaymentList => self.payment_list,
            Target::Unit => self.unit,
            Target::Programme => self.programme,
            Target::Account => self.account,
        }
    }
}

fn world(county: &County, village: &str, word: &str, field: &str) -> World {
    let office = county.office();
    let shop = Shop::open_in(county, village, &format!("{word}店"));
    let village = county.division(village);
    let cases = office.get(&format!("/certifications?producer={}", shop.producer)).ok();
    let home = json!({"division": village, "head": {"name": "曾某"}, "note": word});
    let home = office.post("/households", home).ok();
    let work = json!({"member": home["people"][0]["id"], "year": 2025, "first_day": "2025-02-01",
        "last_day": "2025-12-31", "months": 11, "income_fen": 600_000, "evidence": "bank"});
    let employment = id(&office.post(&format!("/producers/{}/employments", shop.producer), work));
    let form = json!({"kind": "school", "name": format!("{word}学校"), "union_name": format!("{word}工会"), "field": field,
        "division": village});
    let unit = id(&office.post("/units", form));
    let union = county.person("吴某", "union_officer", Some(unit));
    // Nobody of one name at both schools: without phones they might be one person.
    let rows = json!({"rows": [{"name": format!("{word}周一"), "department": word}, {"name": format!("{word}周二"), "department": word}]});
    union.post(&format!("/units/{unit}/workers"), rows).ok();
    let programme =
        id(&union.post(&format!("/units/{unit}/programmes"), json!({"year": 2026, "valid_from": "2026-01-01"})));
    let scene = Scene { county, union, shop: base::ids::OutletId(shop.outlet), unit, programme };
    scene.issue(600);
    let slips = scene.slips();
    // Long enough ago that the statement has cooled off.
    scene.spend(&slips[0].1, 100, 1, "2026-07-20T01:00:00Z").unwrap();
    let draw = json!({"to_day": "2026-07-20"});
    let drawn = scene.union.post_once("the-statement", &format!("/programmes/{programme}/statements"), draw).ok();
    World {
        payment_list: drawn_for(&shop, home["id"].as_i64().unwrap()),
        unsalable: reported_unsalable(county, village, word),
        supply_call: called(county, village),
        village,
        certification: cases["items"][0]["id"].as_i64().unwrap(),
        household: home["id"].as_i64().unwrap(),
        employment,
        unit,
        programme,
        account: slips[0].0.0,
        statement: drawn["statements"][0]["id"].as_i64().unwrap(),
        union: scene.union,
        shop,
    }
}

/// A payment list for a household of which the shop bought on account.
fn drawn_for(shop: &Shop, household: i64) -> i64 {
    let path = |noun: &str| format!("/outlets/{}/{noun}", shop.outlet);
    let bought = json!({"supplier": {"household": household},
        "lines": [{"product": shop.listed, "quantity": {"g": 5_000}, "amount_fen": 2_500}]});
    shop.manager.post_once("bought-on-account", &path("purchases"), bought).ok();
    let owed = shop.manager.get(&path("owed")).ok();
    let people = json!({"people": [{"counterparty": owed["items"][0]["counterparty"]}]});
    id(&shop.manager.post_once("drawn-for-one", &path("payment-lists"), people))
}

/// Peaches that do not sell, reported by the village's officer.
fn reported_unsalable(county: &County, village: i64, word: &str) -> i64 {
    let form =
        json!({"name": format!("黄桃{village}"), "season_from": "07-20", "season_to": "08-20", "odd_g": 100_000_000});
    let crop = county.office().post("/crops", form).ok()["id"].clone();
    county.office().post(&format!("/crops/{crop}/growers"), json!({"divisions": [village]})).ok();
    let officer = county.person("申某", "information_officer", Some(village));
    let unsalable = json!({"unsalable": {"grade": "already", "quantity": {"said": "1000斤"}, "ripe_on": "2026-08-01",
        "spoil_on": "2026-08-20", "note": word}});
    let supply = json!({"supply": {"quantity": {"said": "1000斤"}, "note": word}});
    let item = |n: i64, what: Value| {
        json!({"id": format!("0190f3a2-7b1c-7def-8abc-{:06}{n:06}", village), "seq": n, "made_at": "2026-08-04T00:00:00Z",
            "division": village, "crop": crop, "what": what})
    };
    let body = json!({"via": "office", "items": [item(1, supply), item(2, unsalable)]});
    let taken = officer.post("/supply-uploads", body).ok();
    taken["outcomes"][1]["number"].as_i64().unwrap()
}

/// A call from the village that its officer has not confirmed: what will grow of the crop that was reported.
fn called(county: &County, village: i64) -> i64 {
    let office = county.office();
    let of_village = format!("/supply-reports?division={village}");
    let crop = office.get(&of_village).ok()["items"][0]["crop"].clone();
    let survey = json!({"survey": {"area_centimu": 100, "quantity": {"said": "100斤"}, "from_day": "2026-08-05",
        "to_day": "2026-08-20"}});
    let item = json!({"id": format!("0190f3a2-7b1c-7def-8abc-{village:06}000003"), "seq": 3, "made_at": "2026-08-04T00:00:00Z",
        "division": village, "crop": crop, "what": survey});
    office.post("/supply-uploads", json!({"via": "phone", "informant": "组长", "items": [item]})).ok();
    office.get(&format!("{of_village}&state=call_open")).ok()["items"][0]["call"].as_i64().unwrap()
}

/// A demand of the other unit, a plan with an offer of the other village, a contract with a delivery, a pledge, a hint.
fn market(county: &County, other: &World) -> Market {
    let office = county.office();
    let reports = office.get("/supply-reports").ok();
    let reports = reports["items"].as_array().unwrap();
    let theirs = reports.iter().find(|r| r["division"] == json!(other.village)).unwrap();
    let wanted = json!({"crop": theirs["crop"], "unit": other.unit, "kg": 100, "from_day": "2026-08-05",
        "to_day": "2026-08-06"});
    let demand = id(&office.post("/demands", wanted));
    let run = id(&office.post("/matching-runs", json!({})));
    let offer = office.get("/offers").ok()["items"][0]["id"].as_i64().unwrap();
    let contract = json!({"kind": "purchase", "crop": theirs["crop"], "unit": other.unit, "kg": 100,
        "from_day": "2026-08-04", "to_day": "2026-08-06", "witness": "某人", "prices": [{"fen_per_kg": 100}],
        "seller": {"villager": {"name": "某村民", "division": other.village}}});
    let contract = id(&office.post("/contracts", contract));
    office.post_once("the-delivery", &format!("/contracts/{contract}/deliveries"), json!({"grams": 1_000})).ok();
    let township = county.division("430582001000");
    let loads = json!({"township": township, "day": "2026-08-05", "vehicle": format!("{ELSEWHERE}货车"), "limit_kg": 100,
        "loads": [{"source": "contract", "source_id": contract, "grams": 1_000}]});
    let collection = id(&office.post("/collection-runs", loads));
    let base = json!({"name": format!("{ELSEWHERE}基地"), "division": other.village, "from_day": "2026-01-01",
        "operator": {"producer": other.shop.producer}});
    let base = id(&office.post("/bases", base));
    let plot = json!({"kind": "rented", "name": format!("{ELSEWHERE}坡地"), "crop": theirs["crop"], "area_centimu": 1_000, "rent_fen": 100_000,
        "holder": {"named": {"name": "某人"}}});
    let plot = id(&office.post(&format!("/bases/{base}/plots"), plot));
    office.post_once("the-rent", &format!("/plots/{plot}/rents"), json!({"fen": 100, "how": "cash"})).ok();
    let campaign = json!({"name": "助销", "from_day": "2026-08-04", "to_day": "2026-08-20"});
    let campaign = id(&office.post("/campaigns", campaign));
    let pledge = json!({"unit": other.unit, "crop": theirs["crop"], "kg": 100});
    let pledge = id(&office.post(&format!("/campaigns/{campaign}/pledges"), pledge));
    let hint = json!({"crop": theirs["crop"], "division": other.village, "day": "2026-08-04", "source": "visit", "said": "落果"});
    let hint = id(&office.post("/unsalable-hints", hint));
    let number = |value: &Value| value.as_i64().unwrap();
    let (crop, report) = (number(&theirs["crop"]), number(&theirs["id"]));
    let round = json!({"name": "夏季摸底", "from_day": "2026-08-04", "due_day": "2026-08-31"});
    let round = id(&office.post("/survey-rounds", round));
    Market {
        crop,
        round,
        report,
        demand,
        run,
        offer,
        contract,
        township,
        collection,
        base,
        plot,
        campaign,
        pledge,
        hint,
    }
}

/// The other union's statement, confirmed and paid.
fn paid(county: &County, other: &World) -> i64 {
    let confirm = format!("/statements/{}/confirmation", other.statement);
    other.union.post(&confirm, json!({})).ok();
    let finance = county.person("某人", "finance", None);
    let pay = json!({"way": "direct", "document_no": "1号"});
    let paid = finance.post_once("the-payout", "/payouts", pay).ok();
    paid["id"].as_i64().unwrap()
}

/// Everybody of the role table but the program itself, which no request comes from.
fn cast(county: &County, own: &World) -> BTreeMap<Role, Client> {
    let town = county.division("430582204000");
    let client = |role: &Role| match role {
        Role::Public => county.nobody(),
        Role::CountyAdmin => county.admin(),
        Role::CountyOffice => county.office(),
        Role::Department => department(county, "department.schools", "教育"),
        _ => {
            let scope = match role.scope_kind() {
                "township" => Some(town),
                "village" => Some(own.village),
                "outlet" => Some(own.shop.outlet),
                "producer" => Some(own.shop.producer),
                "unit" => Some(own.unit),
                "account" => Some(own.account),
                _ => None,
            };
            county.person("某人", role.word(), scope)
        }
    };
    Role::ALL.iter().filter(|role| **role != Role::Program).map(|role| (*role, client(role))).collect()
}

/// Somebody of the department of a field.
pub fn department(county: &County, login: &str, field: &str) -> Client {
    let link = county.admin().post("/people", json!({"name": "部门某", "login": login})).ok();
    let post: Value = json!({"role": "department", "field": field});
    county.admin().post(&format!("/people/{}/posts", link["person"]), post).ok();
    let token = link["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    county.nobody().post(&format!("/sign-in-links/{token}"), json!({"password": PASSWORD})).ok();
    county.signed_in(login)
}
