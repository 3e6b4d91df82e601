//! When something was filled in, by a device whose clock may be wrong.
//!
//! A device says what its clock showed when it was filled in and what it shows now, as it sends;
//! the difference to the server's clock puts both right. What cannot be put right is kept in
//! quarantine: taken, seen, but of no period until somebody releases it.

use base::Instant;

/// What the clocks say of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// When it was filled in.
    pub at: Instant,
    /// Why that cannot be believed.
    pub quarantine: Option<Doubt>,
}

/// Why a device's time cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The clock is more than a day off.
    Clock,
    /// It would have been filled in after it arrived.
    Ahead,
    /// It would have been filled in more than a year ago.
    LongAgo,
}

impl Doubt {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Ahead => "ahead",
            Self::LongAgo => "long_ago",
        }
    }

    /// What is wrong, in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Clock => "手机日期差了一天以上",
            Self::Ahead => "填写时间晚于收到时间",
            Self::LongAgo => "填写时间在一年以前",
        }
    }
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Clocks tick apart while something is on its way.
const SLACK: i64 = 5 * MINUTE;

/// When an item was filled in. `device_now` is none for what is entered here.
pub fn told(made_at: Instant, device_now: Option<Instant>, received_at: Instant) -> Told {
    let Some(device_now) = device_now else { return Told { at: received_at, quarantine: None } };
    let off = received_at.millis() - device_now.millis();
    let at = made_at.millis().saturating_add(off);
    let doubt = if off.abs() > DAY {
        Some(Doubt::Clock)
    } else if at > received_at.millis() + SLACK {
        Some(Doubt::Ahead)
    } else if at < received_at.millis() - 366 * DAY {
        Some(Doubt::LongAgo)
    } else {
        None
    };
    let believed = Instant::from_millis(at.min(received_at.millis())).filter(|_| doubt.is_none());
    Told { at: believed.unwrap_or(received_at), quarantine: doubt }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_put_right_or_not_believed() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let received = at("2026-08-03T12:00:00Z");
        for (made, now, told_at, doubt) in [
            // Right, and days without a network.
            ("2026-07-31T01:00:00Z", "2026-08-03T12:00:00Z", "2026-07-31T01:00:00Z", None),
            // Ten minutes slow all the time.
            ("2026-07-31T01:00:00Z", "2026-08-03T11:50:00Z", "2026-07-31T01:10:00Z", None),
            // A moment ahead by rounding: now.
            ("2026-08-03T12:00:30Z", "2026-08-03T12:00:00Z", "2026-08-03T12:00:00Z", None),
            ("1970-01-01T00:00:00Z", "1970-01-01T00:05:00Z", "2026-08-03T12:00:00Z", Some(Doubt::Clock)),
            ("2099-01-01T00:00:00Z", "2099-01-01T00:05:00Z", "2026-08-03T12:00:00Z", Some(Doubt::Clock)),
            // Filled in while the clock was wrong, put right before sending.
            ("2099-01-01T00:00:00Z", "2026-08-03T12:00:00Z", "2026-08-03T12:00:00Z", Some(Doubt::Ahead)),
            ("1970-01-01T00:00:00Z", "2026-08-03T12:00:00Z", "2026-08-03T12:00:00Z", Some(Doubt::LongAgo)),
        ] {
            let told = told(at(made), Some(at(now)), received);
            assert_eq!((told.at, told.quarantine), (at(told_at), doubt), "{made} {now}");
        }
        assert_eq!(told(at("1970-01-01T00:00:00Z"), None, received), Told { at: received, quarantine: None });
    }
}
