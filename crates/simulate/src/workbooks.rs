//! The shops' own books as they keep them: five habits, none of them tidy, all of them exact; and the list of a till.
//!
//! What goes in is known, so what the import reads out of the mess can be compared to the fen.

mod forms;
mod till_list;

pub use forms::{Book, write};

use crate::{plan::SheetRow, play::Playing, stage::wrong, world::Keeping};
use base::Refusal;

/// The form of a till's list, after the five habits.
const OWN_TILL: usize = 5;

/// Writes the month of a shop in its habit and hands it in.
pub fn hand_in(playing: &mut Playing<'_, '_, '_>, outlet: usize, rows: &[SheetRow]) -> Result<(), Refusal> {
    let form = match playing.world.outlets.get(outlet).map(|o| o.keeping) {
        Some(Keeping::Workbook(form)) => form,
        Some(Keeping::OwnTill) => OWN_TILL,
        _ => return Ok(()),
    };
    let book = write(form, rows, playing.world).ok_or_else(|| wrong("a workbook that cannot be written"))?;
    playing.import(outlet, book)
}
