//! The login flow of the JWT lab: a sequence drawn as SVG, and every step as text, with what an eavesdropper sees.

use leptos::prelude::*;

use crate::domain::jwt::server::flow::{Actor, OVER_HTTPS, STEPS, Step};
use crate::ui::components::card_text::Section;

/// Size of the drawing, in its own units; it scales with its place.
const WIDTH: usize = 340;
const ROW: usize = 34;
const HEAD: usize = 34;

/// The drawing and the steps.
#[component]
pub fn LoginFlow() -> impl IntoView {
    let steps = STEPS.iter().enumerate().map(|(index, step)| {
        view! {
            <li data-step="">
                <details>
                    <summary>{format!("{}. {}: {} to {}", index + 1, step.title, step.from, step.to)}</summary>
                    <div class="stack">
                        <p>{step.text}</p>
                        <pre tabindex="0" role="group" aria-label="The message, as HTTP sends it">
                            <code>{step.http}</code>
                        </pre>
                        <p>
                            <strong>"Whoever listens to HTTP. "</strong>
                            {step.stolen}
                        </p>
                    </div>
                </details>
            </li>
        }
    });
    view! {
        <Section id="flow" title="Log in, step by step" waits=true>
            <div class="stack">
                <div class="flow">{drawing()}</div>
                <p>
                    "Someone on the same network listens. Over HTTP they get each message below as it stands. Over HTTPS they see of all of them alike: "
                    {OVER_HTTPS}
                </p>
                <ol class="steps">{steps.collect_view()}</ol>
            </div>
        </Section>
    }
}

fn x(actor: Actor) -> usize {
    let place = Actor::ALL.iter().position(|known| *known == actor).unwrap_or(0);
    56 + place * (WIDTH - 112) / 2
}

/// Life lines, and an arrow a step. The list below it says the same in words.
fn drawing() -> impl IntoView {
    let height = HEAD + ROW * STEPS.len() + 8;
    let lines = Actor::ALL.into_iter().map(|actor| {
        let x = x(actor).to_string();
        view! {
            <text x=x.clone() y="16" text-anchor="middle" data-actor="">
                {actor.to_string()}
            </text>
            <line x1=x.clone() x2=x y1="24" y2=height.to_string() />
        }
    });
    let arrows = STEPS.iter().enumerate().map(|(index, Step { from, to, title, .. })| {
        let (from, to) = (x(*from), x(*to));
        let y = HEAD + ROW * index + 22;
        let back = if to > from { to - 7 } else { to + 7 };
        view! {
            <text x=((from + to) / 2).to_string() y=(y - 6).to_string() text-anchor="middle">
                {format!("{}. {title}", index + 1)}
            </text>
            <path d=format!("M{from} {y}H{to}M{back} {}L{to} {y}L{back} {}", y - 4, y + 4) />
        }
    });
    let label = format!(
        "Sequence of {} messages between browser, login server and grades server; each follows below as text.",
        STEPS.len()
    );
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=label>
            {lines.collect_view()}
            {arrows.collect_view()}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_actors_stand_apart_inside_the_drawing_and_titles_fit_between_two() {
        assert_eq!(Actor::ALL.map(x), [56, 170, 284]);
        // Text 10 units high is about 5 a character wide; an arrow is 114 long or more.
        assert!(STEPS.iter().all(|step| step.title.len() <= 22), "a title is too long for the drawing");
    }
}
