//! What is decided about a producer's papers.

use crate::{error::No, word::one_of};
use base::{
    Refusal, Text,
    codes::credit::{self, Verdict},
};

/// Kinds of document.
pub const DOCUMENTS: [&str; 4] = ["credit_code", "registration_number", "other", "none"];

/// A document that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Word of [`DOCUMENTS`].
    pub kind: String,
    /// Its number in normal form.
    pub number: String,
    /// `valid`, `check_failed` or `unchecked`.
    pub verdict: &'static str,
}

/// Looks at a document. A failed check character is kept with its verdict, since codes with a
/// wrong one are in real use; a wrong form is refused.
pub fn document(kind: &str, number: &str) -> Result<Document, Refusal> {
    let kind = if kind.trim().is_empty() { "none" } else { one_of("document_kind", kind, &DOCUMENTS)? };
    let wrong = || Refusal::from(No::Document).at("/document_number");
    let (number, verdict) = match kind {
        "credit_code" => match credit::check(number) {
            (code, Verdict::Valid) => (code, "valid"),
            (code, Verdict::CheckFailed { .. }) => (code, "check_failed"),
            (_, Verdict::Malformed) => return Err(wrong()),
        },
        "registration_number" => {
            let digits: String = number.chars().map(base::names::half_width).filter(|c| !c.is_whitespace()).collect();
            let fits = digits.len() == 15 && digits.bytes().all(|b| b.is_ascii_digit());
            (if fits { digits } else { return Err(wrong()) }, "unchecked")
        }
        "other" if !number.trim().is_empty() => (number.trim().to_owned(), "unchecked"),
        "none" if number.trim().is_empty() => (String::new(), "unchecked"),
        _ => return Err(wrong()),
    };
    Ok(Document { kind: kind.to_owned(), number, verdict })
}

/// What people should look at again.
pub fn warnings(document_verdict: &str) -> Vec<Text> {
    if document_verdict != "check_failed" {
        return Vec::new();
    }
    vec![Text::new(
        "统一社会信用代码校验位不符：请对照营业执照核对，并上传扫描件；确为执照所载的，照此登记",
        "the check character of the credit code does not fit: compare it with the licence and keep a scan; if the licence says so, it stands",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents() {
        for (kind, number, answer) in [
            ("credit_code", "934305820WTCDKQQ00", Some(("934305820WTCDKQQ00", "valid"))),
            ("credit_code", "934305823682ljgl2y", Some(("934305823682LJGL2Y", "valid"))),
            ("credit_code", "91350211M0000XUF46", Some(("91350211M0000XUF46", "check_failed"))),
            ("credit_code", "9343058", None),
            ("registration_number", "４３０５２１０００００１２３４", Some(("430521000001234", "unchecked"))),
            ("registration_number", "43052100000123", None),
            ("other", "N2430582000001", Some(("N2430582000001", "unchecked"))),
            ("other", "", None),
            ("", "", Some(("", "unchecked"))),
            ("none", "123", None),
            ("passport", "123", None),
        ] {
            let document = document(kind, number).ok();
            assert_eq!(document.as_ref().map(|d| (d.number.as_str(), d.verdict)), answer, "{kind} {number}");
        }
        assert_eq!((warnings("check_failed").len(), warnings("valid").len()), (1, 0));
    }
}
