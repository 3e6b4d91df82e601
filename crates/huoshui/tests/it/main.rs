//! The stories: through the real HTTP server, on a real SQLite and a real PostgreSQL.
//!
//! One test binary for all, so that it links once. A story is a function over a [`harness::County`]
//! and runs on both engines; without PostgreSQL it fails and says how to get one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)] // a story that cannot go on stops

mod alerts;
mod assessment;
mod catalogue;
mod cli;
mod demo;
mod evidence;
mod harness;
mod house;
mod identity;
mod ledger;
mod market;
mod outlets;
mod places;
mod privacy;
mod report;
mod scope;
mod served;
mod shop;
mod supply;
mod vouchers;
