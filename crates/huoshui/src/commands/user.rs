//! `huoshui user`: people from the command line of the server.

use super::{app, pretty, print, table::table};
use crate::cli::{Format, UserCommand, Where};
use edge::{Actor, App, Ask, Nothing};
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
            show(&link)
        }
        UserCommand::Reset { at, login } => {
            let link = act(&at, move |tx, actor| {
                let person = identity::desk::person_by_login(tx, actor, &login)?;
                edge::audited(tx, actor, "person.reset", "", &login, |tx, actor| {
                    identity::reset(tx, actor, person, Nothing {})
                })
            })?;
            show(&link)
        }
        UserCommand::List { at, format } => list(&at, format),
    }
}

fn show(link: &identity::LinkView) -> Result<(), String> {
    print(&format!("{}\t{}\t{}", link.login, link.path, link.ends_at))
}

/// One act of the program itself, in a transaction of its own.
pub(super) fn act<T: Send + 'static>(
    at: &Where,
    mut run: impl FnMut(&mut Tx<'_>, &Actor) -> Result<T, base::Refusal> + Send + 'static,
) -> Result<T, String> {
    let app = app(at)?;
    let (county, stamp) = (app.county().ok_or("no county is set up here")?, app.stamp("cli"));
    app.db().write_now(move |tx| run(tx, &Actor::program(county.clone(), &stamp))).map_err(|r| r.to_string())
}

fn list(at: &Where, format: Format) -> Result<(), String> {
    let people = everybody(&app(at)?)?;
    match format {
        Format::Json => print(&pretty(&people)),
        Format::Csv => {
            let head = ["id", "login", "name", "status"].map(str::to_owned).to_vec();
            print(&table(head, people.into_iter().map(|p| vec![p.id.to_string(), p.login, p.name, p.status]))?)
        }
        Format::Text => {
            let lines = people.iter().map(|p| format!("{}\t{}\t{}\t{}\n", p.id, p.login, p.name, p.status));
            print(&lines.collect::<String>())
        }
    }
}

fn everybody(app: &App) -> Result<Vec<identity::PersonRow>, String> {
    let (county, stamp) = (app.county().ok_or("no county is set up here")?, app.stamp("cli"));
    let mut ask = Ask { limit: Some(500), ..Ask::default() };
    let mut people = Vec::new();
    loop {
        let (county, stamp, asked) = (county.clone(), stamp.clone(), ask.clone());
        let page = app.db().read_now(move |tx| {
            let actor = Actor::program(county.clone(), &stamp);
            identity::list_people(tx, &actor, (), identity::PeopleFilter::default(), &asked)
        });
        let page = page.map_err(|r| r.to_string())?;
        people.extend(page.items);
        match page.next {
            Some(next) => ask.cursor = Some(next),
            None => return Ok(people),
        }
    }
}
