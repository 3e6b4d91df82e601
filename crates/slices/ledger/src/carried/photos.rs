//! Photos of a carried file: each to its report or payment list, in the author's name.

use super::{
    error::No,
    file::{Held, Of},
};
use crate::point;
use base::Refusal;
use edge::Actor;
use store::{Tx, params};
use supply::desk::{Carried, ItemOutcome, Went};

/// Attaches one photo. **Errors:** only the database's own.
pub(super) fn take(
    tx: &mut Tx<'_>,
    (reporter, keeper): (Option<&Actor>, Option<&Actor>),
    held: &Held,
) -> Result<Carried, Refusal> {
    let done = tx.apart(|tx| attach(tx, (reporter, keeper), held));
    let id: String = held.photo.id.chars().take(64).collect();
    let outcome = match done {
        Ok(again) => {
            let went = if again { Went::Known } else { Went::Taken };
            ItemOutcome { id, went, number: None, code: String::new(), why: None, field: String::new() }
        }
        Err(refusal) if refusal.status >= 500 || refusal.code.starts_with("store.") => return Err(refusal),
        Err(refusal) => ItemOutcome::refused(id, refusal),
    };
    Ok(Carried { kind: "photo".into(), crop_name: String::new(), said: String::new(), outcome })
}

/// Whether it was there before.
fn attach(tx: &mut Tx<'_>, (reporter, keeper): (Option<&Actor>, Option<&Actor>), held: &Held) -> Result<bool, Refusal> {
    let (upload, sealed) = held.file.as_ref().map_err(Clone::clone)?;
    match &held.photo.of {
        Of::Report(_) | Of::Unsalable(_) => {
            let author = reporter.ok_or(No::PostEnded)?;
            let report = match &held.photo.of {
                Of::Report(client) => supply::desk::unsalable_of(tx, author.county_id(), client)?,
                Of::Unsalable(number) => Some(*number),
                _ => None,
            };
            supply::desk::attach_to_unsalable(tx, author, report.ok_or(No::PhotoOfNothing)?, (upload, sealed))
        }
        Of::Slip(_) | Of::PaymentList(_) => {
            let author = keeper.ok_or(No::PostEnded)?;
            let list: Option<i64> = match &held.photo.of {
                Of::Slip(client) => tx.find(
                    "SELECT number FROM point_item WHERE county = $1 AND client = $2 AND kind = 'pay'",
                    params![author.county_id(), client.as_str()],
                )?,
                Of::PaymentList(number) => Some(*number),
                _ => None,
            };
            point::attach_to_list(tx, author, list.ok_or(No::PhotoOfNothing)?, (upload, sealed))
        }
    }
}
