//! `huoshui user`: people from the command line of the server.

use super::{
    app, first_sign_in, pretty, print,
    speech::{no_county, say, told},
    table::table,
};
use crate::cli::{Format, UserCommand, Where};
use base::ids::PersonId;
use edge::{Actor, App, Ask, Nothing, Page};
use identity::{PersonRow, PostFilter, PostRow};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Tx;

pub fn run(command: UserCommand) -> Result<(), String> {
    match command {
        UserCommand::Add { at, login, name, role, scope } => {
            let link = act(&at, move |tx, actor| {
                edge::audited(tx, actor, "person.invite", "", &login, |tx, actor| {
                    let person = identity::InvitePerson { name: name.clone(), login: login.clone(), phone: None };
                    let link = identity::invite(tx, actor, (), person)?;
                    let post = identity::GrantPost {
                        role: role.clone(),
                        scope_id: scope,
                        field: String::new(),
                        capacity: "holder".into(),
                        valid_from: None,
                        valid_to: None,
                    };
                    identity::grant(tx, actor, link.person, post)?;
                    Ok(link)
                })
            })?;
            print(&first_sign_in(&link)?)
        }
        UserCommand::Reset { at, login } => {
            let link = act(&at, move |tx, actor| {
                let person = identity::desk::person_by_login(tx, actor, &login)?;
                edge::audited(tx, actor, "person.reset", "", &login, |tx, actor| {
                    identity::reset(tx, actor, person, Nothing {})
                })
            })?;
            print(&first_sign_in(&link)?)?;
            print(&say("原密码和已登录的会话都已失效", "the old password and all sessions have ended"))
        }
        UserCommand::List { at, format } => list(&at, format),
    }
}

/// One act of the program itself, in a transaction of its own.
pub(super) fn act<T: Send + 'static>(
    at: &Where,
    mut run: impl FnMut(&mut Tx<'_>, &Actor) -> Result<T, base::Refusal> + Send + 'static,
) -> Result<T, String> {
    let app = app(at)?;
    let (county, stamp) = (app.county().ok_or_else(no_county)?, app.stamp("cli"));
    app.db().write_now(move |tx| run(tx, &Actor::program(county.clone(), &stamp))).map_err(|r| told(&r))
}

/// A person with the posts of today.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    person: PersonRow,
    held: Vec<PostRow>,
}

impl Listed {
    /// The posts by the words that `user add --role` takes: county_office 邵东市.
    fn posts(&self) -> String {
        self.held.iter().map(|post| format!("{} {}", post.role, post.scope_name)).collect::<Vec<_>>().join("; ")
    }
}

fn list(at: &Where, format: Format) -> Result<(), String> {
    let people = everybody(&app(at)?)?;
    match format {
        Format::Json => print(&pretty(&people)),
        Format::Csv => {
            let head = ["id", "login", "name", "status", "posts"].map(str::to_owned).to_vec();
            let row = |listed: Listed| {
                let posts = listed.posts();
                let PersonRow { id, login, name, status, .. } = listed.person;
                vec![id.to_string(), login, name, status, posts]
            };
            print(&table(head, people.into_iter().map(row))?)
        }
        Format::Text => {
            let line = |listed: &Listed| {
                let PersonRow { id, login, name, status, .. } = &listed.person;
                format!("{id}\t{login}\t{name}\t{status}\t{}\n", listed.posts())
            };
            print(&people.iter().map(line).collect::<String>())
        }
    }
}

fn everybody(app: &App) -> Result<Vec<Listed>, String> {
    let people =
        whole(app, |tx, actor, ask| identity::list_people(tx, actor, (), identity::PeopleFilter::default(), ask))?;
    let posts = whole(app, |tx, actor, ask| {
        let today = PostFilter { day: Some(actor.day()), ..PostFilter::default() };
        identity::list_posts(tx, actor, (), today, ask)
    })?;
    let mut held: BTreeMap<PersonId, Vec<PostRow>> = BTreeMap::new();
    for post in posts {
        held.entry(post.person).or_default().push(post);
    }
    let listed = |person: PersonRow| Listed { held: held.remove(&person.id).unwrap_or_default(), person };
    Ok(people.into_iter().map(listed).collect())
}

/// A list to its end.
fn whole<T: Send + 'static>(
    app: &App,
    list: impl Fn(&mut Tx<'_>, &Actor, &Ask) -> Result<Page<T>, base::Refusal> + Clone + Send + 'static,
) -> Result<Vec<T>, String> {
    let (county, stamp) = (app.county().ok_or_else(no_county)?, app.stamp("cli"));
    let mut ask = Ask { limit: Some(500), ..Ask::default() };
    let mut rows = Vec::new();
    loop {
        let (county, stamp, asked, list) = (county.clone(), stamp.clone(), ask.clone(), list.clone());
        let page = app.db().read_now(move |tx| list(tx, &Actor::program(county.clone(), &stamp), &asked));
        let page = page.map_err(|r| told(&r))?;
        rows.extend(page.items);
        match page.next {
            Some(next) => ask.cursor = Some(next),
            None => return Ok(rows),
        }
    }
}
