//! Typed ids: a number that knows what it names.

/// Declares id types: transparent `i64` in JSON and SQL, never mixed up in Rust.
#[macro_export]
macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    )+};
}

typed_ids! {
    /// A person who signs in or is written about as an office-holder.
    PersonId,
    /// One post of one person: role, scope, term.
    PostId,
    /// A division: county-, township- or village-level.
    DivisionId,
    /// A producer.
    ProducerId,
    /// An assisted household.
    HouseholdId,
    /// A product of the catalogue.
    ProductId,
    /// An outlet: shop, pavilion, area, cabinet, village point or online partner.
    OutletId,
    /// A unit whose union issues vouchers or whose canteen buys.
    UnitId,
    /// A voucher programme: one union, one year.
    ProgrammeId,
    /// A worker's voucher account.
    AccountId,
    /// A lot of produce.
    LotId,
}
