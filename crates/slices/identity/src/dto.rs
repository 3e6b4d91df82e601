//! What people and posts look like from outside.

use base::{
    Day, Instant,
    ids::{PersonId, PostId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sign in with login, password and, if set up, a one-time code.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenSession {
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
    /// Six digits of the authenticator app.
    #[serde(default)]
    pub totp: Option<String>,
}

/// Who is signed in, as what, and what that allows.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SessionView {
    /// The person; none if nobody is signed in.
    pub person: Option<PersonBrief>,
    /// Posts that the person holds today.
    pub posts: Vec<PostBrief>,
    /// The post that acts are signed with.
    pub post: Option<PostBrief>,
    /// Words of the permissions of that post.
    pub permissions: Vec<String>,
    /// The county.
    pub county: CountyView,
    /// Words that the policy pack in force uses.
    pub words: serde_json::Value,
    /// The county's business day.
    pub day: Day,
    /// The moment it is here, by which a page tells the time: a machine's own clock may be wrong.
    pub now: Instant,
}

/// The county as every page shows it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CountyView {
    /// Leading key; empty before set-up.
    pub id: String,
    /// 邵东市.
    pub name: String,
    /// 市, 县 or 区.
    pub kind_word: String,
    /// Simulated counties are marked on every page.
    pub simulated: bool,
}

/// A person by name.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PersonBrief {
    /// Id.
    pub id: PersonId,
    /// Name, in full: colleagues know each other.
    pub name: String,
    /// Login.
    pub login: String,
    /// Whether one-time codes are set up.
    pub totp: bool,
}

/// A post in a menu.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PostBrief {
    /// Id.
    pub id: PostId,
    /// Role.
    pub role: String,
    /// Kind of scope.
    pub scope_kind: String,
    /// Id of the division or organisation.
    pub scope_id: i64,
    /// Name of the scope.
    pub scope_name: String,
}

/// A new person.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitePerson {
    /// Name.
    pub name: String,
    /// Login: lower-case letters, digits, `.`, `-`, `_`.
    pub login: String,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
}

/// A one-time link, shown once: whoever made it hands it over.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LinkView {
    /// The person that it is for.
    pub person: PersonId,
    /// Login to use with it.
    pub login: String,
    /// Path of the page that takes the first password.
    pub path: String,
    /// Until when it works.
    pub ends_at: String,
}

/// A post to grant.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantPost {
    /// Role word, such as `township_supervisor`.
    pub role: String,
    /// Id of the division, outlet, producer, unit or account; not needed for county posts.
    #[serde(default)]
    pub scope_id: Option<i64>,
    /// Field of a department.
    #[serde(default)]
    pub field: String,
    /// `holder`, `handler` or `stand_in`.
    #[serde(default = "holder")]
    pub capacity: String,
    /// First day; today if not said.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Last day; open if not said.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

fn holder() -> String {
    "holder".into()
}

store::row! {
    /// A post in the list of posts.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct PostRow {
        /// Id.
        pub id: PostId,
        /// Who holds it.
        pub person: PersonId,
        /// That person's name.
        pub name: String,
        /// Role.
        pub role: String,
        /// Kind of scope.
        pub scope_kind: String,
        /// Id of the scope.
        pub scope_id: i64,
        /// Name of the scope.
        pub scope_name: String,
        /// Field of a department.
        pub field: String,
        /// holder, handler or stand_in.
        pub capacity: String,
        /// First day.
        pub valid_from: Day,
        /// Last day; 9999-12-31 is open.
        pub valid_to: Day,
        /// Why it ended.
        pub end_reason: String,
    }
}

/// A person with all posts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonView {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Phone, masked.
    pub phone: String,
    /// Login.
    pub login: String,
    /// invited, active or left.
    pub status: String,
    /// Whether sign-in is locked right now.
    pub locked: bool,
    /// Whether one-time codes are set up.
    pub totp: bool,
    /// Posts, past ones too.
    pub posts: Vec<PostRow>,
}

/// What an act answers that has nothing more to say.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Done {
    /// Always true.
    pub done: bool,
}

/// It is done.
pub const DONE: Done = Done { done: true };
