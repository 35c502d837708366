//! The student's own words: the first answer to a card and the latest, and the line that keeps them.
//!
//! A line holds a version and then when and what, twice, parted by tabs: `1⇥mmkk5mo0⇥A JWT is …⇥mnd81k2s⇥It carries …`. In
//! the words `\\` is a backslash, `\n` a line's end, `\r` a carriage return and `\t` a tab.

use super::log;
use super::time::Timestamp;

/// Answers live in localStorage under this and the card's id.
pub const PREFIX: &str = "groundwork.answers.";

const VERSION: &str = "1";
const ESCAPES: [(char, char); 4] = [('\\', '\\'), ('\n', 'n'), ('\r', 'r'), ('\t', 't')];

/// What was written to a card, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    pub at: Timestamp,
    pub text: String,
}

/// The first answer to a card and the latest; the same one after the first review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    pub first: Answer,
    pub latest: Answer,
}

impl From<Answer> for Answers {
    fn from(answer: Answer) -> Self {
        Self { first: answer.clone(), latest: answer }
    }
}

impl Answers {
    /// The earliest and the latest of both, whichever is merged into the other and however often.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), latest: self.latest.max(other.latest) }
    }

    /// The line, without a line's end.
    pub fn write(&self) -> String {
        let mut line = VERSION.to_owned();
        for answer in [&self.first, &self.latest] {
            line.push('\t');
            log::push_time(&mut line, answer.at);
            line.push('\t');
            for c in answer.text.chars() {
                match ESCAPES.iter().find(|(plain, _)| *plain == c) {
                    Some((_, escaped)) => line.extend(['\\', *escaped]),
                    None => line.push(c),
                }
            }
        }
        line
    }

    /// Reads a line. `None` when it is no such line, or one of a later version.
    pub fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        if fields.next() != Some(VERSION) {
            return None;
        }
        let mut answer = || {
            let at = log::parse_time(fields.next()?)?;
            let mut text = String::new();
            let mut chars = fields.next()?.chars();
            while let Some(c) = chars.next() {
                let escaped = if c == '\\' { Some(chars.next()?) } else { None };
                text.push(match escaped {
                    Some(escaped) => ESCAPES.iter().find(|(_, letter)| *letter == escaped)?.0,
                    None => c,
                });
            }
            Some(Answer { at, text })
        };
        let answers = Self { first: answer()?, latest: answer()? };
        fields.next().is_none().then_some(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(at: i64, text: &str) -> Answer {
        Answer { at: Timestamp(at), text: text.into() }
    }

    fn any_answers() -> impl Strategy<Value = Answers> {
        let answer = || (-99_i64..99, "[a-c\\\\\n\r\t\"é ]{0,9}|.{0,5}").prop_map(|(at, text)| answer(at, &text));
        (answer(), answer()).prop_map(|(first, latest)| Answers { first, latest })
    }

    #[test]
    fn the_first_and_the_latest_words_are_kept() {
        let day = |at, text| Answers::from(answer(at, text));
        let all = day(2, "b").merged(day(1, "a")).merged(day(3, "c\td")).merged(day(2, "x"));
        assert_eq!(all, Answers { first: answer(1, "a"), latest: answer(3, "c\td") });
        assert_eq!(all.write(), "1\t1\ta\t3\tc\\td");
    }

    #[test]
    fn what_is_no_line_of_answers_is_refused() {
        for line in [
            "",
            "1",
            "2\t1\ta\t1\ta",
            "1\t1\ta",
            "1\t1\ta\t1\ta\t1",
            "1\tx!\ta\t1\ta",
            "1\t1\t\\\t1\ta",
            "1\t1\t\\q\t1\ta",
        ] {
            assert_eq!(Answers::read(line), None, "{line:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_words_come_back(answers in any_answers()) {
            let line = answers.write();
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert_eq!(Answers::read(&line), Some(answers));
        }

        #[test]
        fn merging_is_a_union(a in any_answers(), b in any_answers(), c in any_answers()) {
            let merged = a.clone().merged(b.clone()).merged(c.clone());
            prop_assert_eq!(&c.merged(a.clone().merged(b.clone())), &merged);
            prop_assert_eq!(merged.clone().merged(b), merged);
        }
    }
}
