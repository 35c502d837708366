//! The login flow, step by step: a sequence drawn as SVG, the message of each step, and what an eavesdropper sees of it.

use leptos::ev::Event;
use leptos::prelude::*;

use super::fields::{button, shown};
use crate::domain::jwt::server::flow::{Actor, OVER_HTTPS, STEPS, Step};

/// Size of the drawing, in its own units; it scales with its place.
const WIDTH: usize = 340;
const ROW: usize = 34;
const HEAD: usize = 34;

/// The drawing, the chosen step, and all steps as text.
pub fn flow() -> AnyView {
    let at = RwSignal::new(0_usize);
    let https = RwSignal::new(false);
    let step = move || STEPS.get(at.get());
    let go = move |by: isize| at.update(|at| *at = at.saturating_add_signed(by).min(STEPS.len() - 1));
    let line = |name: &'static str, value: bool| {
        view! {
            <label>
                <input
                    type="radio"
                    name="line"
                    prop:checked=move || https.get() == value
                    checked=!value
                    on:change=move |_: Event| https.set(value)
                />
                {name}
            </label>
        }
        .into_any()
    };
    let place = move || step().map(|step| placed(at.get(), step)).into_any();
    let message = move || step().map(|step| message(step, https.get())).into_any();
    let all: Vec<AnyView> = STEPS
        .iter()
        .enumerate()
        .map(|(index, step)| {
            view! { <li><p>{placed(index, step)}</p><p class="note">{step.stolen}</p></li> }.into_any()
        })
        .collect();
    view! {
        <section class="section" aria-labelledby="flow-head">
            <h2 id="flow-head">"Log in, step by step"</h2>
            <div>
                <div class="stack">
                    <div class="flow">{shown(move || drawing(at.get()))}</div>
                    <div class="cluster">
                        {button("Back", "", move || go(-1))} {button("Next step", "primary", move || go(1))}
                    </div>
                    <p role="status" data-step="">{shown(place)}</p>
                    <fieldset class="choices" data-layout="row">
                        <legend>"Someone on the same network listens. The line is"</legend>
                        {line("HTTP", false)}
                        {line("HTTPS", true)}
                    </fieldset>
                    <div class="stack" data-line="">{shown(message)}</div>
                    <details>
                        <summary>"All steps as text"</summary>
                        <ol>{all}</ol>
                        <p>{format!("Over HTTPS an eavesdropper sees of each step: {OVER_HTTPS}")}</p>
                    </details>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn placed(index: usize, step: &Step) -> String {
    format!("Step {} of {}. {}, {} to {}. {}", index + 1, STEPS.len(), step.title, step.from, step.to, step.text)
}

/// What goes over the line, and what whoever listens has of it.
fn message(step: &Step, https: bool) -> AnyView {
    let seen = if https {
        format!("Over HTTPS an eavesdropper sees: {OVER_HTTPS}")
    } else {
        format!("An eavesdropper: {}", step.stolen)
    };
    let bytes = if https { "17 03 03 02 66 9a 41 d7 0c 5e b8 20 f3 …" } else { step.http };
    view! {
        <pre tabindex="0" role="group" aria-label="What goes over the line"><code>{bytes}</code></pre>
        <p>{seen}</p>
    }
    .into_any()
}

fn x(actor: Actor) -> usize {
    let place = Actor::ALL.iter().position(|known| *known == actor).unwrap_or(0);
    56 + place * (WIDTH - 112) / 2
}

/// Life lines, and an arrow a step; those to come are faint.
fn drawing(at: usize) -> AnyView {
    let height = HEAD + ROW * STEPS.len() + 8;
    let lines: Vec<AnyView> = Actor::ALL
        .into_iter()
        .map(|actor| {
            let x = x(actor).to_string();
            view! {
                <text x=x.clone() y="16" text-anchor="middle" data-actor="">{actor.to_string()}</text>
                <line x1=x.clone() x2=x y1="24" y2=height.to_string() data-life="" />
            }
            .into_any()
        })
        .collect();
    let arrows: Vec<AnyView> = STEPS
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let (from, to) = (x(step.from), x(step.to));
            let y = HEAD + ROW * index + 22;
            let back = if to > from { to - 7 } else { to + 7 };
            let state = if index == at {
                "here"
            } else if index < at {
                "done"
            } else {
                "to-come"
            };
            let middle = (from + to) / 2;
            view! {
                <g data-arrow=state>
                    <text x=middle.to_string() y=(y - 6).to_string() text-anchor="middle">
                        {format!("{}. {}", index + 1, step.title)}
                    </text>
                    <path d=format!("M{from} {y}H{to}M{back} {}L{to} {y}L{back} {}", y - 4, y + 4) />
                </g>
            }
            .into_any()
        })
        .collect();
    let label = format!(
        "Sequence of {} messages between browser, login server and grades server; step {} is marked. All steps follow as text.",
        STEPS.len(),
        at + 1
    );
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=label>
            {lines}
            {arrows}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_actors_stand_apart_inside_the_drawing_and_the_longest_title_fits_between_two() {
        assert_eq!(Actor::ALL.map(x), [56, 170, 284]);
        // Text of 10 units high is about 5 a character; a message is at least 114 long, and its text may overlap the ends.
        assert!(STEPS.iter().all(|step| step.title.len() <= 24), "a title is too long for the drawing");
    }
}
