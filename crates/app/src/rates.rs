//! How much one network address may do, and all together: creation, writes, sockets, mail. Counted in memory, forgotten
//! when idle.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

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

/// What all addresses may do together, in times of what one may: a flood from many addresses ends here, before it fills the
/// disk or the mail queue. Far above what 13,000 districts do on a busy day, and below what a small machine bears.
const ALL_TOGETHER: u32 = 50;

/// Counters by network address, and one over all.
pub struct Rates {
    limiters: Option<[Limiter; 7]>,
}

struct Limiter {
    one: DefaultKeyedRateLimiter<IpAddr>,
    all: DefaultDirectRateLimiter,
}

impl Limiter {
    fn new(per: Duration, burst: u32) -> Self {
        let all = quota(per / ALL_TOGETHER, burst.saturating_mul(ALL_TOGETHER));
        Self { one: RateLimiter::keyed(quota(per, burst)), all: RateLimiter::direct(all) }
    }
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
                Limiter::new(minute, 30),
                Limiter::new(Duration::from_millis(50), 600),
                Limiter::new(Duration::from_millis(200), 600),
                Limiter::new(minute, 30),
                Limiter::new(Duration::from_millis(500), 60),
                Limiter::new(Duration::from_millis(50), 600),
                // 300 phones of one school come in at once, each with a page and a socket, and may come back. Whoever
                // tries every code needs two years for it.
                Limiter::new(Duration::from_millis(100), 1_200),
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
        let Limiter { one, all } = &limiters[act as usize];
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(DefaultClock::default().now());
        // Who is over their own limit takes nothing from what there is for all.
        one.check_key(&network(address)).map_err(wait)?;
        all.check().map_err(|until| {
            tracing::warn!(?act, "all addresses together are over the limit");
            wait(until)
        })
    }

    /// Forgets addresses that have not been seen for a while. To be called now and then.
    pub fn forget_idle(&self) {
        for limiter in self.limiters.iter().flatten() {
            limiter.one.retain_recent();
            limiter.one.shrink_to_fit();
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

    #[test]
    fn many_addresses_together_have_a_limit_too() {
        let rates = Rates::new();
        let mut taken = 0;
        let mut wait = None;
        'flood: for network in 0..=255u8 {
            for host in 0..=255u8 {
                match rates.count(Act::Create, IpAddr::from([198, 51, network, host])) {
                    Ok(()) => taken += 1,
                    Err(until) => {
                        wait = Some(until);
                        break 'flood;
                    }
                }
            }
        }
        assert!((1_500..1_600).contains(&taken), "{taken}");
        assert!(wait.is_some_and(|wait| wait <= Duration::from_mins(1)), "{wait:?}");
        // Other acts have a count of their own.
        assert!(rates.count(Act::Write, "192.0.2.1".parse().expect("an address")).is_ok());
    }
}
