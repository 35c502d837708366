// Starts the page's module, if it has one. Where that fails it says so over the page, which stays readable. It also serves
// what works without a module: the dialogs' buttons and the verdict below a check-yourself question.
document.documentElement.dataset.script = "on";
const { js, wasm, integrity, laterJs, laterJsIntegrity, laterWasm, laterIntegrity } =
  document.querySelector("script[src*='/start-']").dataset;

function failed(cause, what, rest) {
  const notice = document.getElementById("start-failed");
  if (what) notice.querySelector("[data-what]").textContent = what;
  if (rest) notice.querySelector("[data-rest]").textContent = rest;
  notice.querySelector("[data-cause]").textContent = `Cause: ${cause?.message ?? cause}`;
  notice.hidden = false;
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

// Everything Groundwork keeps in this browser, as one file, read without the app.
function download() {
  const kept = Object.entries(localStorage).filter(([key]) => key.startsWith("groundwork."));
  const text = JSON.stringify({ format: "groundwork-storage", version: 1, storage: Object.fromEntries(kept) }, null, 1);
  save(new Blob([text], { type: "application/json" }), `groundwork-${new Date().toISOString().slice(0, 10)}.json`);
}

for (const button of document.querySelectorAll("[data-reload]")) {
  button.addEventListener("click", () => location.reload());
}
document.querySelector("#stopped [data-download]").addEventListener("click", download);

// Styles show the reasons of a check-yourself question; the verdict is said here.
document.addEventListener("change", ({ target }) => {
  const quiz = target.closest(".quiz");
  if (!quiz) return;
  const options = [...quiz.querySelectorAll("[data-answer]")];
  const chosen = options.indexOf(target.closest("[data-answer]"));
  const right = options.findIndex((option) => option.dataset.answer === "right");
  // Not before: a description is read aloud even where it is not shown.
  target.setAttribute("aria-describedby", options[chosen].querySelector("p").id);
  quiz.querySelector("[role=status]").textContent =
    chosen === right ? "Right." : `Not this time. You chose answer ${chosen + 1}; answer ${right + 1} is right.`;
});

// Keys press what is drawn: a button that names them in data-key. None fires while typing; Escape leaves the box. Those of
// one character can be turned off (WCAG 2.1.4).
const singleKeys = document.getElementById("single-keys");
function readKeys() {
  try {
    singleKeys.checked = localStorage.getItem("groundwork.keys") !== "off";
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
readKeys();
addEventListener("storage", readKeys);
singleKeys.addEventListener("change", () => {
  try {
    localStorage.setItem("groundwork.keys", singleKeys.checked ? "on" : "off");
  } catch {
    // As above, or it is full.
  }
});
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
  if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) {
    if (key === "Escape") document.querySelector("main h1")?.focus({ preventScroll: true });
    return;
  }
  const name = key === " " ? "Space" : key;
  if (name.length === 1 && !singleKeys.checked) return;
  if ((name === "Space" || name === "Enter") && target.closest("a, button, summary, input")) return;
  const button = [...document.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key.split(" ").includes(name));
  if (!button) return;
  event.preventDefault();
  button.click();
});

// A link that saves a file goes past the service worker in some browsers; fetched here it can be had offline, too.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[download]");
  if (!link || link.protocol === "blob:") return;
  event.preventDefault();
  fetch(link.href)
    .then((response) => (response.ok ? response.blob() : Promise.reject()))
    .then((blob) => save(blob, link.pathname.split("/").pop()))
    .catch(() => location.assign(link.href));
});

document.addEventListener("click", ({ target }) => {
  const opens = target.closest("[data-opens]")?.dataset.opens;
  if (opens) document.getElementById(opens)?.showModal();
});

async function run(js, wasm, integrity) {
  const [module, response] = await Promise.all([import(js), fetch(wasm, { integrity })]);
  if (!response.ok) throw new Error(`${wasm} was answered with status ${response.status}`);
  await module.default({ module_or_path: response });
}

// The module of the page's lower part, once that is less than a window away. Its script is fetched by an element first,
// because import() checks no integrity.
function runLater() {
  const near = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    const checked = new Promise((loaded, refused) => {
      const script = Object.assign(document.createElement("script"), { type: "module", integrity: laterJsIntegrity });
      script.onload = loaded;
      script.onerror = () => refused(new Error(`${laterJs} could not be loaded, or is not what was published`));
      script.src = laterJs;
      document.head.append(script);
    });
    checked
      .then(() => run(laterJs, laterWasm, laterIntegrity))
      .catch((cause) => failed(cause, "The lower part of this page could not start.", "What stands above it works."));
  }, { rootMargin: "100%" });
  for (const part of document.querySelectorAll("#workshop > *")) near.observe(part);
}

// What waits is laid out one a frame: all at once it would keep a phone from answering for a third of a second.
function layOut() {
  const next = document.querySelector("[data-waits]");
  if (!next) return;
  delete next.dataset.waits;
  requestAnimationFrame(layOut);
}

// But whoever comes back finds their place at once: a browser knows it by the distance from the top, with all laid out and the
// module's part drawn. Here it is kept by the heading above it.
function comeBack() {
  const key = `place ${location.pathname}`;
  const top = (heading) => heading.getBoundingClientRect().top;
  try {
    const [{ type }] = performance.getEntriesByType("navigation");
    const place = type === "navigate" ? null : sessionStorage.getItem(key);
    if (place) {
      for (const waiting of document.querySelectorAll("[data-waits]")) delete waiting.dataset.waits;
      const [id, was] = place.split(" ");
      const heading = document.getElementById(id);
      if (heading) scrollBy(0, top(heading) - was);
    }
    addEventListener("pagehide", () => {
      const above = [...document.querySelectorAll("main :is(h2, h3)[id]")].filter((heading) => top(heading) < 1).at(-1);
      sessionStorage.setItem(key, above ? `${above.id} ${top(above)}` : "");
    });
  } catch {
    // Storage is blocked: the place is near where it was.
  }
}
if (document.querySelector("[data-waits]")) {
  // Elsewhere nothing waits, and the distance from the top is right when all is drawn.
  if (CSS.supports("overflow-anchor", "auto")) comeBack();
  // Not with the rest of this script, whose task is long enough.
  requestAnimationFrame(layOut);
}

try {
  if (js) {
    if (typeof WebAssembly !== "object") throw new Error("this browser has WebAssembly turned off or does not know it");
    await run(js, wasm, integrity);
    if (laterJs) runLater();
  } else {
    document.documentElement.dataset.app = "ready";
  }
} catch (cause) {
  failed(cause);
}

// Offline use comes last: nothing that is shown waits for it. A script that did not arrive is asked for by another name, as
// browsers remember that.
const offline = (tries) =>
  import(`${document.documentElement.dataset.base}offline.js${tries ? `?${tries}` : ""}`).catch(() => {
    if (tries) document.getElementById("offline").textContent = "Not ready offline: offline.js does not arrive.";
    setTimeout(offline, 3000 * 2 ** Math.min(tries, 8), tries + 1);
  });
window.requestIdleCallback ? requestIdleCallback(() => offline(0), { timeout: 4000 }) : setTimeout(offline, 1000, 0);
