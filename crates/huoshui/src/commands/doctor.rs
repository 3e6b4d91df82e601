//! `huoshui doctor`: looks at an installation and says what is wrong and what to do.

use super::{app, placed, print};
use crate::cli::Where;
use edge::audit;
use std::process::ExitCode;

pub fn doctor(at: &Where) -> Result<ExitCode, String> {
    let at = &placed(at)?;
    let folder = at.folder();
    if at.database.is_none() && !folder.join("huoshui.db").exists() {
        print(&format!("{}: no database here; run `huoshui serve` or `huoshui init`", folder.display()))?;
        return Ok(ExitCode::FAILURE);
    }
    let app = app(at)?;
    let Some(county) = app.county() else {
        print("the database is empty: run `huoshui serve` and open the printed link, or `huoshui init`")?;
        return Ok(ExitCode::FAILURE);
    };
    let mut fine = true;
    let name = county.name.clone();
    let recount =
        app.db().read_now(move |tx| Ok((audit::verify(tx, &county.id)?, evidence::desk::verify(tx, &county.id)?)));
    let ((rows, wrong), files) = recount.map_err(|r| r.to_string())?;
    print(&format!("county: {name}"))?;
    match wrong {
        None => print(&format!("audit trail: {rows} rows, every chain fits"))?,
        Some(wrong) => {
            fine = false;
            print(&format!("audit trail: {wrong}; compare with a backup and tell the auditor"))?;
        }
    }
    print(&format!("evidence: {} files, {} bytes", files.files, files.bytes))?;
    for problem in &files.problems {
        fine = false;
        print(&format!(
            "file {}: {}; restore it from a backup and tell the auditor",
            problem.file, problem.message.en
        ))?;
    }
    let pages = if crate::web::built() {
        "web pages: in the binary"
    } else {
        "web pages: not in this binary; run make web and build again"
    };
    print(pages)?;
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
