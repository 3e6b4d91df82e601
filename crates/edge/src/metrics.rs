//! Counts and times of requests by route, as Prometheus reads them. No address, no person.

use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{Mutex, PoisonError},
    time::Duration,
};

type Key = (&'static str, &'static str, u16);

/// Requests since the start.
#[derive(Default)]
pub(crate) struct Metrics(Mutex<BTreeMap<Key, (u64, Duration)>>);

impl Metrics {
    /// One request answered.
    pub fn count(&self, method: &'static str, route: &'static str, status: u16, took: Duration) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, time) = all.entry((method, route, status)).or_default();
        *count = count.saturating_add(1);
        *time = time.saturating_add(took);
    }

    /// The text exposition format.
    pub fn text(&self) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut counts = "# TYPE huoshui_requests_total counter\n".to_owned();
        let mut times = "# TYPE huoshui_request_seconds_sum counter\n".to_owned();
        for ((method, route, status), (count, time)) in all.iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            let _ = writeln!(counts, "huoshui_requests_total{{{labels}}} {count}");
            let _ = writeln!(
                times,
                "huoshui_request_seconds_sum{{{labels}}} {}.{:06}",
                time.as_secs(),
                time.subsec_micros()
            );
        }
        counts + &times
    }
}
