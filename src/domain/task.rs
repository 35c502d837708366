//! What a review asks of the student: the question again, the faults in somebody's answer, or a new situation.

use super::card::{KeyPoint, Weight};
use super::review::{Grade, Mode, Review};
use super::study_card::StudyCard;

/// What the card's next review asks for, `last` being its latest one.
///
/// A card is asked for free recall until it has succeeded, and again after each failure (Again). After a success come in
/// turn: the faults in the student's answer on the card, the transfer question, free recall. What the card does not have is
/// left out of the turn.
pub fn mode(card: &StudyCard, last: Option<&Review>) -> Mode {
    let Some(Review { grade: Grade::Hard | Grade::Good | Grade::Easy, mode, .. }) = last else { return Mode::Recall };
    let critique = card.faults().next().map(|_| Mode::Critique);
    let transfer = card.transfer.as_ref().map(|_| Mode::Transfer);
    let later = match mode {
        Mode::Recall => critique.or(transfer),
        Mode::Critique => transfer,
        Mode::Transfer => None,
    };
    later.unwrap_or(Mode::Recall)
}

/// The nth hint, counted from 0: how a key point begins, as plain text. Musts come first; each point gives one hint.
/// `None` when there are no more.
pub fn hint(points: &[KeyPoint], n: usize) -> Option<String> {
    let of = |weight| points.iter().filter(move |point| point.weight == weight);
    of(Weight::Must).chain(of(Weight::Extra)).nth(n).map(|point| beginning(&point.lead))
}

/// Half of the words, at most three; of a single word, its first letters.
fn beginning(lead: &str) -> String {
    let words = lead.split_whitespace().count();
    let shown: String = match words {
        0 | 1 => lead.chars().take(3).collect(),
        _ => lead.split_whitespace().take((words / 2).min(3)).collect::<Vec<_>>().join(" "),
    };
    shown.trim_end_matches([',', ':', ';']).to_owned() + " …"
}

#[cfg(test)]
mod tests {
    use super::super::card::{CardId, Finding, Html, Kind, PointId, Remark, TopicId, Transfer};
    use super::*;

    fn card(findings: &[Finding], transfer: bool) -> StudyCard {
        let text = || Html("text".into());
        StudyCard {
            id: CardId("card".into()),
            topic: TopicId("topic".into()),
            kind: Kind::Concept,
            title: String::new(),
            question: text(),
            lab: None,
            short_answer: text(),
            points: vec![],
            explanation: text(),
            student_answer: text(),
            critique: findings.iter().map(|finding| Remark { finding: *finding, body: text() }).collect(),
            transfer: transfer.then(|| Transfer { question: text(), answer: text() }),
            sources: text(),
        }
    }

    /// The modes asked for when the answers are graded so.
    fn asked(card: &StudyCard, grades: &[Grade]) -> Vec<Mode> {
        let mut last = None;
        let mut modes = vec![mode(card, None)];
        for grade in grades {
            let mode = mode(card, last.as_ref());
            last = Some(Review { mode, ..Review::new(card.id.clone(), *grade) });
            modes.push(super::mode(card, last.as_ref()));
        }
        modes
    }

    #[test]
    fn after_a_success_the_tasks_take_turns_and_after_a_failure_recall_comes_back() {
        use Finding::{Missing, Right, Wrong};
        use Grade::{Again, Easy, Good, Hard};
        use Mode::{Critique, Recall, Transfer};
        let whole = card(&[Right, Missing, Wrong], true);
        assert_eq!(asked(&whole, &[Good, Hard, Easy, Good]), [Recall, Critique, Transfer, Recall, Critique]);
        assert_eq!(
            asked(&whole, &[Again, Again, Good, Again, Good]),
            [Recall, Recall, Recall, Critique, Recall, Critique]
        );
        assert_eq!(asked(&whole, &[Good, Good, Again, Good]), [Recall, Critique, Transfer, Recall, Critique]);
        assert_eq!(asked(&card(&[Wrong], false), &[Good, Good, Good]), [Recall, Critique, Recall, Critique]);
        // Nothing to find in an answer that is all right, or on an opinion card without a critique.
        assert_eq!(asked(&card(&[Right], true), &[Good, Good, Good]), [Recall, Transfer, Recall, Transfer]);
        assert_eq!(asked(&card(&[], false), &[Good, Good]), [Recall, Recall, Recall]);
    }

    #[test]
    fn each_hint_begins_another_point_and_gives_none_away() {
        let point = |weight, lead: &str| KeyPoint {
            id: PointId::of_lead(lead),
            weight,
            lead: lead.into(),
            body: Html(format!("<b>{lead}</b>")),
        };
        let points = [
            point(Weight::Extra, "A format, not a login"),
            point(Weight::Must, "Signed or encrypted"),
            point(Weight::Must, "Statelessness"),
            point(Weight::Must, "The server keeps nothing at all between two of its requests"),
        ];
        let hints: Vec<_> = (0..).map_while(|n| hint(&points, n)).collect();
        assert_eq!(hints, ["Signed …", "Sta …", "The server keeps …", "A format …"]);
        assert_eq!(hint(&[], 0), None);
    }
}
