//! Settings: the command line, `HUOSHUI_*` variables, then `huoshui.toml` in the working folder.

use crate::cli::{Serve, Where};
use serde::Deserialize;
use std::{fs, path::PathBuf};

/// `huoshui.toml`: every option of the command line under its name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    data: Option<PathBuf>,
    database: Option<String>,
    key_file: Option<PathBuf>,
    listen: Option<String>,
    pub(crate) public_url: Option<String>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    county_ca: bool,
    proxy: Option<std::net::IpAddr>,
    insecure_http: bool,
    rate: Option<u32>,
}

impl File {
    /// Reads `huoshui.toml` if there is one. **Errors:** it is not TOML, or has an unknown key.
    pub fn read() -> Result<Self, String> {
        match fs::read_to_string("huoshui.toml") {
            Ok(text) => toml::from_str(&text).map_err(|e| format!("huoshui.toml: {e}")),
            Err(_) => Ok(Self::default()),
        }
    }

    /// Fills in what the command line left open.
    pub fn fill(self, serve: &mut Serve) {
        self.fill_where(&mut serve.at);
        let file = self;
        serve.listen = serve.listen.take().or(file.listen);
        serve.public_url = serve.public_url.take().or(file.public_url);
        serve.tls_cert = serve.tls_cert.take().or(file.tls_cert);
        serve.tls_key = serve.tls_key.take().or(file.tls_key);
        serve.county_ca |= file.county_ca;
        serve.proxy = serve.proxy.or(file.proxy);
        serve.insecure_http |= file.insecure_http;
        serve.rate = serve.rate.or(file.rate);
    }

    /// Fills in where the data lies.
    pub fn fill_where(&self, at: &mut Where) {
        at.data = at.data.take().or_else(|| self.data.clone());
        at.database = at.database.take().or_else(|| self.database.clone());
        at.key_file = at.key_file.take().or_else(|| self.key_file.clone());
    }
}

impl Where {
    /// The data folder.
    pub fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| PathBuf::from("huoshui-data"))
    }
}
