//! Who buys, in a demand or a contract: a unit, an outlet, or a partner who is in no register.

use crate::error::No;
use base::{
    Day, Refusal,
    ids::{OutletId, UnitId},
};
use store::Tx;

/// One of the three; whoever writes names exactly one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Buyer<'a> {
    pub unit: Option<UnitId>,
    pub outlet: Option<OutletId>,
    pub partner: &'a str,
}

impl Buyer<'_> {
    /// The buyer's place in the scope tree; a partner's is the county. **Errors:** none or several, or unknown.
    pub fn path(&self, tx: &mut Tx<'_>, county: &str, day: Day) -> Result<String, Refusal> {
        match (self.unit, self.outlet, self.partner.trim()) {
            (Some(unit), None, "") => Ok(vouchers::desk::unit_place(tx, county, unit)?.ok_or(No::NoSuchBuyer)?.0),
            (None, Some(outlet), "") => {
                Ok(outlets::desk::outlet_at(tx, county, outlet, day)?.ok_or(No::NoSuchBuyer)?.path)
            }
            (None, None, partner) if !partner.is_empty() => {
                crate::text("/partner", partner, 60)?;
                Ok("/".to_owned())
            }
            _ => Err(Refusal::from(No::Buyer).at("/unit")),
        }
    }

    /// `unit`, `outlet` or `partner`.
    pub fn kind(&self) -> &'static str {
        match (self.unit, self.outlet) {
            (Some(_), _) => "unit",
            (_, Some(_)) => "outlet",
            _ => "partner",
        }
    }

    /// What people call the buyer.
    pub fn name(&self, tx: &mut Tx<'_>, county: &str, day: Day) -> Result<String, Refusal> {
        Ok(match (self.unit, self.outlet) {
            (Some(unit), _) => vouchers::desk::unit_name(tx, county, unit)?.unwrap_or_default(),
            (_, Some(outlet)) => {
                outlets::desk::outlet_at(tx, county, outlet, day)?.map(|found| found.name).unwrap_or_default()
            }
            _ => self.partner.to_owned(),
        })
    }
}
