//! How long a press takes: from the event until the page has changed, and until the change is painted.

use browser::Page;
use serde_json::Value;
use thirtyfour::prelude::WebDriverResult;

use crate::fault;

/// Watches one press at a time. `at` is when the browser noticed it, `changed` when the page's last change before the next
/// frame was made, `painted` when that frame was done. Beside it the browser's own count of interactions and their
/// durations, as the metric INP has them.
const WATCH: &str = "
    const watch = (window.__press = { kind: '', at: 0, changed: null, painted: null, interactions: {} });
    watch.arm = (kind) => Object.assign(watch, { kind, at: null, changed: null, painted: null });
    const begin = (event) => { if (watch.at === null) watch.at = event.timeStamp; };
    addEventListener('keydown', begin, true);
    addEventListener('click', begin, true);
    new MutationObserver(() => { if (watch.painted === null) watch.changed = performance.now(); })
      .observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
    const channel = new MessageChannel();
    // A message that is sent in a frame arrives when it is done.
    channel.port1.onmessage = () => { watch.painted = performance.now(); };
    for (const kind of ['input', 'keydown', 'click']) {
      addEventListener(kind, () => {
        if (kind !== watch.kind) return;
        watch.kind = '';
        requestAnimationFrame(() => channel.port2.postMessage(null));
      }, true);
    }
    new PerformanceObserver((list) => {
      for (const { interactionId: id, duration } of list.getEntries()) {
        if (id) watch.interactions[id] = Math.max(watch.interactions[id] ?? 0, duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 });
    watch.before = performance.interactionCount;";

/// Ms from the event.
pub struct Press {
    /// Until the page's last change before the frame. `None` when nothing changed.
    pub changed: Option<f64>,
    /// Until the frame was painted.
    pub painted: f64,
}

/// Begins to watch the page that is open.
pub async fn watch(page: &Page) -> WebDriverResult<()> {
    page.js(WATCH).await.map(|_| ())
}

/// Watches one press. `kind` is the event that the page answers: `input`, `keydown` or `click`.
pub async fn press(page: &Page, kind: &str, act: impl AsyncFnOnce() -> WebDriverResult<()>) -> WebDriverResult<Press> {
    page.js(&format!("__press.arm('{kind}')")).await?;
    act().await?;
    page.until("the press to be painted", "return __press.painted !== null").await?;
    let times =
        page.js("return [__press.changed && __press.changed - __press.at, __press.painted - __press.at]").await?;
    let painted = times[1].as_f64().ok_or_else(|| fault(&format!("a press took {times}")))?;
    Ok(Press { changed: times[0].as_f64(), painted })
}

/// Durations of the interactions since [`watch`], by the browser's own measure: in steps of 8 ms, and 16 for each that was
/// quicker.
pub async fn interactions(page: &Page) -> WebDriverResult<Vec<f64>> {
    let script = "const durations = Object.values(__press.interactions);
        const all = Math.max(performance.interactionCount - __press.before, durations.length);
        return [...durations, ...Array(all - durations.length).fill(16)];";
    let durations = page.js(script).await?;
    Ok(durations.as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
}
