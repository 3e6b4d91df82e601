//! Lists that offices keep: read by the words of the forms, refused by the column that nobody reads.

use crate::harness::{Answer, Client, County, Engine};
use serde_json::json;

fn send(client: &Client, path: &str, rows: &str) -> Answer {
    client.upload(path, "名单.csv", rows.as_bytes(), &[])
}

#[test]
fn households_go_in_by_the_words_of_the_form_and_nothing_in_the_file_is_lost() {
    let county = &County::set_up(Engine::Sqlite);
    let office = county.office();
    let import = |rows: &str| send(&office, "/households/import", rows);
    let village = county.admin().get(&format!("/divisions/{}", county.division("430582204201"))).ok();
    let (town, village) = (village["parent_name"].as_str().unwrap(), village["name"].as_str().unwrap());
    let of = |head: &str, row: &str| format!("{head}\n{town},{village},{row}\n");
    import(&of("乡镇,村,户主,帮扶身份,备注,低保证号", "曾大山,监测对象,好,7")).refused(422, "catalogue.rows");
    let refused = import(&of("乡镇,村,户主,帮扶身份,识别时间,低保证号", "曾大山,监测对象,2024-01-01,7"));
    assert!(refused.body.contains("低保证号") && refused.body.contains("能读的列：姓名、村、乡镇"), "{}", refused.body);
    let refused = import(&of("乡镇,村,户主,帮扶身份", "曾大山,监测对象"));
    assert!(refused.body.contains("household.status_day"), "{}", refused.body);
    import("村名册\n第一村,曾大山\n").refused(422, "catalogue.header");
    assert_eq!(office.get("/households").ok()["items"], json!([]), "nothing of it was written");
    import(&of("乡镇,村（社区）,户主,帮扶身份,起,备注", "曾大山,监测对象,2024-01-01,好")).ok();
    assert_eq!(office.get("/households").ok()["items"][0]["kinds"], "monitored");
}

#[test]
fn wages_go_in_by_the_words_of_the_form_with_the_evidence_that_they_name() {
    let county = &County::set_up(Engine::Sqlite);
    let office = county.office();
    let producer = json!({"kind": "cooperative", "name": "灵官殿黄桃专业合作社", "document_kind": "none",
        "division": county.division("430582204201")});
    let producer = office.post("/producers", producer).ok()["id"].clone();
    let path = format!("/producers/{producer}/employments/import");
    let head = "姓名,首日,末日,月数,年收入,凭据,凭据编号";
    let refused = send(&office, &path, &format!("{head}\n孙大山,2026-01-01,2026-06-30,6,12000,口头,1\n"));
    assert!(refused.body.contains("名单!2"), "{}", refused.body);
    send(&office, &path, "姓名,月份\n孙大山,6\n").refused(422, "catalogue.header");
    send(&office, &path, &format!("{head}\n孙大山,2026-01-01,2026-06-30,6,12000,工资表,G-1\n")).ok();
    let kept = office.get(&format!("/employments?producer={producer}")).ok()["items"][0].clone();
    assert_eq!((&kept["evidence"], &kept["evidence_number"]), (&json!("payroll"), &json!("G-1")));
}
