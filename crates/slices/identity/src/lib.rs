//! People, posts, sessions, tokens, hand-overs and the audit trail (人员).
//!
//! Words: **person** 人员 signs in; **post** 岗位 is what a person may do and where, with a term;
//! **party** 当事人 is the one place where personal data stands, sealed; a **code card** 电话报送码 proves a call.
//!
//! Invariants:
//! - A person signs in with one post at a time; every act is signed with person and post.
//! - Nobody holds posts that exclude each other (an auditor holds no other).
//! - Secrets are kept as digests: session and bearer tokens, links, passwords (argon2id).
//! - Ending a post or a session works at once: both are read with every request.
//!
//! Deliberately absent: e-mail, SMS, self-registration. An administrator hands over a link or a slip.

mod batch;
mod cards;
mod county_key;
pub mod desk;
mod device_keys;
mod devices;
mod dto;
mod error;
mod handover;
mod moving;
mod party;
mod people;
mod posts;
mod secret;
mod self_service;
mod sessions;
mod sign_in;
mod sql;
mod strength;
mod tokens;
mod trail;

pub use dto::*;
pub use people::{PeopleFilter, PersonRow, invite, list as list_people, reset};
pub use posts::{PostFilter, grant, list as list_posts};
pub use sessions::IdentitySessions;

use edge::{Perm, Route, Slice, Target};

/// What this slice brings.
pub fn slice() -> Slice {
    use Perm::{Anyone, AuditRead, PeopleManage, PeopleRead, SelfService};
    let routes = vec![
        Route::post_prepared("/session", Anyone, "session.open", sign_in::check, sign_in::open).private(),
        Route::get("/session", Anyone, self_service::session),
        Route::delete("/session", SelfService, "session.close", self_service::close),
        Route::post("/session/post", SelfService, "session.switch_post", self_service::switch_post),
        Route::get("/sessions", SelfService, self_service::sessions),
        Route::delete("/sessions/{session}", SelfService, "session.end", self_service::end_session),
        Route::get("/sign-in-links/{link}", Anyone, sign_in::look_at_link),
        Route::post_prepared("/sign-in-links/{link}", Anyone, "password.set", sign_in::hash_of, sign_in::use_link),
        Route::post_prepared(
            "/password",
            SelfService,
            "password.change",
            self_service::check_password,
            self_service::change_password,
        ),
        Route::post("/totp", SelfService, "totp.propose", self_service::propose_totp).private(),
        Route::post("/totp/confirmation", SelfService, "totp.confirm", self_service::confirm_totp),
        Route::delete("/totp", SelfService, "totp.remove", self_service::remove_totp),
        Route::list("/tokens", SelfService, tokens::list),
        Route::post("/tokens", SelfService, "token.make", tokens::make).private(),
        Route::delete("/tokens/{token}", SelfService, "token.revoke", tokens::revoke),
        Route::list("/people", PeopleRead, people::list),
        Route::get("/people/{person}", PeopleRead, people::find).of(Target::Person),
        Route::post("/people", PeopleManage, "person.invite", people::invite).private(),
        Route::post("/people/batches", PeopleManage, "person.invite_many", batch::invite).private(),
        Route::put("/people/{person}", PeopleManage, "person.correct", people::correct).of(Target::Person),
        Route::post("/people/{person}/reset", PeopleManage, "person.reset", people::reset).of(Target::Person).private(),
        Route::post("/people/{person}/departure", PeopleManage, "person.leave", people::leave).of(Target::Person),
        Route::post("/people/{person}/posts", PeopleManage, "post.grant", posts::grant).of(Target::Person),
        Route::list("/posts", PeopleRead, posts::list),
        Route::post("/posts/{post}/end", PeopleManage, "post.end", posts::end),
        Route::post("/posts/{post}/handover", PeopleManage, "handover.open", handover::open),
        Route::post("/posts/{post}/device-codes", Perm::DeviceHandOut, "device.offer", devices::offer).private(),
        Route::post("/posts/{post}/device-endings", Perm::DeviceHandOut, "device.end", devices::end),
        Route::get("/posts/{post}/code-card", Perm::DeviceHandOut, cards::show),
        Route::post("/posts/{post}/code-cards", Perm::DeviceHandOut, "card.hand_out", cards::hand_out).private(),
        Route::post("/posts/{post}/code-card-endings", Perm::DeviceHandOut, "card.end", cards::end),
        Route::post("/device-bindings", Anyone, "device.bind", devices::bind).private(),
        Route::post("/device-keys", SelfService, "device.key", device_keys::give).private(),
        Route::list("/handovers", SelfService, handover::list),
        Route::post("/handovers/{handover}/signature", SelfService, "handover.sign", handover::sign),
        Route::list("/audit", AuditRead, trail::list),
    ];
    Slice {
        name: "identity",
        routes,
        targets: vec![(Target::Person, sql::place_of_person)],
        tasks: Some(handover::tasks),
        news: None,
        refusals: vec![error::No::CATALOGUE],
    }
}
