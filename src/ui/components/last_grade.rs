//! What became of the newest grade of the session.

use super::comparison::CERTAIN_AND_WRONG;
use super::grade_bar;
use crate::domain::review::{Confidence, Grade};
use crate::state::study::StudyStore;

/// "Saved. The card before, “What is a JWT?”: graded Good, back in 3 days." `which` is how the card is called here.
pub fn said(which: &str, study: StudyStore) -> Option<String> {
    let last = study.session().pop()?;
    let kept = if study.is_saved() { "Saved" } else { "Not saved" };
    let title = study.title(&last.card).unwrap_or_default();
    let (grade, back) = (grade_bar::name(last.grade), study.standing(&last.card));
    let mut said = format!("{kept}. {which}, “{title}”: graded {grade}, {back}. ");
    if last.confidence == Some(Confidence::Certain) && last.grade == Grade::Again {
        said.push_str(CERTAIN_AND_WRONG);
    }
    Some(said)
}
