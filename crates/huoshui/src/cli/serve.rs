//! The options of the server.

use super::Where;
use clap::Args;
use std::path::PathBuf;

/// `huoshui serve`.
#[derive(Args, Clone, Debug, Default)]
pub struct Serve {
    /// Where.
    #[command(flatten)]
    pub at: Where,
    /// Address to listen on; `127.0.0.1:8080` if not said.
    #[arg(long, env = "HUOSHUI_LISTEN")]
    pub listen: Option<String>,
    /// Address that people type; QR codes are made from it.
    #[arg(long, env = "HUOSHUI_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Certificate (PEM) to serve https with.
    #[arg(long, env = "HUOSHUI_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Its key (PEM).
    #[arg(long, env = "HUOSHUI_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Serve https with a certificate of the county's own authority, made on first use.
    #[arg(long, env = "HUOSHUI_COUNTY_CA", conflicts_with = "tls_cert")]
    pub county_ca: bool,
    /// Address of the proxy in front, whose X-Forwarded-For is believed.
    #[arg(long, env = "HUOSHUI_PROXY")]
    pub proxy: Option<std::net::IpAddr>,
    /// Serve plain http to other machines although passwords can be read on the way.
    #[arg(long, env = "HUOSHUI_INSECURE_HTTP")]
    pub insecure_http: bool,
    /// Requests a second that one address may send; 200 if not said.
    #[arg(long, env = "HUOSHUI_RATE")]
    pub rate: Option<u32>,
}
