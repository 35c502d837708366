//! Again, Hard, Good, Easy: each with when the card would come back.

use leptos::prelude::*;

use crate::domain::review::Grade;
use crate::domain::schedule::Next;
use crate::domain::words;

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
    #[prop(into)]
    suggested: Signal<Grade>,
    /// Why it is suggested, e.g. "two of three must-points".
    #[prop(into)]
    reason: Signal<String>,
    /// Called with the student's grade.
    on_grade: impl Fn(Grade) + Clone + 'static,
) -> impl IntoView {
    let buttons = Grade::ALL.map(|grade| {
        let days = next.outcome(grade).interval;
        let on_grade = on_grade.clone();
        let is_suggested = move || suggested.get() == grade;
        view! {
            <button
                class="button"
                type="button"
                data-suggested=move || is_suggested().then_some("")
                on:click=move |_| on_grade(grade)
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
        <fieldset class="grades">
            <legend>
                {move || format!("How did it go? Suggested: {}, for {}.", name(suggested.get()), reason.get())}
            </legend>
            {buttons}
        </fieldset>
    }
}
