//! Inputs that get far: documents, tokens, keys and DER as their writers make them, whole and damaged.

use groundwork::domain::jose::alg::{Alg, Curve};
use groundwork::domain::jose::key::{Key, Kind};
use groundwork::domain::jose::pem;
use groundwork::domain::jwt::base64url::encode;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::properties::FIELD;
use crate::properties::forms::forms;

/// The input with a few bytes changed, put in, taken out or cut off.
fn damaged(input: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let byte =
        prop_oneof![any::<u8>(), select(&b"{}[]\",:\\u0123456789.eE+-_/=tfn \t\n\x00\x1f\x7f\x80\xc3\xed\xff"[..])];
    let hurt = (any::<Index>(), 0..4, byte);
    (input, prop::collection::vec(hurt, 0..4)).prop_map(|(mut bytes, hurts)| {
        for (place, how, byte) in hurts {
            let at = place.index(bytes.len() + 1);
            match how {
                0 => bytes.insert(at, byte),
                1 if at < bytes.len() => bytes[at] = byte,
                2 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.truncate(bytes.len() - at / 4),
            }
        }
        bytes
    })
}

/// Documents with any strings, spaces between, numbers in odd but legal forms.
fn document() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        "-?(0|[1-9][0-9]{0,20})",
        "-?(0|[1-9][0-9]{0,5})\\.[0-9]{1,6}",
        "-?[1-9](\\.[0-9]{1,3})?[eE][+-]?[0-9]{1,3}"
    ];
    let string = prop_oneof![
        any::<String>().prop_map(|text| serde_json::Value::from(text).to_string()),
        "\"(\\\\u[0-9a-fA-F]{4}|\\\\u[dD][89a-fA-F][0-9a-f]{2}|\\\\[\"\\\\/bfnrt]|[ -!#-\\[\\]-~é😀]){0,6}\"",
        "\"[ab]\"",
    ];
    let leaf =
        prop_oneof![Just("null".to_owned()), Just("true".to_owned()), Just("false".to_owned()), number, string.clone()];
    let space = "[ \t\r\n]{0,2}";
    leaf.prop_recursive(6, 60, 5, move |inner| {
        let item = (space, inner, space).prop_map(|(before, value, after)| before + &value + &after);
        let member =
            (string.clone(), space, item.clone()).prop_map(|(name, space, value)| name + &space + ":" + &value);
        prop_oneof![
            prop::collection::vec(item, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

pub fn json() -> impl Strategy<Value = Vec<u8>> {
    let deep = (500..520_usize, "[\\[\\]{}a\"]{0,9}").prop_map(|(depth, end)| ("[".repeat(depth) + &end).into_bytes());
    prop_oneof![
        6 => damaged(document().prop_map(String::into_bytes)),
        2 => prop::collection::vec(any::<u8>(), 0..200),
        1 => deep,
    ]
}

const NAMES: [&str; 20] = [
    "alg", "typ", "kid", "crit", "b64", "zip", "jwk", "cty", "iss", "sub", "aud", "exp", "nbf", "iat", "role", "email",
    "jku", "x5c", "password", "nested",
];

const VALUES: [&str; 18] = [
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[\"b64\",1]",
    "[\"b64\"]",
    "\"none\"",
    "\"HS256\"",
    "\"ES256\"",
    "\"\\u0000\"",
    "\"RS512\"",
    "\"1773133200\"",
    "1773134100",
    "1773134100000",
    "1e400",
    "-0.5",
    "\"../../dev/null\"",
];

/// A header or payload with members that rules look at, and values of every kind.
fn object() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "\"[a-zA-Z0-9@./ -]{0,20}\"",
        "-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,4})?(e-?[0-9]{1,3})?",
        select(&VALUES[..]).prop_map(str::to_owned),
    ];
    let lived = (select(&["exp", "nbf", "iat"][..]), Just("1773134100".to_owned()));
    let member = prop_oneof![9 => (select(&NAMES[..]), value), 1 => lived];
    let member = member.prop_map(|(name, value)| format!("\"{name}\":{value}"));
    prop::collection::vec(member, 0..8).prop_map(|members| format!("{{{}}}", members.join(",")))
}

/// A header that is more often one of those in use.
fn header() -> impl Strategy<Value = String> {
    let named = (select(&Alg::ALL[..]), "|,\"b64\":(false|true)|,\"kid\":\"a\"|,\"crit\":\\[\"b64\"\\]")
        .prop_map(|(alg, more)| format!("{{\"alg\":\"{alg}\"{more}}}"));
    prop_oneof![named, object()]
}

const PIECES: [&str; 33] = [
    ".",
    "..",
    "eyJ",
    "eyJhbGciOiJIUzI1NiJ9",
    "eyJiNjQiOmZhbHNlfQ",
    "e30",
    "{",
    "}",
    "\"",
    "'",
    "=",
    "+",
    "%",
    "%20",
    " ",
    "\n",
    "\r\n",
    "\t",
    "Bearer ",
    "Authorization: ",
    "curl -H ",
    "Cookie: a=",
    "https://a.example/?t=",
    "\"signature\":",
    ";",
    "&",
    ",",
    "é",
    "\u{200b}",
    "\u{feff}",
    "\\",
    "“",
    "-----",
];

/// Pieces of tokens, headers and commands, and anything else.
fn pasted() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        1 => any::<String>(),
        2 => "[A-Za-z0-9_-]{0,12}",
        4 => select(&PIECES[..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

pub fn token() -> impl Strategy<Value = Vec<u8>> {
    let whole = (header(), object(), prop::collection::vec(any::<u8>(), 0..70), 0..3).prop_map(
        |(header, payload, signature, kind)| {
            let (header, payload, signature) =
                (encode(header.as_bytes()), encode(payload.as_bytes()), encode(&signature));
            match kind {
                0 => format!("Authorization: Bearer {header}.{payload}.{signature}"),
                1 => format!("{header}.{payload}.{signature}.{payload}.{signature}"),
                _ => format!("{header}.{payload}.{signature}"),
            }
        },
    );
    let bytes = prop::collection::vec(any::<u8>(), 0..40);
    let broken = (bytes.clone(), bytes).prop_map(|(header, payload)| encode(&header) + "." + &encode(&payload) + ".AA");
    let text = prop_oneof![4 => pasted(), 3 => whole, 1 => broken, 1 => document()];
    damaged(text.prop_map(String::into_bytes))
}

/// Keys of every kind; numbers of RSA short, so that the inputs are.
fn any_key() -> impl Strategy<Value = Key> {
    let bytes = |length: usize| prop::collection::vec(any::<u8>(), length);
    let curve = select(&[Curve::P256, Curve::P384, Curve::P521][..]);
    let ec = (curve, bytes(66), bytes(66), prop::option::of(bytes(66))).prop_map(|(curve, x, y, d)| {
        let cut = |bytes: Vec<u8>| bytes[..curve.bytes()].to_vec();
        let private = d.map(|d| ("d", cut(d)));
        Key::new(Kind::Ec(curve), [("x", cut(x)), ("y", cut(y))].into_iter().chain(private).collect())
    });
    let numbers = prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 8);
    let rsa = (numbers, select(&[2, 3, 8][..])).prop_map(|(numbers, count)| {
        let names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
        Key::new(Kind::Rsa, names.into_iter().zip(numbers).take(count).collect())
    });
    let ed25519 = (bytes(32), bytes(32), 1..4).prop_map(|(x, d, halves)| {
        let parts = [(1, ("x", x)), (2, ("d", d))];
        let parts = parts.into_iter().filter(|(bit, _)| halves & bit != 0).map(|(_, part)| part);
        Key::new(Kind::Ed25519, parts.collect())
    });
    let secret = prop::collection::vec(any::<u8>(), 0..70).prop_map(|bytes| Ok(Key::secret(bytes)));
    prop_oneof![ec, rsa, ed25519, secret].prop_map(|key| key.expect("parts of the right sizes"))
}

/// A key as its owner has it: JWK, a set, or a PEM file.
fn key_text() -> impl Strategy<Value = String> {
    (any_key(), 0..9_usize, "[ a-zé\n]{0,9}").prop_map(|(key, form, around)| {
        let jwk = key.private_jwk();
        match form {
            0 => key.public_jwk(),
            1 => jwk.replacen('{', "{\"kid\":\"a\",\"alg\":\"ES256\",\"use\":\"sig\",\"key_ops\":[\"verify\"],", 1),
            2 => format!("{{\"keys\":[{jwk},{}]}}", key.public_jwk()),
            _ => {
                let forms = forms(&key);
                let Some((label, der)) = forms.get(form % forms.len().max(1)) else { return jwk };
                around + &pem::write(label, der)
            }
        }
    })
}

pub fn key() -> impl Strategy<Value = Vec<u8>> {
    let text = prop_oneof![
        6 => key_text(),
        1 => "[ ]{0,1}[A-Za-z0-9+/]{0,12}={0,3}",
        1 => "[A-Za-z0-9_-]{0,12}={0,1}",
        1 => "[0-9a-fA-F]{0,12}g?",
        1 => ".{0,60}",
        1 => "[{\"ktyocn:,}\\[\\]]{0,40}",
        1 => "-----BEGIN (PUBLIC KEY|PRIVATE KEY|CERTIFICATE|[A-Z ]{0,9})-----[A-Za-z0-9+/=\n\\\\é]{0,80}-----END (PUBLIC KEY|PRIVATE KEY|CERTIFICATE)-----",
    ];
    damaged(text.prop_map(String::into_bytes))
}

pub fn der() -> impl Strategy<Value = Vec<u8>> {
    let wrap = |(tag, body): (u8, Vec<u8>)| match body.len() {
        0..0x80 => [&[tag, body.len() as u8][..], &body].concat(),
        _ => [&[tag, 0x82, (body.len() >> 8) as u8, body.len() as u8][..], &body].concat(),
    };
    let tag = select(&[2_u8, 3, 4, 6, 0x30, 0xa0, 0xa1][..]);
    let leaf = (tag.clone(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(wrap);
    let nested = leaf.prop_recursive(4, 30, 4, move |inner| {
        (tag.clone(), prop::collection::vec(inner, 0..4)).prop_map(move |(tag, items)| wrap((tag, items.concat())))
    });
    let key = (any_key(), any::<Index>()).prop_map(|(key, which)| {
        let forms = forms(&key);
        if forms.is_empty() { Vec::new() } else { forms[which.index(forms.len())].1.clone() }
    });
    prop_oneof![3 => damaged(key), 2 => damaged(nested), 1 => prop::collection::vec(any::<u8>(), 0..80)]
}

/// A clock: any, at its ends, in the lives of the samples, or at the very moment of an `exp` in [`VALUES`].
fn clock() -> impl Strategy<Value = [u8; 8]> {
    let exp = Just(1_773_134_100_000_i64);
    prop_oneof![1 => any::<i64>(), 1 => Just(i64::MIN), 1 => Just(i64::MAX), 1 => 1_773_000_000_000..1_774_000_000_000_i64, 2 => exp]
        .prop_map(i64::to_le_bytes)
}

pub fn inspect() -> impl Strategy<Value = Vec<u8>> {
    let signature = prop::collection::vec(any::<u8>(), 0..80);
    let fields = (header(), prop_oneof![object(), document()], signature, key_text(), "api|", "id|").prop_map(
        |(header, payload, signature, key, audience, issuer)| {
            let fields = [header.as_bytes(), payload.as_bytes(), &signature, key.as_bytes(), audience.as_bytes()];
            fields.into_iter().chain([issuer.as_bytes()]).collect::<Vec<_>>().join(&FIELD)
        },
    );
    let rest = prop_oneof![4 => fields, 1 => token()];
    (clock(), prop_oneof![Just([0, 0]), any::<[u8; 2]>()], rest)
        .prop_map(|(clock, leeway, rest)| [&clock[..], &leeway, &rest].concat())
}

pub fn large() -> impl Strategy<Value = Vec<u8>> {
    let key = prop_oneof![Just("{\"keys\":[".to_owned()), Just("-----BEGIN PUBLIC KEY-----".to_owned()), pasted()];
    let unit = prop_oneof![pasted(), object().prop_map(|object| object + ","), "\"[a-c]\":1,", "[\\[{:\"\\\\ ]{1,4}"];
    (key, unit, pasted())
        .prop_map(|(start, unit, end)| [start.as_bytes(), unit.as_bytes(), end.as_bytes()].join(&FIELD))
}
