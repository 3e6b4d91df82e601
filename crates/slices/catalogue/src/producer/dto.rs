//! What goes in and out about producers.

use crate::person::{MaskedPerson, PersonForm};
use base::{
    Text,
    ids::{DivisionId, HouseholdId, ProducerId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A new producer, or its corrected state.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProducerForm {
    /// `enterprise`, `cooperative`, `family_farm` or `household`.
    pub kind: String,
    /// Name; for a household it is made from the mask.
    #[serde(default)]
    pub name: String,
    /// Where it produces; none if outside the county.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// The household that sells; only for kind `household`.
    #[serde(default)]
    pub household: Option<HouseholdId>,
    /// `credit_code` (18 characters), `registration_number` (15 digits), `other` or `none`.
    #[serde(default)]
    pub document_kind: String,
    /// Its number.
    #[serde(default)]
    pub document_number: String,
    /// Registered address; a Changsha company may grow here.
    #[serde(default)]
    pub registered_address: String,
    /// Whom to call.
    #[serde(default)]
    pub contact: Option<PersonForm>,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// Which producers a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProducerQuery {
    /// Name, initials or pinyin, in part.
    pub q: String,
    /// Kind.
    pub kind: String,
    /// Only in this township or village.
    pub division: i64,
    /// `1`: only inside one's own scope.
    pub own: i64,
    /// `1`: only those with something listed today.
    pub listed: i64,
    /// `1`: only those whose document failed its check.
    pub doubtful: i64,
}

store::row! {
    /// A producer as lists show it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct ProducerRow {
        /// Id.
        pub id: ProducerId,
        /// Name.
        pub name: String,
        /// Kind.
        pub kind: String,
        /// Place in the scope tree.
        pub path: String,
        /// Kind of document.
        pub document_kind: String,
        /// Its number.
        pub document_number: String,
        /// `valid`, `check_failed` or `unchecked`.
        pub document_verdict: String,
        /// Registered address.
        pub registered_address: String,
        /// Products of it.
        pub products: i64,
        /// Products listed today.
        pub listed_products: i64,
        /// When it was blacklisted; empty if it is not.
        pub blacklisted_at: String,
        /// Remark.
        pub note: String,
    }
}

/// A producer in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProducerDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub producer: ProducerRow,
    /// Where it produces.
    pub division: Option<DivisionId>,
    /// The same by name.
    pub place: String,
    /// The household that sells.
    pub household: Option<HouseholdId>,
    /// Whom to call, masked.
    pub contact: Option<MaskedPerson>,
    /// What to look at again: a failed check of the document.
    pub warnings: Vec<Text>,
}
