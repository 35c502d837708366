//! Break it: an attack changes the token in the box, and the four verdicts before and after stand side by side.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::Shared;
use super::boxes::{Boxes, Line, put_token};
use super::guessing::guessing;
use crate::domain::jwt::attack::{Attack, Loot, forge};
use crate::domain::jwt::find::find;
use crate::domain::jwt::token::decode_unverified;
use crate::ui::labs::fields::{button, shown};
use crate::ui::labs::verdicts::sentence;

/// An attack that was tried, and what stood before it.
#[derive(Clone, PartialEq)]
struct Tried {
    attack: Attack,
    original: String,
    /// What is in the box since.
    left: String,
    before: Vec<Line>,
    /// Why it could not be made.
    refused: Option<String>,
}

impl Tried {
    /// Whether this token is what the last attacks left of another.
    fn has_forged(&self, token: &str) -> bool {
        self.left == token && self.left != self.original
    }
}

/// The buttons, and what the last one did.
pub fn break_it(Shared { boxes, token }: Shared) -> AnyView {
    let tried = RwSignal::new(None::<Tried>);
    let guessed = RwSignal::new(None::<&'static str>);
    let attack = move |attack: Attack| {
        let bench = Boxes::read();
        let boxed = find(&bench.token).token;
        // Attacks do not pile up: each starts from the token as it was, unless another has been put into the box.
        let (original, before) = match tried.get_untracked().filter(|tried| tried.has_forged(&boxed)) {
            Some(tried) => (tried.original, tried.before),
            None => (boxed.clone(), bench.verdicts.clone()),
        };
        let reading = decode_unverified(&original);
        let public = bench.key.contains("-----BEGIN PUBLIC KEY-----").then_some(&bench.key[..]);
        let loot = Loot { secret: guessed.get_untracked().map(str::as_bytes), public_key: public };
        match forge(attack, &reading, bench.now(), loot) {
            Ok(forged) => {
                put_token(&forged);
                tried.set(Some(Tried { attack, original, left: forged, before, refused: None }));
            }
            Err(why) => {
                let refused = Some(sentence(&why.to_string()));
                tried.set(Some(Tried { attack, original, left: boxed, before, refused }));
            }
        }
    };
    let restore = move || {
        if let Some(tried) = tried.get_untracked() {
            put_token(&tried.original);
        }
        tried.set(None);
    };
    let buttons: Vec<AnyView> = Attack::ALL
        .into_iter()
        .map(|which| {
            view! {
                <button
                    class="button"
                    type="button"
                    data-attack=which.id()
                    on:click=move |_: MouseEvent| attack(which)
                >
                    {which.title()}
                </button>
            }
            .into_any()
        })
        .collect();
    // Until something else is typed or opened.
    let last = move || tried.get().filter(|tried| token.with(|token| *token == tried.left));
    let said = move || match last() {
        Some(Tried { refused: Some(why), .. }) => view! { <p data-refused="">{why}</p> }.into_any(),
        last => view! { <p>{last.map(|made| made.attack.deed())}</p> }.into_any(),
    };
    let result = move || last().filter(|last| last.refused.is_none()).map(|made| compared(boxes, &made)).into_any();
    view! {
        <div class="stack">
            <p>"Change the token as an attacker would, and watch the verdicts. Give the key above first: without it the signature is not checked."</p>
            <div class="cluster">{buttons} {button("Restore the token", "plain", restore)}</div>
            <div role="status">{shown(said)}</div>
            {shown(result)}
            {guessing(token, guessed)}
        </div>
    }
    .into_any()
}

/// The verdicts before and after, why those that changed did, and the defence.
fn compared(boxes: RwSignal<Boxes>, made: &Tried) -> AnyView {
    let after = boxes.with(|boxes| boxes.verdicts.clone());
    let rows: Vec<AnyView> = made
        .before
        .iter()
        .zip(&after)
        .map(|(before, after)| {
            let changed = before.state != after.state;
            let weight = (changed && after.state == "fails").then_some("strong");
            view! {
                <tr data-changed=changed.then_some("")>
                    <th scope="row">{before.title.clone()}</th>
                    <td>{before.words()}</td>
                    <td><span class="tag" data-weight=weight>{after.words()}</span></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let changed = made.before.iter().zip(&after).filter(|(before, after)| before.state != after.state);
    let why: Vec<String> = changed.map(|(_, after)| format!("{}: {}", after.title, after.reason)).collect();
    let why = match why.is_empty() {
        false => why.join(" "),
        true => "No verdict changed. Either there is no key to check with, or the attack has succeeded.".to_owned(),
    };
    view! {
        <table class="table" data-attacked=made.attack.id()>
            <thead>
                <tr>
                    <th scope="col">"Verdict"</th>
                    <th scope="col">"Before"</th>
                    <th scope="col">"After"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p data-why="">{why}</p>
        <p><strong>"Defence. "</strong> {made.attack.defence()}</p>
    }
    .into_any()
}
