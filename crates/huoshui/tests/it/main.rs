//! The stories: through the real HTTP server, on a real SQLite and a real PostgreSQL.
//!
//! One test binary for all, so that it links once. A story is a function over a [`harness::County`]
//! and runs on both engines; without PostgreSQL it fails and says how to get one.

mod harness;
mod identity;
mod house;
