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
    /// 监听地址，不填为 127.0.0.1:8080 · Address to listen on.
    #[arg(long, env = "HUOSHUI_LISTEN")]
    pub listen: Option<String>,
    /// 大家输入的网址，二维码由它生成 · Address that people type; QR codes are made from it.
    #[arg(long, env = "HUOSHUI_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// https 证书（PEM） · Certificate to serve https with.
    #[arg(long, env = "HUOSHUI_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// 证书的私钥（PEM） · Its key.
    #[arg(long, env = "HUOSHUI_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// 用本县自签的证书，第一次用时生成 · Serve https with a certificate of the county's own authority.
    #[arg(long, env = "HUOSHUI_COUNTY_CA", conflicts_with = "tls_cert")]
    pub county_ca: bool,
    /// 前面代理的地址 · Address of the proxy in front, whose X-Forwarded-For is believed.
    #[arg(long, env = "HUOSHUI_PROXY")]
    pub proxy: Option<std::net::IpAddr>,
    /// 明知密码会被看到，仍用明文 http · Serve plain http to other machines although passwords can be read on the way.
    #[arg(long, env = "HUOSHUI_INSECURE_HTTP")]
    pub insecure_http: bool,
    /// 一个地址每秒最多的请求数，不填为 200 · Requests a second that one address may send.
    #[arg(long, env = "HUOSHUI_RATE")]
    pub rate: Option<u32>,
}
