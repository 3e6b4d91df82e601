//! Opening a file: found on a reader, written down, then given.

use crate::{
    attach::place,
    content::Media,
    desk::Subject,
    error::No,
    list::{own, sees_struck},
    sql::{self, Found},
};
use base::Refusal;
use edge::{Actor, Download, audit};
use store::Tx;

/// A file that may be opened.
pub struct Opened {
    found: Found,
    media: Media,
    name: String,
    bytes: Vec<u8>,
}

/// Finds and unseals a file. **Errors:** it is not this subject's, struck off and closed to this
/// reader, or its bytes are gone.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, of: &Subject, (subject, id): (i64, i64)) -> Result<Opened, Refusal> {
    let county = actor.county_id();
    let found = sql::find(tx, county, of, subject, id)?.ok_or(No::Unknown)?;
    if !found.struck_at.is_empty() && !sees_struck(actor, &found) {
        return Err(No::StruckOff.into());
    }
    let media = Media::from_word(&found.media_type).ok_or(No::ContentMissing)?;
    let sealed = sql::content(tx, county, found.file)?.ok_or(No::ContentMissing)?;
    let bytes = tx.vault().unseal_bytes(&place(county, &found.digest), &sealed)?;
    let name = media.file_name(&sql::words(tx, county, &found)?.0);
    Ok(Opened { found, media, name, bytes })
}

/// Writes down who opened it, unless it is their own, and gives it.
pub fn open(
    tx: &mut Tx<'_>,
    actor: &Actor,
    of: &Subject,
    (subject, id): (i64, i64),
    opened: &Opened,
) -> Result<Download, Refusal> {
    if !own(actor, &opened.found) {
        let act = audit::Act {
            act: "evidence.view",
            subject: &format!("{}:{subject}/{id}", of.kind),
            asked_digest: Vec::new(),
            result_digest: opened.found.digest.clone(),
            detail: "",
        };
        audit::append(tx, actor, &act)?;
    }
    Ok(Download::foreign(opened.name.clone(), opened.media.word(), opened.bytes.clone()))
}
