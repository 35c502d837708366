//! Break it: an attack changes the token in the box, and the four verdicts before and after stand side by side.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::bench::Bench;
use super::fields::{button, shown};
use super::guessing::guessing;
use super::verdicts::sentence;
use crate::domain::jose::verdict::{State, Verdict, well_formed};
use crate::domain::jwt::attack::{Attack, Loot, forge};
use crate::domain::jwt::samples;

/// Name and verdict of each line, in order.
type Verdicts = [(&'static str, Verdict); 4];

/// An attack that was made, and what stood before it.
#[derive(Clone, PartialEq)]
struct Made {
    attack: Attack,
    original: String,
    forged: String,
    before: Verdicts,
}

/// The buttons, and what the last one did.
pub fn break_it(bench: Bench) -> AnyView {
    let made = RwSignal::new(None::<Made>);
    let refusal = RwSignal::new(None::<String>);
    let guessed = RwSignal::new(None::<&'static str>);
    let attack = move |attack: Attack| {
        let original =
            made.with_untracked(|made| made.as_ref().map(|made| (made.original.clone(), made.before.clone())));
        // Attacks do not pile up: each starts from the token as it was, unless another has been put into the box.
        let (original, before) = match original {
            Some(known) if made.with_untracked(|made| made.as_ref().is_some_and(|made| is_forged(bench, made))) => {
                known
            }
            _ => (bench.read.with_untracked(|read| read.found.token.clone()), untrack(|| verdicts(bench))),
        };
        let reading = crate::domain::jwt::token::decode_unverified(&original);
        let key = bench.key.get_untracked();
        let public = key.contains("-----BEGIN PUBLIC KEY-----").then_some(&key[..]);
        let loot = Loot { secret: guessed.get_untracked().map(str::as_bytes), public_key: public };
        let now = untrack(|| bench.now()).unwrap_or(samples::NOW);
        match forge(attack, &reading, now, loot) {
            Ok(forged) => {
                refusal.set(None);
                made.set(Some(Made { attack, original, forged: forged.clone(), before }));
                bench.token.set(forged);
            }
            Err(why) => refusal.set(Some(sentence(&why.to_string()))),
        }
    };
    let restore = move || {
        if let Some(made) = made.get_untracked() {
            bench.token.set(made.original);
        }
        made.set(None);
        refusal.set(None);
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
    let refused = move || refusal.get().map(|why| view! { <p data-refused="">{why}</p> }).into_any();
    let result = move || made.get().filter(|made| is_forged(bench, made)).map(|made| compared(bench, &made)).into_any();
    let said = move || made.get().filter(|made| is_forged(bench, made)).map(|made| made.attack.deed()).into_any();
    view! {
        <section class="section" aria-labelledby="break-head">
            <h2 id="break-head">"Break it"</h2>
            <div>
                <div class="stack">
                    <p>"Change the token as an attacker would, and watch the verdicts. Give the key above first: without it no change shows."</p>
                    <div class="cluster">{buttons} {button("Restore the token", "plain", restore)}</div>
                    <div role="status" class="stack">{shown(refused)} <p>{shown(said)}</p></div>
                    {shown(result)}
                    {guessing(bench, guessed)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Whether the box still has the forged token, and not something that was typed or opened since.
fn is_forged(bench: Bench, made: &Made) -> bool {
    bench.read.with(|read| read.found.token == made.forged)
}

fn verdicts(bench: Bench) -> Verdicts {
    [
        ("Well-formed", bench.read.with(|read| well_formed(&read.reading))),
        ("Signature", bench.signature().verdict),
        ("Time", bench.time()),
        ("Audience and issuer", bench.audience_and_issuer()),
    ]
}

/// The verdicts before and after, why those that changed did, and the defence.
fn compared(bench: Bench, made: &Made) -> AnyView {
    let after = verdicts(bench);
    let rows: Vec<AnyView> = made
        .before
        .iter()
        .zip(&after)
        .map(|((name, before), (_, after))| {
            let changed = before.state != after.state;
            let weight = move |state: State| (changed && state == State::Fails).then_some("strong");
            view! {
                <tr data-changed=changed.then_some("")>
                    <th scope="row">{*name}</th>
                    <td>{before.state.words()}</td>
                    <td><span class="tag" data-weight=weight(after.state)>{after.state.words()}</span></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let changed = made.before.iter().zip(&after).filter(|((_, before), (_, after))| before.state != after.state);
    let why: Vec<String> = changed.map(|(_, (name, after))| format!("{name}: {}", after.reason)).collect();
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
