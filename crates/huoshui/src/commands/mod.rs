//! What each command does. Errors go to stderr; exit 0 ok, 1 failed, 2 wrong use (clap's own).

mod audit;
mod backup;
mod demo;
mod doctor;
mod import;
mod init;
mod matching;
mod migrate;
mod policy;
mod recounted;
mod serving;
mod settle;
mod table;
mod user;

use crate::{
    cli::{Cli, Command, Where},
    operations::Operations,
    program, serve, settings,
    setup::SetUp,
    speech::{self, say, told},
};
use base::SystemClock;
use edge::{App, Config};
use std::{process::ExitCode, sync::Arc};
use store::Options;

/// Runs a command.
#[allow(clippy::print_stderr)]
pub fn run(cli: Cli) -> ExitCode {
    log_to_stderr();
    speech::speak(cli.lang.into());
    match dispatch(cli.command) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<ExitCode, String> {
    let file = settings::File::read()?;
    match command {
        Command::Serve(mut args) => {
            file.fill(&mut args);
            let folder = args.at.database.is_none().then(|| args.at.folder());
            let _alone = folder.map(|folder| serving::Serving::hold(&folder)).transpose()?;
            serve::serve(&args)?;
        }
        Command::Init { at, county, divisions, policy, admin } => init::init(at, &county, divisions, policy, admin)?,
        Command::Demo { at, year, seed, scale } => return demo::demo(&at, year, seed, scale),
        Command::Import(args) => return import::run(&args),
        Command::Policy(command) => return policy::run(command),
        Command::Match(args) => matching::run(&args)?,
        Command::Settle(args) => settle::run(args)?,
        Command::Audit(command) => return audit::run(command),
        Command::User(command) => user::run(command)?,
        Command::Backup { at, dir, with_keys } => backup::backup(&at, &dir, with_keys)?,
        Command::Restore { at, dir } => backup::restore(&at, &dir)?,
        Command::Migrate { at, to } => migrate::migrate(&at, &to)?,
        Command::Openapi => print(&pretty(&edge::openapi(&bare_app()?)))?,
        Command::Doctor { at } => return doctor::doctor(&at),
    }
    Ok(ExitCode::SUCCESS)
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("HUOSHUI_LOG").unwrap_or_else(|_| "warn,edge=info".into());
    let logger = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter);
    let logger = logger.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    // Structured lines for machines where nobody looks on.
    let _ = if std::env::var_os("HUOSHUI_LOG_JSON").is_some() { logger.json().try_init() } else { logger.try_init() };
}

/// Writes to stdout; a reader that went away (`| head`) is not an error.
fn print(text: &str) -> Result<(), String> {
    use std::io::{ErrorKind, Write};
    match writeln!(std::io::stdout(), "{}", text.trim_end_matches('\n')) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Where the data lies, with what `huoshui.toml` says.
pub(crate) fn placed(at: &Where) -> Result<Where, String> {
    let mut at = at.clone();
    settings::File::read()?.fill_where(&mut at);
    Ok(at)
}

/// The program on the database that the options name. **Errors:** there is none.
pub(crate) fn app(at: &Where) -> Result<App, String> {
    wired(program::open_existing(&placed(at)?, Options::default())?)
}

/// The program on a database that is made if it is not there.
pub(crate) fn new_app(at: &Where) -> Result<App, String> {
    wired(program::open(&placed(at)?, Options::default())?)
}

/// The program on an empty database in a folder that goes away: for what needs only the routes.
fn bare_app() -> Result<App, String> {
    let folder = std::env::temp_dir().join(format!("huoshui-{}", std::process::id()));
    let at = Where { data: Some(folder.clone()), ..Where::default() };
    let app = program::open(&at, Options::default()).and_then(wired);
    let _ = std::fs::remove_dir_all(folder);
    app
}

/// Where a person signs in for the first time, in words. The address is the one that `serve` is told, by
/// `HUOSHUI_PUBLIC_URL` or `huoshui.toml`; without either it is this machine's own.
fn first_sign_in(link: &identity::LinkView) -> Result<String, String> {
    let said = std::env::var("HUOSHUI_PUBLIC_URL").ok().or(settings::File::read()?.public_url);
    let own = said.is_none();
    let url = said.map_or_else(|| "http://127.0.0.1:8080".to_owned(), |url| url.trim_end_matches('/').to_owned());
    let (login, path) = (&link.login, &link.path);
    let until = link.ends_at.parse::<base::Instant>().map(|at| format!("{} {}", at.day(), at.clock_time()));
    let until = until.unwrap_or_else(|_| link.ends_at.clone());
    let told = say(
        format!("首次登录：{url}/office{path}\n登录名：{login}   有效至 {until}，只能用一次"),
        format!("first sign-in: {url}/office{path}\nlogin: {login}   works once, until {until}"),
    );
    let other = say(
        "服务若用别的地址，把开头换成那个地址（或设 HUOSHUI_PUBLIC_URL）",
        "if the server has another address, put that in front (or set HUOSHUI_PUBLIC_URL)",
    );
    Ok(if own { format!("{told}\n{other}") } else { told })
}

fn wired(db: store::Db) -> Result<App, String> {
    let operations = Arc::new(Operations::new(db.clone(), None));
    let set_up = Arc::new(SetUp::default());
    program::wire(db, Arc::new(SystemClock), Config::default(), set_up, operations).map_err(|r| told(&r))
}
