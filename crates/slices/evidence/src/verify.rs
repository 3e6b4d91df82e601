//! Recounting: every file is opened and its digest taken again.

use crate::{attach::place, sql};
use base::{Refusal, Text};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::{Tx, params};

/// A file that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FileProblem {
    /// Id of the file.
    pub file: i64,
    /// `file.missing`, `file.sealed` or `file.digest`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
}

/// What a recount of all files found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FilesVerified {
    /// Files that were opened.
    pub files: i64,
    /// Their bytes.
    pub bytes: i64,
    /// What does not fit.
    pub problems: Vec<FileProblem>,
}

/// Opens every file of a county, one at a time, and takes its digest again.
pub fn verify(tx: &mut Tx<'_>, county: &str) -> Result<FilesVerified, Refusal> {
    let files: Vec<(i64, Vec<u8>, i64)> =
        tx.query("SELECT id, digest, size_bytes FROM file WHERE county = $1 ORDER BY id", params![county])?;
    let mut verified = FilesVerified::default();
    for (file, digest, size_bytes) in files {
        verified.files += 1;
        verified.bytes = verified.bytes.saturating_add(size_bytes);
        if let Some((code, zh, en)) = wrong(tx, county, file, &digest)? {
            verified.problems.push(FileProblem { file, code, message: Text::new(zh, en) });
        }
    }
    Ok(verified)
}

type Wrong = (&'static str, &'static str, &'static str);

fn wrong(tx: &mut Tx<'_>, county: &str, file: i64, digest: &[u8]) -> Result<Option<Wrong>, Refusal> {
    let Some(sealed) = sql::content(tx, county, file)? else {
        return Ok(Some(("file.missing", "文件内容不在了", "the content is gone")));
    };
    let Ok(bytes) = tx.vault().unseal_bytes(&place(county, digest), &sealed) else {
        return Ok(Some((
            "file.sealed",
            "文件被改动，或不是用这把密钥封存的",
            "the content was changed or sealed with another key",
        )));
    };
    let fits = Sha256::digest(&bytes).as_slice() == digest;
    Ok((!fits).then_some(("file.digest", "文件内容与指纹不符", "the content does not have its digest")))
}
