//! `huoshui init`: an empty county and its first sign-in link.

use super::{
    first_sign_in, new_app, print,
    speech::{say, told},
};
use crate::{
    atlas,
    cli::Where,
    setup::{self, Prepared},
};
use std::{fs, path::PathBuf};

pub fn init(
    at: Where,
    county: &str,
    divisions: Option<PathBuf>,
    policy: Option<PathBuf>,
    admin: String,
) -> Result<(), String> {
    let divisions = match divisions {
        None => atlas::divisions(county)?,
        Some(file) => {
            let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            let rows = atlas::read(&text, county);
            if rows.is_empty() {
                let file = file.display();
                return Err(say(
                    format!("{file}：没有 {county} 的行；应有 code,name,level,parent_code 四列"),
                    format!("{file}: no rows of county {county}; the columns are code,name,level,parent_code"),
                ));
            }
            rows
        }
    };
    let policy = match policy {
        None => setup::policy_text("shaodong-2020").map_err(|r| told(&r))?,
        Some(file) => {
            let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            setup::policy_text(&text).map_err(|r| told(&r))?
        }
    };
    let app = new_app(&at)?;
    let prepared = Prepared { divisions, policy, password_hash: None };
    let (stamp, code) = (app.stamp("cli"), county.to_owned());
    let (done, link) = app
        .db()
        .write_now(move |tx| {
            let admin = identity::InvitePerson { name: "系统管理员".into(), login: admin.clone(), phone: None };
            setup::set_up(tx, &stamp, &code, &prepared, admin, false)
        })
        .map_err(|r| told(&r))?;
    print(&say(
        format!("{}（{}）：{} 个区划", done.name, done.county, done.divisions),
        format!("{} ({}): {} divisions", done.name, done.county, done.divisions),
    ))?;
    print(&first_sign_in(&link)?)
}
