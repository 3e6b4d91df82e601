//! `huoshui serve`: opens the database, listens, stops without losing a request.

use crate::{
    cli::Serve,
    courier, nightly,
    operations::Operations,
    pages, program,
    setup::SetUp,
    tls::{self, Identity},
};
use axum::Router;
use axum_server::{
    Handle, Server,
    tls_rustls::{RustlsConfig, from_tcp_rustls},
};
use base::SystemClock;
use edge::{App, Config};
use hyper_util::rt::TokioTimer;
use rand::Rng;
use std::{
    io::ErrorKind,
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket},
    sync::Arc,
    time::Duration,
};
use store::{Db, Options, Vault};

/// Serves until the process is told to stop. **Errors:** wrong settings, or the address is taken.
pub fn serve(args: &Serve) -> Result<(), String> {
    let listen: SocketAddr = args
        .listen
        .as_deref()
        .unwrap_or("127.0.0.1:8080")
        .parse()
        .map_err(|e| format!("--listen takes an address such as 127.0.0.1:8080: {e}"))?;
    // Refused before anything is touched; asked again once it is known which port 0 stands for.
    public_url(args, listen)?;
    let given = given_identity(args)?;
    let listener = bind(listen)?;
    let url = public_url(args, listener.local_addr().map_err(|e| e.to_string())?)?;
    let https = url.starts_with("https://");
    let db = program::open(&args.at, Options::default())?;
    let token = token();
    let set_up = Arc::new(SetUp::waiting(token.clone()));
    let defaults = Config::default();
    let config = Config {
        https,
        public_url: url.clone(),
        proxy: args.proxy,
        rate: args.rate.unwrap_or(defaults.rate),
        ..defaults
    };
    let operations = Arc::new(operations(args, &db)?);
    let app = program::wire(db, Arc::new(SystemClock), config, set_up.clone(), operations.clone())
        .map_err(|r| r.to_string())?;
    set_up.theatre.open(app.clone());
    let identity = given.map_or_else(|| county_identity(args, &url), |given| Ok(Some(given)))?;
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    announce(&app, &url, &token);
    runtime.spawn(nightly::run(app.clone(), operations));
    runtime.spawn(courier::run(app.clone()));
    let county_ca = args.county_ca.then(|| tls::county_authority(&args.at.folder())).transpose()?;
    if county_ca.is_some() {
        show_trust(&url)?;
    }
    let router = pages::router(&app, https, county_ca);
    runtime.block_on(run(router, listener, identity))
}

/// Backups lie below the data folder, wherever the database is.
fn operations(args: &Serve, db: &Db) -> Result<Operations, String> {
    let operations = Operations::new(db.clone(), Some(args.at.folder()));
    let Some(url) = args.at.database.clone() else { return Ok(operations) };
    let key = args.at.key_file.clone().unwrap_or_else(|| program::own_key(&args.at.folder()));
    let vault = Vault::from_file(&key).map_err(|e| e.to_string())?;
    Ok(operations.of_server(url, Arc::new(vault)))
}

/// The address that people type; refuses what would let passwords be read on the way.
fn public_url(args: &Serve, listen: SocketAddr) -> Result<String, String> {
    let tls = args.tls_cert.is_some() || args.county_ca;
    let scheme = if tls { "https" } else { "http" };
    let shown = || if tls { SocketAddr::new(reachable(listen.ip()), listen.port()) } else { listen };
    let url =
        args.public_url.clone().unwrap_or_else(|| format!("{scheme}://{}", shown())).trim_end_matches('/').to_owned();
    let host = host_of(&url);
    let loopback = matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]" | "::1");
    if url.starts_with("https://") || args.insecure_http || (loopback && listen.ip().is_loopback()) {
        return Ok(url);
    }
    Err(format!(
        "{url} is plain http and reachable from other machines: passwords could be read on the way and browsers would drop the sign-in.\n\
         {url} 是明文 http，密码会在途中被看到，浏览器也不会保持登录。请选择其一：\n\
         --county-ca            a certificate of the county's own authority / 用本县自签的证书\n\
         --tls-cert F --tls-key F   own certificate files / 用已有证书\n\
         --public-url https://… --proxy IP   behind a proxy that speaks https / 前面有 https 代理\n\
         --insecure-http        accept the risk, for a closed network / 仅限封闭网络，自担风险"
    ))
}

/// An address that others can type. Listening on all addresses (0.0.0.0) it is the one that this
/// machine would send from; a UDP socket that is only named a far end sends nothing.
fn reachable(listen: IpAddr) -> IpAddr {
    if !listen.is_unspecified() {
        return listen;
    }
    let far = UdpSocket::bind("0.0.0.0:0").and_then(|socket| socket.connect("192.0.2.1:9").map(|()| socket));
    far.and_then(|socket| socket.local_addr()).map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip())
}

fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host.to_owned(),
        _ => authority.to_owned(),
    }
}

/// The certificate files that were named. **Errors:** one of them cannot be read.
fn given_identity(args: &Serve) -> Result<Option<Identity>, String> {
    match (&args.tls_cert, &args.tls_key) {
        (Some(cert), Some(key)) => tls::from_files(cert, key).map(Some),
        _ => Ok(None),
    }
}

fn county_identity(args: &Serve, url: &str) -> Result<Option<Identity>, String> {
    if !args.county_ca {
        return Ok(None);
    }
    let hosts = vec![host_of(url), "localhost".into(), "127.0.0.1".into()];
    tls::from_county_authority(&args.at.folder(), hosts).map(Some)
}

fn token() -> String {
    let mut bytes = [0u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[allow(clippy::print_stdout)] // the one thing that the person who started the server must read
fn announce(app: &App, url: &str, token: &str) {
    match app.county() {
        Some(county) => println!("{} · {url}", county.name),
        None => println!("新县初始化 / set up a county:  {url}/office/setup?token={token}"),
    }
    if !crate::web::built() {
        println!("网页尚未构建（make web）/ the web pages are not built (make web)");
    }
}

/// Phones take the authority's certificate from this code, once.
#[allow(clippy::print_stdout)]
fn show_trust(url: &str) -> Result<(), String> {
    let address = format!("{url}/county-ca.pem");
    let code = qrcode::QrCode::new(address.as_bytes()).map_err(|e| e.to_string())?;
    let drawn = code.render::<qrcode::render::unicode::Dense1x2>().build();
    println!("{drawn}\n手机信任本县证书 / phones trust the county's authority: {address}");
    Ok(())
}

/// Takes the address; from now on it is ours, so it may be announced.
fn bind(listen: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(listen).map_err(|e| {
        let advice = match e.kind() {
            ErrorKind::AddrInUse => {
                "这个端口已被另一个程序占用（huoshui 是否已经在运行？），可用 --listen 换一个端口 / another program has this port (is huoshui running already?); choose another one with --listen"
            }
            ErrorKind::AddrNotAvailable => {
                "本机没有这个地址，0.0.0.0 表示所有地址 / this machine does not have this address; 0.0.0.0 stands for all it has"
            }
            ErrorKind::PermissionDenied => {
                "1024 以下的端口需要特别权限，请改用 8080 等端口 / ports below 1024 need a permission of their own; take 8080, for example"
            }
            _ => return format!("{listen}: {e}"),
        };
        format!("{listen}: {advice}")
    })
}

/// A connection that has not said all of a request by then is closed; a slow phone needs less for its headers.
const HEADERS: Duration = Duration::from_secs(10);

/// Nobody keeps a connection by saying nothing: there are only so many.
fn impatient<A: axum_server::Address, Acceptor>(mut server: Server<A, Acceptor>) -> Server<A, Acceptor> {
    let builder = server.http_builder();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(HEADERS).keep_alive_timeout(HEADERS);
    server.first_request_timeout(HEADERS)
}

/// As many open files, and so connections, as the system lets a process have; usual defaults are meant for small ones.
fn many_connections() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        // Where it may not be raised the server runs with what there is.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    }
}

async fn run(router: Router, listener: TcpListener, identity: Option<Identity>) -> Result<(), String> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn(stop_gently(handle.clone()));
    many_connections();
    let wrong = |e: std::io::Error| e.to_string();
    match identity {
        None => {
            let server = impatient(axum_server::from_tcp(listener).map_err(wrong)?);
            server.handle(handle).serve(service).await.map_err(wrong)
        }
        Some(identity) => {
            // A second call finds the provider already there; that is all this error can say.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let config =
                RustlsConfig::from_pem(identity.cert, identity.key).await.map_err(|e| format!("certificate: {e}"))?;
            let server = impatient(from_tcp_rustls(listener, config).map_err(wrong)?);
            server.handle(handle).serve(service).await.map_err(wrong)
        }
    }
}

async fn stop_gently(handle: Handle<SocketAddr>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = terminate.recv() => {} },
            Err(_) => _ = tokio::signal::ctrl_c().await,
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
    handle.graceful_shutdown(Some(Duration::from_secs(10)));
}
