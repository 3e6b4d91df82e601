//! Every way to say no: a stable code, an HTTP status, a sentence in each language.
//!
//! A slice declares its refusals once, in the order in which they are checked, with
//! [`refusals!`](crate::refusals); the macro keeps a catalogue that tests and the handbook read.

use crate::lang::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One field of the input that is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldProblem {
    /// JSON pointer into the body, or the name of a path or query parameter.
    pub field: String,
    /// Stable code, such as `quantity.invalid`.
    pub code: String,
    /// What is wrong and what would be right.
    pub message: Text,
}

/// A request that is refused. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code, such as `voucher.over_balance`.
    pub code: &'static str,
    /// HTTP status that the edge answers with.
    pub status: u16,
    /// The sentence people read: what is refused, by which rule, and the way out.
    pub message: Text,
    /// Fields at fault, if the input itself is wrong.
    pub fields: Vec<FieldProblem>,
}

impl Refusal {
    /// A refusal without fields.
    pub fn new(code: &'static str, status: u16, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, status, message: Text::new(zh, en), fields: Vec::new() }
    }

    /// The same refusal, pointing at one more field.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        let problem = FieldProblem { field: field.into(), code: self.code.to_owned(), message: self.message.clone() };
        self.fields.push(problem);
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} ({})", self.code, self.message.en, self.message.zh)
    }
}

impl std::error::Error for Refusal {}

/// One row of a refusal catalogue: code, status, Chinese and English pattern.
pub type CatalogueRow = (&'static str, u16, &'static str, &'static str);

/// Declares a slice's refusals: an enum, its conversion into [`Refusal`], and `CATALOGUE`.
///
/// ```
/// base::refusals! {
///     /// Why a voucher is not taken.
///     pub enum No {
///         /// Less is left than was asked for.
///         OverBalance { left: String } => 409 "voucher.over_balance"
///             "余额不足，还剩 {left} 元" "only ¥{left} is left",
///     }
/// }
/// let refusal = base::Refusal::from(No::OverBalance { left: "60.00".into() });
/// assert_eq!(refusal.message.zh, "余额不足，还剩 60.00 元");
/// ```
#[macro_export]
macro_rules! refusals {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$doc:meta])* $variant:ident $({ $($field:ident : $ty:ty),* $(,)? })? => $status:literal $code:literal $zh:literal $en:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(clippy::enum_variant_names)]
        pub enum $name {
            $($(#[$doc])* $variant $({ $(#[doc = "Shown in the sentence."] $field: $ty),* })?),+
        }

        impl $name {
            /// All refusals in the order in which they are checked.
            pub const CATALOGUE: &'static [$crate::refusal::CatalogueRow] = &[$(($code, $status, $zh, $en)),+];
        }

        impl From<$name> for $crate::Refusal {
            #[allow(unused_variables)]
            fn from(no: $name) -> Self {
                match no {
                    $($name::$variant $({ $($field),* })? =>
                        $crate::Refusal::new($code, $status, format!($zh), format!($en)),)+
                }
            }
        }
    };
}
