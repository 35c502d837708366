//! A toy server: which of its checks are on, and what it answers to a token.

pub mod flow;

use std::fmt;

use super::attack::hmac_of;
use super::base64url::encode;
use super::date::numeric_date;
use super::findings::{names, span};
use super::segment::Part;
use super::shape::Shape;
use super::token::Reading;
use crate::domain::jose::alg::Alg;
use crate::domain::jose::hmac;
use crate::domain::jose::plan::check_critical;
use crate::domain::time::Timestamp;

/// A check that can be switched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The token can be read at all; always on.
    WellFormed,
    Algorithm,
    Signature,
    Expiry,
    Audience,
    Issuer,
}

impl Check {
    /// Those with a switch, in the order in which the server makes them.
    pub const SWITCHED: [Self; 5] = [Self::Algorithm, Self::Signature, Self::Expiry, Self::Audience, Self::Issuer];

    /// Stable name for tests and the page's attributes.
    pub fn id(self) -> &'static str {
        match self {
            Self::WellFormed => "well-formed",
            Self::Algorithm => "algorithm",
            Self::Signature => "signature",
            Self::Expiry => "expiry",
            Self::Audience => "audience",
            Self::Issuer => "issuer",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WellFormed => "Well-formed",
            Self::Algorithm => "Algorithm",
            Self::Signature => "Signature",
            Self::Expiry => "Expiry",
            Self::Audience => "Audience",
            Self::Issuer => "Issuer",
        })
    }
}

/// The key that the server verifies with, and the algorithm that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerKey {
    Secret {
        secret: Vec<u8>,
        alg: Alg,
    },
    /// A public key, as the text of its file.
    Public {
        text: String,
        alg: Alg,
    },
}

impl ServerKey {
    fn alg(&self) -> &'static str {
        match self {
            Self::Secret { alg, .. } | Self::Public { alg, .. } => alg.name(),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Secret { secret, .. } => secret,
            Self::Public { text, .. } => text.as_bytes(),
        }
    }
}

/// A server: its key, whom it is, whom it trusts, and which checks are on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    pub key: ServerKey,
    /// Its own name, as it should stand in `aud`.
    pub audience: String,
    pub issuer: String,
    /// Seconds by which clocks may differ.
    pub leeway: u32,
    /// The checks that are on.
    pub checks: Vec<Check>,
}

/// What one check found. The sentence says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed(String),
    Failed(String),
    /// It is switched off.
    Off,
}

/// The server's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Every check up to the one that decided, in order.
    pub outcomes: Vec<(Check, Outcome)>,
    /// The one that refused the token; `None` when it was accepted.
    pub decided: Option<Check>,
    /// The whole answer as it goes over the line.
    pub response: String,
}

impl Answer {
    /// 200 or 401.
    pub fn status(&self) -> u16 {
        if self.decided.is_none() { 200 } else { 401 }
    }
}

impl Server {
    /// Answers a request that carries this token. `asymmetric` says whether the signature is right by the server's
    /// public key and its algorithm, as the browser found; `None` where it was not asked.
    pub fn answer(&self, reading: &Reading, now: Timestamp, asymmetric: Option<bool>) -> Answer {
        let mut outcomes = Vec::new();
        for check in [Check::WellFormed].into_iter().chain(Check::SWITCHED) {
            let on = check == Check::WellFormed || self.checks.contains(&check);
            let outcome = if on { self.check(check, reading, now, asymmetric) } else { Outcome::Off };
            let refused = matches!(outcome, Outcome::Failed(_));
            outcomes.push((check, outcome));
            if refused {
                let response = if reading.shape == Shape::Empty { NO_TOKEN.to_owned() } else { refusal(check) };
                return Answer { outcomes, decided: Some(check), response };
            }
        }
        Answer { outcomes, decided: None, response: welcome(reading) }
    }

    fn check(&self, check: Check, reading: &Reading, now: Timestamp, asymmetric: Option<bool>) -> Outcome {
        let verdict = match check {
            Check::WellFormed => well_formed(reading),
            Check::Algorithm => self.algorithm(reading),
            Check::Signature => self.signature(reading, asymmetric),
            Check::Expiry => self.expiry(reading, now),
            Check::Audience => match claim(reading, "aud") {
                Some(aud) if names(aud, &self.audience) => Ok(format!("\"aud\" names {}", self.audience)),
                Some(_) => Err(format!("\"aud\" does not name {}", self.audience)),
                None => Err("there is no aud".to_owned()),
            },
            Check::Issuer => match claim(reading, "iss").and_then(|iss| iss.as_str()) {
                Some(iss) if iss == self.issuer => Ok(format!("\"iss\" is {iss}")),
                Some(iss) => Err(format!("\"iss\" is {iss}, not {}", self.issuer)),
                None => Err("there is no iss".to_owned()),
            },
        };
        verdict.map_or_else(Outcome::Failed, Outcome::Passed)
    }

    fn algorithm(&self, reading: &Reading) -> Result<String, String> {
        let (pinned, alg) = (self.key.alg(), reading.alg().unwrap_or_default());
        if alg == pinned {
            Ok(format!("\"alg\" is {pinned:?}"))
        } else {
            Err(format!("\"alg\" is {alg:?}, only {pinned:?} is accepted"))
        }
    }

    fn signature(&self, reading: &Reading, asymmetric: Option<bool>) -> Result<String, String> {
        let [header, payload, signature] = &reading.segments[..] else {
            return Err("there are not three parts".to_owned());
        };
        // Pinned or not, this is a server that lets the token choose: what pinning stops, the check before has stopped.
        let alg = reading.alg().unwrap_or_default();
        if alg.eq_ignore_ascii_case("none") {
            return Ok("the token says alg none, and the server believed it: nothing was verified".to_owned());
        }
        let right = match hmac_of(alg) {
            Some(hash) => {
                let input = format!("{}.{}", header.text, payload.text);
                encode(&hmac::sign(hash, self.key.bytes(), input.as_bytes())) == signature.text
            }
            None if alg == self.key.alg() => {
                asymmetric.ok_or("the browser has not checked this signature, so it counts as wrong")?
            }
            None => return Err(format!("this server cannot verify {alg:?}")),
        };
        match (right, &self.key) {
            (false, _) => Err("the signature is not that of this header and payload".to_owned()),
            (true, ServerKey::Public { .. }) if alg != self.key.alg() => {
                Ok(format!("{alg} over the text of the public key gives this signature; everyone has that text"))
            }
            (true, _) => Ok(format!("{alg} with the server’s key gives this signature")),
        }
    }

    fn expiry(&self, reading: &Reading, now: Timestamp) -> Result<String, String> {
        let leeway = i64::from(self.leeway) * 1000;
        let exp = claim(reading, "exp").ok_or("there is no exp, and this server insists on one")?;
        let exp = numeric_date(exp).at.ok_or("\"exp\" is no number of seconds")?;
        if let Some(nbf) = claim(reading, "nbf") {
            let nbf = numeric_date(nbf).at.ok_or("\"nbf\" is no number of seconds")?;
            if now.0 < nbf.0.saturating_sub(leeway) {
                return Err(format!("not valid for another {}", span(nbf.0.saturating_sub(now.0))));
            }
        }
        if now.0 >= exp.0.saturating_add(leeway) {
            return Err(format!("expired {} ago", span(now.0.saturating_sub(exp.0))));
        }
        Ok(format!("good for another {}", span(exp.0.saturating_add(leeway).saturating_sub(now.0))))
    }
}

fn claim<'a>(reading: &'a Reading, name: &str) -> Option<&'a crate::domain::json::Value> {
    reading.payload()?.get(name)
}

fn well_formed(reading: &Reading) -> Result<String, String> {
    match (reading.faults.first(), reading.claims()) {
        (Some(fault), _) => Err(fault.to_string()),
        (None, None) => Err("the payload is no JSON object".to_owned()),
        (None, Some(_)) if reading.segment(Part::Signature).is_none() => Err("there are not three parts".to_owned()),
        (None, Some(_)) if reading.shape == Shape::Unencoded => {
            Err("\"b64\" is false, which no JWT may say (RFC 7797, section 7)".to_owned())
        }
        (None, Some(_)) => {
            reading.header().map_or(Ok(()), check_critical).map_err(|why| why.to_string())?;
            Ok("three parts, header and payload are JSON objects".to_owned())
        }
    }
}

/// The answer to a request without a token: the scheme, and no error (RFC 6750, section 3.1).
const NO_TOKEN: &str = "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm=\"toy server\"";

/// The refusal of RFC 6750, section 3: the scheme, an error code, and a description in plain ASCII.
fn refusal(check: Check) -> String {
    let description = match check {
        Check::WellFormed => "The token is malformed",
        Check::Algorithm => "The algorithm is not accepted",
        Check::Signature => "The signature is not valid",
        Check::Expiry => "The token is not valid at this time",
        Check::Audience => "The token is for another audience",
        Check::Issuer => "The issuer is not trusted",
    };
    format!(
        "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error=\"invalid_token\",\n  error_description=\"{description}\""
    )
}

/// What the server says to whom it takes the token's bearer to be.
fn welcome(reading: &Reading) -> String {
    let written = |name: &str| {
        let value = claim(reading, name)?;
        let payload = reading.segment(Part::Payload)?;
        Some(String::from_utf8_lossy(payload.bytes.get(value.span.range())?).into_owned())
    };
    let members = ["sub", "role"].into_iter().filter_map(|name| Some(format!("\"{name}\": {}", written(name)?)));
    let members: Vec<String> = members.collect();
    format!("HTTP/1.1 200 OK\nContent-Type: application/json\n\n{{ {} }}", members.join(", "))
}

#[cfg(test)]
mod tests;
