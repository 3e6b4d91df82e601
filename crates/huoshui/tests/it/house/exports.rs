//! Every list leaves as a table: a word for each of its fields, a head even without rows,
//! nothing that a spreadsheet takes for a formula.

use crate::harness::{County, Engine, on_both};
use serde_json::{Value, json};

/// A schema itself, wherever the document keeps it.
fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema["$ref"].as_str() {
        Some(place) => resolved(document, document.pointer(place.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// Address and fields of every list.
fn lists(document: &Value) -> Vec<(String, Vec<String>)> {
    let paths = document["paths"].as_object().unwrap();
    let gets = paths.iter().filter_map(|(path, methods)| Some((path, methods.get("get")?)));
    let lists = gets.filter(|(_, get)| {
        get["parameters"].as_array().unwrap().iter().any(|p| p["in"] == "query" && p["name"] == "format")
    });
    lists
        .map(|(path, get)| {
            let page = resolved(document, &get["responses"]["200"]["content"]["application/json"]["schema"]);
            let row = resolved(document, &page["properties"]["items"]["items"]);
            (path.clone(), row["properties"].as_object().unwrap().keys().cloned().collect())
        })
        .collect()
}

#[test]
fn every_field_of_every_list_has_a_word() {
    let county = County::empty(Engine::Sqlite);
    let lists = lists(&edge::openapi(&county.app));
    assert!(lists.len() > 40, "{} lists", lists.len());
    for (path, fields) in lists {
        for field in fields {
            assert!(edge::WORDS.iter().any(|(name, ..)| *name == field), "{path}: no word for {field}");
        }
    }
    for (at, (name, zh, en)) in edge::WORDS.iter().enumerate() {
        assert!(!edge::WORDS.iter().take(at).any(|(other, ..)| other == name), "{name} stands there twice");
        assert!(!zh.is_ascii() && !en.is_empty(), "{name}: {zh} / {en}");
    }
}

/// Codes that a field's description names in backticks, where it names several.
fn codes(document: &Value, schema: &Value) -> Vec<String> {
    let said = schema["description"].as_str().unwrap_or_default();
    let named = said.split('`').skip(1).step_by(2);
    let words = named.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    let words: Vec<String> = words.map(str::to_owned).collect();
    let text = resolved(document, schema)["type"] == json!("string");
    if words.len() > 1 && text { words } else { Vec::new() }
}

#[test]
fn every_code_of_every_list_has_a_word() {
    let county = County::empty(Engine::Sqlite);
    let document = edge::openapi(&county.app);
    let mut seen = 0;
    for (path, _) in lists(&document) {
        let list = path.rsplit('/').find(|part| !part.starts_with('{')).unwrap();
        let get = &document["paths"][&path]["get"];
        let page = resolved(&document, &get["responses"]["200"]["content"]["application/json"]["schema"]);
        let row = resolved(&document, &page["properties"]["items"]["items"]);
        for (field, schema) in row["properties"].as_object().unwrap() {
            for code in codes(&document, schema) {
                let word = edge::code_word(list, field, &code);
                assert!(word.is_some_and(|(zh, _)| !zh.is_ascii()), "{path}: no word for {field} {code}: {word:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "{seen} codes");
}

#[test]
fn an_export_has_words_where_the_list_has_codes() {
    on_both(|county| {
        let shop = crate::shop::Shop::open(county);
        shop.stock("2026-08-01", 10_000);
        shop.clerk.post_once("story-aa", &shop.sales(), shop.cash_sale(1_000)).ok();
        for (lang, words) in [("zh-CN", ["销货单", "收银"]), ("en", ["sale", "till"])] {
            let csv = shop
                .manager
                .with("accept-language", lang)
                .get(&format!("/outlets/{}/entries?format=csv", shop.outlet))
                .body;
            let row = csv.lines().nth(1).unwrap();
            assert!(words.iter().all(|word| row.contains(word)), "{csv}");
        }
    });
}

#[test]
fn every_list_of_the_office_leaves_as_a_table_with_its_head() {
    let county = County::set_up(Engine::Sqlite);
    let office = county.office();
    let mut walked = 0;
    for (path, fields) in lists(&edge::openapi(&county.app)) {
        let path = path.replace("/api/v1", "").replace("{year}", "2026");
        if path.contains('{') || office.get(&path).status != 200 {
            continue;
        }
        for lang in ["zh-CN", "en"] {
            let csv = office.with("accept-language", lang).get(&format!("{path}?format=csv")).body;
            let head = csv.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().to_owned();
            assert!(head.split(',').count() >= fields.len(), "{path}: {head}");
            assert_eq!(head.chars().any(super::cjk), lang != "en", "{path}: {head}");
        }
        assert!(office.get(&format!("{path}?format=xlsx")).body.starts_with("PK"), "{path}");
        walked += 1;
    }
    assert!(walked >= 15, "{walked} lists");
}

#[test]
fn a_cell_is_never_taken_for_a_formula_and_keeps_rare_characters() {
    on_both(|county| {
        let office = county.office();
        for (number, name) in ["=1+1", "+86", "-2", "@sum", "斫𥕢乡,\"黄桃\"合作社"].iter().enumerate() {
            let body = json!({"kind": "cooperative", "name": name, "division": county.division("430582204213"),
                "document_kind": "none", "contact": {"name": format!("联系人{number}"), "phone": "13800000000"}});
            office.post("/producers", body).ok();
        }
        let csv = office.get("/producers?format=csv").body;
        for expect in ["'=1+1", "'+86", "'-2", "'@sum", "\"斫𥕢乡,\"\"黄桃\"\"合作社\""] {
            assert!(csv.contains(&format!(",{expect},")), "{expect}: {csv}");
        }
        assert!(!csv.contains("13800000000"), "a list shows no phone number in full");
    });
}

#[test]
fn a_list_of_many_pages_leaves_whole_and_in_order() {
    on_both(|county| {
        let office = county.office();
        let id = county.app.county().unwrap().id;
        let copy =
            "INSERT INTO division (county, id, code, name, normal, level, kind, parent, path, search, valid_from,
                valid_to, successor, note)
             SELECT county, id + $2, NULL, name, normal, level, kind, parent, path || $3, search, valid_from, valid_to,
                successor, note FROM division WHERE county = $1 AND id < 10000";
        let more = move |tx: &mut store::Tx<'_>| {
            for n in 1..=7 {
                tx.run(copy, store::params![&*id, i64::from(n) * 10_000, format!("x{n}/")])?;
            }
            Ok(())
        };
        county.app.db().write_now(more).unwrap();
        let csv = office.get("/divisions?format=csv&sort=-id").body;
        let ids: Vec<i64> = csv.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
        assert_eq!(ids.len(), 8 * 606);
        assert!(ids.is_sorted_by(|a, b| a > b), "each once, in the order asked for");
        let xlsx = office.get("/divisions?format=xlsx");
        assert!(xlsx.status == 200 && xlsx.headers["content-length"].parse::<usize>().unwrap() > 50_000);
        office.get("/divisions?format=csv&sort=colour").refused(400, "list.sort_unknown");
    });
}

#[test]
fn every_code_with_words_of_its_own_is_of_a_list_that_exists() {
    let county = County::empty(Engine::Sqlite);
    let lists = lists(&edge::openapi(&county.app));
    for (list, field) in edge::own_codes() {
        let of = |path: &str| path.rsplit('/').find(|part| !part.starts_with('{')) == Some(list);
        assert!(lists.iter().any(|(path, fields)| of(path) && fields.iter().any(|f| f == field)), "{list}.{field}");
    }
}

#[test]
fn exports_say_words_where_the_api_says_codes() {
    on_both(|county| {
        let shop = crate::shop::Shop::open(county);
        let office = county.office();
        let table = |path: &str, lang: &str| {
            office
                .with("accept-language", lang)
                .get(&format!("{path}{}format=csv", if path.contains('?') { '&' } else { '?' }))
                .body
        };
        for (path, codes, zh, en) in [
            ("/outlets", vec!["authorised", ",shop,"], "授权有效", "authorised"),
            (&format!("/outlets/{}/authorisations", shop.outlet), vec!["granted"], "授予", "granted"),
            ("/divisions?level=township", vec![",township,", ",street,"], "乡级", "township"),
            ("/division-counts", vec![",township,", "community"], "乡级单位", "township-level units"),
            ("/producers", vec!["cooperative", "unchecked"], "农民专业合作社", "co-operative"),
            ("/products", vec!["edible_farm", ",piece,"], "食用农产品", "edible farm produce"),
            ("/certifications", vec!["survey", ",listed,"], "已入目录", "listed"),
            ("/settlements/2026/measures", vec![",outlet,", "cooperative"], "授权单位", "outlet"),
            ("/policies", vec!["in_force"], "现行", "in force"),
            ("/opening-totals/beside-counted", vec!["unsalable_sales"], "受益户数", "households helped"),
        ] {
            for (lang, word) in [("zh-CN", zh), ("en", en)] {
                let csv = table(path, lang);
                assert!(csv.contains(word), "{path}: no {word} in {csv}");
                let told = lang == "en" || codes.iter().all(|code| !csv.contains(code));
                assert!(told, "{path}: a code of {codes:?} in {csv}");
            }
        }
        assert_eq!(office.get("/outlets").ok()["items"][0]["kind"], json!("shop"), "the API keeps its codes");
    });
}

#[test]
fn an_old_programs_encoding_holds_a_name_or_refuses_it() {
    on_both(|county| {
        let office = county.office();
        let held = office.get("/divisions?format=csv-gbk&level=township&q=%E7%95%8C%E5%B2%AD");
        let jieling = [0xBD, 0xE7, 0xC1, 0xEB];
        assert!(held.status == 200 && held.bytes.windows(4).any(|four| four == jieling), "{}", held.body);
        let refused = office.get("/divisions?format=csv-gbk").refused(409, "edge.not_in_gbk");
        assert!(refused["title"].as_str().unwrap().contains('𥕢'), "{refused}");
    });
}
