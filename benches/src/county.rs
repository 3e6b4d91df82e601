//! A county with sixteen shops that may sell, set up through the API as an office would.

use crate::{Got, client::Client, program::Program};
use serde_json::{Value, json};

/// Shops, and so clerks who sell at once.
pub const SHOPS: usize = 16;
/// Products of each shop; a sale takes three of them.
pub const PRODUCTS: usize = 6;
const PASSWORD: &str = "a quiet pond 7";

/// A shop whose clerk is signed in.
#[derive(Clone)]
pub struct Shop {
    /// Its id.
    pub outlet: i64,
    /// The clerk's session.
    pub clerk: Client,
    /// Its products: weighed, listed, in stock.
    pub products: Vec<i64>,
}

/// Sets the county up and opens its shops.
pub fn set_up(program: &Program) -> Got<Vec<Shop>> {
    let (admin, office) = found(program)?;
    let village = admin.get("/divisions?level=village&limit=1")?;
    let village = village.pointer("/items/0/id").and_then(Value::as_i64).ok_or("the county has no village")?;
    let colleague = person(program, &admin, "colleague", "county_office", None)?;
    let open = |number| open(program, &admin, &office, &colleague, village, number);
    (1..=SHOPS).map(open).collect()
}

/// Sets the county up, with nothing in it but its administrator and its office.
pub fn found(program: &Program) -> Got<(Client, Client)> {
    let token = program.token.as_deref().ok_or("the program printed no set-up token")?;
    Client::nobody(program.address).post(
        "/setup",
        &json!({"token": token, "county": "430582", "policy": "shaodong-2020", "admin_name": "管理员",
            "admin_login": "admin", "admin_password": PASSWORD}),
    )?;
    let admin = Client::sign_in(program.address, "admin", PASSWORD)?;
    let office = person(program, &admin, "office", "county_office", None)?;
    Ok((admin, office))
}

/// The id in an answer.
pub fn id(answer: &Value) -> Got<i64> {
    answer.get("id").and_then(Value::as_i64).ok_or_else(|| format!("no id in {answer}").into())
}

/// Somebody with one post, signed in for the first time.
fn person(program: &Program, admin: &Client, login: &str, role: &str, scope: Option<i64>) -> Got<Client> {
    let link = admin.post("/people", &json!({"name": "张某", "login": login}))?;
    let person = link.get("person").and_then(Value::as_i64).ok_or("no person")?;
    admin.post(&format!("/people/{person}/posts"), &json!({"role": role, "scope_id": scope}))?;
    let token = link.get("path").and_then(Value::as_str).and_then(|p| p.rsplit('/').next()).ok_or("no link")?;
    let first = json!({"password": PASSWORD});
    Client::nobody(program.address).post(&format!("/sign-in-links/{token}"), &first)?;
    Client::sign_in(program.address, login, PASSWORD)
}

/// A shop with its producer, listed products, authorisation, people and stock.
fn open(
    program: &Program,
    admin: &Client,
    office: &Client,
    colleague: &Client,
    village: i64,
    number: usize,
) -> Got<Shop> {
    let producer = id(&office.post(
        "/producers",
        &json!({"kind": "cooperative", "name": format!("{number}号合作社"), "division": village,
            "document_kind": "none", "contact": {"name": "孙某", "phone": "13800000000"}}),
    )?)?;
    let product = |which: usize| {
        id(&office.post(
            "/products",
            &json!({"producer": producer, "name": format!("{number}号黄桃{which}"), "legal_class": "edible_farm",
                "farm_group": "fruit", "unit": "g", "origin": village, "unit_price_fen": 2000, "price_per": 1000}),
        )?)
    };
    let products = (1..=PRODUCTS).map(product).collect::<Got<Vec<i64>>>()?;
    let case = json!({"producer": producer, "way": "survey", "year": 2025, "products": products, "reason": "摸底"});
    let case = id(&office.post("/certifications", &case)?)?;
    let paper = json!({"paper": "邵扶消〔2020〕1号", "valid_from": "2020-01-01", "valid_to": "2030-12-31"});
    colleague.post(&format!("/certifications/{case}/paper-listing"), &paper)?;
    let outlet = id(&office.post(
        "/outlets",
        &json!({"kind": "shop", "name": format!("第{number}店"), "division": village, "operator": "陈某商行",
            "opened_on": "2019-06-01"}),
    )?)?;
    let grant = json!({"on_day": "2019-06-01", "reason": "首批授权", "document_no": "邵扶消〔2019〕3号"});
    office.post(&format!("/outlets/{outlet}/authorisations"), &grant)?;
    let manager = person(program, admin, &format!("manager{number}"), "outlet_manager", Some(outlet))?;
    let stock = |product: &i64| {
        json!({"product": product, "quantity": {"g": 1_000_000_000}, "amount_fen": 1_000_000_000,
            "supplier": {"producer": producer}})
    };
    let lines: Vec<Value> = products.iter().map(stock).collect();
    let path = format!("/outlets/{outlet}/openings");
    manager.post_once("opening-stock", &path, &json!({"lines": lines}))?;
    let clerk = person(program, admin, &format!("clerk{number}"), "outlet_clerk", Some(outlet))?;
    Ok(Shop { outlet, clerk, products })
}
