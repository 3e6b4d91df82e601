//! The options of the commands over a county's data and its policy.

use super::{Format, Tongue, Where};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    /// Receipts that do not say what was recorded here by voucher were seen; their rows stay out.
    #[arg(long)]
    pub confirm_receipts: bool,
    /// More was sold than came in; that was seen and is so.
    #[arg(long)]
    pub confirm_stock: bool,
    /// Rows that stand for others of the book, one for one, and read differently now.
    #[arg(long, value_enum)]
    pub changed: Option<RowChoice>,
    /// Rows that may be others of the book put right, or further business of that day.
    #[arg(long, value_enum)]
    pub doubtful: Option<RowChoice>,
    /// text, json or csv.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What becomes of rows that may be others of the book, put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RowChoice {
    /// Reverse the old ones and take these in.
    Replace,
    /// Take these in besides the old ones.
    AlsoNew,
    /// Leave these out.
    LeaveOut,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// Townships and villages: code, name, level, parent_code.
    Divisions,
    /// The holiday plan of a year: date, kind, name.
    Holidays,
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

/// `huoshui match`.
#[derive(Args, Clone, Debug)]
pub struct Match {
    /// JSON file, `-` for standard input.
    pub file: PathBuf,
    /// Say why each pair is there and why something is left over.
    #[arg(long)]
    pub explain: bool,
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
