//! The two languages that every sentence of Huoshui exists in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A reader's language. Chinese comes first; English second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The language that an `Accept-Language` header asks for first; Chinese if it says nothing we have.
    pub fn from_header(header: &str) -> Self {
        for part in header.split(',') {
            let tag = part.split(';').next().unwrap_or_default().trim();
            if tag.starts_with("zh") {
                return Self::Zh;
            }
            if tag.starts_with("en") {
                return Self::En;
            }
        }
        Self::Zh
    }
}

/// One sentence or word in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Both languages at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The sentence in the reader's language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_the_header_wins() {
        for (header, expect) in
            [("", Lang::Zh), ("en-GB,zh;q=0.9", Lang::En), ("fr, zh-CN;q=0.8", Lang::Zh), ("fr", Lang::Zh)]
        {
            assert_eq!(Lang::from_header(header), expect, "{header}");
        }
    }
}
