//! Opening: the same bytes, nothing in them may run, and it is known who looked.

use super::{paper, photo};
use crate::{
    harness::{Client, County, on_both},
    shop::Shop,
};
use serde_json::json;

/// Acts of opening that the trail keeps.
fn openings(county: &County) -> i64 {
    county.auditor().get("/audit?act=evidence.view&total=1").ok()["total"]["count"].as_i64().unwrap()
}

fn attach(who: &Client, at: &str, name: &str, bytes: &[u8]) -> String {
    let id = who.upload(at, name, bytes, &[("kind", "licence")]).ok()["id"].clone();
    format!("{at}/{id}")
}

#[test]
fn a_file_comes_back_as_it_was_and_runs_nowhere() {
    on_both(|county| {
        let shop = Shop::open(county);
        let all = format!("/outlets/{}/evidence", shop.outlet);
        let picture = shop.manager.get(&attach(&shop.manager, &all, "门头照.html", &photo("front")));
        let print = shop.manager.get(&attach(&shop.manager, &all, "租约.pdf", &paper("lease")));
        assert_eq!((picture.bytes, print.bytes), (photo("front"), paper("lease")));
        for (answer, media, shown) in
            [(&picture.headers, "image/jpeg", "inline; "), (&print.headers, "application/pdf", "attachment; ")]
        {
            assert_eq!(answer["content-type"], media);
            assert_eq!(answer["x-content-type-options"], "nosniff");
            assert_eq!(answer["cache-control"], "no-store");
            assert!(answer["content-security-policy"].starts_with("sandbox; default-src 'none'"));
            assert!(answer["content-disposition"].starts_with(shown), "{answer:?}");
        }
        // A name that promises another type is told right.
        assert!(picture.headers["content-disposition"].ends_with(".html.jpg"));
        let page = county.nobody().get("//healthz");
        assert!(page.headers["content-security-policy"].starts_with("default-src 'self'"));
    });
}

#[test]
fn who_opened_what_is_kept_unless_it_is_their_own() {
    on_both(|county| {
        let (shop, other) = (Shop::open(county), Shop::open_in(county, "430582001001", "大禾塘店"));
        let all = format!("/outlets/{}/evidence", shop.outlet);
        let one = attach(&shop.manager, &all, "a.jpg", &photo("a"));
        assert_eq!(shop.manager.get(&one).status, 200);
        assert_eq!(openings(county), 0, "one's own");
        other.manager.get(&one).refused(403, "edge.outside_scope");
        shop.clerk.get(&one).refused(403, "edge.not_allowed");
        county.admin().get(&one).refused(403, "edge.not_allowed");
        let elsewhere = one.replace(&format!("/outlets/{}/", shop.outlet), &format!("/outlets/{}/", other.outlet));
        county.auditor().get(&elsewhere).refused(404, "evidence.unknown");
        assert_eq!(openings(county), 0, "what was refused was not opened");
        assert_eq!(county.auditor().get(&one).status, 200);
        assert_eq!(county.office().get(&one).status, 200);
        let trail = county.auditor().get("/audit?act=evidence.view").ok();
        let id = one.rsplit('/').next().unwrap();
        assert_eq!(trail["items"].as_array().unwrap().len(), 2);
        assert_eq!(trail["items"][0]["subject"], json!(format!("outlet:{}/{id}", shop.outlet)));
        let (_, wrong) = county.app.db().read_now(|tx| edge::audit::verify(tx, "430582")).unwrap();
        assert_eq!(wrong, None);
    });
}

#[test]
fn a_file_that_was_changed_or_lost_is_found() {
    on_both(|county| {
        let shop = Shop::open(county);
        let all = format!("/outlets/{}/evidence", shop.outlet);
        let kept: Vec<String> = ["a", "b", "c"].map(|n| attach(&shop.manager, &all, "x.jpg", &photo(n))).to_vec();
        let verify = || county.app.db().read_now(|tx| evidence::desk::verify(tx, "430582")).unwrap();
        let sound = verify();
        assert_eq!(
            (sound.files, sound.bytes, sound.problems),
            (3, 3 * i64::try_from(photo("a").len()).unwrap(), vec![])
        );
        county
            .app
            .db()
            .write_now(|tx| {
                tx.run("UPDATE file_content SET sealed = $1 WHERE file = 2", store::params![vec![7_u8; 99]])?;
                tx.run("DELETE FROM file_content WHERE file = 3", &[])?;
                Ok(())
            })
            .unwrap();
        let codes: Vec<_> = verify().problems.iter().map(|p| (p.file, p.code)).collect();
        assert_eq!(codes, [(2, "file.sealed"), (3, "file.missing")]);
        assert_eq!(shop.manager.get(&kept[0]).status, 200);
        assert_eq!(shop.manager.get(&kept[1]).status, 500);
        shop.manager.get(&kept[2]).refused(409, "evidence.content_missing");
    });
}
