//! The options of the commands over a county's data and its policy.

use super::{Format, TextOrJson, Where};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `huoshui import`.
#[derive(Args, Clone, Debug)]
pub struct Import {
    /// Where.
    #[command(flatten)]
    pub at: Where,
    /// 文件里是什么 · What the file holds.
    #[arg(value_enum)]
    pub kind: ImportKind,
    /// 工作簿或 CSV · Workbook or CSV.
    pub file: PathBuf,
    /// 哪个门店的台账（编号） · The outlet whose book it is.
    #[arg(long)]
    pub outlet: Option<i64>,
    /// 哪个单位的职工（编号） · The unit whose workers they are.
    #[arg(long)]
    pub unit: Option<i64>,
    /// 只试读不写入；台账不用数据文件夹，其余对照本县数据 · Only try it; a ledger needs no data folder, the others are tried against the county's.
    #[arg(long)]
    pub dry_run: bool,
    /// 没有对应产品的行先不记 · Leave out rows whose product is not known instead of taking nothing.
    #[arg(long)]
    pub skip_unmatched: bool,
    /// 合计与明细不符，已核对 · A total that differs from the rows was seen and is accepted.
    #[arg(long)]
    pub confirm_total: bool,
    /// 小票与本系统用券记录不符，已核对，这些行不记 · Receipts that do not say what was recorded here by voucher were seen.
    #[arg(long)]
    pub confirm_receipts: bool,
    /// 卖出多于进货，已核对属实 · More was sold than came in; that was seen and is so.
    #[arg(long)]
    pub confirm_stock: bool,
    /// 与已记的行一一对应但内容不同的行 · Rows that stand for others of the book and read differently now.
    #[arg(long, value_enum)]
    pub changed: Option<RowChoice>,
    /// 可能是更正、也可能是另一笔的行 · Rows that may be others put right, or further business of that day.
    #[arg(long, value_enum)]
    pub doubtful: Option<RowChoice>,
    /// 文本、JSON 或 CSV · How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What becomes of rows that may be others of the book, put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RowChoice {
    /// 红冲原来的，记这些 · Reverse the old ones and take these in.
    Replace,
    /// 原来的保留，也记这些 · Take these in besides the old ones.
    AlsoNew,
    /// 这些不记 · Leave these out.
    LeaveOut,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// 乡镇和村：code, name, level, parent_code · Townships and villages.
    Divisions,
    /// 一个年度的节假日安排：date, kind, name · The holiday plan of one year.
    Holidays,
    /// 门店的购销台账 · An outlet's purchase and sales book.
    Ledger,
    /// 供货主体 · Producers.
    Producers,
    /// 单位的职工 · Workers of a unit.
    Workers,
}

/// `huoshui settle`.
#[derive(Args, Clone, Debug)]
pub struct Settle {
    /// Where.
    #[command(flatten)]
    pub at: Where,
    /// 哪一年 · Calendar year.
    #[arg(long)]
    pub year: i32,
    /// 政策文件或自带政策的编号，不填为现行的 · Policy file, or the id of a shipped one.
    #[arg(long)]
    pub policy: Option<String>,
    /// 换成另一个政策会怎样 · Another policy file or id: what it would change.
    #[arg(long)]
    pub compare: Option<String>,
    /// 文本、JSON 或 CSV · How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `huoshui match`.
#[derive(Args, Clone, Debug)]
pub struct Match {
    /// JSON 文件，`-` 为标准输入 · JSON file, `-` for standard input.
    pub file: PathBuf,
    /// 说明每一对的理由、剩余的原因 · Say why each pair is there and why something is left over.
    #[arg(long)]
    pub explain: bool,
    /// 文本、JSON 或 CSV · How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `huoshui policy …`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// 检查政策文件，列出全部问题 · Read a policy file and name everything that is wrong with it.
    Check {
        /// 文件 · The file.
        file: PathBuf,
    },
    /// 用文字解释一条规则 · Explain one rule in words.
    Explain {
        /// 规则编号，如 outlet.sales_award · Its id.
        rule: String,
        /// 不用自带的政策文件时填 · Another policy file than the shipped one.
        #[arg(long)]
        policy: Option<PathBuf>,
    },
    /// 由指标算出核算结果，不用数据文件夹 · Turn measures into findings; needs no data folder.
    Evaluate {
        /// 政策文件或自带政策的编号 · Policy file, or the id of a shipped one.
        #[arg(long)]
        policy: String,
        /// JSON 文件，`-` 为标准输入 · JSON file, `-` for standard input.
        #[arg(long)]
        measures: PathBuf,
    },
}

/// `huoshui audit …`.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// 重新核对链、合计和库存 · Recompute chains, totals and stock.
    Verify {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 文本或 JSON · How the answer is written.
        #[arg(long, value_enum, default_value_t)]
        format: TextOrJson,
    },
    /// 把全部操作记录写成 JSON 行 · Write the whole trail as JSON lines.
    Export {
        /// Where.
        #[command(flatten)]
        at: Where,
    },
}

/// The parser speaks before it is known to whom.
fn id(text: &str) -> Result<i64, String> {
    text.parse()
        .map_err(|_| "要写编号（页面网址里的数字） · an id is due, the number in the address of the page".to_owned())
}

/// `huoshui user …`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// 添加一人和一个岗位，打印首次登录链接 · Add a person with one post and print the first sign-in link.
    Add {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 登录名 · Login.
        login: String,
        /// 姓名 · Name.
        #[arg(long)]
        name: String,
        /// 岗位代码，如 county_office，写错时会列出全部 · Role word, such as county_office; a wrong one lists them all.
        #[arg(long)]
        role: String,
        /// 乡镇、村、门店、主体或单位的编号，即其页面网址里的数字；全县的岗位不填 · Id of the division or organisation, the
        /// number in the address of its page; none for posts of the whole county.
        #[arg(long, value_parser = id)]
        scope: Option<i64>,
    },
    /// 打印新的登录链接，原密码失效 · Print a new link for a person; the old password ends.
    Reset {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 登录名 · Login.
        login: String,
    },
    /// 列出人员和岗位 · List people and their posts.
    List {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// 文本、JSON 或 CSV · How the answer is written.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}
