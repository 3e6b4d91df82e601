//! The command line, as the design fixes it. Exit 0 ok, 1 failed, 2 wrong use.

mod county;
mod serve;

pub use county::{AuditCommand, Import, ImportKind, Match, PolicyCommand, RowChoice, Settle, UserCommand};
pub use serve::Serve;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "huoshui",
    version,
    about = "活水：一个县的消费帮扶网络 · Runs a county's consumption-assistance network"
)]
pub struct Cli {
    /// 要做什么 · What to do.
    #[command(subcommand)]
    pub command: Command,
    /// 说中文还是英文 · The language of what people read.
    #[arg(long, global = true, env = "HUOSHUI_LANG", value_enum, default_value_t)]
    pub lang: Tongue,
}

/// Where the data lies.
#[derive(Args, Clone, Debug, Default)]
pub struct Where {
    /// 数据文件夹，不填为 `./huoshui-data` · Data folder; `./huoshui-data` if not said.
    #[arg(long, env = "HUOSHUI_DATA", global = false)]
    pub data: Option<PathBuf>,
    /// 用 `postgres://…`，不用数据文件夹里的 SQLite · PostgreSQL instead of SQLite in the data folder.
    #[arg(long, env = "HUOSHUI_DATABASE")]
    pub database: Option<String>,
    /// 个人信息密钥文件，不填为数据文件夹的 `keys/personal.key` · Key file for personal data.
    #[arg(long, env = "HUOSHUI_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 给人看 · For people.
    #[default]
    Text,
    /// 给程序 · For programs.
    Json,
    /// 给电子表格 · For spreadsheets.
    Csv,
}

/// How an answer that is no table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// 给人看 · For people.
    #[default]
    Text,
    /// 给程序 · For programs.
    Json,
}

/// The language of an answer for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// 中文 · Chinese.
    #[default]
    Zh,
    /// 英文 · English.
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
    /// 启动服务 · Serve the county's pages and API.
    Serve(Serve),
    /// 设立一个空的县，打印首次登录链接 · Set up an empty county and print the first sign-in link.
    Init {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 县的区划代码，如 430582 · Division code of the county.
        #[arg(long)]
        county: String,
        /// 区划表 CSV（code,name,level,parent_code），不填用自带的 · Divisions; the shipped table if not said.
        #[arg(long)]
        divisions: Option<PathBuf>,
        /// 政策文件，不填用自带的 2020 年文件 · Policy file; the shipped pack of 2020 if not said.
        #[arg(long)]
        policy: Option<PathBuf>,
        /// 第一位系统管理员的登录名 · Login of the first administrator.
        #[arg(long, default_value = "admin")]
        admin: String,
    },
    /// 在空文件夹里模拟邵东的一年，供试用 · Play a simulated year into an empty data folder, to look around in.
    Demo {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 模拟哪一年 · Calendar year to play.
        #[arg(long, default_value_t = 2026, value_parser = clap::value_parser!(i32).range(2021..=2100))]
        year: i32,
        /// 种子，相同则结果相同 · Seed: the same seed is the same year.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// 规模，0.001 到 5，1 为 20 万行明细 · How much of it; 1 is 200,000 lines.
        #[arg(long, default_value = "1.0", value_parser = crate::demo::per_mille)]
        scale: i64,
    },
    /// 导入文件，或只试读 · Read a file into the county, or only say what is in it.
    Import(Import),
    /// 政策文件：检查、解释、试算 · Policy files: check one, explain a rule, evaluate measures.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// 年度核算，或换一个政策的差别 · Settle a year: findings, or what another policy would change in them.
    Settle(Settle),
    /// 产销匹配，不用数据文件夹 · Match offers and demands: the best plan, with the prices that prove it.
    Match(Match),
    /// 操作记录和台账：核验、导出 · The audit trail and the books: recompute every chain, export.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// 人员：添加、重置、列出 · People: add one, reset one, list them.
    #[command(subcommand)]
    User(UserCommand),
    /// 备份到一个文件夹 · Copy the data into a folder.
    Backup {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 目标文件夹，须还不存在 · Target folder; must not exist yet.
        dir: PathBuf,
        /// 连同个人信息密钥，没有它别处打不开 · With the key for personal data; without it the copy opens nowhere else.
        #[arg(long)]
        with_keys: bool,
    },
    /// 把备份恢复到空的数据文件夹 · Put a backup into an empty data folder.
    Restore {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// `backup` 做出的文件夹 · Folder that `backup` made.
        dir: PathBuf,
    },
    /// 在 SQLite 与 PostgreSQL 之间迁移，须先停止服务 · Copy the database between SQLite and PostgreSQL; stop the server first.
    Migrate {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 空数据库的 `postgres://…`，或空文件夹 · An empty database, or an empty folder.
        #[arg(long)]
        to: String,
    },
    /// 打印接口文档 · Print the OpenAPI document.
    Openapi,
    /// 体检：哪里不对、怎么办 · Look at this installation and say what is wrong.
    Doctor {
        /// Where.
        #[command(flatten)]
        at: Where,
    },
}
