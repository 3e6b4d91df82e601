//! Commands speak Chinese, or English to whoever asks for it; links can be followed, and reasons stand by row.

use super::{Desk, text};
use serde_json::Value;
use std::process::Command;

#[test]
fn what_people_read_is_chinese_first_and_english_when_asked_for() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    for (line, zh, en) in [
        ("audit verify --data d", "每条链都对得上", "every chain fits"),
        ("backup DIR --data d", "不含个人信息密钥", "without the key for personal data"),
        ("policy check policy.toml", "条规则，自", "rules, in force from"),
    ] {
        desk.put("policy.toml", policy::shipped("shaodong-2020").unwrap());
        assert!(desk.ok(&line.replace("DIR", "zh")).contains(zh), "{line}");
        let said = desk.ok(&format!("{} --lang en", line.replace("DIR", "en")));
        assert!(said.contains(en) && !said.contains(zh), "{line}: {said}");
    }
    let by_variable = Command::new(env!("CARGO_BIN_EXE_huoshui"))
        .args(["audit", "verify", "--data", "d"])
        .env("HUOSHUI_LANG", "en")
        .current_dir(desk.path())
        .output()
        .unwrap();
    assert!(text(&by_variable.stdout).contains("every chain fits"));
    assert!(desk.fails("restore nothing --data e", 1).contains("没有备份"));
    assert!(desk.fails("restore nothing --data e --lang en", 1).contains("holds no backup"));
    assert!(desk.ok("--help").contains("备份"));
    desk.fails("audit verify --data d --format csv", 2);
}

#[test]
fn a_new_link_is_a_whole_address_with_words() {
    let desk = Desk::new();
    let made = desk.ok("init --county 430582 --data d");
    assert!(made.contains("首次登录：http://127.0.0.1:8080/office/first-sign-in/"), "{made}");
    let added = desk.ok("user add wang --name 王某 --role county_office --data d");
    assert!(added.contains("首次登录：http://127.0.0.1:8080/office/first-sign-in/"), "{added}");
    assert!(added.contains("登录名：wang") && added.contains("HUOSHUI_PUBLIC_URL"), "{added}");
    desk.put("huoshui.toml", "public_url = \"https://huoshui.example.cn/\"");
    let reset = desk.ok("user reset wang --data d --lang en");
    assert!(reset.contains("first sign-in: https://huoshui.example.cn/office/first-sign-in/"), "{reset}");
    assert!(!reset.contains("HUOSHUI_PUBLIC_URL"), "{reset}");
    assert!(desk.ok("user list --data d").contains("wang\t王某\tinvited\tcounty_office 邵东市"));
}

#[test]
fn rows_that_stand_against_a_file_are_named_with_what_would_be_right() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    desk.put("years.csv", std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/holidays-cn.csv")).unwrap());
    let said = desk.fails("import holidays years.csv --dry-run --data d", 1);
    assert!(said.contains("!2: 从这里起是 2018 年") && said.contains("另存一份"), "{said}");
    assert!(said.contains("2025 年另存") && !said.contains("2026 年另存"), "{said}");
    let out = desk.run("import holidays years.csv --dry-run --data d --format json");
    assert_eq!(out.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&report["code"], report["problems"].as_array().unwrap().len()), (&"holiday.rows".into(), 8));
    let out = desk.run("import holidays years.csv --dry-run --data d --format csv --lang en");
    assert!(text(&out.stdout).contains("here begins 2018"), "{}", text(&out.stdout));
    desk.put("broken.csv", "date,kind,name\n2027-01-01,maybe,元旦\n");
    assert!(desk.fails("import holidays broken.csv --data d", 1).contains("!2: 类别应为"));
}

#[test]
fn a_certificate_that_is_not_there_is_named_before_anything_is_made() {
    let desk = Desk::new();
    let line = "serve --data d --listen 127.0.0.1:0 --tls-cert missing.pem --tls-key missing.key";
    assert!(desk.fails(line, 1).contains("missing.pem"));
    assert_eq!(desk.names(), [""; 0]);
}
