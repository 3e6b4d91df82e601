//! A file of unsent reports that somebody carried here, where there was no network for days.
//!
//! Invariants: the author is who holds the phone that signed it, never who carries it; each item goes as if the phone had
//! sent it, so that the same file twice adds nothing and the phone's own later try finds its items known.

use crate::{
    crops::{self, CropRow},
    error::No,
    item::{Item, What},
    upload::{Envelope, ItemOutcome, Via, take_in},
};
use base::{Instant, Refusal, ids::PostId};
use edge::{Actor, Perm, Upload};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use store::Tx;

/// What the file begins with; another number is another form.
const FORM: &str = "supply-bundle/1";

/// The file: what was signed stands in it as a text, so that its bytes are those that were signed.
#[derive(Deserialize)]
struct File {
    huoshui: String,
    key: i64,
    mark: String,
    body: String,
}

/// What was signed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    device: String,
    post: PostId,
    made_at: Instant,
    items: Vec<Box<RawValue>>,
}

/// One item of a file and how it went.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Carried {
    /// `supply`, `nothing`, `survey` or `unsalable`; empty where it cannot be read or is not the reader's to see.
    pub kind: String,
    /// Name of the crop; empty as above.
    pub crop_name: String,
    /// How much was said; empty as above.
    pub said: String,
    /// How it went.
    #[serde(flatten)]
    pub outcome: ItemOutcome,
}

/// What became of a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BundleTaken {
    /// What the phone calls itself.
    pub device: String,
    /// Where its post is.
    pub place: String,
    /// When the file was made, by the phone's clock.
    pub made_at: Instant,
    /// Its items, in their order.
    pub items: Vec<Carried>,
}

/// Takes a file in. **Who:** whoever may report; the items are their author's.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, (): (), upload: &Upload) -> Result<BundleTaken, Refusal> {
    let invalid = || Refusal::from(No::Bundle).at("file");
    let file: File = serde_json::from_slice(&upload.bytes).map_err(|_| invalid())?;
    if file.huoshui != FORM {
        return Err(invalid());
    }
    let signer = identity::desk::signer(tx, actor, file.key, &file.body, &file.mark).map_err(|no| no.at("file"))?;
    let body: Body = serde_json::from_str(&file.body).map_err(|_| invalid())?;
    if body.post != signer.post || !signer.role.has(Perm::SupplyReport) {
        return Err(invalid());
    }
    let place = signer.scope.name.clone();
    let author = actor.author((signer.person, signer.post), signer.role, signer.scope);
    let device: String = body.device.trim().chars().take(60).collect();
    let envelope = Envelope {
        via: Via::Bundle,
        device: &device,
        informant: "",
        device_now: Some(shown(body.made_at, actor.now_outside())),
        call: None,
    };
    let answer = take_in(tx, &author, &envelope, &body.items)?;
    actor.note_down(&format!("device_key/{} {}", file.key, digest(&upload.bytes)));
    let sees = actor.scope.covers(&author.scope.path);
    let crops = if sees { crops::all(tx, actor.county_id())? } else { Vec::new() };
    let items = answer.outcomes.into_iter().zip(&body.items).map(|(outcome, raw)| carried(&crops, raw, outcome));
    Ok(BundleTaken { device: signer.device, place, made_at: body.made_at, items: items.collect() })
}

/// What the phone's clock is taken to show now. How long the file was under way nobody knows, so a clock is believed
/// unless the file would have been made after it arrived: then it is ahead by that much at least.
fn shown(made_at: Instant, now: Instant) -> Instant {
    made_at.max(now)
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
        What::Advice(_) => ("advice", String::new()),
    };
    Carried { kind: kind.into(), crop_name: crop.name.clone(), said, outcome }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
