//! HTTP glue: from a request to one audited use case and back.
//!
//! A slice declares its routes as data ([`Route`]): method, path, permission, what the path
//! names, and a plain function. Everything else happens here, once, in one transaction:
//! who asks → may that role → is it inside the scope → was it sent before → the use case →
//! audit → the stored answer. A route without a permission cannot be written down.
//!
//! Invariants:
//! - A use case is `fn(tx, actor, at, input)`: synchronous, no HTTP, no clock, no global.
//! - Every write leaves one audit row in the same transaction; refused writes leave nothing.
//! - Errors leave as RFC 9457 problems in the reader's language.
//!
//! Left to others: what sessions and scopes are (ports, implemented by identity and places).

pub mod actor;
mod app;
pub mod audit;
mod changes;
mod codes;
mod docs;
mod export;
mod http;
mod metrics;
mod openapi;
pub mod perm;
mod problem;
mod replay;
pub mod route;
mod run;
mod tasks;
mod texts;
mod words;

pub use actor::{Actor, County, Effect, Scope};
pub use app::{App, Config, LoadPolicies};
pub use codes::{code_word, own_codes};
pub use export::simulated_column;
pub use http::{Credential, router, secure_headers};
pub use openapi::openapi;
pub use perm::{Perm, Role};
pub use problem::EdgeRefusal;
pub use replay::forget_answers;
pub use route::{Download, FromPath, News, Nothing, PathOf, Place, Route, ScopeTree, Sessions, Slice, Target, Upload};
pub use run::{Stamp, audited, perform};
pub use store::{Ask, Page};
pub use tasks::Task;
pub use words::{WORDS, word};
