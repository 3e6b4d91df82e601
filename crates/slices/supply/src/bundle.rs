//! Reports out of a file that somebody carried here, where there was no network for days.
//!
//! Invariants: each item goes as if its phone had sent it, in the name of the author that the file's signature gave, so
//! that the same file twice adds nothing and the phone's own later try finds its items known. The file itself, its
//! signature and what else it holds are the ledger's.

use crate::{
    crops::{self, CropRow},
    evidence_of,
    item::{Item, What},
    unsalable,
    upload::{Envelope, ItemOutcome, Via, take_in},
};
use base::{Instant, Refusal, ids::PersonId};
use edge::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use store::{Tx, params};

/// One item of a file and how it went.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Carried {
    /// `supply`, `nothing`, `survey`, `unsalable`, `advice`, `intake`, `mix`, `hand_over`, `pay`, `undo` or `photo`; empty where it
    /// cannot be read or is not the reader's to see.
    pub kind: String,
    /// Name of the crop; empty as above.
    pub crop_name: String,
    /// How much was said; empty as above.
    pub said: String,
    /// How it went.
    #[serde(flatten)]
    pub outcome: ItemOutcome,
}

/// Takes reports in for their author; `sees` is whether who carried them may read them.
pub fn take_carried(
    tx: &mut Tx<'_>,
    author: &Actor,
    (device, made_at, handed_by): (&str, Instant, Option<PersonId>),
    items: &[Box<RawValue>],
    sees: bool,
) -> Result<Vec<Carried>, Refusal> {
    let device_now = Some(shown(made_at, author.now_outside()));
    let envelope = Envelope { via: Via::Bundle, device, informant: "", device_now, call: None, handed_by };
    let answer = take_in(tx, author, &envelope, items)?;
    let crops = if sees { crops::all(tx, author.county_id())? } else { Vec::new() };
    Ok(answer.outcomes.into_iter().zip(items).map(|(outcome, raw)| carried(&crops, raw, outcome)).collect())
}

/// What the phone's clock is taken to show now. How long the file was under way nobody knows, so a clock is believed
/// unless the file would have been made after it arrived: then it is ahead by that much at least.
pub fn shown(made_at: Instant, now: Instant) -> Instant {
    made_at.max(now)
}

/// The number of the unsalable report that a phone gave this id.
pub fn unsalable_of(tx: &mut Tx<'_>, county: &str, client: &str) -> Result<Option<i64>, Refusal> {
    Ok(tx.find("SELECT id FROM unsalable_report WHERE county = $1 AND client = $2", params![county, client])?)
}

/// Attaches a photo to an unsalable report for its author, who must see it; the same photo twice adds nothing.
pub fn attach_to_unsalable(
    tx: &mut Tx<'_>,
    author: &Actor,
    report: i64,
    photo: (&edge::Upload, &evidence::desk::Sealed),
) -> Result<bool, Refusal> {
    let found = unsalable::place(tx, author.county_id(), report)?;
    author.require(&found.ok_or(crate::error::No::NoSuchReport)?.path)?;
    let attached = evidence::desk::attach(tx, author, &evidence_of::OF_UNSALABLE, report, photo.0, photo.1)?;
    Ok(attached.again)
}

fn carried(crops: &[CropRow], raw: &RawValue, outcome: ItemOutcome) -> Carried {
    let item = serde_json::from_str::<Item>(raw.get()).ok();
    let known = item.and_then(|item| crops.iter().find(|crop| crop.id == item.crop).map(|crop| (crop, item.what)));
    let Some((crop, what)) = known else {
        return Carried { kind: String::new(), crop_name: String::new(), said: String::new(), outcome };
    };
    let (kind, said) = match what {
        What::Supply(supply) => ("supply", supply.quantity.said),
        What::Nothing(_) => ("nothing", String::new()),
        What::Survey(survey) => ("survey", survey.quantity.said),
        What::Unsalable(unsalable) => ("unsalable", unsalable.quantity.said),
        What::SurveyNothing(_) => ("survey", String::new()),
        What::Advice(_) => ("advice", String::new()),
    };
    Carried { kind: kind.into(), crop_name: crop.name.clone(), said, outcome }
}
