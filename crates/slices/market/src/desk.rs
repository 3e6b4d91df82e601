//! What the program and higher slices may ask of the market, over their open transaction.

use base::Refusal;
use store::Tx;

/// Demands of buyers in a merged division go over to its successor. Offers and contracts are append-only and stay where
/// they were made.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    merged.carry(tx, county, "demand", "path")?;
    merged.rename(tx, county, "demand", "division")?;
    Ok(())
}
