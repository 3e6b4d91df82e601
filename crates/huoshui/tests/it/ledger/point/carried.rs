//! Days without a network: a cadre's phone reports for the village and keeps its point; all of it goes out in one closed file.

use super::Point;
use crate::{
    evidence::photo,
    harness::{Client, County, PASSWORD, on_both},
    supply::{
        phone::{Phone, bound, carry, close, elsewhere},
        scene::{self, Scene},
    },
};
use serde_json::{Value, json};

const MADE: &str = "2026-08-12T02:00:00Z";

/// 申 reports for the village and keeps its point, with one phone.
struct Cadre<'a> {
    scene: Scene<'a>,
    point: Point<'a>,
    phone: Phone,
    keeper: i64,
}

/// The clock went on: signed in anew.
fn keeper_of(county: &County, point: &Point<'_>) -> Client {
    county.sign_in(&format!("point_keeper.{}", point.outlet), PASSWORD)
}

fn set(county: &County) -> Cadre<'_> {
    let mut point = Point::open(county);
    let scene = scene::set(county, &[]);
    county.at(MADE);
    point.keeper = keeper_of(county, &point);
    scene.officer();
    let admin = county.admin();
    let post = admin.get("/posts?role=information_officer").ok()["items"][0].clone();
    let person = post["person"].as_i64().unwrap();
    admin.post(&format!("/people/{person}/posts"), json!({"role": "point_keeper", "scope_id": point.outlet})).ok();
    let keepers = admin.get("/posts?role=point_keeper").ok()["items"].as_array().unwrap().clone();
    let keeper = keepers.iter().find(|one| one["person"] == post["person"]).unwrap()["id"].as_i64().unwrap();
    let phone = bound(county, post["id"].as_i64().unwrap());
    Cadre { scene, point, phone, keeper }
}

impl Cadre<'_> {
    fn unsalable(&self, n: u32) -> Value {
        let what = json!({"unsalable": {"grade": "already", "quantity": {"said": "2万斤"}, "ripe_on": "2026-08-12", "spoil_on": "2026-08-24"}});
        self.scene.item(n, "2026-08-12T01:00:00Z", what)
    }

    fn slip(&self, n: u32) -> Value {
        self.point.intake(n, self.point.slip())
    }

    /// A body of a report, a slip and photos.
    fn body(&self, photos: &[(Value, &[u8])]) -> Value {
        let more = json!({"report": self.phone.post, "point": self.keeper, "reports": [self.unsalable(1)], "slips": [self.slip(2)]});
        self.phone.body(MADE, more, photos)
    }

    fn evidence(&self, report: &Value) -> usize {
        let listed = self.scene.supervisor().get(&format!("/unsalable-reports/{report}/evidence")).ok();
        listed["items"].as_array().unwrap().len()
    }
}

fn went(taken: &Value) -> Vec<String> {
    Scene::went(&json!({"outcomes": taken["items"]}))
}

#[test]
fn a_report_its_photo_and_a_slip_come_in_by_one_file_and_only_once() {
    on_both(|county| {
        let cadre = set(county);
        let (peach, other) = (photo("桃"), photo("另"));
        let report = |n: u32| json!({"report": scene::uuid(n)});
        let photos: [(Value, &[u8]); 4] = [
            (report(1), &peach),
            (report(9), &other),
            (report(1), b"no photo"),
            (json!({"slip": scene::uuid(2)}), &other),
        ];
        let body = cadre.body(&photos);
        let file = cadre.phone.closed(&body, &photos.clone().map(|(_, bytes)| bytes));
        for open in ["申", "2万斤", &scene::uuid(1), "果园"] {
            assert!(!file.contains(open), "{open} stands in the file");
        }
        county.at("2026-08-13T02:00:00Z");
        let taken = carry(&cadre.scene.supervisor(), &file).ok();
        let first = [
            "taken",
            "taken",
            "taken",
            "refused bundle.photo_of_nothing",
            "refused evidence.type",
            "refused bundle.photo_of_nothing",
        ];
        assert_eq!(went(&taken), first, "{taken}");
        let kinds: Vec<&str> =
            taken["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["unsalable", "intake", "photo", "photo", "photo", "photo"]);
        let number = &taken["items"][0]["number"];
        assert_eq!(cadre.evidence(number), 1);
        let entries = |county: &County| {
            let listed = county.office().get(&cadre.point.at("entries")).ok();
            listed["items"].as_array().unwrap().len()
        };
        assert_eq!(entries(county), 1);
        // The author is 申: the book says so, not who carried it.
        let phone = keeper_of(county, &cadre.point).get(&cadre.point.at("point")).ok();
        let slip = &phone["slips"][0];
        assert_eq!((&slip["net_g"], &slip["amount_fen"]), (&json!(48_500), &json!(24_250)), "{slip}");

        // Handed in again by another, it adds nothing; nor does the phone itself, back in the network.
        let again = carry(&county.office(), &file).ok();
        assert_eq!(went(&again)[..3], ["known", "known", "known"]);
        let own = cadre.scene.hand_in(&cadre.phone.client, vec![cadre.unsalable(1)]);
        assert_eq!(Scene::went(&own), ["known"]);
        let sent = cadre.phone.client.upload(
            &format!("/unsalable-reports/{number}/evidence"),
            "果园.jpg",
            &peach,
            &[("kind", "photo")],
        );
        assert_eq!(sent.ok()["again"], json!(true));
        assert_eq!((cadre.evidence(number), entries(county)), (1, 1));
    });
}

#[test]
fn the_signed_payment_list_comes_with_the_payment() {
    on_both(|county| {
        let cadre = set(county);
        cadre.point.hand_in(vec![cadre.slip(2)]);
        let due = cadre.point.phone()["owed"][0].clone();
        let people = json!([{"counterparty": due["counterparty"], "amount_fen": due["amount_fen"]}]);
        let pay = cadre.point.item(3, json!({"pay": {"how": "cash", "people": people}}));
        let signatures = photo("签名");
        let photos: [(Value, &[u8]); 1] = [(json!({"slip": scene::uuid(3)}), &signatures)];
        let body = cadre.phone.body(MADE, json!({"point": cadre.keeper, "slips": [pay]}), &photos);
        let file = cadre.phone.closed(&body, &[&signatures]);
        let taken = carry(&county.office(), &file).ok();
        assert_eq!(went(&taken), ["taken", "taken"], "{taken}");
        let evidence = format!("/payment-lists/{}/evidence", taken["items"][0]["number"]);
        assert_eq!(county.office().get(&evidence).ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!(went(&carry(&cadre.scene.supervisor(), &file).ok()), ["known", "known"]);
        // Who carries it without seeing the point learns how it went, not what it was.
        let neighbour = county.person("周某", "information_officer", Some(county.division("430582204214")));
        let seen = carry(&neighbour, &file).ok();
        assert_eq!((&seen["items"][0]["kind"], &seen["items"][0]["went"]), (&json!(""), &json!("known")));
    });
}

#[test]
fn a_changed_file_one_for_another_county_and_an_ended_phones_are_refused_by_name() {
    on_both(|county| {
        let cadre = set(county);
        let peach = photo("桃");
        let photos: [(Value, &[u8]); 1] = [(json!({"report": scene::uuid(1)}), &peach)];
        let body = cadre.body(&photos);
        let file = cadre.phone.closed(&body, &[&peach]);
        let office = county.office();
        let change = |name: &str, at: usize| {
            let mut changed: Value = serde_json::from_str(&file).unwrap();
            let mut text: Vec<char> = changed[name].as_str().unwrap().chars().collect();
            text[at] = if text[at] == 'a' { 'b' } else { 'a' };
            changed[name] = json!(text.into_iter().collect::<String>());
            changed.to_string()
        };
        for (name, at) in [("sealed", 40), ("iv", 3), ("from", 9)] {
            carry(&office, &change(name, at)).refused(422, "bundle.seal_broken");
        }
        carry(&office, &change("to", 2)).refused(422, "bundle.other_county");
        carry(&office, &close(&elsewhere(), b"for somebody else")).refused(422, "bundle.other_county");
        carry(&office, &file.replace("bundle/2", "bundle/3")).refused(422, "bundle.invalid");
        carry(&office, &file[..file.len() - 9]).refused(422, "bundle.invalid");
        // Closed rightly, but nothing that a phone makes: no head, lengths that do not add up, for another county inside.
        carry(&office, &close(&cadre.phone.county, b"abc")).refused(422, "bundle.invalid");
        carry(&office, &close(&cadre.phone.county, b"\xff\xff\xff\xff{}")).refused(422, "bundle.invalid");
        carry(&office, &cadre.phone.closed(&body, &[])).refused(422, "bundle.invalid");
        carry(&office, &cadre.phone.closed(&body, &[&peach, b"more"])).refused(422, "bundle.invalid");
        let mut meant = body.clone();
        meant["to"] = elsewhere()["id"].clone();
        carry(&office, &cadre.phone.closed(&meant, &[&peach])).refused(422, "bundle.invalid");
        // Signed by nobody whom the county knows: whoever has the public key can close, but not sign.
        let head = json!({"key": cadre.phone.key, "mark": "00", "body": body.to_string()}).to_string();
        let length = u32::try_from(head.len()).unwrap().to_be_bytes();
        let forged = [length.as_slice(), head.as_bytes(), &peach].concat();
        carry(&office, &close(&cadre.phone.county, &forged)).refused(422, "device.mark_wrong");
        // A photo that is not the one that was signed is left out, the rest comes in.
        let swapped = photo("杏");
        let taken = carry(&office, &cadre.phone.closed(&body, &[&swapped])).ok();
        assert_eq!(went(&taken), ["taken", "taken", "refused bundle.photo_changed"]);
        // Larger than any phone makes it.
        let huge = json!({"huoshui": "supply-bundle/2", "sealed": "A".repeat(16 << 20)}).to_string();
        carry(&office, &huge).refused(413, "bundle.too_large");

        // The keeper's post ends: what it would do is refused as a whole, and so is all of an ended phone.
        county.admin().post(&format!("/posts/{}/end", cadre.keeper), json!({"reason": "换届"})).ok();
        county.at("2026-08-12T17:00:00Z");
        let office = county.sign_in("county_office.0", PASSWORD);
        carry(&office, &file).refused(409, "bundle.post_ended");
        let alone = cadre.phone.body(MADE, json!({"report": cadre.phone.post, "reports": [cadre.unsalable(5)]}), &[]);
        let alone = cadre.phone.closed(&alone, &[]);
        assert_eq!(went(&carry(&office, &alone).ok()), ["taken"]);
        cadre.scene.supervisor().post(&format!("/posts/{}/device-endings", cadre.phone.post), json!({})).ok();
        carry(&office, &alone).refused(409, "device.ended");
    });
}
