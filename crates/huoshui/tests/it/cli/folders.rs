//! A mistyped folder is an error and leaves nothing; a copy is there whole or not at all.

use super::{Desk, text};

#[test]
fn a_folder_without_a_database_is_an_error_and_stays_away() {
    let desk = Desk::new();
    for line in [
        "settle --year 2026 --data no",
        "user list --data no",
        "user reset admin --data no",
        "audit verify --data no",
        "audit export --data no",
        "backup copy --data no",
        "import producers file.xlsx --data no",
    ] {
        desk.put("file.xlsx", "");
        let said = desk.fails(line, 1);
        assert!(said.contains("没有数据库"), "{line}: {said}");
        assert_eq!(desk.names(), ["file.xlsx"], "{line}");
    }
    assert_eq!(desk.run("doctor --data no").status.code(), Some(1));
    assert_eq!(desk.names(), ["file.xlsx"]);
}

#[test]
fn wrong_use_is_two_and_says_what_is_wanted() {
    let desk = Desk::new();
    for line in [
        "",
        "sell",
        "settle",
        "settle --year x",
        "settle --year 2026 --lang fr",
        "user",
        "policy explain",
        "import wine a.csv",
    ] {
        desk.fails(line, 2);
    }
}

#[test]
fn a_file_that_is_no_database_is_named_and_left_alone() {
    let desk = Desk::new();
    desk.put("d/huoshui.db", "this is not a database, and long enough to have a header".repeat(100));
    desk.put("d/keys/personal.key", "07".repeat(32));
    for line in
        ["user list --data d", "audit verify --data d", "serve --data d --listen 127.0.0.1:0", "backup copy --data d"]
    {
        assert!(desk.fails(line, 1).contains("not a database"), "{line}");
    }
    assert_eq!(desk.names(), ["d"]);
}

#[test]
fn people_are_listed_as_one_document() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    desk.ok("user add wang --name 王𥕢 --role county_office --data d");
    let json: serde_json::Value = serde_json::from_str(&desk.ok("user list --data d --format json")).unwrap();
    assert_eq!(json[1]["name"], "王𥕢");
    assert_eq!(
        desk.ok("user list --data d --format csv").lines().collect::<Vec<_>>()[2],
        "2,wang,王𥕢,invited,county_office 邵东市"
    );
    assert_eq!(json[1]["held"][0]["role"], "county_office");
    desk.put("huoshui.toml", "data = \"d\"");
    assert!(desk.ok("user list").contains("wang"), "huoshui.toml says where the data lies");
    assert!(desk.ok("backup copy").contains("copy"));
    desk.put("huoshui.toml", "colour = 1");
    assert!(desk.fails("user list", 1).contains("huoshui.toml"));
}

#[test]
fn plain_http_for_other_machines_is_refused_with_its_reasons() {
    let desk = Desk::new();
    for line in
        ["serve --listen 0.0.0.0:0 --data d", "serve --listen 127.0.0.1:0 --public-url http://10.1.1.1 --data d"]
    {
        let said = desk.fails(line, 1);
        for part in ["plain http", "--county-ca", "--insecure-http", "明文"] {
            assert!(said.contains(part), "{line}: {said}");
        }
    }
    assert_eq!(desk.names(), [""; 0], "nothing is made before it is clear how to serve");
}

#[test]
fn a_port_that_is_taken_is_said_before_any_address() {
    let desk = Desk::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let said = desk.fails(&format!("serve --listen {address} --data d"), 1);
    for part in [address.to_string().as_str(), "--listen", "已被另一个程序占用"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(desk.fails("serve --listen 192.0.2.1:8080 --insecure-http --data d", 1).contains("本机没有这个地址"));
    assert_eq!(desk.names(), [""; 0], "nothing is made where nothing can be served");
}

#[test]
fn what_goes_to_stderr_has_no_colours_in_a_file() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    let out = desk.run("user reset nobody --data d");
    assert!(!text(&out.stderr).contains('\u{1b}'));
}

#[test]
fn a_simulated_year_goes_into_no_folder_that_holds_a_county() {
    let desk = Desk::new();
    desk.ok("init --county 430582 --data d");
    let said = desk.fails("demo --data d", 1);
    assert!(said.contains("d 里已有数据") && said.contains("--data"), "{said}");
    let said = desk.fails("import producers nothing.xlsx --data d", 1);
    assert!(said.contains("nothing.xlsx：没有这个文件"), "{said}");
}
