//! What a student can set, and the text that keeps it under [`KEY`] in localStorage.
//!
//! ```text
//! groundwork-settings 1
//! retention 90
//! new-per-day 10
//! day-start 4
//! max-interval 36500
//! exam 2026-06-12
//! ```
//! A key and its value on each line. Keys that this version does not know are kept; a value that cannot be read is named and
//! the default stands in for it. The exam's line is there when a date is set.

use super::time::Day;

/// Where the text is kept.
pub const KEY: &str = "groundwork.settings";

const NAME: &str = "groundwork-settings ";
const VERSION: &str = "1";
const EXAM: &str = "exam";

/// The settings that are whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Probability of recall at which a card falls due, in hundredths.
    Retention,
    /// New cards a day.
    NewPerDay,
    /// Local hour at which a study day begins.
    DayStart,
    /// The longest interval, in days.
    MaxInterval,
}

impl Number {
    /// In the order of their lines.
    pub const ALL: [Self; 4] = [Self::Retention, Self::NewPerDay, Self::DayStart, Self::MaxInterval];

    /// Key, name for the student, least, greatest, default.
    const fn rule(self) -> (&'static str, &'static str, u32, u32, u32) {
        match self {
            Self::Retention => ("retention", "desired retention", 80, 97, 90),
            Self::NewPerDay => ("new-per-day", "new cards a day", 0, 999, 10),
            Self::DayStart => ("day-start", "hour at which a day begins", 0, 23, Day::ROLLOVER_HOUR as u32),
            Self::MaxInterval => ("max-interval", "longest interval in days", 1, 36_500, 36_500),
        }
    }

    fn not(self, typed: &str) -> String {
        let (_, name, least, greatest, _) = self.rule();
        format!("The {name} is a whole number from {least} to {greatest}, not {typed:?}.")
    }

    /// The key of its line.
    pub fn key(self) -> &'static str {
        self.rule().0
    }

    /// The least and the greatest value.
    pub fn bounds(self) -> (u32, u32) {
        let (.., least, greatest, _) = self.rule();
        (least, greatest)
    }

    /// The value when nothing is set.
    pub fn default(self) -> u32 {
        self.rule().4
    }
}

/// Why a value was not taken. Each is a sentence for the student.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{}", .0.not(.1))]
    Number(Number, String),
    #[error("The exam's date is written as 2026-06-12, not {0:?}.")]
    Exam(String),
    #[error(
        "The settings were written by a newer Groundwork (version {0}). They are left as they are: reload to get the newer app."
    )]
    Newer(String),
    #[error("The settings cannot be read.")]
    NotSettings,
}

/// What is set. Numbers are always within their bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    numbers: [u32; 4],
    /// The local day of an exam to work towards.
    pub exam: Option<Day>,
    /// Lines of a later version, as they stand.
    other: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { numbers: Number::ALL.map(Number::default), exam: None, other: Vec::new() }
    }
}

impl Settings {
    /// The number's value.
    pub fn get(&self, number: Number) -> u32 {
        self.numbers[number as usize]
    }

    /// Sets a number from what was typed. On an error it keeps its value.
    pub fn set(&mut self, number: Number, typed: &str) -> Result<(), Fault> {
        let (least, greatest) = number.bounds();
        // The parser would also take a plus sign.
        let value = typed.parse().ok().filter(|value| (least..=greatest).contains(value) && !typed.starts_with('+'));
        self.numbers[number as usize] = value.ok_or_else(|| Fault::Number(number, typed.to_owned()))?;
        Ok(())
    }

    /// Sets the exam's date from what was typed; nothing takes it away. On an error it keeps its value.
    pub fn set_exam(&mut self, typed: &str) -> Result<(), Fault> {
        let date = (!typed.is_empty()).then(|| Day::from_iso(typed).ok_or_else(|| Fault::Exam(typed.to_owned())));
        self.exam = date.transpose()?;
        Ok(())
    }

    /// The text to keep.
    pub fn write(&self) -> String {
        let mut text = format!("{NAME}{VERSION}\n");
        let mut line = |key: &str, value: &str| {
            for part in [key, " ", value, "\n"] {
                text.push_str(part);
            }
        };
        for number in Number::ALL {
            line(number.key(), &self.get(number).to_string());
        }
        if let Some(exam) = self.exam {
            line(EXAM, &exam.to_iso());
        }
        for kept in &self.other {
            text.push_str(kept);
            text.push('\n');
        }
        text
    }
}

/// Settings as far as a text gives them, and what could not be taken from it. Where one of the faults is
/// [`Fault::Newer`], the text must not be written over.
pub fn read(text: &str) -> (Settings, Vec<Fault>) {
    let mut settings = Settings::default();
    let mut faults = Vec::new();
    let mut lines = text.lines();
    match lines.next().and_then(|line| line.strip_prefix(NAME)) {
        Some(VERSION) => {}
        Some(version) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            return (settings, vec![Fault::Newer(version.to_owned())]);
        }
        _ => return (settings, vec![Fault::NotSettings]),
    }
    for line in lines.filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once(' ').unwrap_or((line, ""));
        let number = Number::ALL.into_iter().find(|number| number.key() == key);
        let taken = match number {
            Some(number) => settings.set(number, value),
            None if key == EXAM && value.is_empty() => Err(Fault::Exam(String::new())),
            None if key == EXAM => settings.set_exam(value),
            None => {
                settings.other.push(line.to_owned());
                Ok(())
            }
        };
        faults.extend(taken.err());
    }
    (settings, faults)
}

#[cfg(test)]
mod tests {
    use super::super::schedule::Params;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn settings_come_back_from_their_text() {
        let mut settings = Settings::default();
        let untouched = "groundwork-settings 1\nretention 90\nnew-per-day 10\nday-start 4\nmax-interval 36500\n";
        assert_eq!(settings.write(), untouched);
        assert_eq!(Params::from(&settings), Params::default());
        for (number, typed) in Number::ALL.into_iter().zip(["85", "3", "0", "180"]) {
            assert_eq!(settings.set(number, typed), Ok(()));
        }
        assert_eq!(settings.set_exam("2026-06-12"), Ok(()));
        let text = settings.write();
        assert!(text.ends_with("retention 85\nnew-per-day 3\nday-start 0\nmax-interval 180\nexam 2026-06-12\n"));
        assert_eq!(read(&text), (settings.clone(), vec![]));
        assert_eq!(Params::from(&settings), Params::new(0.85, 180, 0).with_exam(Some(Day(20_616))));
        assert_eq!(settings.set_exam(""), Ok(()));
        assert_eq!(settings.exam, None);
    }

    #[test]
    fn a_broken_value_is_named_and_the_default_stands_in_for_it() {
        let cases = [
            ("retention 79", "The desired retention is a whole number from 80 to 97, not \"79\"."),
            ("retention 0.9", "The desired retention is a whole number from 80 to 97, not \"0.9\"."),
            ("new-per-day 1000", "The new cards a day is a whole number from 0 to 999, not \"1000\"."),
            ("new-per-day -1", "The new cards a day is a whole number from 0 to 999, not \"-1\"."),
            ("day-start 24", "The hour at which a day begins is a whole number from 0 to 23, not \"24\"."),
            ("day-start +4", "The hour at which a day begins is a whole number from 0 to 23, not \"+4\"."),
            ("max-interval 0", "The longest interval in days is a whole number from 1 to 36500, not \"0\"."),
            ("max-interval", "The longest interval in days is a whole number from 1 to 36500, not \"\"."),
            ("exam tomorrow", "The exam's date is written as 2026-06-12, not \"tomorrow\"."),
            ("exam", "The exam's date is written as 2026-06-12, not \"\"."),
        ];
        for (line, sentence) in cases {
            let (settings, faults) = read(&format!("groundwork-settings 1\n{line}\n"));
            let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
            assert_eq!((settings, said), (Settings::default(), vec![sentence.to_owned()]), "{line}");
        }
        let (settings, faults) = read("groundwork-settings 1\nretention 10\nretention 95\n");
        assert_eq!((settings.get(Number::Retention), faults.len()), (95, 1));
    }

    #[test]
    fn what_a_later_version_wrote_is_kept() {
        let text = "groundwork-settings 1\nretention 92\nnew-per-day 10\nday-start 4\nmax-interval 36500\ntheme dark sea\nbell\n";
        let (settings, faults) = read(text);
        assert_eq!((settings.write(), faults), (text.to_owned(), vec![]));
        for (text, fault) in [
            ("groundwork-settings 2\nretention 91\n", Fault::Newer("2".into())),
            ("groundwork-settings 10", Fault::Newer("10".into())),
            ("groundwork-settings ", Fault::NotSettings),
            ("", Fault::NotSettings),
            ("{}", Fault::NotSettings),
        ] {
            assert_eq!(read(text), (Settings::default(), vec![fault]), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_is_a_failure_and_what_was_read_stays(text in "(groundwork-settings 1\n)?([a-z-]{0,12} ?[ -~é]{0,6}\n?){0,6}") {
            let (settings, _) = read(&text);
            prop_assert_eq!(read(&settings.write()), (settings, vec![]));
        }
    }
}
