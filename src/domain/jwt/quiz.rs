//! Find the fault: broken tokens, of which a student names what is wrong before the findings are shown.

use super::findings::{self, Context, Rule};
use super::samples::{self, Sample};
use super::token::decode_unverified;
use crate::domain::jose::key::Key;

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Name of its token in [`samples`].
    pub sample: &'static str,
    /// The rule that finds the fault.
    pub fault: &'static str,
    /// Rules that find nothing in it.
    pub wrong: [&'static str; 3],
    /// Where in the options, from 0, the fault stands.
    pub place: usize,
    /// Why this fault matters here, beyond what the rule says. Sentences.
    pub point: &'static str,
    /// Slug of the card that it belongs to.
    pub card: &'static str,
}

const fn question(
    sample: &'static str,
    fault: &'static str,
    place: usize,
    wrong: [&'static str; 3],
    card: &'static str,
    point: &'static str,
) -> Question {
    Question { sample, fault, wrong, place, point, card }
}

/// In order; each fault once.
pub const QUESTIONS: &[Question] = &[
    question(
        "alg-none",
        "alg-none",
        2,
        ["expired", "kid-suspicious", "aud-mismatch"],
        "jwt-signature",
        "The claims look fine, and nothing vouches for them: anyone can type this.",
    ),
    question(
        "expired",
        "expired",
        0,
        ["exp-missing", "not-yet-valid", "aud-missing"],
        "jwt-authentication",
        "It was right once. The signature still is; only the clock has moved on.",
    ),
    question(
        "password-inside",
        "secret-in-payload",
        3,
        ["secret-memorable", "duplicate-names", "alg-missing"],
        "jwt-payload-visibility",
        "A signature keeps the payload from being changed, not from being read.",
    ),
    question(
        "wrong-audience",
        "aud-mismatch",
        1,
        ["iss-mismatch", "exp-missing", "sub-not-string"],
        "jwt-authentication",
        "The token is genuine and in time. It opens the library, not the grades.",
    ),
    question(
        "milliseconds",
        "date-milliseconds",
        1,
        ["iat-future", "expired", "large-number"],
        "what-is-a-jwt",
        "Thirteen digits where ten belong. Nothing breaks at first, and the token outlives the course.",
    ),
    question(
        "duplicate",
        "duplicate-names",
        0,
        ["sub-not-string", "personal-data", "not-an-object"],
        "what-is-a-jwt",
        "One server may check u-1042 while another acts for u-1.",
    ),
    question(
        "short-secret",
        "secret-memorable",
        2,
        ["key-type", "expired", "signature-missing"],
        "jwt-signature",
        "Every check passes. It also passes for whoever has read the same tutorial.",
    ),
    question(
        "kid-path",
        "kid-suspicious",
        3,
        ["key-inside", "crit-unknown", "typ-general"],
        "jwt-signature",
        "A server that reads its key from the file of this name gets an empty one, which the attacker knows too.",
    ),
    question(
        "no-end",
        "exp-missing",
        1,
        ["iat-future", "iss-missing", "aud-missing"],
        "jwt-authentication",
        "No door closes behind this token: if it is stolen, only a change of the key stops it.",
    ),
    question(
        "key-inside",
        "key-inside",
        2,
        ["signature-length", "alg-none", "key-address"],
        "jwt-signature",
        "The signature may well be right by this key. That proves that the forger has the forger’s key.",
    ),
    question(
        "exp-text",
        "date-not-number",
        0,
        ["date-milliseconds", "exp-missing", "exp-before-iat"],
        "what-is-a-jwt",
        "The digits are right and the type is wrong; what a reader does then is its own invention.",
    ),
    question(
        "last-character",
        "trailing-bits",
        3,
        ["padding", "standard-base64", "signature-length"],
        "jwt-signature",
        "The bytes are those of the right signature. The text is not, and a strict reader sees it.",
    ),
];

impl Question {
    /// The token.
    pub fn token(&self) -> Option<&'static Sample> {
        samples::named(self.sample)
    }

    /// The four rules to choose among, the right one at its place.
    pub fn options(&self) -> Vec<&'static Rule> {
        let mut names = self.wrong.to_vec();
        names.insert(self.place, self.fault);
        names.into_iter().filter_map(rule).collect()
    }

    /// What the student is told beside the token: when, to whom, and with which key where that matters.
    pub fn told(&self) -> String {
        let secret = self.token().and_then(|sample| sample.secret);
        let secret = secret.map_or(String::new(), |secret| format!(" Its secret for HS256 is “{secret}”."));
        format!(
            "It is 10 March 2026, 09:05 UTC (1773133500). The server is {} and trusts {}.{secret}",
            samples::AUDIENCE,
            samples::ISSUER
        )
    }

    /// Names of the rules that find something in the token, as it is told.
    pub fn found(&self) -> Vec<&'static str> {
        let Some(sample) = self.token() else { return Vec::new() };
        let reading = decode_unverified(&sample.token());
        let key = sample.secret.map(|secret| Key::secret(secret.as_bytes().to_vec()));
        let context = Context {
            reading: &reading,
            key: key.as_ref(),
            now: samples::NOW,
            leeway: 60,
            audience: Some(samples::AUDIENCE),
            issuer: Some(samples::ISSUER),
        };
        findings::find(&context).iter().map(|finding| finding.rule.id).collect()
    }
}

/// The rule of this name.
fn rule(id: &str) -> Option<&'static Rule> {
    findings::GROUPS.iter().flat_map(|(_, rules)| rules.iter()).find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_answer_is_found_in_the_token_and_no_other_option_is() {
        for question in QUESTIONS {
            let found = question.found();
            assert!(found.contains(&question.fault), "{}: {found:?}", question.sample);
            assert!(question.wrong.iter().all(|wrong| !found.contains(wrong)), "{}: {found:?}", question.sample);
            let options = question.options();
            assert_eq!((options.len(), options[question.place].id), (4, question.fault), "{}", question.sample);
        }
    }

    #[test]
    fn there_are_a_dozen_and_the_right_place_is_no_giveaway() {
        assert_eq!(QUESTIONS.len(), 12);
        for place in 0..4 {
            assert_eq!(QUESTIONS.iter().filter(|question| question.place == place).count(), 3, "place {place}");
        }
        for (index, question) in QUESTIONS.iter().enumerate() {
            assert!(QUESTIONS[..index].iter().all(|other| other.fault != question.fault), "{} twice", question.fault);
            assert!(question.point.ends_with('.'), "{}", question.sample);
        }
    }

    #[test]
    fn every_question_belongs_to_a_jwt_card() {
        let cards = ["what-is-a-jwt", "jwt-payload-visibility", "jwt-signature", "jwt-authentication"];
        for card in cards {
            assert!(QUESTIONS.iter().any(|question| question.card == card), "{card} has none");
            assert!(samples::named(card).is_some(), "{card} has no sample");
            let file = format!("{}/content/tokens/{card}.md", env!("CARGO_MANIFEST_DIR"));
            assert!(std::path::Path::new(&file).is_file(), "{file}");
        }
        assert!(QUESTIONS.iter().all(|question| cards.contains(&question.card)));
    }
}
