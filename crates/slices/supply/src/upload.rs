//! Handing in: what a phone kept while there was no network, all at once.
//!
//! Invariants: each item goes its own way, and a bad one stops no other; the same item sent twice
//! is one; what was refused is kept with the reason, so that nothing is lost on the way.

use crate::{
    calls::{self, Call},
    clock::{Told, told},
    crops::{self, CropRow},
    error::No,
    item::{Item, What, is_uuid},
    keep,
    refused::refused,
};
use base::{
    Instant, Refusal, Text,
    ids::{PersonId, PostId},
};
use edge::{Actor, Perm};
use identity::desk::ReadCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use store::Tx;

/// Items in one upload: a village's reports of some months.
const ITEMS_MOST: usize = 200;

/// By what way items come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// From the phone that they were filled in on.
    App,
    /// From a file that was carried here.
    Bundle,
    /// Entered after a call.
    Phone,
    /// Entered in an office.
    Office,
}

impl Via {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Bundle => "bundle",
            Self::Phone => "phone",
            Self::Office => "office",
        }
    }
}

/// Items handed in together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandIn {
    /// By what way.
    pub via: Via,
    /// What the device calls itself.
    #[serde(default)]
    pub device: String,
    /// What its clock shows now; for what comes from a device.
    #[serde(default)]
    pub device_now: Option<Instant>,
    /// With whom a clerk spoke, if it was nobody who reports for the village.
    #[serde(default)]
    pub informant: String,
    /// The village's post that called: it is whose report this is, and who can confirm it.
    #[serde(default)]
    pub caller: Option<PostId>,
    /// What the caller read from its card; without it the report waits to be confirmed.
    #[serde(default)]
    pub code: Option<ReadCode>,
    /// The items, in the order in which they were filled in.
    #[schemars(with = "Vec<Item>")]
    pub items: Vec<Box<RawValue>>,
}

/// How one item went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Went {
    /// Taken in.
    Taken,
    /// Taken in before.
    Known,
    /// Taken in, but its time cannot be believed: somebody has to look.
    Quarantined,
    /// Refused, for the reason given; kept as it came.
    Refused,
}

/// The end of one item.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ItemOutcome {
    /// The item's id, as far as it had one.
    pub id: String,
    /// How it went.
    pub went: Went,
    /// Its number here.
    pub number: Option<i64>,
    /// Code of the refusal.
    pub code: String,
    /// Why it was refused, or what stands in doubt.
    pub why: Option<Text>,
    /// Field at fault.
    pub field: String,
}

impl ItemOutcome {
    /// The end of an item that was refused.
    pub fn refused(id: String, refusal: Refusal) -> Self {
        let field = refusal.fields.first().map(|problem| problem.field.clone()).unwrap_or_default();
        let code = refusal.code.to_owned();
        Self { id, went: Went::Refused, number: None, code, why: Some(refusal.message), field }
    }
}

/// How all items went, in their order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HandedIn {
    /// One for each item.
    pub outcomes: Vec<ItemOutcome>,
}

/// What is common to the items of one upload.
pub(crate) struct Envelope<'a> {
    pub via: Via,
    pub device: &'a str,
    pub informant: &'a str,
    pub device_now: Option<Instant>,
    pub call: Option<&'a Call>,
    /// Who handed out the phone that it comes from.
    pub handed_by: Option<PersonId>,
}

/// An item that was read, with what is common to its upload.
pub(crate) struct Arrived<'a> {
    pub item: &'a Item,
    pub crop: &'a CropRow,
    pub village: places::desk::DivisionView,
    pub told: Told,
    pub digest: Vec<u8>,
    pub envelope: &'a Envelope<'a>,
}

/// Takes items in, each for itself. **Who:** information officer of the village; township and county after a call; whoever notes advice, that alone.
pub fn hand_in(tx: &mut Tx<'_>, actor: &Actor, (): (), body: HandIn) -> Result<HandedIn, Refusal> {
    for (field, text) in [("/device", &body.device), ("/informant", &body.informant)] {
        if text.chars().count() > 60 {
            return Err(Refusal::from(No::TooLong { most: 60 }).at(field));
        }
    }
    // A call is taken by who may report for the village: a guide tries no codes.
    if body.via == Via::Phone && !actor.may(Perm::SupplyReport) {
        return Err(Refusal::from(No::NotAReporter).at("/via"));
    }
    if body.via == Via::Phone && body.informant.trim().is_empty() && body.caller.is_none() {
        return Err(Refusal::from(No::Informant).at("/informant"));
    }
    if body.via != Via::Phone && (body.caller.is_some() || body.code.is_some()) {
        return Err(Refusal::from(No::NoCall).at("/caller"));
    }
    if body.via == Via::Bundle {
        return Err(Refusal::from(No::BundleUnsigned).at("/via"));
    }
    let from_device = body.via == Via::App;
    if body.items.len() > ITEMS_MOST {
        return Err(Refusal::from(No::TooMany { most: ITEMS_MOST }).at("/items"));
    }
    let call = match body.via {
        Via::Phone => Some(calls::begin(tx, actor, body.caller, body.code.as_ref())?),
        _ => None,
    };
    let (call, wrong) = match call.transpose() {
        Ok(call) => (call, None),
        Err(wrong) => (None, Some(wrong)),
    };
    let envelope = Envelope {
        via: body.via,
        device: body.device.trim(),
        informant: body.informant.trim(),
        // A device that does not say what its clock shows is one whose clock shows nothing.
        device_now: from_device.then(|| body.device_now.or(Instant::from_millis(0))).flatten(),
        call: call.as_ref(),
        // Whoever handed out the phone is known by its session, whatever way it says that it came.
        handed_by: identity::desk::handed_by(tx, actor)?,
    };
    if let Some(wrong) = wrong {
        // The try is kept; each item is refused for it, and kept as it came.
        let refused = body.items.iter().map(|raw| refused(tx, actor, &envelope, raw.get(), wrong.clone()));
        return Ok(HandedIn { outcomes: refused.collect::<Result<_, _>>()? });
    }
    let answer = take_in(tx, actor, &envelope, &body.items)?;
    if let Some(call) = &call {
        calls::close(tx, actor, call)?;
    }
    Ok(answer)
}

/// Takes the items of one envelope in, in the name of the actor.
pub(crate) fn take_in(
    tx: &mut Tx<'_>,
    actor: &Actor,
    envelope: &Envelope<'_>,
    items: &[Box<RawValue>],
) -> Result<HandedIn, Refusal> {
    if items.len() > ITEMS_MOST {
        return Err(Refusal::from(No::TooMany { most: ITEMS_MOST }).at("/items"));
    }
    // A phone that sends again while its first try is still under way waits for it.
    tx.hold(actor.county_id(), &format!("supply-upload/{}", actor.person))?;
    let crops = crops::all(tx, actor.county_id())?;
    let mut outcomes = Vec::with_capacity(items.len());
    for raw in items {
        outcomes.push(match tx.apart(|tx| one(tx, actor, envelope, &crops, raw.get())) {
            Ok(outcome) => outcome,
            // The database's own trouble is everybody's; a refusal is this item's alone.
            Err(refusal) if refusal.status >= 500 => return Err(refusal),
            Err(refusal) => refused(tx, actor, envelope, raw.get(), refusal)?,
        });
    }
    Ok(HandedIn { outcomes })
}

fn one(
    tx: &mut Tx<'_>,
    actor: &Actor,
    envelope: &Envelope<'_>,
    crops: &[CropRow],
    raw: &str,
) -> Result<ItemOutcome, Refusal> {
    let item: Item = serde_json::from_str(raw).map_err(|error| No::Item { why: error.to_string() })?;
    if !is_uuid(&item.id) {
        return Err(Refusal::from(No::ClientId).at("/id"));
    }
    let digest = digest(&item);
    if let Some(known) = keep::known(tx, actor.county_id(), &item.id)? {
        return if known.digest == digest {
            Ok(went(&item.id, Went::Known, known.number))
        } else {
            Err(No::IdReused.into())
        };
    }
    // A guide's phone brings notes; what a village has is its officer's to say.
    if !matches!(item.what, What::Advice(_)) && !actor.may(Perm::SupplyReport) {
        return Err(Refusal::from(No::NotAReporter).at("/what"));
    }
    let village = crate::village(tx, actor, item.division).map_err(|refusal| refusal.at("/division"))?;
    if let Some(call) = envelope.call {
        call.admits(&village.path)?;
    }
    let crop = crops
        .iter()
        .find(|crop| crop.id == item.crop)
        .ok_or(No::NoSuchCrop)
        .map_err(|no| Refusal::from(no).at("/crop"))?;
    if crop.ended {
        return Err(Refusal::from(No::CropEnded).at("/crop"));
    }
    let device_now = envelope.device_now.map(|at| actor.from_outside(at));
    let told = told(actor.from_outside(item.made_at), device_now, actor.now);
    let arrived = Arrived { item: &item, crop, village, told, digest, envelope };
    let number = match &item.what {
        What::Supply(supply) => keep::supply(tx, actor, &arrived, supply)?,
        What::Nothing(nothing) => keep::nothing(tx, actor, &arrived, nothing)?,
        What::Survey(survey) => keep::survey(tx, actor, &arrived, survey)?,
        What::SurveyNothing(none) => keep::no_survey(tx, actor, &arrived, none)?,
        What::Unsalable(unsalable) => crate::unsalable::keep(tx, actor, &arrived, unsalable)?,
        What::Advice(advice) => crate::advice::keep(tx, actor, &arrived, advice)?,
    };
    let doubt = told.quarantine.map(|doubt| {
        Text::new(
            format!("设备时间不可信（{}），已收下，等乡镇核对", doubt.zh()),
            format!("The device's time cannot be believed ({}); taken, the township will look", doubt.word()),
        )
    });
    let state = if doubt.is_some() { Went::Quarantined } else { Went::Taken };
    Ok(ItemOutcome { why: doubt, ..went(&item.id, state, number) })
}

fn went(id: &str, went: Went, number: i64) -> ItemOutcome {
    ItemOutcome { id: id.to_owned(), went, number: Some(number), code: String::new(), why: None, field: String::new() }
}

/// Digest of what an item says, whatever the order of its fields was.
pub(crate) fn digest(item: &Item) -> Vec<u8> {
    let text = serde_json::to_vec(item).unwrap_or_default();
    Sha256::digest(&text).to_vec()
}
