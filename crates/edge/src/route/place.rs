//! Where things stand in the scope tree, and who asks: ports that the slices fill.

use crate::{actor::Actor, http::Credential, run::Stamp};
use base::Refusal;
use store::Tx;

/// What the first parameter of a path names; its place in the scope tree is asked of its slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A division.
    Division,
    /// A person; all people are the county's.
    Person,
    /// A producer.
    Producer,
    /// An assisted household.
    Household,
    /// A product, at its producer's place.
    Product,
    /// A certification case, at its producer's place.
    Certification,
    /// An outlet.
    Outlet,
    /// A report of supply, at its village's place.
    SupplyReport,
    /// A report of unsalable produce, at its village's place.
    Unsalable,
    /// A call that reports were entered after, at its village's place.
    SupplyCall,
    /// A payment list of a collection point, at its point's place.
    PaymentList,
    /// A unit.
    Unit,
    /// A voucher programme, at its unit's place.
    Programme,
    /// A voucher account, at its unit's place with the account below it.
    Account,
}

impl Target {
    /// The kind of scope that such a thing can be by itself.
    pub fn scope_kind(self) -> Option<&'static str> {
        match self {
            Self::Producer => Some("producer"),
            Self::Outlet => Some("outlet"),
            Self::Unit => Some("unit"),
            Self::Account => Some("account"),
            _ => None,
        }
    }
}

/// Where a thing stands in the scope tree and what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Materialised path, such as `/12/345/o7/`.
    pub path: String,
    /// Its name, for the post that has it as scope.
    pub name: String,
    /// Department's field that it belongs to; none for what no field narrows.
    pub field: Option<String>,
}

impl Place {
    /// A place that departments of every field see.
    pub fn new(path: impl Into<String>, name: impl Into<String>) -> Self {
        Self { path: path.into(), name: name.into(), field: None }
    }

    /// A place that of all departments only that of its field sees.
    #[must_use]
    pub fn in_field(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }
}

/// Finds the place of one thing in a county, `None` if there is no such thing.
pub type PathOf = fn(&mut Tx<'_>, &str, i64) -> Result<Option<Place>, Refusal>;

/// All that can be a scope: how each kind of thing is placed.
pub type ScopeTree = std::collections::BTreeMap<Target, PathOf>;

/// Who asks: implemented by identity.
pub trait Sessions: Send + Sync {
    /// The actor behind a credential, and the CSRF value of a cookie session.
    /// **Errors:** the credential is unknown, ended or locked.
    fn actor(
        &self,
        tx: &mut Tx<'_>,
        county: &crate::County,
        credential: &Credential,
        stamp: &Stamp,
    ) -> Result<(Actor, Option<String>), Refusal>;
}
