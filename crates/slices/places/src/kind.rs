//! Levels and kinds of divisions.
//!
//! The kind comes from the last characters of the official name, because no published table
//! carries it: a street (街道) is township-level, a community (社区) village-level.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where in the tree a division stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 县级: the county itself, path `/`.
    County,
    /// 乡级.
    Township,
    /// 村级.
    Village,
}

impl Level {
    /// Its word in SQL and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Township => "township",
            Self::Village => "village",
        }
    }

    /// The level with this word; provinces and prefectures are none of a county's.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::County, Self::Township, Self::Village].into_iter().find(|level| level.word() == word)
    }

    /// The level right below.
    pub fn below(self) -> Option<Self> {
        match self {
            Self::County => Some(Self::Township),
            Self::Township => Some(Self::Village),
            Self::Village => None,
        }
    }
}

/// Name endings, longest first, and the kinds that they tell at each level.
const ENDINGS: [(Level, &str, &str); 16] = [
    (Level::County, "市", "city"),
    (Level::County, "县", "county"),
    (Level::County, "区", "district"),
    (Level::County, "旗", "banner"),
    (Level::Township, "街道", "street"),
    (Level::Township, "街道办事处", "street"),
    (Level::Township, "镇", "town"),
    (Level::Township, "乡", "township"),
    (Level::Township, "苏木", "township"),
    (Level::Township, "场", "farm"),
    (Level::Township, "区", "zone"),
    (Level::Village, "社区", "community"),
    (Level::Village, "居委会", "community"),
    (Level::Village, "居民委员会", "community"),
    (Level::Village, "村委会", "village"),
    (Level::Village, "村", "village"),
];

/// What a division of this name is: `city county district banner street town township farm zone
/// community village`, or `other`.
pub fn kind_of(level: Level, name: &str) -> &'static str {
    let found = ENDINGS.iter().find(|(at, ending, _)| *at == level && name.ends_with(ending));
    found.map_or("other", |(.., kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_kind() {
        for (level, name, kind) in [
            (Level::County, "邵东市", "city"),
            (Level::County, "新邵县", "county"),
            (Level::Township, "大禾塘街道", "street"),
            (Level::Township, "廉桥镇", "town"),
            (Level::Township, "斫𥕢乡", "township"),
            (Level::Township, "黄草坪农场", "farm"),
            (Level::Township, "经济开发区", "zone"),
            (Level::Village, "上斫村", "village"),
            (Level::Village, "兴隆社区", "community"),
            (Level::Village, "林场", "other"),
        ] {
            assert_eq!(kind_of(level, name), kind, "{name}");
        }
    }
}
