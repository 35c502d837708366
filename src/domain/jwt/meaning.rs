//! What a name in a header or payload means, in one sentence, and where that is laid down.

use std::fmt;

/// A registered name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    pub name: &'static str,
    pub sentence: &'static str,
    pub source: Source,
}

/// Where a meaning is laid down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Number and section.
    Rfc(u16, &'static str),
    /// OpenID Connect Core 1.0, section.
    OpenId(&'static str),
    /// OpenID Connect Front-Channel Logout 1.0, section.
    OpenIdLogout(&'static str),
}

impl Source {
    /// Where it can be read; the RFC Editor's page opens at the section.
    pub fn url(self) -> String {
        match self {
            Self::Rfc(number, section) => format!("https://www.rfc-editor.org/rfc/rfc{number}.html#section-{section}"),
            Self::OpenId(_) => "https://openid.net/specs/openid-connect-core-1_0.html".to_owned(),
            Self::OpenIdLogout(_) => "https://openid.net/specs/openid-connect-frontchannel-1_0.html".to_owned(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rfc(number, section) => write!(f, "RFC {number}, section {section}"),
            Self::OpenId(section) => write!(f, "OpenID Connect Core 1.0, section {section}"),
            Self::OpenIdLogout(section) => write!(f, "OpenID Connect Front-Channel Logout 1.0, section {section}"),
        }
    }
}

/// A table's row of this name. Names are compared exactly: `EXP` is not `exp`.
pub(super) fn look_up(table: &'static [Meaning], name: &str) -> Option<&'static Meaning> {
    table.iter().find(|meaning| meaning.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::{claims, date, header};

    #[test]
    fn every_meaning_is_one_sentence_and_stands_once() {
        for table in [claims::CLAIMS, header::PARAMETERS] {
            for (index, meaning) in table.iter().enumerate() {
                let Meaning { name, sentence, .. } = meaning;
                assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{name}: {sentence}");
                assert!(!sentence.trim_end_matches('.').contains(". "), "{name}: {sentence}");
                assert!(table[..index].iter().all(|other| other.name != *name), "{name} twice");
            }
        }
    }

    #[test]
    fn names_are_exact_and_sources_can_be_opened() {
        let exp = claims::claim("exp").expect("registered");
        assert_eq!(exp.source.to_string(), "RFC 7519, section 4.1.4");
        assert_eq!(exp.source.url(), "https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.4");
        assert_eq!(claims::claim("EXP"), None);
        assert_eq!(claims::claim("role"), None);
        assert!(header::parameter("x5t#S256").is_some());
        assert!(date::NUMERIC_DATES.iter().all(|name| claims::claim(name).is_some()));
    }
}
