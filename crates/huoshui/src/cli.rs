//! The command line, as the design fixes it. Exit 0 ok, 1 failed, 2 wrong use.

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
    /// Print the OpenAPI document.
    Openapi,
    /// Print the table of roles, permissions and routes.
    #[command(hide = true)]
    Authorisation,
    /// Look at this installation and say what is wrong.
    Doctor {
        /// Where.
        #[command(flatten)]
        at: Where,
    },
}

/// `huoshui serve`.
#[derive(Args, Clone, Debug, Default)]
pub struct Serve {
    /// Where.
    #[command(flatten)]
    pub at: Where,
    /// Address to listen on; `127.0.0.1:8080` if not said.
    #[arg(long, env = "HUOSHUI_LISTEN")]
    pub listen: Option<String>,
    /// Address that people type; QR codes are made from it.
    #[arg(long, env = "HUOSHUI_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Certificate (PEM) to serve https with.
    #[arg(long, env = "HUOSHUI_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Its key (PEM).
    #[arg(long, env = "HUOSHUI_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Serve https with a certificate of the county's own authority, made on first use.
    #[arg(long, env = "HUOSHUI_COUNTY_CA", conflicts_with = "tls_cert")]
    pub county_ca: bool,
    /// Address of the proxy in front, whose X-Forwarded-For is believed.
    #[arg(long, env = "HUOSHUI_PROXY")]
    pub proxy: Option<std::net::IpAddr>,
    /// Serve plain http to other machines although passwords can be read on the way.
    #[arg(long, env = "HUOSHUI_INSECURE_HTTP")]
    pub insecure_http: bool,
    /// Requests a second that one address may send; 200 if not said.
    #[arg(long, env = "HUOSHUI_RATE")]
    pub rate: Option<u32>,
}

/// `huoshui import`.
#[derive(Args, Clone, Debug)]
pub struct Import {
    /// Where.
    #[command(flatten)]
    pub at: Where,
    /// What the file holds.
    #[arg(value_enum)]
    pub kind: ImportKind,
    /// Workbook or CSV.
    pub file: PathBuf,
    /// The outlet whose book it is.
    #[arg(long)]
    pub outlet: Option<i64>,
    /// The unit whose workers they are.
    #[arg(long)]
    pub unit: Option<i64>,
    /// Only read; needs no data folder and makes none.
    #[arg(long)]
    pub dry_run: bool,
    /// Leave out rows whose product is not known instead of taking nothing.
    #[arg(long)]
    pub skip_unmatched: bool,
    /// A total that differs from the rows was seen and is accepted.
    #[arg(long)]
    pub confirm_total: bool,
    /// text, json or csv.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// Townships and villages: code, name, level, parent_code.
    Divisions,
    /// An outlet's purchase and sales book.
    Ledger,
    /// Producers.
    Producers,
    /// Workers of a unit.
    Workers,
}

/// `huoshui settle`.
#[derive(Args, Clone, Debug)]
pub struct Settle {
    /// Where.
    #[command(flatten)]
    pub at: Where,
    /// Calendar year.
    #[arg(long)]
    pub year: i32,
    /// Policy file, or the id of a shipped one; the one in force if not said.
    #[arg(long)]
    pub policy: Option<String>,
    /// Another policy file or id: what it would change.
    #[arg(long)]
    pub compare: Option<String>,
    /// text, json or csv.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// zh or en.
    #[arg(long, value_enum, default_value_t)]
    pub lang: Tongue,
}

/// `huoshui policy …`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Read a policy file and name everything that is wrong with it.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Explain one rule in words.
    Explain {
        /// Its id, such as outlet.sales_award.
        rule: String,
        /// Another policy file than the shipped one.
        #[arg(long)]
        policy: Option<PathBuf>,
        /// zh or en.
        #[arg(long, value_enum, default_value_t)]
        lang: Tongue,
    },
    /// Turn measures into findings; needs no data folder.
    Evaluate {
        /// Policy file, or the id of a shipped one.
        #[arg(long)]
        policy: String,
        /// JSON file, `-` for standard input.
        #[arg(long)]
        measures: PathBuf,
    },
}

/// `huoshui audit …`.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Recompute chains, totals and stock.
    Verify {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// text or json.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Write the whole trail as JSON lines.
    Export {
        /// Where.
        #[command(flatten)]
        at: Where,
    },
}

/// `huoshui user …`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person with one post and print the first sign-in link.
    Add {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// Login.
        login: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// Role word.
        #[arg(long)]
        role: String,
        /// Id of the division or organisation.
        #[arg(long)]
        scope: Option<i64>,
    },
    /// Print a new link for a person; the old password ends.
    Reset {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// Login.
        login: String,
    },
    /// List people and their posts.
    List {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// text, json or csv.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}
