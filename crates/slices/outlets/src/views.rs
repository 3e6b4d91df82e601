//! What outlets and their authorisations look like from outside. No personal data but by mask.

use crate::authorisation::State;
use base::{
    Day, Instant,
    ids::{DivisionId, OutletId, PersonId},
};
use policy::vocabulary::OutletKind;
use schemars::JsonSchema;
use serde::Serialize;

store::row! {
    /// An outlet in a list.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct OutletRow {
        /// Id.
        pub id: OutletId,
        /// `shop`, `pavilion`, `area`, `cabinet`, `village_point` or `online`.
        pub kind: String,
        /// Name.
        pub name: String,
        /// Division; none outside the county.
        pub division: Option<DivisionId>,
        /// Place in the scope tree.
        pub path: String,
        /// Address.
        pub address: String,
        /// Opening hours.
        pub hours: String,
        /// Who runs it.
        pub operator: String,
        /// Keeps a till of its own.
        pub own_till: bool,
        /// First day.
        pub opened_on: Day,
        /// First day on which it is closed; 9999-12-31 while open.
        pub closed_on: Day,
        /// `none`, `authorised`, `suspended`, `expired`, `revoked` or `ended`, today.
        pub state: String,
    }
}

/// One outlet in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OutletView {
    /// Id.
    pub id: OutletId,
    /// Kind.
    pub kind: OutletKind,
    /// Name.
    pub name: String,
    /// Division; none outside the county.
    pub division: Option<DivisionId>,
    /// Its name.
    pub division_name: String,
    /// Place in the scope tree.
    pub path: String,
    /// Address.
    pub address: String,
    /// Opening hours.
    pub hours: String,
    /// Who runs it.
    pub operator: String,
    /// Credit code.
    pub credit_code: String,
    /// Whether the code's check character is right; a warning only.
    pub credit_code_valid: bool,
    /// Person in charge, masked.
    pub contact_name: String,
    /// Phone, masked.
    pub contact_phone: String,
    /// Account that pay-outs go to, masked.
    pub bank_account: String,
    /// Keeps a till of its own.
    pub own_till: bool,
    /// Platform of an online partner.
    pub platform: String,
    /// First day.
    pub opened_on: Day,
    /// First day on which it is closed; 9999-12-31 while open.
    pub closed_on: Day,
    /// Note.
    pub note: String,
    /// What holds today.
    pub state: State,
    /// Last day of the running term; 9999-12-31 if open.
    pub valid_to: Option<Day>,
    /// Whether this kind needs an authorisation.
    pub needs_authorisation: bool,
    /// Number of the certificate.
    pub certificate: Option<String>,
    /// Code by which anybody can check it.
    pub certificate_code: Option<String>,
    /// An open proposal to revoke.
    pub revocation: Option<i64>,
}

store::row! {
    /// One act on an authorisation.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct AuthorisationActView {
        /// Order.
        pub seq: i64,
        /// `granted`, `suspended`, `resumed`, `revoked` or `ended`.
        pub act: String,
        /// First day on which it holds.
        pub on_day: Day,
        /// Last day of a granted term; 9999-12-31 if open.
        pub valid_to: Day,
        /// Why.
        pub reason: String,
        /// Number of the paper.
        pub document_no: String,
        /// What becomes of stock, open orders and vouchers.
        pub wind_down: String,
        /// Who proposed it.
        pub proposed_by: Option<PersonId>,
        /// Who decided it.
        pub decided_by: PersonId,
        /// When it was recorded.
        pub at: Instant,
    }
}

store::row! {
    /// A proposal to revoke.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct RevocationRow {
        /// Id.
        pub id: i64,
        /// Against whom.
        pub outlet: OutletId,
        /// Its name.
        pub outlet_name: String,
        /// `no_sales`, `low_sales`, `no_cooperation` or `other`.
        pub ground: String,
        /// Why.
        pub reason: String,
        /// `open`, `revoked` or `rejected`.
        pub state: String,
        /// Who proposed.
        pub proposed_by: PersonId,
        /// When.
        pub proposed_at: Instant,
        /// Who decided.
        pub decided_by: Option<PersonId>,
        /// When.
        pub decided_at: Option<Instant>,
        /// What was decided and why.
        pub decision: String,
    }
}
