//! A strict reader for DER, the binary form inside PEM (ITU-T X.690): one length for each value, no trailing bytes, and
//! errors that say at which byte.

use thiserror::Error;

pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const OID: u8 = 0x06;
pub const SEQUENCE: u8 = 0x30;

/// Why bytes are not the DER that was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("byte {at}, {what}: {cause}")]
pub struct DerError {
    /// Bytes before it, from the start of the outermost value.
    pub at: usize,
    /// What was being read.
    pub what: &'static str,
    pub cause: DerCause,
}

/// What is wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DerCause {
    #[error("the data ends too early: copy the whole key")]
    End,
    #[error("expected tag 0x{expected:02x}, found 0x{found:02x}")]
    Tag { expected: u8, found: u8 },
    #[error("the length is not written in its one shortest form")]
    Length,
    #[error("more bytes follow than belong here")]
    Trailing,
    #[error("a number that is negative or has needless leading zeros")]
    Integer,
    #[error("a string of bits that does not end on a whole byte")]
    Bits,
    #[error("a version that this reader does not know")]
    Version,
}

/// The rest of one value's content.
#[derive(Clone, Copy, Debug)]
pub struct Der<'a> {
    bytes: &'a [u8],
    /// Place of `bytes[0]` in the outermost value.
    at: usize,
}

impl<'a> Der<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn error(&self, what: &'static str, cause: DerCause) -> DerError {
        DerError { at: self.at, what, cause }
    }

    /// The tag of the next value; `None` at the end.
    pub fn peek(&self) -> Option<u8> {
        self.bytes.first().copied()
    }

    fn take(&mut self, count: usize, what: &'static str) -> Result<&'a [u8], DerError> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(self.error(what, DerCause::End))?;
        self.bytes = rest;
        self.at += count;
        Ok(taken)
    }

    /// The content of the next value, which has this tag.
    pub fn value(&mut self, tag: u8, what: &'static str) -> Result<Self, DerError> {
        match self.peek() {
            Some(found) if found != tag => return Err(self.error(what, DerCause::Tag { expected: tag, found })),
            _ => self.take(1, what)?,
        };
        let length_error = self.error(what, DerCause::Length);
        let mut length = usize::from(self.take(1, what)?[0]);
        if length >= 0x80 {
            // Four bytes of length are four gigabytes; 0x80 alone would be BER's indefinite form.
            let count = length - 0x80;
            if !(1..=4).contains(&count) {
                return Err(length_error);
            }
            let bytes = self.take(count, what)?;
            length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            if bytes[0] == 0 || length < 0x80 {
                return Err(length_error);
            }
        }
        let at = self.at;
        Ok(Self { bytes: self.take(length, what)?, at })
    }

    /// Passes over the next value, whatever it is.
    pub fn skip(&mut self, what: &'static str) -> Result<(), DerError> {
        let tag = self.peek().ok_or(self.error(what, DerCause::End))?;
        self.value(tag, what).map(|_| ())
    }

    /// The next value as an unsigned number, without the zero that keeps its sign.
    pub fn unsigned(&mut self, what: &'static str) -> Result<&'a [u8], DerError> {
        let content = self.value(INTEGER, what)?;
        match content.bytes {
            [0] => Ok(&[]),
            [0, next, ..] if *next >= 0x80 => Ok(&content.bytes[1..]),
            [first, ..] if (1..0x80).contains(first) => Ok(content.bytes),
            _ => Err(content.error(what, DerCause::Integer)),
        }
    }

    /// A version number that is one of these.
    pub fn version(&mut self, known: &[u8], what: &'static str) -> Result<(), DerError> {
        let error = self.error(what, DerCause::Version);
        match self.unsigned(what)? {
            [] if known.contains(&0) => Ok(()),
            [one] if known.contains(one) => Ok(()),
            _ => Err(error),
        }
    }

    /// The next value as a string of whole bytes.
    pub fn bit_string(&mut self, what: &'static str) -> Result<Self, DerError> {
        let mut content = self.value(BIT_STRING, what)?;
        let error = content.error(what, DerCause::Bits);
        if content.take(1, what)?[0] == 0 { Ok(content) } else { Err(error) }
    }

    /// All that is left.
    pub fn rest(self) -> &'a [u8] {
        self.bytes
    }

    /// Nothing is left. Errors: something is.
    pub fn end(self, what: &'static str) -> Result<(), DerError> {
        if self.bytes.is_empty() { Ok(()) } else { Err(self.error(what, DerCause::Trailing)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_their_places_known() {
        let mut der = Der::new(&[0x30, 0x08, 0x02, 0x02, 0x00, 0x80, 0x03, 0x02, 0x00, 0x05]);
        let mut sequence = der.value(SEQUENCE, "key").unwrap();
        assert_eq!(sequence.unsigned("n"), Ok(&[0x80][..]));
        assert_eq!(sequence.bit_string("bits").map(Der::rest), Ok(&[5][..]));
        assert!(sequence.end("key").is_ok() && der.end("file").is_ok());
        let long = [&[0x04, 0x81, 0x80][..], &[7; 128]].concat();
        assert_eq!(Der::new(&long).value(OCTET_STRING, "x").map(|x| x.rest().len()), Ok(128));
    }

    #[test]
    fn what_is_not_der_is_refused_at_its_byte() {
        use DerCause::*;
        type Read = fn(&mut Der<'static>) -> Result<(), DerError>;
        let sequence: Read = |der| der.value(SEQUENCE, "x").map(|_| ());
        let number: Read = |der| der.unsigned("x").map(|_| ());
        let cases: [(&'static [u8], Read, usize, DerCause); 13] = [
            (&[], sequence, 0, End),
            (&[0x30], sequence, 1, End),
            (&[0x30, 2, 0], sequence, 2, End),
            (&[0x31, 0], sequence, 0, Tag { expected: SEQUENCE, found: 0x31 }),
            (&[0x30, 0x80, 0, 0], sequence, 1, Length),
            (&[0x30, 0x81, 5, 0, 0, 0, 0, 0], sequence, 1, Length),
            (&[0x30, 0x82, 0, 0x80], sequence, 1, Length),
            (&[0x30, 0x85, 1, 1, 1, 1, 1], sequence, 1, Length),
            (&[0x30, 0x84, 255, 255, 255, 255], sequence, 6, End),
            (&[2, 0], number, 2, Integer),
            (&[2, 1, 0x80], number, 2, Integer),
            (&[2, 2, 0, 1], number, 2, Integer),
            (&[3, 2, 1, 0], |der| der.bit_string("x").map(|_| ()), 2, Bits),
        ];
        for (bytes, read, at, cause) in cases {
            assert_eq!(read(&mut Der::new(bytes)), Err(DerError { at, what: "x", cause }), "{bytes:?}");
        }
        assert_eq!(Der::new(&[1]).end("x").unwrap_err().to_string(), "byte 0, x: more bytes follow than belong here");
    }
}
