//! How much one network address may do: creation, writes, sockets, mail. Counted in memory, forgotten when idle.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Starting or importing a workbook.
    Create,
    /// Any other change.
    Write,
    /// Opening a live socket.
    Socket,
    /// Asking for a mail.
    Mail,
    /// Making a PDF.
    Print,
    /// Searching.
    Search,
    /// Coming into a meeting by its code, or guessing one.
    Join,
}

/// Counters by network address.
pub struct Rates {
    limiters: Option<[DefaultKeyedRateLimiter<IpAddr>; 7]>,
}

fn quota(per: Duration, burst: u32) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(per).expect("a period above zero").allow_burst(burst)
}

impl Rates {
    /// The limits of an instance in service. A school or agency is one address to us, so bursts are generous.
    pub fn new() -> Self {
        let minute = Duration::from_mins(1);
        Self {
            limiters: Some([
                RateLimiter::keyed(quota(minute, 30)),
                RateLimiter::keyed(quota(Duration::from_millis(50), 600)),
                RateLimiter::keyed(quota(Duration::from_millis(200), 600)),
                RateLimiter::keyed(quota(minute, 30)),
                RateLimiter::keyed(quota(Duration::from_millis(500), 60)),
                RateLimiter::keyed(quota(Duration::from_millis(50), 600)),
                // 300 phones of one school come in at once, each with a page and a socket, and may come back. Whoever
                // tries every code needs two years for it.
                RateLimiter::keyed(quota(Duration::from_millis(100), 1_200)),
            ]),
        }
    }

    /// No limits: for load tests.
    pub fn lifted() -> Self {
        Self { limiters: None }
    }

    /// Counts one act. When there were too many, the time after which to try again.
    pub fn count(&self, act: Act, address: IpAddr) -> Result<(), Duration> {
        let Some(limiters) = &self.limiters else { return Ok(()) };
        let limiter = &limiters[act as usize];
        limiter
            .check_key(&network(address))
            .map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }

    /// Forgets addresses that have not been seen for a while. To be called now and then.
    pub fn forget_idle(&self) {
        for limiter in self.limiters.iter().flatten() {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self::new()
    }
}

/// One home or office has a whole IPv6 /64, so that is what counts.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6((u128::from(v6) & !u128::from(u64::MAX)).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_network_counts_as_one() {
        let rates = Rates::new();
        for host in 1..=30u16 {
            let address = IpAddr::V6(std::net::Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, host));
            assert!(rates.count(Act::Create, address).is_ok());
        }
        let next = "2001:db8::ffff".parse().expect("an address");
        assert!(rates.count(Act::Create, next).is_err());
        assert!(rates.count(Act::Write, next).is_ok());
        assert!(rates.count(Act::Create, "192.0.2.1".parse().expect("an address")).is_ok());
    }
}
