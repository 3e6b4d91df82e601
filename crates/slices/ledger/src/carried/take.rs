//! Taking a carried file in: the signature says whose it is, then reports, slips and photos go in that author's name.

use super::{error::No, file::Opened, photos};
use crate::point::{item::PointItem, upload};
use base::{
    Instant, Refusal, hex,
    ids::{OutletId, PostId},
};
use edge::{Actor, Perm, Upload};
use identity::desk::Signer;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use store::Tx;
use supply::desk::{Carried, shown, take_carried};

/// What became of a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BundleTaken {
    /// What the phone calls itself.
    pub device: String,
    /// Where its post is.
    pub place: String,
    /// When the file was made, by the phone's clock.
    pub made_at: Instant,
    /// Reports, then slips, then photos, each in their order.
    pub items: Vec<Carried>,
}

/// Takes a file in. **Who:** whoever may report; what is in it is its author's.
pub(super) fn take(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    upload: &Upload,
    opened: &Opened,
) -> Result<BundleTaken, Refusal> {
    let signer =
        identity::desk::signer(tx, actor, opened.key, &opened.signed, &opened.mark).map_err(|no| no.at("file"))?;
    let body = &opened.body;
    let reporter = author(tx, actor, &signer, body.report, |author| author.may(Perm::AdviceNote))?;
    let keeper = author(tx, actor, &signer, body.point, |author| {
        author.may(Perm::LedgerWrite) && author.scope.kind == "outlet"
    })?;
    let device: String = body.device.trim().chars().take(60).collect();
    let mut items = Vec::new();
    if !body.reports.is_empty() {
        let author = reporter.as_ref().ok_or(No::PostEnded)?;
        let sees = actor.scope.covers(&author.scope.path);
        items.extend(take_carried(tx, author, (&device, body.made_at, signer.handed_by), &body.reports, sees)?);
    }
    if !body.slips.is_empty() {
        let author = keeper.as_ref().ok_or(No::PostEnded)?;
        let sees = actor.scope.covers(&author.scope.path);
        items.extend(slips(tx, author, (&device, body.made_at), &body.slips, sees)?);
    }
    for held in &opened.photos {
        items.push(photos::take(tx, (reporter.as_ref(), keeper.as_ref()), held)?);
    }
    actor.note_down(&format!("device_key/{} {}", opened.key, hex::of(&Sha256::digest(&upload.bytes))));
    let place = [&reporter, &keeper].into_iter().flatten().next().map(|author| author.scope.name.clone());
    Ok(BundleTaken { device: signer.device, place: place.unwrap_or_default(), made_at: body.made_at, items })
}

/// The signer in one of their posts; none if the file names none. **Errors:** they do not hold it any more.
fn author(
    tx: &mut Tx<'_>,
    actor: &Actor,
    signer: &Signer,
    post: Option<PostId>,
    fits: impl Fn(&Actor) -> bool,
) -> Result<Option<Actor>, Refusal> {
    let Some(post) = post else { return Ok(None) };
    let ended = || Refusal::from(No::PostEnded).at("file");
    let (role, scope) = identity::desk::held(tx, actor, (signer.person, post))?.ok_or_else(ended)?;
    let author = actor.author((signer.person, post), role, scope);
    if fits(&author) { Ok(Some(author)) } else { Err(ended()) }
}

fn slips(
    tx: &mut Tx<'_>,
    author: &Actor,
    (device, made_at): (&str, Instant),
    items: &[Box<RawValue>],
    sees: bool,
) -> Result<Vec<Carried>, Refusal> {
    let device_now = Some(shown(made_at, author.now));
    let body = upload::HandInAtPoint { device: device.to_owned(), device_now, items: items.to_vec() };
    let answer = upload::hand_in(tx, author, OutletId(author.scope.id), body)?;
    let each = answer.outcomes.into_iter().zip(items.iter().map(|raw| kind(raw, sees)));
    let carried = |(outcome, kind)| Carried { kind, crop_name: String::new(), said: String::new(), outcome };
    Ok(each.map(carried).collect())
}

/// What was done, for who may see it.
fn kind(raw: &RawValue, sees: bool) -> String {
    let item = serde_json::from_str::<PointItem>(raw.get()).ok().filter(|_| sees);
    item.map(|item| item.what.word().to_owned()).unwrap_or_default()
}
