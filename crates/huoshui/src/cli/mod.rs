//! The command line, as the design fixes it. Exit 0 ok, 1 failed, 2 wrong use.

mod county;
mod serve;

pub use county::{AuditCommand, Import, ImportKind, Match, PolicyCommand, RowChoice, Settle, UserCommand};
pub use serve::Serve;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Runs a county's consumption-assistance network.
#[derive(Debug, Parser)]
#[command(name = "huoshui", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data lies.
#[derive(Args, Clone, Debug, Default)]
pub struct Where {
    /// Data folder; `./huoshui-data` if not said.
    #[arg(long, env = "HUOSHUI_DATA", global = false)]
    pub data: Option<PathBuf>,
    /// `postgres://…` instead of SQLite in the data folder.
    #[arg(long, env = "HUOSHUI_DATABASE")]
    pub database: Option<String>,
    /// Key file for personal data; `keys/personal.key` in the data folder if not said.
    #[arg(long, env = "HUOSHUI_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// The language of an answer for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl From<Tongue> for base::Lang {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Zh => Self::Zh,
            Tongue::En => Self::En,
        }
    }
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the county's pages and API.
    Serve(Serve),
    /// Set up an empty county and print the first sign-in link.
    Init {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// Division code of the county, such as 430582.
        #[arg(long)]
        county: String,
        /// Divisions as CSV (code,name,level,parent_code); the shipped table if not said.
        #[arg(long)]
        divisions: Option<PathBuf>,
        /// Policy file; the shipped pack of 2020 if not said.
        #[arg(long)]
        policy: Option<PathBuf>,
        /// Login of the first administrator.
        #[arg(long, default_value = "admin")]
        admin: String,
    },
    /// Play a simulated year of Shaodong into an empty data folder, to look around in.
    Demo {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// Calendar year to play.
        #[arg(long, default_value_t = 2026, value_parser = clap::value_parser!(i32).range(2021..=2100))]
        year: i32,
        /// Seed: the same seed is the same year.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How much of it, from 0.001 to 5; 1 is 200,000 lines.
        #[arg(long, default_value = "1.0", value_parser = crate::demo::per_mille)]
        scale: i64,
    },
    /// Read a file into the county, or only say what is in it.
    Import(Import),
    /// Policy files: check one, explain a rule, evaluate measures.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Settle a year: findings, or what another policy would change in them.
    Settle(Settle),
    /// Match offers and demands: the best plan, with the prices that prove it; needs no data folder.
    Match(Match),
    /// The audit trail and the books: recompute every chain, export.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// People: add one, reset one, list them.
    #[command(subcommand)]
    User(UserCommand),
    /// Copy the data into a folder.
    Backup {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// Target folder; must not exist yet.
        dir: PathBuf,
        /// Put the key for personal data beside it; without it the copy cannot be read elsewhere.
        #[arg(long)]
        with_keys: bool,
    },
    /// Put a backup into an empty data folder.
    Restore {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// Folder that `backup` made.
        dir: PathBuf,
    },
    /// Copy the database to another place, from SQLite to PostgreSQL or back; the server must be stopped.
    Migrate {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// `postgres://…` of an empty database, or an empty folder.
        #[arg(long)]
        to: String,
    },
    /// Print the OpenAPI document.
    Openapi,
    /// Look at this installation and say what is wrong.
    Doctor {
        /// Where.
        #[command(flatten)]
        at: Where,
    },
}
