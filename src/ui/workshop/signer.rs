//! The mode for signing: it starts from the decoded token, and what is typed is signed byte for byte.

use leptos::prelude::*;

use super::Shared;
use super::boxes::{Boxes, expect_what_fits, put_key, put_token};
use crate::domain::jose::alg::Alg;
use crate::domain::jose::hmac;
use crate::domain::jose::key::{Key, KeyError};
use crate::domain::jose::key_box::{self, KeyReading, Keys};
#[cfg(not(feature = "ssr"))]
use crate::domain::jose::pem;
use crate::domain::jose::refusal::Refusal;
use crate::domain::jose::sign::{self, SignPlan};
use crate::domain::jwt::segment::Part;
use crate::domain::jwt::token::decode_unverified;
#[cfg(not(feature = "ssr"))]
use crate::platform::{crypto, page};
use crate::ui::labs::fields::{button, checked_field, copy, fault, menu, menu_then, shown, text_field};
use crate::ui::labs::key_panel::key_field;
use crate::ui::labs::verdicts::sentence;

/// What an empty box for the key asks for.
const KEY_WANTED: &str = "The secret, or the private key. It stays in this page.";

/// What is on the signer's side of the bench.
#[derive(Clone, Copy)]
struct Signer {
    boxes: RwSignal<Boxes>,
    token: Memo<String>,
    open: RwSignal<bool>,
    header: RwSignal<String>,
    payload: RwSignal<String>,
    /// Whether the token's own header and payload could not be carried across.
    lost: [RwSignal<bool>; 2],
    key: RwSignal<String>,
    key_reading: RwSignal<usize>,
    /// Place in [`Alg::ALL`].
    alg: RwSignal<usize>,
    keys: Memo<Option<Result<Keys, KeyError>>>,
    plan: Memo<Result<SignPlan, Refusal>>,
    /// The token, or why there is none, with the plan that it was made from.
    made: RwSignal<Option<(SignPlan, Result<String, String>)>>,
    /// Titles and texts of a key that was generated here; what went wrong.
    generated: RwSignal<Vec<(&'static str, String)>>,
    failed: RwSignal<Option<String>>,
}

/// The section with the mode's button, and its fields once it is open.
pub fn signer(Shared { boxes, token }: Shared) -> AnyView {
    let (header, payload, key) = (text(), text(), text());
    let key_reading = RwSignal::new(0);
    let keys = Memo::new(move |_| key.with(|text| key_box::read(text, reading_at(key_reading.get()))));
    let plan = Memo::new(move |_| {
        keys.with(|keys| header.with(|header| payload.with(|payload| sign::plan(header, payload, keys.as_ref()))))
    });
    let signer = Signer {
        boxes,
        token,
        open: RwSignal::new(false),
        header,
        payload,
        lost: [RwSignal::new(false), RwSignal::new(false)],
        key,
        key_reading,
        alg: RwSignal::new(0),
        keys,
        plan,
        made: RwSignal::new(None),
        generated: RwSignal::new(Vec::new()),
        failed: RwSignal::new(None),
    };
    view! {
        <div class="stack" data-mode=move || if signer.open.get() { "sign" } else { "read" }>
            {shown(move || if signer.open.get() { fields(signer) } else { invitation(signer) })}
        </div>
    }
    .into_any()
}

fn text() -> RwSignal<String> {
    RwSignal::new(String::new())
}

fn reading_at(place: usize) -> KeyReading {
    KeyReading::ALL.get(place).copied().unwrap_or(KeyReading::Form)
}

fn invitation(signer: Signer) -> AnyView {
    view! {
        <p>"Signing is a mode of its own: it makes a new token and leaves the one above alone until you say so."</p>
        <div class="cluster">{button("Sign a token, starting from this one", "", move || start(signer))}</div>
    }
    .into_any()
}

/// Carries header, payload and key across, bytes as they are.
fn start(signer: Signer) {
    let reading = signer.token.with_untracked(|token| decode_unverified(token));
    let parts =
        [(Part::Header, signer.header, r#"{"alg":"HS256","typ":"JWT"}"#), (Part::Payload, signer.payload, "{}")];
    for ((part, text, otherwise), lost) in parts.into_iter().zip(signer.lost) {
        let bytes = reading.segment(part).map(|segment| &segment.bytes[..]);
        let (carried, is_lost) = sign::carried(bytes, otherwise);
        text.set(carried);
        lost.set(is_lost);
    }
    let alg = reading.alg().and_then(Alg::of_name);
    let place = alg.and_then(|alg| Alg::ALL.iter().position(|known| *known == alg));
    signer.alg.set(place.unwrap_or(0));
    let (key, key_reading) = signer.boxes.with_untracked(|boxes| (boxes.key.clone(), boxes.key_reading_place));
    signer.key.set(key);
    signer.key_reading.set(key_reading);
    switch(signer, true, "#sign-header");
}

/// Opens or closes the mode, and takes focus along: the button that was pressed is gone.
fn switch(signer: Signer, open: bool, focus: &'static str) {
    signer.open.set(open);
    #[cfg(not(feature = "ssr"))]
    page::after_drawing(move || page::focus(focus));
    #[cfg(feature = "ssr")]
    let _ = focus;
}

/// What to know of the header or payload.
fn part_hint(lost: RwSignal<bool>) -> AnyView {
    match lost.get() {
        true => fault("the token’s own is no UTF-8 text and was not carried across: this stands in its place"),
        false => "Signed byte for byte as it stands here.".into_any(),
    }
}

fn fields(signer: Signer) -> AnyView {
    let [header_lost, payload_lost] = signer.lost;
    let alg = move || signer.header.with(|header| sign::alg_of(header));
    let header_hint = move || match alg() {
        Ok(_) => part_hint(header_lost),
        Err(why) => fault(&why.to_string()),
    };
    let no_alg = Box::new(move || alg().is_err());
    // The menu changes the header's `alg` as typing would, and nothing else in it.
    let change = move |place: usize| {
        if let Some(alg) = Alg::ALL.get(place) {
            signer.header.update(|header| *header = sign::with_alg(header, *alg));
        }
    };
    view! {
        {menu_then("sign-alg", "Algorithm to sign with", Alg::ALL.map(Alg::name).to_vec(), signer.alg, change)}
        {checked_field("sign-header", "Header to sign", signer.header, 3, shown(header_hint), no_alg)}
        {text_field("sign-payload", "Payload to sign", signer.payload, 6, shown(move || part_hint(payload_lost)))}
        {key_field("sign-key", "Signing key", signer.key, signer.keys, KEY_WANTED)}
        {menu(
            "sign-key-reading",
            "Read the signing key as",
            KeyReading::ALL.map(KeyReading::name).to_vec(),
            signer.key_reading,
        )}
        <div class="cluster">
            {button("Sign", "primary", move || make(signer))}
            {button("Generate a key", "", move || generate(signer))}
            {button("Close", "plain", move || switch(signer, false, "[data-mode=read] button"))}
        </div>
        <div class="stack" role="status">{shown(move || outcome(signer))}</div>
        {shown(move || generated(signer))}
    }
    .into_any()
}

/// What stands in the way, what is unwise, and the token once it is made.
fn outcome(signer: Signer) -> AnyView {
    if let Some(why) = signer.failed.get() {
        return view! { <p class="note" data-sign-fault="">{sentence(&why)}</p> }.into_any();
    }
    let plan = match signer.plan.get() {
        Ok(plan) => plan,
        Err(refusal) => {
            return view! { <p class="note" data-sign-fault="">{sentence(&refusal.to_string())}</p> }.into_any();
        }
    };
    let warnings = signer.payload.with(|payload| sign::warnings(&plan, payload)).into_iter();
    let warnings: Vec<AnyView> =
        warnings.map(|text| view! { <p class="note" data-sign-warning="">{text}</p> }.into_any()).collect();
    let made = signer.made.get().filter(|(about, _)| *about == plan).map(|(_, made)| match made {
        Err(why) => view! { <p class="note" data-sign-fault="">{sentence(&why)}</p> }.into_any(),
        Ok(token) => {
            let (copied, key) = (token.clone(), plan.key);
            view! {
                <h3>"Signed token"</h3>
                <pre tabindex="0" role="group" aria-label="Signed token">
                    <code data-signed="">{token.clone()}</code>
                </pre>
                <div class="cluster">
                    {copy("Copy the token", move || copied.clone())}
                    {button("Check this token above", "", move || check(signer, &token, &key))}
                </div>
            }
            .into_any()
        }
    });
    view! { {warnings} {made} }.into_any()
}

/// Puts the token and the key that checks it into the boxes above.
fn check(signer: Signer, token: &str, key: &Key) {
    put_token(token);
    expect_what_fits();
    if key.is_private() && key.part("x").or(key.part("n")).is_some() {
        put_key(&key.public_jwk(), 0);
    } else {
        put_key(&signer.key.get_untracked(), signer.key_reading.get_untracked());
    }
}

fn make(signer: Signer) {
    signer.failed.set(None);
    let Ok(plan) = signer.plan.get_untracked() else { return };
    match plan.alg {
        Alg::Hmac(hash) => {
            let code = hmac::sign(hash, plan.key.part("k").unwrap_or_default(), plan.input.as_bytes());
            let token = sign::token(&plan, &code);
            signer.made.set(Some((plan, Ok(token))));
        }
        #[cfg(feature = "ssr")]
        _ => {}
        #[cfg(not(feature = "ssr"))]
        _ => leptos::task::spawn_local(async move {
            let signature = crypto::sign(plan.alg, &plan.key, &plan.input).await;
            let token = signature.map(|signature| sign::token(&plan, &signature)).map_err(|why| why.to_string());
            // The lab may be closed by now.
            let _ = signer.made.try_set(Some((plan, token)));
        }),
    }
}

/// Makes a key for the header's algorithm and puts it into the box.
fn generate(signer: Signer) {
    let alg = match signer.header.with_untracked(|header| sign::alg_of(header)) {
        Ok(alg) => alg,
        Err(why) => return signer.failed.set(Some(why.to_string())),
    };
    signer.failed.set(None);
    #[cfg(not(feature = "ssr"))]
    leptos::task::spawn_local(async move {
        match new_key(alg).await {
            Ok((key, texts)) => {
                // The lab may be closed by now.
                let _ = signer.key_reading.try_set(0);
                let _ = signer.key.try_set(key);
                let _ = signer.generated.try_set(texts);
            }
            Err(why) => {
                let _ = signer.failed.try_set(Some(why));
            }
        }
    });
    #[cfg(feature = "ssr")]
    let _ = alg;
}

/// The new key as a JWK, and every form to show it in.
#[cfg(not(feature = "ssr"))]
async fn new_key(alg: Alg) -> Result<(String, Vec<(&'static str, String)>), String> {
    if let Alg::Hmac(hash) = alg {
        let secret = crypto::random(hash.bytes()).map_err(|why| why.to_string())?;
        let jwk = Key::secret(secret).private_jwk();
        return Ok((jwk.clone(), vec![("The secret as JWK", jwk)]));
    }
    let pair = crypto::generate(alg).await.map_err(|why| why.to_string())?;
    let (private_pem, public_pem) = (pem::write("PRIVATE KEY", &pair.private), pem::write("PUBLIC KEY", &pair.public));
    let read = |pem: &str| pem::read(pem).map(|(key, _)| key).map_err(|why| why.to_string());
    let (private, public) = (read(&private_pem)?, read(&public_pem)?);
    let private_jwk = private.with_public(&public).private_jwk();
    Ok((
        private_jwk.clone(),
        vec![
            ("Public key as JWK", public.public_jwk()),
            ("Public key as PEM", public_pem),
            ("Private key as JWK", private_jwk),
            ("Private key as PEM", private_pem),
        ],
    ))
}

/// The key that was generated, in every form.
fn generated(signer: Signer) -> AnyView {
    let forms: Vec<AnyView> = signer
        .generated
        .get()
        .into_iter()
        .map(|(title, text)| {
            view! {
                <details data-key-form=title>
                    <summary>{title}</summary>
                    <pre tabindex="0" role="group" aria-label=title>
                        <code>{text.clone()}</code>
                    </pre>
                    {copy("Copy", move || text.clone())}
                </details>
            }
            .into_any()
        })
        .collect();
    forms.into_any()
}
