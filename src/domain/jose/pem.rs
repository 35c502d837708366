//! PEM: DER in base64 between a BEGIN and an END line (RFC 7468), with whatever stands around it.

use thiserror::Error;

use super::der_key::{self, Form};
use super::encoding::{EncodingError, base64};
use super::key::{Key, KeyError};
use crate::domain::json::shown;

/// Why there is no key in a PEM text. Lines and characters count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PemError {
    #[error("the BEGIN line is not whole: it is -----BEGIN, a name such as PUBLIC KEY, and five more dashes")]
    Begin,
    #[error("the line -----END {0}----- is missing: copy the whole key, its last line included")]
    End(String),
    #[error("line {line}, character {column}: {found} is not base64; take it out", found = shown(*.found))]
    Alien { line: usize, column: usize, found: char },
    #[error("line {line}: a backslash: the text comes from JSON or a variable; put line breaks in place of each \\n")]
    Backslash { line: usize },
    #[error("the text between BEGIN and END: {0}")]
    Base64(EncodingError),
    #[error("the private key is encrypted: decrypt a copy with `openssl pkey -in key.pem`")]
    Encrypted,
    #[error("this is OpenSSH's own form: convert it with `ssh-keygen -e -m pkcs8 -f key`")]
    OpenSsh,
    #[error("this is a {0}; paste a PUBLIC KEY, a PRIVATE KEY or a CERTIFICATE")]
    Label(String),
}

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

/// The first key of a text that has a BEGIN line, and the label that it has.
pub fn read(text: &str) -> Result<(Key, String), KeyError> {
    let mut from = 0;
    loop {
        let begin = text[from..].find(BEGIN).map(|at| from + at + BEGIN.len()).ok_or(PemError::Begin)?;
        let label_end = text[begin..].find(DASHES).map(|at| begin + at).ok_or(PemError::Begin)?;
        let label = &text[begin..label_end];
        let start = label_end + DASHES.len();
        let end_line = [DASHES, "END ", label, DASHES].concat();
        let end = text[start..].find(&end_line).map(|at| start + at);
        let end = end.ok_or_else(|| PemError::End(label.to_owned()))?;
        from = end + end_line.len();
        let form = match label {
            "PUBLIC KEY" => Form::Spki,
            "RSA PUBLIC KEY" => Form::Pkcs1Public,
            "PRIVATE KEY" => Form::Pkcs8,
            "RSA PRIVATE KEY" => Form::Pkcs1Private,
            "EC PRIVATE KEY" => Form::Sec1,
            "CERTIFICATE" => Form::Certificate,
            // OpenSSL writes these in front of an EC private key.
            "EC PARAMETERS" => continue,
            "ENCRYPTED PRIVATE KEY" => return Err(PemError::Encrypted.into()),
            "OPENSSH PRIVATE KEY" | "SSH2 PUBLIC KEY" => return Err(PemError::OpenSsh.into()),
            _ => return Err(PemError::Label(label.to_owned()).into()),
        };
        let der = body(text, start, end)?;
        return Ok((der_key::read(form, &der)?, label.to_owned()));
    }
}

fn body(text: &str, start: usize, end: usize) -> Result<Vec<u8>, PemError> {
    let body = &text[start..end];
    // As in `Proc-Type: 4,ENCRYPTED` (RFC 1421, section 4.6.1.1); without the comma it could be base64.
    if body.contains(",ENCRYPTED") {
        return Err(PemError::Encrypted);
    }
    let mut signs = String::with_capacity(body.len());
    let (mut line, mut column) = (text[..start].matches('\n').count() + 1, 0);
    for sign in body.chars() {
        column += 1;
        match sign {
            '\n' => (line, column) = (line + 1, 0),
            '\\' => return Err(PemError::Backslash { line }),
            _ if sign.is_ascii_whitespace() => {}
            _ if sign.is_ascii_alphanumeric() || matches!(sign, '+' | '/' | '=') => signs.push(sign),
            found => return Err(PemError::Alien { line, column, found }),
        }
    }
    base64(&signs).map_err(PemError::Base64)
}

/// These bytes as a PEM file.
pub fn write(label: &str, der: &[u8]) -> String {
    let mut signs = crate::domain::jwt::base64url::encode(der).replace('-', "+").replace('_', "/");
    signs.extend(std::iter::repeat_n('=', (4 - signs.len() % 4) % 4));
    let mut pem = [BEGIN, label, DASHES, "\n"].concat();
    for line in signs.as_bytes().chunks(64) {
        // Base64 is ASCII.
        pem.push_str(std::str::from_utf8(line).unwrap_or_default());
        pem.push('\n');
    }
    pem + DASHES + "END " + label + DASHES + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jose::der::DerCause;

    const ED25519: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn a_key_is_found_between_other_lines_and_in_one_line() {
        let key = read(ED25519).unwrap().0;
        let wrapped = format!("Bag Attributes\r\n{}", ED25519.replace('\n', "\r\n  "));
        assert_eq!(read(&wrapped).unwrap().0, key);
        assert_eq!(read(&ED25519.replace('\n', " ")).unwrap().0, key);
        let parameters =
            format!("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{ED25519}");
        assert_eq!(read(&parameters).unwrap().0, key);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let cases = [
            (ED25519.replace("zf6F", "zf_F"), "line 2, character 27: '_' is not base64"),
            (ED25519.replace("-----\nM", "-----\\nM"), "line 1: a backslash"),
            (ED25519.replace("END", "FIN"), "the line -----END PUBLIC KEY----- is missing"),
            ("-----BEGIN PUBLIC".to_owned(), "the BEGIN line is not whole"),
            (ED25519.replace("MCow", "MCo"), "the text between BEGIN and END: character"),
            (ED25519.replace("MCow", "MCgw"), "inside the PEM, byte 11, public key: the data ends too early"),
            (ED25519.replace("PUBLIC KEY", "OPENSSH PRIVATE KEY"), "this is OpenSSH's own form"),
            (ED25519.replace("PUBLIC KEY", "ENCRYPTED PRIVATE KEY"), "the private key is encrypted"),
            (ED25519.replace("PUBLIC KEY", "CERTIFICATE REQUEST"), "this is a CERTIFICATE REQUEST; paste"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n-----END RSA PRIVATE KEY-----".to_owned(),
                "the private key is encrypted",
            ),
        ];
        for (text, message) in cases {
            let error = read(&text).expect_err(&text).to_string();
            assert!(error.starts_with(message), "{text}: {error}");
        }
        // The word alone is base64 like any other.
        let word = read(&ED25519.replace("zf6FQbrBZ", "ENCRYPTED"));
        assert!(word.is_ok(), "{word:?}");
        let short = read(&ED25519.replace("MCow", "MCww"));
        assert!(matches!(short, Err(KeyError::Der(error)) if error.cause == DerCause::End), "{short:?}");
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(write("PUBLIC KEY", &body(ED25519, 26, ED25519.len() - 26).unwrap()), ED25519);
    }
}
