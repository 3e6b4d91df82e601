//! Taking a file in and writing down what it is evidence of.

use crate::{
    alike,
    content::{self, Media},
    desk::{Part, Subject},
    dto::{Attached, KINDS},
    error::No,
    look::{self, Look},
    sql,
};
use base::{Refusal, hex};
use edge::{Actor, Upload};
use sha2::{Digest, Sha256};
use store::Tx;

/// Pieces of evidence of one subject at most.
const MOST: i64 = 500;

/// A file that was judged and sealed, outside the write.
pub struct Sealed {
    media: Media,
    digest: Vec<u8>,
    sealed: Vec<u8>,
    look: Option<Look>,
}

/// Judges and seals a file. Runs before the write, so that nobody waits for it.
pub fn read(tx: &mut Tx<'_>, actor: &Actor, _: i64, upload: &Upload) -> Result<Sealed, Refusal> {
    let media = content::judge(&upload.bytes).map_err(|no| Refusal::from(no).at("file"))?;
    let look = look::of(media, &upload.bytes).map_err(|no| Refusal::from(no).at("file"))?;
    let digest = Sha256::digest(&upload.bytes).to_vec();
    let sealed = tx.vault().seal_bytes(&place(actor.county_id(), &digest), &upload.bytes)?;
    Ok(Sealed { media, digest, sealed, look })
}

/// What a file's seal is bound to: its county and its own digest.
pub fn place(county: &str, digest: &[u8]) -> String {
    format!("{county}.file.{}", hex::of(digest))
}

/// Attaches a file. **Who:** whoever acts on the subject, by the rule of its slice. The same file
/// twice to the same part adds nothing.
pub fn attach(
    tx: &mut Tx<'_>,
    actor: &Actor,
    of: &Subject,
    subject: i64,
    upload: &Upload,
    file: &Sealed,
) -> Result<Attached, Refusal> {
    let county = actor.county_id();
    let field = |name: &str| upload.fields.get(name).map_or("", |text| text.trim());
    let kind = field("kind");
    if !KINDS.contains(&kind) {
        return Err(Refusal::from(No::Kind { allowed: KINDS.join(" | ") }).at("kind"));
    }
    let part = part_of(field("part"), field("part_id"))?;
    let (name, note) = (at_most("file", base_name(&upload.name), 120)?, at_most("note", field("note"), 200)?);
    (of.may_attach)(tx, actor, subject, &part)?;
    let size_bytes = i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX);
    let kept = sql::keep_file(tx, actor, &file.digest, file.media.word(), size_bytes, &file.sealed)?;
    if let Some(look) = file.look.filter(|_| kind == "photo") {
        alike::keep_look(tx, county, kept, look)?;
    }
    let (standing, round) = sql::standing(tx, county, of, subject, &part, kept)?;
    let (id, again) = match standing {
        Some(id) => (id, true),
        None if sql::count(tx, county, of, subject)? >= MOST => return Err(No::TooMany { most: MOST }.into()),
        None => match sql::insert(tx, actor, of, subject, &part, (kind, kept, round))? {
            Some(id) => {
                sql::insert_words(tx, county, id, name, note)?;
                (id, false)
            }
            None => {
                let (standing, _) = sql::standing(tx, county, of, subject, &part, kept)?;
                (standing.ok_or_else(|| tx.lost_race())?, true)
            }
        },
    };
    let count = |found: Vec<_>| i64::try_from(found.len()).unwrap_or(i64::MAX);
    let elsewhere_count = count(sql::elsewhere(tx, county, of, subject, (sql::Which::Same, kept))?);
    let alike_count = count(sql::elsewhere(tx, county, of, subject, (sql::Which::Alike, kept))?);
    let media_type = file.media.word().to_owned();
    Ok(Attached { id, media_type, size_bytes, digest: hex::of(&file.digest), again, elsewhere_count, alike_count })
}

fn part_of(kind: &str, id: &str) -> Result<Part, Refusal> {
    let id = if id.is_empty() { Some(0) } else { id.parse().ok() };
    match id {
        Some(0) if kind.is_empty() => Ok(Part { kind: String::new(), id: 0 }),
        Some(id) if !kind.is_empty() && id > 0 => Ok(Part { kind: kind.to_owned(), id }),
        _ => Err(crate::desk::no_such_part()),
    }
}

/// A name without the folders that some browsers send along.
fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim()
}

fn at_most<'t>(field: &str, text: &'t str, most: usize) -> Result<&'t str, Refusal> {
    if text.chars().count() <= most { Ok(text) } else { Err(Refusal::from(No::TextLength { most }).at(field)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_a_kind_and_a_number_or_neither() {
        for (kind, id, expect) in [
            ("", "", Some(("", 0))),
            ("", "0", Some(("", 0))),
            ("act", "3", Some(("act", 3))),
            ("act", "", None),
            ("act", "0", None),
            ("", "3", None),
            ("act", "-1", None),
            ("act", "x", None),
        ] {
            let got = part_of(kind, id).ok();
            assert_eq!(got, expect.map(|(kind, id)| Part { kind: kind.to_owned(), id }), "{kind} {id}");
        }
        assert_eq!(base_name("C:\\scans\\执照.jpg"), "执照.jpg");
    }
}
