//! Tries common secrets against a token's HMAC, a few at a time, so that a page stays alive meanwhile.

use std::str::Lines;

use super::Refusal;
use super::secrets::COMMON;
use crate::domain::jose::alg::Hash;
use crate::domain::jose::hmac;
use crate::domain::jwt::findings::span;
use crate::domain::jwt::segment::Part;
use crate::domain::jwt::token::Reading;

/// A search under way.
#[derive(Clone, Debug)]
pub struct Guess {
    hash: Hash,
    input: Vec<u8>,
    signature: Vec<u8>,
    rest: Lines<'static>,
    tried: usize,
}

/// How a search stands after some tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Found(&'static str),
    /// There are more to try.
    Open,
    /// None of them is the secret.
    Exhausted,
}

impl Guess {
    /// A search for the secret of this token. Errors: it is not signed by HMAC, or cannot be read.
    pub fn of(reading: &Reading) -> Result<Self, Refusal> {
        let [header, payload, _] = &reading.segments[..] else { return Err(Refusal::Unreadable) };
        let hash = reading.alg().and_then(super::hmac_of).ok_or(Refusal::NotHmac)?;
        let signature = reading.segment(Part::Signature).map(|segment| segment.bytes.clone()).unwrap_or_default();
        let input = format!("{}.{}", header.text, payload.text).into_bytes();
        Ok(Self { hash, input, signature, rest: COMMON.lines(), tried: 0 })
    }

    /// Tries up to this many more.
    pub fn step(&mut self, count: usize) -> Progress {
        for _ in 0..count {
            let Some(secret) = self.rest.next() else { return Progress::Exhausted };
            self.tried += 1;
            if hmac::sign(self.hash, secret.as_bytes(), &self.input) == self.signature {
                return Progress::Found(secret);
            }
        }
        Progress::Open
    }

    /// Secrets tried so far.
    pub fn tried(&self) -> usize {
        self.tried
    }
}

/// How long trying half of all secrets of this many random bits takes, at a rate a second: "3 days", "10^63 years".
pub fn time_for(bits: u32, per_second: u64) -> String {
    const YEAR: u128 = 31_557_600;
    // 2^(bits - 1) as mantissa and power of ten.
    let (mut mantissa, mut tens) = (1_u128, 0_u32);
    for _ in 1..bits {
        mantissa *= 2;
        if mantissa > u128::from(u64::MAX) * 1_000_000 {
            mantissa /= 10;
            tens += 1;
        }
    }
    let rate = u128::from(per_second.max(1));
    if tens == 0
        && let Ok(ms) = i64::try_from(mantissa.saturating_mul(1_000) / rate)
        && ms < 1_000_000 * 1_000 * YEAR as i64
    {
        return span(ms);
    }
    let years = (mantissa / rate / YEAR).max(1);
    format!("10^{} years", years.ilog10() + tens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::attack::signed;
    use crate::domain::jwt::base64url::encode;
    use crate::domain::jwt::sample;
    use crate::domain::jwt::token::decode_unverified;

    fn token(alg: &str, secret: &str) -> Reading {
        let header = encode(format!(r#"{{"alg":"{alg}"}}"#).as_bytes());
        let hash = crate::domain::jwt::attack::hmac_of(alg).unwrap();
        decode_unverified(&signed(&header, &encode(b"{}"), hash, secret.as_bytes()))
    }

    #[test]
    fn a_common_secret_is_found_in_steps_and_a_good_one_is_not() {
        for alg in ["HS256", "HS384", "HS512"] {
            let mut guess = Guess::of(&token(alg, "letmein")).unwrap();
            let mut steps = 0;
            let end = loop {
                steps += 1;
                match guess.step(50) {
                    Progress::Open => {}
                    end => break end,
                }
            };
            assert_eq!(end, Progress::Found("letmein"), "{alg}");
            assert_eq!(guess.tried().div_ceil(50), steps, "{alg}");
        }
        let mut guess = Guess::of(&decode_unverified(sample::TOKEN)).unwrap();
        assert_eq!((guess.step(10_000), guess.tried()), (Progress::Exhausted, COMMON.lines().count()));
    }

    #[test]
    fn only_a_token_signed_by_hmac_can_be_searched() {
        let none = format!("{}.{}.", encode(br#"{"alg":"none"}"#), encode(b"{}"));
        assert_eq!(Guess::of(&decode_unverified(&none)).unwrap_err(), Refusal::NotHmac);
        assert_eq!(Guess::of(&decode_unverified("a.b")).unwrap_err(), Refusal::Unreadable);
    }

    #[test]
    fn the_time_for_random_bits_grows_past_all_numbers() {
        // 2^39 / 10^6 s = 549,756 s; 2^255 = 5.8 * 10^76, over 10^9 and 3.2 * 10^7: 1.8 * 10^60.
        assert_eq!(time_for(40, 1_000_000), "6 days");
        assert_eq!(time_for(1, 1), "1 second");
        assert_eq!(time_for(128, 1_000_000_000), "10^21 years");
        assert_eq!(time_for(256, 1_000_000_000), "10^60 years");
    }
}
