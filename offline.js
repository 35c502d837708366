// Registers the service worker once the page stands, and says what there is to say of it: ready offline, or a new version.
const { base } = document.documentElement.dataset;
const status = document.getElementById("offline");
const update = document.getElementById("update");
const workers = navigator.serviceWorker;
const PAUSES = [5, 20, 60, 300, 1800];

let registration;
let failures = 0;
let timer;

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function ask(question, told = () => {}) {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data.done ? done(data) : told(data));
    registration.active.postMessage(question, [port2]);
  });
}

function again() {
  clearTimeout(timer);
  timer = setTimeout(start, PAUSES[Math.min(failures, PAUSES.length - 1)] * 1000);
  failures += 1;
}

function offerWhole({ files, bytes }) {
  const button = document.createElement("button");
  button.className = "button";
  button.type = "button";
  button.textContent = `Take the whole course offline (${Math.ceil(bytes / 1e6)} MB)`;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const { whole, why } = await ask("whole", ({ left }) => {
      button.textContent = `Taking the whole course offline: ${files - left} of ${files} files`;
    });
    if (whole) return say("Ready offline: the whole course works without a connection.");
    button.disabled = false;
    button.textContent = `That did not work (${why}). Try again`;
  });
  status.append(" ", button);
}

async function fetchLater() {
  const { ready, whole, rest } = await ask("later");
  if (!ready) return again();
  failures = 0;
  say(whole ? "Ready offline: everything here works without a connection." : "Ready offline: studying, the labs, and every card opened before work without a connection.");
  if (!whole) offerWhole(rest);
}

function look(worker = registration?.waiting) {
  if (worker?.state === "installed" && workers.controller) update.hidden = false;
}

const watched = new WeakSet();

function watch(worker) {
  if (!worker || watched.has(worker)) return;
  watched.add(worker);
  let installed = false;
  worker.addEventListener("statechange", () => {
    // The registration may name it as waiting only after this.
    look(worker);
    installed ||= worker.state === "installed";
    if (worker.state === "activated") fetchLater();
    if (worker.state === "redundant" && !installed) again();
  });
}

async function start() {
  try {
    registration = await workers.register(`${base}sw.js`, { scope: base, updateViaCache: "none" });
  } catch (error) {
    say(navigator.onLine ? `Not ready offline: sw.js could not be used (${error.name}). Everything works while you are connected.` : "");
    return again();
  }
  watch(registration.installing);
  // A tab in the background may hear of a version when it is there already.
  registration.onupdatefound = () => {
    watch(registration.installing);
    look();
  };
  look();
  // Whatever its state: a page that was loaded while it was activating is never told in WebKit that it is done.
  if (registration.active) fetchLater();
  if (failures > 0 && registration.active) registration.update().catch(again);
}

// One reload, asked for here. The worker that waits is let in first; where none waits, another tab has done that.
function reload() {
  const go = () => {
    workers.removeEventListener("controllerchange", go);
    clearTimeout(late);
    location.reload();
  };
  const late = setTimeout(go, registration.waiting ? 5000 : 0);
  if (!registration.waiting) return;
  workers.addEventListener("controllerchange", go);
  registration.waiting.postMessage("use");
}

if (workers) {
  const controlled = Boolean(workers.controller);
  // Another tab let the new version in: this one goes on as it is, and may reload when its student likes.
  workers.addEventListener("controllerchange", () => {
    if (controlled) update.hidden = false;
  });
  update.querySelector("[data-update]").addEventListener("click", reload, { once: true });
  update.querySelector("[data-later]").addEventListener("click", () => (update.hidden = true));
  const check = () => {
    if (document.visibilityState !== "visible") return;
    look();
    registration?.update().catch(() => {});
  };
  document.addEventListener("visibilitychange", check);
  setInterval(check, 3_600_000);
  addEventListener("online", () => ((failures = 0), start()));
  start();
} else {
  say(isSecureContext ? "Not ready offline: this browser, or a private window of it, keeps no pages." : "Not ready offline: that needs an address with https.");
}
