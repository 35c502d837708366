//! What a person puts in the box for the key: the reading that was chosen, the keys that it gives, and what to say of
//! them.

use super::encoding::Encoding;
use super::hmac;
use super::jwk::{self, Entry};
use super::key::{Key, KeyError, Kind};
use super::pem;
use super::plan::Plan;
use crate::domain::words::capital;

/// How the box is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyReading {
    /// PEM, JWK or JWKS where it is one by its form, else a secret as text. PEM never becomes a secret by itself: that
    /// is the confusion that forgers hope for.
    Form,
    /// A secret, written like this, whatever it looks like.
    Secret(Encoding),
}

impl KeyReading {
    pub const ALL: [Self; 5] = [
        Self::Form,
        Self::Secret(Encoding::Text),
        Self::Secret(Encoding::Base64),
        Self::Secret(Encoding::Base64url),
        Self::Secret(Encoding::Hex),
    ];

    /// For a menu.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "By its form: PEM, JWK or JWKS, else text",
            Self::Secret(Encoding::Text) => "Secret as text",
            Self::Secret(Encoding::Base64) => "Secret in base64",
            Self::Secret(Encoding::Base64url) => "Secret in base64url",
            Self::Secret(Encoding::Hex) => "Secret in hex",
        }
    }
}

/// The keys of a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// At least one.
    pub entries: Vec<Entry>,
    /// A JWKS: the token's `kid` chooses. A single key may differ from it only by having none.
    pub is_set: bool,
    /// What the text was read as: `text`, `a JWK`, `a PEM file (PUBLIC KEY)`.
    pub form: String,
}

/// Reads the box; `None` when it is empty. An empty text is a secret, too, but nobody means it unless they chose so.
pub fn read(text: &str, reading: KeyReading) -> Option<Result<Keys, KeyError>> {
    let one = |key: Key, form: String| Keys {
        entries: vec![Entry { kid: key.kid.clone(), key: Ok(key) }],
        is_set: false,
        form,
    };
    let is_json = || text.trim_ascii_start().starts_with(['{', '[']);
    let encoding = match reading {
        _ if text.is_empty() => return None,
        // A JWK may have PEM in one of its members; what is JSON and no JWK more likely has the key there.
        KeyReading::Form if text.contains("-----BEGIN") && !(is_json() && jwk::read(text).is_ok()) => {
            return Some(pem::read(text).map(|(key, label)| one(key, format!("a PEM file ({label})"))));
        }
        KeyReading::Form if is_json() => {
            let form = |is_set| if is_set { "a set of keys (JWKS)" } else { "a JWK" };
            let keys = jwk::read(text);
            return Some(keys.map(|(entries, is_set)| Keys { entries, is_set, form: form(is_set).to_owned() }));
        }
        KeyReading::Form => Encoding::Text,
        KeyReading::Secret(encoding) => encoding,
    };
    let key = encoding.bytes(text).map(|bytes| one(Key::secret(bytes), encoding.name().to_owned()));
    Some(key.map_err(KeyError::Encoding))
}

/// What was read, in sentences.
pub fn describe(text: &str, keys: &Keys) -> Vec<String> {
    let mut said = Vec::new();
    let usable: Vec<&Key> = keys.entries.iter().filter_map(|entry| entry.key.as_ref().ok()).collect();
    let named = |key: &&Key| match &key.kid {
        Some(kid) => format!("{kid:?}, {}", key.describe()),
        None => key.describe(),
    };
    let described: Vec<String> = usable.iter().take(5).map(named).collect();
    let more = if usable.len() > 5 { format!(", and {} more", usable.len() - 5) } else { String::new() };
    if usable.is_empty() {
        said.push(format!("Read as {}: none of its keys can be used.", keys.form));
    } else {
        said.push(format!("Read as {}: {}{more}.", keys.form, described.join("; ")));
    }
    said.extend(keys.entries.iter().filter_map(|entry| entry.key.as_ref().err()).take(5).map(|why| {
        let why = capital(&why.to_string());
        format!("A key of the set is left out. {why}.")
    }));
    if usable.iter().any(|key| key.is_private()) {
        said.push(
            "This is a private key. Checking takes its public half alone; whoever holds the private one can sign."
                .to_owned(),
        );
    }
    let blocks = |label: &str| text.matches(&["-----BEGIN ", label][..].concat()).count();
    if keys.form.starts_with("a PEM") && blocks("") - blocks("EC PARAMETERS") > 1 {
        said.push("The text has more than one key or certificate: only the first is taken.".to_owned());
    }
    if keys.form.contains("CERTIFICATE") {
        said.push("Only its key is taken: who issued the certificate, and its dates, are not checked.".to_owned());
    }
    if usable.iter().any(|key| key.kind == Kind::Secret) && !keys.is_set {
        if text.contains("-----BEGIN") {
            said.push(
                "It looks like PEM. A server that takes a public key for a secret lets everyone sign.".to_owned(),
            );
        } else if keys.form == "text" && text.ends_with(['\n', ' ', '\r']) {
            said.push("It ends with white space, and that counts.".to_owned());
        }
    }
    said
}

/// Another way to read the same text under which this check would hold; in words, behind "read as".
pub fn other_reading(text: &str, chosen: KeyReading, plan: &Plan) -> Option<&'static str> {
    let holds = |secret: &[u8]| match plan.alg {
        super::alg::Alg::Hmac(hash) => hmac::verify(hash, secret, plan.input.as_bytes(), &plan.signature),
        _ => false,
    };
    let was = match chosen {
        KeyReading::Form => Encoding::Text,
        KeyReading::Secret(encoding) => encoding,
    };
    let others = Encoding::ALL.into_iter().filter(|encoding| *encoding != was);
    let mut found = others.filter(|encoding| encoding.bytes(text).is_ok_and(|secret| holds(&secret)));
    found.next().map(Encoding::name).or_else(|| {
        let trimmed = text.trim_ascii();
        (trimmed.len() < text.len() && holds(trimmed.as_bytes())).then_some("text without the white space around it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Result<String, String> {
        read(text, KeyReading::Form).expect("not empty").map(|keys| keys.form).map_err(|error| error.to_string())
    }

    #[test]
    fn the_form_decides_unless_a_person_does() {
        assert_eq!(read("", KeyReading::Form), None);
        assert_eq!(form("secret"), Ok("text".to_owned()));
        assert_eq!(form(r#" {"kty":"oct","k":"AA"}"#), Ok("a JWK".to_owned()));
        assert_eq!(form(r#"{"keys":[{"kty":"oct","k":"AA"}]}"#), Ok("a set of keys (JWKS)".to_owned()));
        assert!(form("-----BEGIN PUBLIC KEY-----").is_err() && form("{secret").is_err());
        assert_eq!(form(r#"{"kty":"oct","k":"AA","pem":"-----BEGIN PUBLIC KEY-----"}"#), Ok("a JWK".to_owned()));
        let account = form(r#"{"private_key":"-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n"}"#);
        assert!(account.is_err_and(|why| why.contains("put line breaks in place of each \\n")));
        let chosen = read("{secret", KeyReading::Secret(Encoding::Text)).unwrap().unwrap();
        assert_eq!(chosen.entries[0].key.as_ref().unwrap().part("k"), Some(&b"{secret"[..]));
        assert!(read("0g", KeyReading::Secret(Encoding::Hex)).unwrap().is_err());
    }

    #[test]
    fn what_was_read_is_said() {
        let said = |text: &str, reading| describe(text, &read(text, reading).unwrap().unwrap()).join(" ");
        assert_eq!(said("secret", KeyReading::Form), "Read as text: a secret of 6 bytes.");
        assert!(said("secret\n", KeyReading::Form).contains("ends with white space"));
        assert!(said("-----BEGIN PUBLIC KEY-----", KeyReading::Secret(Encoding::Text)).contains("looks like PEM"));
        let key = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
        let parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        assert!(said(&key.repeat(2), KeyReading::Form).contains("more than one key"));
        assert_eq!(said(&[parameters, key].concat(), KeyReading::Form), said(key, KeyReading::Form));
        assert!(!said(key, KeyReading::Form).contains("more than one key"));
        let named = said(
            r#"{"keys":[{"kty":"oct","k":"AA","kid":"old"},{"kty":"oct","k":"AAAA","kid":"new"}]}"#,
            KeyReading::Form,
        );
        assert!(named.ends_with("\"old\", a secret of 1 byte; \"new\", a secret of 3 bytes."), "{named}");
        let set = r#"{"keys":[{"kty":"oct","k":"AA"},{"kty":"X"}]}"#;
        let said = said(set, KeyReading::Form);
        assert!(said.contains("a secret of 1 byte.") && said.contains("left out. A key of type \"X\""), "{said}");
    }
}
