//! Rules on the header.

use super::Context;
use super::rule::{Rule, Severity::*};
use crate::domain::json::{Kind, Value};
use crate::domain::jwt::meaning::Source;
use crate::domain::jwt::segment::{Content, Part};
use crate::domain::jwt::shape::Shape;

/// The rules of this group.
pub const RULES: &[Rule] = &[
    Rule {
        id: "alg-missing",
        severity: Serious,
        title: "The header names no algorithm",
        reason: "alg is the one parameter that every header must have, as a string.",
        advice: "Refuse the token.",
        source: Some(Source::Rfc(7515, "4.1.1")),
        find: |context| {
            let header = context.reading.header()?;
            header.members()?;
            match header.get("alg") {
                None => Some("there is no alg".to_owned()),
                Some(value) if value.as_str().is_none() => Some(format!("\"alg\" is {}", value.noun())),
                Some(_) => None,
            }
        },
    },
    Rule {
        id: "alg-none",
        severity: Serious,
        title: "The token says that it needs no signature",
        reason: "With alg none anyone can write any claims. Attackers also spell it nOnE, to get past a filter that looks for none alone.",
        advice: "Accept only the algorithms that you have listed. Never keep a list of forbidden ones.",
        source: Some(Source::Rfc(8725, "3.2")),
        find: |context| {
            let alg = context.reading.alg()?;
            alg.trim().eq_ignore_ascii_case("none").then(|| format!("\"alg\" is {alg:?}"))
        },
    },
    Rule {
        id: "signature-missing",
        severity: Serious,
        title: "The signature is cut off",
        reason: "The header promises a signature and there is none. A library that skips the check for an empty signature accepts whatever the payload says.",
        advice: "Refuse it: an empty signature is never right for an algorithm that signs.",
        source: Some(Source::Rfc(7519, "6")),
        find: |context| {
            let alg = context.reading.alg()?;
            let empty = context.reading.segment(Part::Signature)?.content == Content::Empty;
            (empty && !alg.eq_ignore_ascii_case("none")).then(|| format!("\"alg\" is {alg:?}"))
        },
    },
    Rule {
        id: "none-with-signature",
        severity: Weak,
        title: "A signature that the header denies",
        reason: "An unsecured token has an empty signature. Here is one, and alg none tells the reader to ignore it: usually a token whose header was changed.",
        advice: "Refuse it.",
        source: Some(Source::Rfc(7519, "6")),
        find: |context| {
            let signature = context.reading.segment(Part::Signature)?;
            let none = context.reading.alg()?.eq_ignore_ascii_case("none");
            (none && signature.content != Content::Empty).then(|| format!("{} bytes", signature.bytes.len()))
        },
    },
    Rule {
        id: "crit-unknown",
        severity: Serious,
        title: "The header demands an extension that this reader does not know",
        reason: "crit names parameters that a receiver must understand, or else refuse the token. Ignoring them is a way past the sender’s conditions.",
        advice: "Refuse the token unless your verifier implements every name in the list.",
        source: Some(Source::Rfc(7515, "4.1.11")),
        find: |context| {
            let unknown = critical_names(context)?.into_iter().find(|name| *name != "b64")?;
            Some(format!("{unknown:?} is in crit"))
        },
    },
    Rule {
        id: "crit-absent",
        severity: Serious,
        title: "crit names a parameter that is not there",
        reason: "A name in crit must be a parameter of this header. One that is absent points to a broken or forged header.",
        advice: "Refuse the token.",
        source: Some(Source::Rfc(7515, "4.1.11")),
        find: |context| {
            let header = context.reading.header()?;
            let absent = critical_names(context)?.into_iter().find(|name| header.get(name).is_none())?;
            Some(format!("there is no {absent:?}"))
        },
    },
    Rule {
        id: "crit-malformed",
        severity: Serious,
        title: "crit is not a list of names",
        reason: "crit is an array of names and never empty. Anything else cannot be obeyed.",
        advice: "Refuse the token; leave crit out where nothing is critical.",
        source: Some(Source::Rfc(7515, "4.1.11")),
        find: |context| match &context.reading.header()?.get("crit")?.kind {
            Kind::Array(items) if items.is_empty() => Some("the list is empty".to_owned()),
            Kind::Array(items) => {
                items.iter().find(|item| item.as_str().is_none()).map(|item| format!("there is {} in it", item.noun()))
            }
            _ => Some(format!("it is {}", context.reading.header()?.get("crit")?.noun())),
        },
    },
    Rule {
        id: "b64",
        severity: Serious,
        title: "An unencoded payload",
        reason: "With b64 false the payload stands in the token as it is. A JWT must not do that, and readers that overlook the parameter check a different text.",
        advice: "Leave b64 out, or refuse the token where a JWT is expected.",
        source: Some(Source::Rfc(7797, "7")),
        find: |context| {
            let value = context.reading.header()?.get("b64")?;
            (value.kind != Kind::Bool(true)).then(|| "\"b64\" is there and not true".to_owned())
        },
    },
    Rule {
        id: "eddsa",
        severity: Note,
        title: "An old name for Ed25519",
        reason: "EdDSA leaves open which curve is meant. It is deprecated; Ed25519 and Ed448 are names that say all.",
        advice: "Issue tokens with alg Ed25519. Go on accepting EdDSA only with a key that is an Ed25519 key.",
        source: Some(Source::Rfc(9864, "2.2")),
        find: |context| (context.reading.alg()? == "EdDSA").then(|| "\"alg\" is \"EdDSA\"".to_owned()),
    },
    Rule {
        id: "kid-suspicious",
        severity: Serious,
        title: "A key name that looks like an attack",
        reason: "kid comes from whoever wrote the token. Used in a path, a query or a command it leads to a file or a key of the attacker’s choice.",
        advice: "Look kid up in a fixed list of your keys; never build a path or a query from it.",
        source: Some(Source::Rfc(8725, "3.10")),
        find: |context| {
            let kid = context.reading.header()?.get("kid")?;
            let Some(text) = kid.as_str() else { return Some(format!("\"kid\" is {}", kid.noun())) };
            let signs =
                ["../", "..\\", "'", "\"", ";", "--", "/*", "|", "`", "$(", "\0", "\n", "/dev/", "/etc/", "://"];
            let found = signs.into_iter().find(|sign| text.contains(sign))?;
            Some(format!("it has {found:?} in it"))
        },
    },
    Rule {
        id: "key-address",
        severity: Weak,
        title: "The token says where to fetch its key",
        reason: "jku and x5u are addresses that the token’s author chose. A server that fetches them takes the attacker’s key, and can be made to call hosts inside its own network. This lab never fetches them.",
        advice: "Take keys from addresses that you have configured, whatever the token says.",
        source: Some(Source::Rfc(8725, "3.10")),
        find: |context| {
            let header = context.reading.header()?;
            ["jku", "x5u"].into_iter().find(|name| header.get(name).is_some()).map(|name| format!("{name:?} is there"))
        },
    },
    Rule {
        id: "key-inside",
        severity: Weak,
        title: "The token brings its own key",
        reason: "Whoever forges a token signs it with a key of their own and puts that key in. This lab never uses it.",
        advice: "Verify with keys that you hold already; ignore jwk and x5c, or check the chain to a root that you trust.",
        source: Some(Source::Rfc(7515, "4.1.3")),
        find: |context| {
            let header = context.reading.header()?;
            ["jwk", "x5c"].into_iter().find(|name| header.get(name).is_some()).map(|name| format!("{name:?} is there"))
        },
    },
    Rule {
        id: "typ-general",
        severity: Note,
        title: "The type is general",
        reason: "Without a specific typ, one kind of token of an issuer can pass for another, such as an ID token for an access token. JWT alone says nothing.",
        advice: "Give each kind its own type, such as at+jwt, and check it.",
        source: Some(Source::Rfc(8725, "3.11")),
        find: |context| {
            let header = context.reading.header()?;
            header.members()?;
            match header.get("typ").map(|typ| typ.as_str().unwrap_or_default()) {
                None => Some("there is no typ".to_owned()),
                Some(typ) => typ.eq_ignore_ascii_case("jwt").then(|| format!("\"typ\" is {typ:?}")),
            }
        },
    },
    Rule {
        id: "access-token-claims",
        severity: Weak,
        title: "An access token without the claims of one",
        reason: "typ at+jwt promises iss, exp, aud, sub, client_id, iat and jti. A resource server refuses a token that lacks one.",
        advice: "Issue all seven, or another type.",
        source: Some(Source::Rfc(9068, "2.2")),
        find: |context| {
            let typ = context.reading.header()?.get("typ")?.as_str()?;
            let name = typ.strip_prefix("application/").unwrap_or(typ);
            if !name.eq_ignore_ascii_case("at+jwt") {
                return None;
            }
            let payload = context.reading.payload()?;
            payload.members()?;
            let needed = ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"];
            let missing = needed.into_iter().find(|claim| payload.get(claim).is_none())?;
            Some(format!("there is no {missing}"))
        },
    },
    Rule {
        id: "zip",
        severity: Weak,
        title: "Compression",
        reason: "zip belongs to encrypted tokens only; in a signed one it means nothing, and readers differ. In an encrypted one the size of compressed text gives some of it away.",
        advice: "Leave zip out. A receiver of encrypted tokens limits what it unpacks.",
        source: Some(Source::Rfc(7516, "4.1.3")),
        find: |context| {
            context.reading.header()?.get("zip")?;
            let encrypted = context.reading.shape == Shape::Jwe;
            Some(if encrypted { "in an encrypted token" } else { "in a token that is not encrypted" }.to_owned())
        },
    },
];

/// The names in `crit`, as far as it is a list of names.
fn critical_names<'a>(context: &Context<'a>) -> Option<Vec<&'a str>> {
    match &context.reading.header()?.get("crit")?.kind {
        Kind::Array(items) => Some(items.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}
