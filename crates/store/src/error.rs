//! What a database can say back, told apart by what people can do about it.

use base::Refusal;
use std::fmt;

/// A statement or a commit that failed. Nothing of its use case was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// A named constraint said no; slices turn the names they expect into refusals.
    Constraint(String),
    /// A book or the audit trail was to be changed.
    AppendOnly(String),
    /// The database lost a race with another transaction; the use case may run again.
    Conflict,
    /// Too many requests are waiting.
    Busy,
    /// The disk is full.
    Full,
    /// The database cannot be reached.
    Unavailable(String),
    /// A row did not have the shape that the code reads.
    Shape(String),
    /// Anything else: a programming error.
    Other(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constraint(name) => write!(f, "constraint {name} said no"),
            Self::AppendOnly(table) => write!(f, "{table} is append-only"),
            Self::Conflict => f.write_str("lost a race with another transaction"),
            Self::Busy => f.write_str("too many requests are waiting"),
            Self::Full => f.write_str("the disk is full"),
            Self::Unavailable(why) => write!(f, "the database cannot be reached: {why}"),
            Self::Shape(why) | Self::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for StoreError {}

base::refusals! {
    /// What people are told when the database, not a rule, says no.
    pub enum Trouble {
        /// Too many requests wait.
        Busy => 503 "store.busy" "现在请求太多，请稍后再试；本次没有写入任何内容" "Too many requests are waiting; nothing was written, try again shortly",
        /// No room left.
        Full => 507 "store.full" "服务器磁盘已满，本次没有写入任何内容；请系统管理员清理磁盘后再试" "The server's disk is full; nothing was written. Ask the administrator to make room, then try again",
        /// Database gone.
        Unavailable => 503 "store.unavailable" "数据库暂时连不上，本次没有写入任何内容；请稍后再试" "The database cannot be reached; nothing was written, try again shortly",
        /// Lost a race too often.
        Conflict => 409 "store.conflict" "同一记录正被他人修改，请重试" "Someone else is changing the same record; try again",
        /// A constraint no slice expected.
        Constraint { name: String } => 409 "store.constraint" "数据之间的约束（{name}）不允许这样做" "A constraint between the data ({name}) does not allow this",
        /// A bug.
        Internal => 500 "store.internal" "程序内部出错，本次没有写入任何内容；错误已记录" "Something is wrong inside the program; nothing was written and the error was logged",
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Trouble::Busy.into(),
            StoreError::Full => Trouble::Full.into(),
            StoreError::Unavailable(why) => {
                tracing::error!(%why, "database unavailable");
                Trouble::Unavailable.into()
            }
            StoreError::Conflict => Trouble::Conflict.into(),
            StoreError::Constraint(name) => Trouble::Constraint { name }.into(),
            other => {
                tracing::error!(error = %other, "store");
                Trouble::Internal.into()
            }
        }
    }
}
