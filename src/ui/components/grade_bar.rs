//! Again, Hard, Good, Easy: each with when the card would come back.

use leptos::prelude::*;

use crate::domain::review::Grade;
use crate::domain::schedule::Next;
use crate::domain::words;
use crate::ui::erased::handler;

/// The grade's name as the student reads it.
pub fn name(grade: Grade) -> &'static str {
    match grade {
        Grade::Again => "Again",
        Grade::Hard => "Hard",
        Grade::Good => "Good",
        Grade::Easy => "Easy",
    }
}

/// Four buttons; the numbers on them are the scheduler's own.
#[component]
pub fn GradeBar(
    /// What each grade would make of the card now.
    next: Next,
    /// The grade that the ticks suggest.
    suggested: Memo<Grade>,
    /// Why it is suggested, e.g. "two of three must-points".
    reason: impl Fn() -> String + Send + 'static,
    /// Called with the student's grade.
    on_grade: impl Fn(Grade) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let buttons = Grade::ALL.map(|grade| {
        let days = next.outcome(grade).interval;
        let on_grade = on_grade.clone();
        let is_suggested = move || suggested.get() == grade;
        view! {
            <button
                class="button"
                type="button"
                data-key=(grade as u8).to_string()
                data-suggested=move || is_suggested().then_some("")
                on:click=handler(move || on_grade(grade))
            >
                {name(grade)}
                <kbd aria-hidden="true">{grade as u8}</kbd>
                <small>
                    {words::interval(days)} {move || if is_suggested() { ", suggested" } else { "" }}
                </small>
            </button>
        }
    });
    view! {
        <fieldset class="grades" data-at="thumb">
            <legend>
                {move || format!("How did it go? Suggested: {}, for {}.", name(suggested.get()), reason())}
            </legend>
            {buttons.into_iter().collect::<Vec<_>>()}
        </fieldset>
    }
}
