//! The running program: its database, clock, slices, and the county and policies that are in force.

use crate::{
    actor::County,
    audit,
    route::{Route, ScopeTree, Sessions, Slice},
    run::{Runner, Stamp},
};
use base::{Clock, Instant, Lang, Refusal};
use policy::PolicySet;
use std::{
    net::IpAddr,
    sync::{Arc, PoisonError, RwLock},
};
use store::{Db, Tx, params};

/// How the edge behaves.
#[derive(Clone)]
pub struct Config {
    /// Whether cookies are Secure and HSTS is sent.
    pub https: bool,
    /// Bytes of an upload at most.
    pub upload_limit: usize,
    /// Requests a second that one address may send for long.
    pub rate: u32,
    /// Address that people type, for QR codes; empty if it is not known.
    pub public_url: String,
    /// Address of the proxy whose `X-Forwarded-For` is believed.
    pub proxy: Option<IpAddr>,
}

impl Default for Config {
    fn default() -> Self {
        Self { https: false, public_url: String::new(), upload_limit: 64 << 20, rate: 200, proxy: None }
    }
}

/// So many requests may prepare their act at once; the database has at least twice as many readers.
const PREPARING: usize = 2;

/// Reads the policies in force for a county.
pub type LoadPolicies = fn(&mut Tx<'_>, &str) -> Result<PolicySet, Refusal>;

/// The running program: cheap to clone.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Parts>);

pub(crate) struct Parts {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub config: Config,
    pub runner: Runner,
    pub slices: Vec<Slice>,
    load_policies: LoadPolicies,
    loaded: RwLock<(Option<County>, Arc<PolicySet>)>,
    pub limiter: governor::DefaultKeyedRateLimiter<IpAddr>,
    /// Turns for what is prepared on a reader.
    pub preparing: tokio::sync::Semaphore,
    pub measured: crate::metrics::Metrics,
    /// Streams open for each post.
    pub listening: crate::http::Seats,
}

impl App {
    /// Puts the slices together. **Errors:** the county or its policies cannot be read.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        config: Config,
        sessions: Arc<dyn Sessions>,
        slices: Vec<Slice>,
        load_policies: LoadPolicies,
    ) -> Result<Self, Refusal> {
        let scopes: Arc<ScopeTree> = Arc::new(slices.iter().flat_map(|s| s.targets.iter().copied()).collect());
        let rate = std::num::NonZeroU32::new(config.rate).unwrap_or(std::num::NonZeroU32::MIN);
        let quota = governor::Quota::per_second(rate)
            .allow_burst(rate.saturating_mul(std::num::NonZeroU32::MIN.saturating_add(2)));
        let app = Self(Arc::new(Parts {
            db,
            clock,
            config,
            runner: Runner { sessions, scopes },
            slices,
            load_policies,
            loaded: RwLock::default(),
            limiter: governor::RateLimiter::keyed(quota),
            preparing: tokio::sync::Semaphore::new(PREPARING),
            measured: crate::metrics::Metrics::default(),
            listening: crate::http::Seats::default(),
        }));
        app.reload_with(app.0.db.read_now(app.reading())?);
        Ok(app)
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The county, once it is set up.
    pub fn county(&self) -> Option<County> {
        self.0.loaded.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// All slices.
    pub fn slices(&self) -> &[Slice] {
        &self.0.slices
    }

    /// All routes, in the order of the slices.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.0.slices.iter().flat_map(|s| &s.routes)
    }

    /// A stamp for work that does not come over HTTP.
    pub fn stamp(&self, origin: &str) -> Stamp {
        let (ahead_ms, policies) = {
            let loaded = self.0.loaded.read().unwrap_or_else(PoisonError::into_inner);
            (loaded.0.as_ref().map_or(0, |county| county.ahead_ms), loaded.1.clone())
        };
        let now = self.0.clock.now();
        Stamp {
            public_url: self.0.config.public_url.clone(),
            now: Instant::from_millis(now.millis().saturating_add(ahead_ms)).unwrap_or(now),
            lang: Lang::Zh,
            origin: origin.to_owned(),
            policies,
            scopes: self.0.runner.scopes.clone(),
        }
    }

    /// Reads the county and its policies again, from outside the async runtime.
    pub fn reload(&self) -> Result<(), Refusal> {
        self.reload_with(self.0.db.read_now(self.reading())?);
        Ok(())
    }

    /// [`App::reload`] from inside it.
    pub(crate) async fn reload_here(&self) -> Result<(), Refusal> {
        self.reload_with(self.0.db.read(self.reading()).await?);
        Ok(())
    }

    fn reading(&self) -> impl FnMut(&mut Tx<'_>) -> Result<(Option<County>, PolicySet), Refusal> + Send + 'static {
        let (load, now) = (self.0.load_policies, self.0.clock.now());
        move |tx| {
            let county = county(tx, now)?;
            let policies = match &county {
                Some(county) => load(tx, &county.id)?,
                None => PolicySet::default(),
            };
            Ok((county, policies))
        }
    }

    fn reload_with(&self, (mut county, policies): (Option<County>, PolicySet)) {
        let mut loaded = self.0.loaded.write().unwrap_or_else(PoisonError::into_inner);
        if let (Some(county), Some(before)) = (&mut county, &loaded.0) {
            // A clock that was ahead does not go back while nobody acts.
            county.ahead_ms = county.ahead_ms.max(before.ahead_ms);
        }
        *loaded = (county, Arc::new(policies));
    }
}

/// The county of this database; a simulated one has its last act behind it, whatever the machine's clock says.
fn county(tx: &mut Tx<'_>, now: Instant) -> Result<Option<County>, Refusal> {
    let row: Option<(String, String, String, String, bool)> =
        tx.find("SELECT county, name, kind_word, policy, simulated FROM county ORDER BY county", params![])?;
    let Some((id, name, kind_word, policy, simulated)) = row else { return Ok(None) };
    let newest = if simulated { audit::newest_at(tx, &id)? } else { None };
    let ahead_ms = newest.map_or(0, |newest| newest.millis().saturating_sub(now.millis()).max(0));
    Ok(Some(County { id: id.into(), name, kind_word, policy, simulated, ahead_ms }))
}
