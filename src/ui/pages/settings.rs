//! How cards are scheduled, an exam to work towards, and the backup.

use leptos::prelude::*;

use crate::domain::dates;
use crate::domain::exam;
#[cfg(feature = "ssr")]
use crate::domain::page::Page;
use crate::domain::settings::{Number, Settings};
use crate::domain::time::Day;
use crate::domain::words;
use crate::state::study::{StudyStore, use_study};
use crate::ui::components::backup::Backup;
use crate::ui::components::erase::{Erase, StorageKeep};
#[cfg(feature = "ssr")]
use crate::ui::components::link::PageLink;
#[cfg(feature = "ssr")]
use crate::ui::components::page_head::PageHead;
use crate::ui::components::setting_field::SettingField;
#[cfg(feature = "ssr")]
use crate::ui::section;
use crate::ui::section::{Part, Section};

/// What the number fields say.
const FIELDS: [(Number, &str, &str, &str); 4] = [
    (
        Number::Retention,
        "retention",
        "Desired retention, in percent",
        "80 to 97. How likely you should still know a card when it comes back. At 90 nine of ten; at 95 about twice the work.",
    ),
    (Number::NewPerDay, "new-per-day", "New cards a day", "0 to 999. With 0 you only repeat what you have begun."),
    (
        Number::DayStart,
        "day-start",
        "Hour at which a day begins",
        "0 to 23. At 4 what you answer after midnight still belongs to the day before.",
    ),
    (
        Number::MaxInterval,
        "max-interval",
        "Longest interval, in days",
        "1 to 36500. No card rests for longer, however well you know it.",
    ),
];

/// What the settings mean for the exam.
fn outlook(study: StudyStore) -> Option<String> {
    let today = study.today()?;
    let settings = study.settings();
    let exam = settings.exam?;
    let days = exam.since(today);
    if days < 0 {
        return Some("The exam is over. Cards come back as they would without one.".to_owned());
    }
    let new_per_day = settings.get(Number::NewPerDay) as usize;
    let outlook = study.with(|study| exam::outlook(study, today, new_per_day))?;
    let left_out = match outlook.left_out {
        0 => "Every card will have been asked by then.".to_owned(),
        n => format!(
            "{} will still be new by then: more new cards a day would change that.",
            words::capital(&words::count(n, "card", "cards"))
        ),
    };
    Some(format!(
        "{}, {}: expected recall on that day {} of 100 over all cards if you keep up, {} if you stop now. {left_out}",
        dates::full(exam),
        if days == 0 { "today".to_owned() } else { words::interval(days.unsigned_abs()) },
        outlook.keeping_up,
        outlook.stopping,
    ))
}

/// What was saved last, and why something was not.
#[derive(Clone, Copy)]
pub struct Saving {
    saved: RwSignal<String>,
    refused: RwSignal<Option<String>>,
}

impl Saving {
    pub fn new() -> Self {
        Self { saved: RwSignal::new(String::new()), refused: RwSignal::new(None) }
    }

    /// Saves the settings and says `what` was changed.
    fn save(self, study: StudyStore, settings: Settings, what: String) {
        match study.change_settings(settings) {
            Ok(()) => {
                self.refused.set(None);
                self.saved.set(format!("Saved: {what}."));
            }
            Err(error) => {
                self.saved.set(String::new());
                self.refused.set(Some(format!("Not saved, so it holds in this tab only. {error}")));
            }
        }
    }
}

/// The page, section by section.
pub const SECTIONS: [Section<Saving>; 5] = [
    Section { title: "Schedule", pinned: false, parts: &[("schedule", schedule)] },
    Section { title: "Exam", pinned: false, parts: &[("exam-section", exam)] },
    Section { title: "Backup", pinned: false, parts: &[("backup", |_| Backup().into_any())] },
    Section { title: "Erase", pinned: false, parts: &[("erasing", |_| Erase().into_any())] },
    Section { title: "Storage", pinned: false, parts: &[("keeping", |_| StorageKeep().into_any())] },
];

/// What was saved, said between the settings and the backup.
pub const TOAST: Part<Saving> = ("toast", toast);

fn toast(Saving { saved, refused }: Saving) -> AnyView {
    let notice = move || {
        refused.get().map(|why| {
            view! {
                <div class="notice" data-weight="strong" role="alert">
                    <p>{why}</p>
                </div>
            }
        })
    };
    view! {
        <p role="status">{move || saved.get()}</p>
        {notice}
    }
    .into_any()
}

fn schedule(saving: Saving) -> AnyView {
    let study = use_study();
    let numbers = FIELDS.map(|(number, id, label, hint)| {
        let take = move |typed: String| {
            let mut settings = study.settings_now();
            settings.set(number, typed.trim()).map_err(|fault| fault.to_string())?;
            let value = settings.get(number).to_string();
            saving.save(study, settings, [label, " ", &value].concat());
            Ok(())
        };
        let value = Signal::derive(move || study.settings().get(number).to_string());
        view! { <SettingField id label hint kind="text" value take=Box::new(take) /> }
    });
    view! {
        <fieldset class="stack settings" disabled=move || study.today().is_none()>
            <legend class="sr">"Schedule"</legend>
            {numbers.into_iter().collect::<Vec<_>>()}
        </fieldset>
    }
    .into_any()
}

fn exam(saving: Saving) -> AnyView {
    let study = use_study();
    let take = move |typed: String| {
        let mut settings = study.settings_now();
        settings.set_exam(typed.trim()).map_err(|fault| fault.to_string())?;
        let what = settings.exam.map_or("no exam".to_owned(), |exam| format!("exam on {}", dates::full(exam)));
        saving.save(study, settings, what);
        Ok(())
    };
    let value = Signal::derive(move || study.settings().exam.map_or_else(String::new, Day::to_iso));
    view! {
        <fieldset class="stack settings" disabled=move || study.today().is_none()>
            <legend class="sr">"Exam"</legend>
            <SettingField
                id="exam"
                label="Date of an exam"
                hint="As 2026-06-12, or empty for none. Every card comes up once more in the week before."
                kind="date"
                value
                take=Box::new(take)
            />
            <p role="status">{move || outlook(study)}</p>
        </fieldset>
    }
    .into_any()
}

/// The settings, saved one by one as they are changed.
#[cfg(feature = "ssr")]
#[component]
pub fn SettingsPage() -> impl IntoView {
    let saving = Saving::new();
    let (settings, kept) = SECTIONS.split_at(2);
    view! {
        <PageHead
            side="Settings"
            title="Settings and backup"
            lead="Each change is saved at once, counts for every card, and can be changed back. Your answers stay as they are."
        >
            <PageLink to=Page::Progress button="plain">"See your progress"</PageLink>
        </PageHead>
        {section::prerendered(settings, saving)}
        <div class="toast" id=TOAST.0>
            {toast(saving)}
        </div>
        {section::prerendered(kept, saving)}
    }
}
