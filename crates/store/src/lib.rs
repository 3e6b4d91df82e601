//! One executor over SQLite and PostgreSQL: the same SQL text, the same tests.
//!
//! A **worker** is a thread that owns a connection. A use case is a plain function over
//! [`Tx`], sent to a worker and answered after COMMIT, so nothing in the domain is async
//! and no statement crosses a thread. SQLite has one writer that commits all waiting use
//! cases together (each in its own savepoint) and several readers; PostgreSQL has a pool of
//! equal workers and re-runs a use case that lost a serialisation race.
//!
//! Invariants:
//! - What differs between the engines lives here and nowhere else.
//! - An answer is given only after its COMMIT; a failed COMMIT fails every member of the group.
//! - Tables marked `-- append-only` in a migration refuse UPDATE and DELETE in the database itself.
//!
//! Left to others: what the tables mean, who may touch them, what a refusal says to people.

mod db;
mod error;
mod guards;
mod key_check;
mod migrate;
mod page;
mod postgres;
mod sqlite;
mod transfer;
mod tx;
mod value;
mod vault;

pub use db::{Db, Options};
pub use error::StoreError;
pub use guards::{append_only_tables, unguarded_tables};
pub use key_check::KeyTrouble;
pub use migrate::{MIGRATIONS, Migration};
pub use page::{Ask, Listing, Page, list};
pub use transfer::{Place, TransferTrouble, transfer};
pub use tx::{Engine, Tx};
pub use value::{FromRow, FromValue, Row, Value, listed};
pub use vault::{Vault, VaultError};
