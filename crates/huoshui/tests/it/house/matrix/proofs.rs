//! Routes whose place the edge does not check, each with the reason or the story that shows it guarded.

use super::ground::{Ground, department};
use crate::harness::County;
use edge::{Role, Route};
use serde_json::json;

/// How it is known that nobody reaches too far by a route.
#[derive(Clone, Copy)]
pub enum How {
    /// Only posts that see the whole county have its permission.
    WholeCounty,
    /// There is nothing to guard: what it shows or does is everybody's who has the permission.
    Open(#[allow(dead_code, reason = "read by people")] &'static str),
    /// Guarded by the use case, as this tells.
    Story(fn(&Ground)),
}

use How::{Open, Story, WholeCounty};

/// All of them; a route that is missing here fails the test beside it.
const PROOFS: &[(&str, &str, How)] = &[
    ("DELETE", "/sessions/{session}", Story(sessions_and_tokens_are_ones_own)),
    ("DELETE", "/tokens/{token}", Story(sessions_and_tokens_are_ones_own)),
    ("GET", "/sign-in-links/{link}", Open("the link itself is the key")),
    ("POST", "/sign-in-links/{link}", Open("the link itself is the key")),
    ("POST", "/posts/{post}/end", WholeCounty),
    ("POST", "/posts/{post}/handover", WholeCounty),
    ("POST", "/posts/{post}/device-codes", Story(phones_are_bound_in_ones_own_township)),
    ("POST", "/posts/{post}/device-endings", Story(phones_are_bound_in_ones_own_township)),
    ("GET", "/posts/{post}/code-card", Story(cards_are_printed_in_ones_own_township)),
    ("POST", "/posts/{post}/code-cards", Story(cards_are_printed_in_ones_own_township)),
    ("POST", "/posts/{post}/code-card-endings", Story(cards_are_printed_in_ones_own_township)),
    ("POST", "/device-bindings", Open("the code is the key")),
    ("POST", "/handovers/{handover}/signature", Story(a_handover_is_signed_by_its_two_sides)),
    ("GET", "/divisions/{division}", Open("where villages lie is no secret")),
    ("POST", "/households", Story(nothing_is_entered_elsewhere)),
    ("POST", "/households/import", Story(no_row_of_a_file_goes_elsewhere)),
    ("POST", "/producers", Story(nothing_is_entered_elsewhere)),
    ("POST", "/producers/import", Story(no_row_of_a_file_goes_elsewhere)),
    ("GET", "/producers/{producer}", Open("the catalogue is the county's; contacts are masked")),
    ("POST", "/employments/{employment}/withdrawal", Story(an_employment_elsewhere_stays)),
    ("POST", "/products", Story(nothing_is_entered_elsewhere)),
    ("GET", "/products/{product}", Open("the catalogue is the county's")),
    ("POST", "/brands", Story(nothing_is_entered_elsewhere)),
    ("POST", "/certifications", Story(nothing_is_entered_elsewhere)),
    ("GET", "/crops/{crop}", Open("what a crop is called and when it is ripe is no secret")),
    ("PUT", "/crops/{crop}", WholeCounty),
    ("GET", "/crops/{crop}/growers", Story(what_villages_have_stays_in_its_township)),
    ("POST", "/crops/{crop}/growers", WholeCounty),
    ("GET", "/survey-rounds/{round}", Story(what_villages_have_stays_in_its_township)),
    ("PUT", "/survey-rounds/{round}", WholeCounty),
    ("GET", "/survey-rounds/{round}/answers", Story(what_villages_have_stays_in_its_township)),
    ("POST", "/supply-uploads", Story(what_villages_have_stays_in_its_township)),
    ("POST", "/supply-bundles", Open("the signature names the author, whose own scope judges each item")),
    ("POST", "/supply-checks", Story(what_villages_have_stays_in_its_township)),
    ("POST", "/reporting/numbers", Story(what_villages_have_stays_in_its_township)),
    ("POST", "/webhooks/{webhook}/ending", WholeCounty),
    ("POST", "/webhooks/{webhook}/trials", WholeCounty),
    ("GET", "/webhooks/{webhook}/deliveries", WholeCounty),
    ("POST", "/helplines", Story(numbers_and_advice_stay_in_their_township)),
    ("PUT", "/helplines/{helpline}", Story(numbers_and_advice_stay_in_their_township)),
    ("POST", "/advice", Story(numbers_and_advice_stay_in_their_township)),
    ("POST", "/unsalable-hints", Story(hints_stay_in_their_township)),
    ("POST", "/unsalable-hints/{hint}/ending", Story(hints_stay_in_their_township)),
    ("GET", "/campaigns/{campaign}", Open("what is to be sold and who helps is news; people are masked")),
    ("POST", "/campaigns/{campaign}/reports", WholeCounty),
    ("POST", "/campaigns/{campaign}/ending", WholeCounty),
    ("GET", "/campaigns/{campaign}/pledges", Open("what was promised is news; people are masked")),
    ("POST", "/campaigns/{campaign}/pledges", Story(pledges_are_ones_own)),
    ("GET", "/campaigns/{campaign}/pledges/{pledge}", Open("what was promised is news; people are masked")),
    ("POST", "/campaigns/{campaign}/pledges/{pledge}/acts", Story(pledges_are_ones_own)),
    ("POST", "/campaigns/{campaign}/pledges/{pledge}/contact", Story(pledges_are_ones_own)),
    ("POST", "/pairings", WholeCounty),
    ("POST", "/pairings/{pairing}/ending", WholeCounty),
    ("POST", "/demands", Story(buyers_and_villages_speak_for_themselves)),
    ("POST", "/demands/{demand}/ending", Story(buyers_and_villages_speak_for_themselves)),
    ("GET", "/matching-runs/{run}", Story(buyers_and_villages_speak_for_themselves)),
    ("GET", "/matching-runs/{run}/instance", Story(buyers_and_villages_speak_for_themselves)),
    ("GET", "/matching-runs/{run}/lines", Story(buyers_and_villages_speak_for_themselves)),
    ("GET", "/matching-runs/{run}/what-if", Story(buyers_and_villages_speak_for_themselves)),
    ("POST", "/contracts", Story(contracts_are_their_two_sides)),
    ("GET", "/contracts/{contract}", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/ending", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/answers", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/prints", Story(contracts_are_their_two_sides)),
    ("GET", "/contracts/{contract}/deliveries", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/deliveries", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/deliveries/{delivery}/reversal", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/book", Story(contracts_are_their_two_sides)),
    ("GET", "/contracts/{contract}/lines", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/deliveries/{delivery}/booking", Story(contracts_are_their_two_sides)),
    ("POST", "/contracts/{contract}/deliveries/{delivery}/booking/reversal", Story(contracts_are_their_two_sides)),
    ("POST", "/collection-proposals", Story(runs_are_of_their_township)),
    ("POST", "/collection-runs", Story(runs_are_of_their_township)),
    ("GET", "/collection-runs/{collection}", Story(runs_are_of_their_township)),
    ("PUT", "/collection-runs/{collection}", Story(runs_are_of_their_township)),
    ("POST", "/collection-runs/{collection}/ending", Story(runs_are_of_their_township)),
    ("POST", "/collection-runs/{collection}/loadings", Story(runs_are_of_their_township)),
    ("POST", "/collection-runs/{collection}/prints", Story(runs_are_of_their_township)),
    ("POST", "/bases", Story(bases_stay_in_their_township)),
    ("GET", "/bases/{base}", Story(bases_stay_in_their_township)),
    ("PUT", "/bases/{base}", Story(bases_stay_in_their_township)),
    ("POST", "/bases/{base}/plots", Story(bases_stay_in_their_township)),
    ("PUT", "/plots/{plot}", Story(bases_stay_in_their_township)),
    ("GET", "/plots/{plot}/rents", Story(bases_stay_in_their_township)),
    ("POST", "/plots/{plot}/rents", Story(bases_stay_in_their_township)),
    ("POST", "/plots/{plot}/rents/{rent}/reversal", Story(bases_stay_in_their_township)),
    ("GET", "/fairs/{fair}", Open("where buyers and growers meet is news")),
    ("POST", "/fairs/{fair}/live-sessions", WholeCounty),
    ("PUT", "/fairs/{fair}/live-sessions/{session}", WholeCounty),
    ("POST", "/fairs/{fair}/live-sessions/{session}/calling-off", WholeCounty),
    ("POST", "/fairs/{fair}/statements", WholeCounty),
    ("POST", "/price-samples", WholeCounty),
    ("GET", "/offers/{offer}", Story(buyers_and_villages_speak_for_themselves)),
    ("POST", "/offers/{offer}/acts", Story(buyers_and_villages_speak_for_themselves)),
    ("GET", "/public/certificates/{code}", Open("whoever stands before the certificate may check it")),
    ("POST", "/accounts/mine/collections", Open("names no account: it is one's own")),
    ("POST", "/accounts/mine/collections/{collection}/withdrawal", Story(a_collection_of_another_stays)),
    ("GET", "/statements/{statement}", Story(statements_elsewhere_stay_closed)),
    ("GET", "/statements/{statement}/lines", Story(statements_elsewhere_stay_closed)),
    ("POST", "/statements/{statement}/confirmation", Story(statements_elsewhere_stay_closed)),
    ("POST", "/statements/{statement}/withdrawal", Story(statements_elsewhere_stay_closed)),
    ("GET", "/payouts/{payout}", Story(payouts_elsewhere_are_not_there)),
    ("POST", "/payouts/{payout}/prints", WholeCounty),
    ("POST", "/periods", Story(an_outlet_does_not_close_the_countys_books)),
    ("GET", "/settlements/{year}", WholeCounty),
    ("GET", "/settlements/{year}/document", WholeCounty),
    ("GET", "/settlements/{year}/findings", WholeCounty),
    ("GET", "/settlements/{year}/findings/{subject}/{rule}", WholeCounty),
    ("GET", "/settlements/{year}/measures", WholeCounty),
    ("GET", "/settlements/{year}/measures/{subject}/{measure}/lines", WholeCounty),
    ("GET", "/settlements/{year}/measures/{subject}/reports", WholeCounty),
    ("GET", "/settlements/{year}/measures/{subject}/promotion", WholeCounty),
    ("POST", "/settlements/{year}/freeze", WholeCounty),
    ("GET", "/settlements/{year}/rerun", WholeCounty),
    ("GET", "/settlements/{year}/comparison", WholeCounty),
    ("POST", "/settlements/{year}/what-ifs", WholeCounty),
    ("GET", "/opening-totals/{measure}/counted", WholeCounty),
    ("GET", "/policies/{policy}", Open("everybody may read the rules")),
    ("GET", "/policies/{policy}/rules/{rule}/explanation", Open("everybody may read the rules")),
];

/// Lists that show the whole county to posts with a scope of their own.
pub const OPEN_LISTS: &[&str] = &["/producers", "/products", "/brands", "/outlets", "/demands"];

/// The proofs of a route: one, or none.
pub fn of(route: &Route) -> Vec<How> {
    let of = |(method, path, how): &(&str, &str, How)| (*method == route.method && *path == route.path).then_some(*how);
    PROOFS.iter().filter_map(of).collect()
}

/// Whether the place is asked about by the use case.
pub fn has_story(route: &Route) -> bool {
    of(route).iter().any(|how| matches!(how, Story(_)))
}

/// A proof of a route that is gone proves nothing.
pub fn all_name_routes(county: &County) {
    for (method, path, _) in PROOFS {
        let found = county.app.routes().any(|r| (r.method, r.path, r.target) == (method, path, None));
        assert!(found, "no such route without a target: {method} {path}");
    }
}

/// Tells every story.
pub fn tell(ground: &Ground) {
    let mut told: Vec<fn(&Ground)> = Vec::new();
    for (_, _, how) in PROOFS {
        if let Story(story) = how
            && !told.iter().any(|one| std::ptr::fn_addr_eq(*one, *story))
        {
            told.push(*story);
            story(ground);
        }
    }
}

fn a_collection_of_another_stays(ground: &Ground) {
    let body = json!({"collector_name": "周嫂", "amount_fen": 100});
    let theirs = ground.other.union.post(&format!("/accounts/{}/collections", ground.other.account), body).ok();
    let at = format!("/accounts/mine/collections/{}/withdrawal", theirs["id"]);
    ground.of(Role::Worker).post(&at, json!({})).refused(404, "collection.unknown");
}

fn sessions_and_tokens_are_ones_own(ground: &Ground) {
    let (clerk, manager) = (ground.of(Role::OutletClerk), ground.of(Role::OutletManager));
    let session = clerk.get("/sessions").ok();
    let session = session.as_array().or(session["items"].as_array()).unwrap()[0]["id"].clone();
    manager.delete(&format!("/sessions/{session}")).refused(403, "session.not_own");
    let token = json!({"name": "till", "permissions": ["till.sell"], "ends_on": "2026-12-31"});
    let token = clerk.post("/tokens", token).ok()["id"].clone();
    manager.delete(&format!("/tokens/{token}")).refused(403, "session.not_own");
    clerk.get("/session").ok();
}

fn a_handover_is_signed_by_its_two_sides(ground: &Ground) {
    let admin = ground.county.admin();
    let posts = admin.get("/posts?role=leader").ok();
    let link = admin.post("/people", json!({"name": "继任", "login": "leader.next"})).ok();
    let body = json!({"person": link["person"], "list": "印章"});
    admin.post(&format!("/posts/{}/handover", posts["items"][0]["id"]), body).ok();
    let handover = admin.get("/handovers?open=1").ok()["items"][0]["id"].clone();
    let stranger = ground.of(Role::OutletManager);
    stranger.post(&format!("/handovers/{handover}/signature"), json!({})).refused(403, "session.not_own");
}

fn nothing_is_entered_elsewhere(ground: &Ground) {
    let (village, producer) = (ground.other.village, ground.other.shop.producer);
    let household = json!({"division": village, "head": {"name": "曾某"}});
    let maker = json!({"kind": "cooperative", "name": "某社", "division": village, "document_kind": "none"});
    let product = json!({"producer": producer, "name": "某桃", "legal_class": "edible_farm", "farm_group": "fruit",
        "unit": "g", "origin": village});
    let case = json!({"producer": producer, "way": "survey", "year": 2025, "products": [ground.other.shop.listed]});
    let brand = json!({"name": "某牌", "holder": producer, "valid_from": "2026-01-01"});
    for (path, body) in [
        ("/households", household),
        ("/producers", maker),
        ("/products", product),
        ("/certifications", case),
        ("/brands", brand),
    ] {
        for role in [Role::TownshipSupervisor, Role::InformationOfficer, Role::Producer] {
            let perm = ground.county.app.routes().find(|r| (r.method, r.path) == ("POST", path)).unwrap().perm;
            if role.has(perm) {
                let answer = ground.of(role).post(path, body.clone());
                assert!(answer.body.contains("edge.outside_scope"), "{} at {path}: {}", role.word(), answer.body);
            }
        }
    }
}

/// The post of the other village's officer.
fn officer_elsewhere(ground: &Ground) -> i64 {
    let posts = ground.county.admin().get("/posts?role=information_officer").ok();
    let mut posts = posts["items"].as_array().unwrap().iter();
    posts.find(|p| p["scope_id"] == json!(ground.other.village)).unwrap()["id"].as_i64().unwrap()
}

fn cards_are_printed_in_ones_own_township(ground: &Ground) {
    let (supervisor, theirs) = (ground.of(Role::TownshipSupervisor), officer_elsewhere(ground));
    for verb in ["code-cards", "code-card-endings"] {
        supervisor.post(&format!("/posts/{theirs}/{verb}"), json!({})).refused(403, "edge.outside_scope");
    }
    supervisor.get(&format!("/posts/{theirs}/code-card")).refused(403, "edge.outside_scope");
    let callers = format!("/supply-callers?division={}", ground.other.village);
    supervisor.get(&callers).refused(403, "supply.outside_scope");
}

fn phones_are_bound_in_ones_own_township(ground: &Ground) {
    let theirs = officer_elsewhere(ground);
    for verb in ["device-codes", "device-endings"] {
        let path = format!("/posts/{theirs}/{verb}");
        ground.of(Role::TownshipSupervisor).post(&path, json!({})).refused(403, "edge.outside_scope");
    }
}

fn contracts_are_their_two_sides(ground: &Ground) {
    let (id, crop) = (ground.market_of_other.contract, ground.market_of_other.crop);
    let contract = json!({"kind": "purchase", "crop": crop, "unit": ground.other.unit, "kg": 100, "from_day": "2026-08-04",
        "to_day": "2026-08-06", "seller": {"villager": {"name": "某村民", "division": ground.other.village}}, "witness": "某人",
        "prices": [{"fen_per_kg": 100}]});
    let sides = [Role::UnitBuyer, Role::OutletManager, Role::InformationOfficer, Role::TownshipSupervisor];
    for role in sides.into_iter().chain([Role::PointKeeper]) {
        let client = ground.of(role);
        client.post("/contracts", contract.clone()).refused(403, "edge.outside_scope");
        for path in ["", "/deliveries", "/lines"] {
            client.get(&format!("/contracts/{id}{path}")).refused(403, "edge.outside_scope");
        }
        for (verb, body) in [("ending", json!({"how": "ended", "reason": "x"})), ("prints", json!({"reason": "x"}))] {
            client.post(&format!("/contracts/{id}/{verb}"), body).refused(403, "edge.outside_scope");
        }
        let dispute = json!({"says": "disputed", "reason": "x"});
        client.post(&format!("/contracts/{id}/answers"), dispute).refused(403, "edge.outside_scope");
        let key = format!("contract-proof-{}", role.word());
        let deliveries = format!("/contracts/{id}/deliveries");
        client.post_once(&key, &deliveries, json!({"grams": 1_000})).refused(403, "edge.outside_scope");
        let reason = json!({"reason": "x"});
        for verb in ["reversal", "booking/reversal"] {
            client
                .post_once(&key, &format!("{deliveries}/1/{verb}"), reason.clone())
                .refused(403, "edge.outside_scope");
        }
        let line = json!({"line": {"entry": 1, "line": 1}});
        client.post_once(&key, &format!("{deliveries}/1/booking"), line).refused(403, "edge.outside_scope");
        client.post(&format!("/contracts/{id}/book"), json!({})).refused(403, "edge.outside_scope");
    }
}

fn runs_are_of_their_township(ground: &Ground) {
    let market = &ground.market_of_other;
    let run = json!({"township": market.township, "day": "2026-08-05", "vehicle": "货车", "limit_kg": 100,
        "loads": [{"source": "contract", "source_id": market.contract, "grams": 1_000}]});
    let path = format!("/collection-runs/{}", market.collection);
    let asked = json!({"township": market.township, "from_day": "2026-08-05", "to_day": "2026-08-06", "vehicles": []});
    let outside =
        [Role::UnitBuyer, Role::OutletManager, Role::PointKeeper, Role::InformationOfficer, Role::TownshipSupervisor];
    for role in outside {
        let client = ground.of(role);
        client.post("/collection-proposals", asked.clone()).refused(403, "edge.outside_scope");
        client.post("/collection-runs", run.clone()).refused(403, "edge.outside_scope");
        client.get(&path).refused(403, "edge.outside_scope");
        client.put(&path, run.clone()).refused(403, "edge.outside_scope");
        let ends = json!({"how": "cancelled", "reason": "x"});
        client.post(&format!("{path}/ending"), ends).refused(403, "edge.outside_scope");
        client.post(&format!("{path}/loadings"), json!({"stop": 1, "grams": 1_000})).refused(403, "edge.outside_scope");
        let expected = match role {
            Role::InformationOfficer | Role::TownshipSupervisor => "edge.outside_scope",
            _ => "collection_run.not_yours",
        };
        client.post(&format!("{path}/prints"), json!({"reason": "x"})).refused(403, expected);
    }
}

fn bases_stay_in_their_township(ground: &Ground) {
    let other = &ground.market_of_other;
    let form = json!({"name": "别村基地", "division": ground.other.village, "operator": {"producer": ground.other.shop.producer}});
    let (base, plot) = (format!("/bases/{}", other.base), format!("/plots/{}", other.plot));
    for role in [Role::InformationOfficer, Role::TownshipSupervisor] {
        let client = ground.of(role);
        client.post("/bases", form.clone()).refused(403, "supply.outside_scope");
        client.get(&base).refused(403, "edge.outside_scope");
        client.put(&base, json!({"name": "x", "from_day": "2026-01-01"})).refused(403, "edge.outside_scope");
        let piece = json!({"kind": "own", "name": "x", "crop": other.crop, "area_centimu": 100});
        client.post(&format!("{base}/plots"), piece).refused(403, "edge.outside_scope");
        client.put(&plot, json!({"name": "x", "area_centimu": 100})).refused(403, "edge.outside_scope");
        client.get(&format!("{plot}/rents")).refused(403, "edge.outside_scope");
        let key = format!("rent-proof-{}", role.word());
        let rent = json!({"fen": 100, "how": "cash"});
        client.post_once(&key, &format!("{plot}/rents"), rent).refused(403, "edge.outside_scope");
        let back = json!({"reason": "x"});
        client.post_once(&key, &format!("{plot}/rents/1/reversal"), back).refused(403, "edge.outside_scope");
    }
    // Whoever only looks sees their own place.
    ground.of(Role::TechnicalGuide).get(&base).refused(403, "edge.outside_scope");
}

fn buyers_and_villages_speak_for_themselves(ground: &Ground) {
    let market = &ground.market_of_other;
    let wanted = json!({"crop": market.crop, "unit": ground.other.unit, "kg": 100, "from_day": "2026-08-05",
        "to_day": "2026-08-06"});
    for role in [Role::UnitBuyer, Role::OutletManager] {
        ground.of(role).post("/demands", wanted.clone()).refused(403, "edge.outside_scope");
        let ending = format!("/demands/{}/ending", market.demand);
        ground.of(role).post(&ending, json!({"reason": "不要了"})).refused(403, "edge.outside_scope");
    }
    for role in [Role::UnitBuyer, Role::OutletManager, Role::InformationOfficer, Role::TownshipSupervisor] {
        let client = ground.of(role);
        client.get(&format!("/matching-runs/{}", market.run)).refused(403, "edge.outside_scope");
        for part in ["instance", "lines", "what-if?change=buyer_waits&days=2"] {
            client.get(&format!("/matching-runs/{}/{part}", market.run)).refused(403, "edge.outside_scope");
        }
    }
    for role in
        [Role::UnitBuyer, Role::OutletManager, Role::InformationOfficer, Role::TownshipSupervisor, Role::Producer]
    {
        let client = ground.of(role);
        client.get(&format!("/offers/{}", market.offer)).refused(403, "edge.outside_scope");
        let act = json!({"act": "buyer_accepted", "fen_per_kg": 100});
        client.post(&format!("/offers/{}/acts", market.offer), act).refused(403, "edge.outside_scope");
        assert_eq!(client.get("/offers").ok()["items"], json!([]), "{}", role.word());
        assert_eq!(client.get("/market-today").ok()["offers"], json!([]), "{}", role.word());
    }
}

fn what_villages_have_stays_in_its_township(ground: &Ground) {
    let market = &ground.market_of_other;
    let item = json!({"id": "0190f3a2-7b1c-7def-8abc-000000000001", "seq": 1, "made_at": "2026-08-04T00:00:00Z",
        "division": ground.other.village, "crop": market.crop, "what": {"nothing": {}}});
    for role in [Role::TownshipSupervisor, Role::InformationOfficer] {
        let body = json!({"via": "office", "items": [item]});
        let went = ground.of(role).post("/supply-uploads", body).ok();
        assert_eq!(went["outcomes"][0]["code"], json!("supply.outside_scope"), "{}", role.word());
        assert_eq!(ground.of(role).get(&format!("/crops/{}/growers", market.crop)).ok()["items"], json!([]));
    }
    let mut note = item;
    note["what"] = json!({"advice": {"asker": "x", "problem": "x", "advice": "x"}});
    let went = ground.of(Role::TechnicalGuide).post("/supply-uploads", json!({"via": "office", "items": [note]})).ok();
    assert_eq!(went["outcomes"][0]["code"], json!("supply.outside_scope"), "{went}");
    let check = json!({"reports": [market.report], "verdict": "confirmed"});
    let township = ground.of(Role::TownshipSupervisor);
    township.post("/supply-checks", check).refused(403, "edge.outside_scope");
    let round = format!("/survey-rounds/{}", market.round);
    let answers = township.get(&format!("{round}/answers")).ok();
    let answers = answers["items"].as_array().unwrap();
    assert!(answers.iter().all(|row| row["division"] != json!(ground.other.village)), "{answers:?}");
    assert_eq!(township.get(&round).ok()["all"]["expected"], json!(answers.len()));
    let elsewhere = format!("{round}/answers?division={}", ground.other.village);
    township.get(&elsewhere).refused(403, "edge.outside_scope");
    let numbers = township.post("/reporting/numbers", json!({})).ok();
    let rows = numbers["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["division"] != json!(ground.other.village)), "{numbers}");
}

fn hints_stay_in_their_township(ground: &Ground) {
    let market = &ground.market_of_other;
    let hint = json!({"crop": market.crop, "division": ground.other.village, "day": "2026-08-04", "source": "visit", "said": "落果"});
    for role in [Role::TownshipSupervisor, Role::TechnicalGuide] {
        ground.of(role).post("/unsalable-hints", hint.clone()).refused(403, "supply.outside_scope");
        let ending = format!("/unsalable-hints/{}/ending", market.hint);
        ground.of(role).post(&ending, json!({"reason": "x"})).refused(404, "hint.unknown");
    }
    let supervisor = ground.of(Role::TownshipSupervisor);
    assert_eq!(supervisor.get("/unsalable-hints").ok()["items"], json!([]));
    assert_eq!(supervisor.get("/silence-candidates").ok()["candidates"], json!([]));
}

fn numbers_and_advice_stay_in_their_township(ground: &Ground) {
    let market = &ground.market_of_other;
    let note = json!({"id": "0190f3a2-7b1c-7def-8abc-000000000077", "division": ground.other.village, "crop": market.crop,
        "asker": "某人", "problem": "黄叶", "advice": "施肥"});
    for role in [Role::TownshipSupervisor, Role::TechnicalGuide, Role::InformationOfficer] {
        let client = ground.of(role);
        client.post("/advice", note.clone()).refused(403, "supply.outside_scope");
        assert_eq!(client.get("/advice").ok()["items"], json!([]), "{}", role.word());
    }
    let line = json!({"purpose": "guidance", "name": "某人", "phone": "0739-2651234"});
    let county = ground.of(Role::CountyOffice).post("/helplines", line.clone()).ok();
    for role in [Role::TownshipSupervisor, Role::TechnicalGuide] {
        let client = ground.of(role);
        client.post("/helplines", line.clone()).refused(403, "edge.outside_scope");
        client.put(&format!("/helplines/{}", county["id"]), line.clone()).refused(403, "edge.outside_scope");
    }
}

fn pledges_are_ones_own(ground: &Ground) {
    let market = &ground.market_of_other;
    let path = format!("/campaigns/{}/pledges", market.campaign);
    let pledge = json!({"unit": ground.other.unit, "crop": market.crop, "kg": 100});
    for role in [Role::UnitBuyer, Role::OutletManager, Role::InformationOfficer, Role::TownshipSupervisor] {
        let client = ground.of(role);
        client.post(&path, pledge.clone()).refused(403, "edge.outside_scope");
        let one = format!("{path}/{}", market.pledge);
        let act = json!({"act": "ordered", "kg": 1, "fen_per_kg": 100});
        client.post(&format!("{one}/acts"), act).refused(403, "edge.outside_scope");
        client.post(&format!("{one}/contact"), json!({"reason": "x"})).refused(403, "edge.outside_scope");
    }
}

fn no_row_of_a_file_goes_elsewhere(ground: &Ground) {
    for (path, file) in [
        ("/households/import", "户主,村,类别,识别时间\n曾某,{village},监测对象,2024-01-01\n"),
        ("/producers/import", "名称,类别,产地\n某社,农民专业合作社,{village}\n"),
    ] {
        let village = ground.of(Role::Auditor).get(&format!("/divisions/{}", ground.other.village)).ok();
        let name = ["parent_name", "name"].map(|part| village[part].as_str().unwrap()).concat();
        let file = file.replace("{village}", &name);
        let answer = ground.of(Role::TownshipSupervisor).upload(path, "rows.csv", file.as_bytes(), &[]);
        assert!(answer.body.contains("edge.outside_scope"), "{path}: {}", answer.body);
    }
}

fn an_employment_elsewhere_stays(ground: &Ground) {
    let path = format!("/employments/{}/withdrawal", ground.other.employment);
    for role in [Role::TownshipSupervisor, Role::InformationOfficer, Role::Producer] {
        ground.of(role).post(&path, json!({"reason": "写错"})).refused(403, "edge.outside_scope");
    }
}

fn statements_elsewhere_stay_closed(ground: &Ground) {
    let (own, other) = (ground.own.statement, ground.other.statement);
    let union = ground.of(Role::UnionOfficer);
    for verb in ["confirmation", "withdrawal"] {
        let body = if verb == "withdrawal" { json!({"note": "不对"}) } else { json!({}) };
        union.post(&format!("/statements/{other}/{verb}"), body).refused(403, "edge.outside_scope");
    }
    for role in [Role::UnionOfficer, Role::OutletManager, Role::Department] {
        let client = ground.of(role);
        for part in ["", "/lines"] {
            client.get(&format!("/statements/{other}{part}")).refused(403, "edge.outside_scope");
            client.get(&format!("/statements/{own}{part}")).ok();
        }
    }
}

fn payouts_elsewhere_are_not_there(ground: &Ground) {
    let path = format!("/payouts/{}", ground.payout_of_other);
    for role in [Role::UnionOfficer, Role::OutletManager, Role::Department] {
        ground.of(role).get(&path).refused(404, "payout.unknown");
        assert_eq!(ground.of(role).get("/payouts").ok()["items"], json!([]), "{}", role.word());
    }
    let seen = ground.of(Role::Leader).get(&path).ok();
    assert_eq!(seen["transfers"].as_array().unwrap().len(), 1);
    let health = department(&ground.county, "department.hospitals", "卫健").get(&path).ok();
    assert_eq!((&health["total_fen"], &health["transfers"]), (&seen["total_fen"], &seen["transfers"]));
}

fn an_outlet_does_not_close_the_countys_books(ground: &Ground) {
    let manager = ground.of(Role::OutletManager);
    let close = json!({"to": "2025-12-31", "reason": "年度核算"});
    manager.post_once("close-the-year", "/periods", close).refused(403, "edge.outside_scope");
}
