//! What other slices may ask of places, over their open transaction.

pub use crate::load::DivisionRow;
use base::Refusal;
use edge::Actor;
use store::Tx;

/// Takes in a table of divisions; how many were new.
pub fn load_divisions(tx: &mut Tx<'_>, actor: &Actor, rows: &[DivisionRow]) -> Result<usize, Refusal> {
    Ok(crate::load::load(tx, actor, rows)?.added)
}
