// The service worker: keeps one whole version of the site in this browser. The build fills the constants in: `xtask/src/precache.rs`.
// Paths are below the scope, a folder's page is the folder: "" and "cards/". Marks are hashes of the files' bytes.
const VERSION = "";
const FILES = {}; // Installed all or none.
const LATER = {}; // Fetched when the page is idle.
const REST = null; // What is kept only once it was used or asked for: { files, bytes }, listed in offline.json.

const base = new URL(registration.scope).pathname;
const PREFIX = `groundwork ${base} `;
const MARK = "x-groundwork-mark";
const TRIES = [0, 700, 3000];

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const open = (version) => caches.open(PREFIX + version);
const below = (url) => new URL(url).pathname.slice(base.length);
const isPage = (path) => path === "" || path.endsWith("/") || path.endsWith(".html");
const isHashed = (path) => /-[0-9a-f]{16}\.\w+$/.test(path);
const keptOnUse = (path) => REST && (isPage(path) || /^deck\/[^/]+\.(json|txt)$/.test(path));

async function mark(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What stays when the worker is stopped: the version in use, the one before it while something of it is still wanted, and
// which open tab began under which older version.
const note = new Request(`${base}groundwork-tabs.json`);
let state;
let activated;

async function readState() {
  state ??= (await (await open("tabs")).match(note))?.json();
  return (state = (await state) ?? { current: null, before: null, tabs: {} });
}

async function writeState(changes) {
  Object.assign(await readState(), changes);
  await (await open("tabs")).put(note, new Response(JSON.stringify(state)));
}

// A file as it was published, checked and ready to be kept. Rebuilt, because a redirected response fails a navigation.
async function download(path, wanted) {
  const response = await fetch(base + path, { cache: isHashed(path) ? "default" : "no-cache", signal: AbortSignal.timeout(120_000) });
  // Some hosts answer the page for what is missing as what it is.
  if (response.status !== 200 && !(path === "404.html" && response.status === 404)) throw new Error(`${path}: status ${response.status}`);
  if (isPage(path) !== /^text\/html\b/.test(response.headers.get("content-type"))) throw new Error(`${path}: another kind of file`);
  const bytes = await response.arrayBuffer();
  if ((await mark(bytes)) !== wanted) throw new Error(`${path}: other content than this version's`);
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set(MARK, wanted);
  return new Response(bytes, { headers });
}

async function keep(cache, path, wanted) {
  if ((await cache.match(base + path))?.headers.get(MARK) === wanted) return;
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const same = await (await caches.open(name)).match(base + path);
    if (same?.headers.get(MARK) === wanted) return cache.put(base + path, same);
  }
  for (const [attempt, pause] of TRIES.entries()) {
    await wait(pause);
    try {
      return await cache.put(base + path, await download(path, wanted));
    } catch (error) {
      if (attempt === TRIES.length - 1) throw error;
    }
  }
}

// Keeps every file of a list, four at a time. The first that cannot be had ends it; what arrived is there for the next try.
async function fill(cache, list, told = () => {}) {
  const waiting = Object.entries(list);
  const work = async () => {
    for (let next; (next = waiting.shift()); told(waiting.length)) await keep(cache, ...next);
  };
  await Promise.all(Array.from({ length: 4 }, work)).catch((error) => {
    waiting.length = 0;
    throw error;
  });
}

const paths = async (cache) => (await cache.keys()).map((request) => below(request.url));

// An update also brings what the version in use had already fetched later, so that it is not less ready than that.
async function install() {
  const { current } = await readState();
  const had = new Set(current && (await paths(await open(current))));
  const again = Object.entries(LATER).filter(([path]) => had.has(path));
  await fill(await open(VERSION), { ...FILES, ...Object.fromEntries(again) });
}

async function activate() {
  state = undefined; // Another version has written it since the installation.
  const { current, tabs } = await readState();
  if (current && current !== VERSION) {
    for (const tab of await clients.matchAll({ type: "window", includeUncontrolled: true })) tabs[tab.id] ??= current;
    await writeState({ before: current });
  }
  await writeState({ current: VERSION });
  if (!current) await clients.claim();
  await sweep();
}

// Removes versions that no tab uses. A version that is on its way in is left alone.
async function sweep() {
  if (registration.installing || registration.waiting) return;
  const { before, tabs: all } = await readState();
  const live = new Set((await clients.matchAll({ type: "window", includeUncontrolled: true })).map((tab) => tab.id));
  const tabs = Object.fromEntries(Object.entries(all).filter(([id]) => live.has(id)));
  if (Object.keys(tabs).length < Object.keys(all).length) await writeState({ tabs });
  const used = new Set(["tabs", VERSION, before, ...Object.values(tabs)].map((version) => PREFIX + version));
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && !used.has(name)) await caches.delete(name);
}

const rest = async () => (await fetch(`${base}offline.json`, { cache: "no-cache" })).json();

// Fetches what may wait, then what the version before had kept because it was used. True when nothing is missing.
async function later() {
  const cache = await open(VERSION);
  await fill(cache, { ...FILES, ...LATER });
  const { before } = await readState();
  if (before) {
    const known = { ...FILES, ...LATER };
    const used = (await paths(await open(before))).filter((path) => !(path in known) && keptOnUse(path));
    if (used.length > 0) {
      const list = await rest();
      await fill(cache, Object.fromEntries(used.filter((path) => path in list).map((path) => [path, list[path]])));
    }
    await writeState({ before: null });
    await sweep();
  }
}

async function answer(port, question) {
  try {
    await activated;
    if (question === "later") await later();
    if (question === "whole") await fill(await open(VERSION), await rest(), (left) => port.postMessage({ left }));
    const kept = new Set(await paths(await open(VERSION)));
    const ready = [FILES, LATER].every((list) => Object.keys(list).every((path) => kept.has(path)));
    const used = [...kept].filter((path) => keptOnUse(path) && !(path in FILES)).length;
    port.postMessage({ done: true, version: VERSION, ready, whole: !REST || used >= REST.files, rest: REST });
  } catch (error) {
    port.postMessage({ done: true, version: VERSION, ready: false, why: error.message });
  }
}

// Keeps a file that was used, when it is of this version: a page names the scripts that it was published with, and one that
// names none is not of this site.
async function keepUsed(path, response) {
  const text = await response.text();
  const scripts = [...text.matchAll(/"([^"]*-[0-9a-f]{16}\.\w+)"/g)].map(([, url]) => url.slice(base.length));
  if (isPage(path) && !(scripts.length && scripts.every((script) => script in FILES || script in LATER))) return;
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  const bytes = new TextEncoder().encode(text);
  headers.set(MARK, await mark(bytes));
  await (await open(VERSION)).put(base + path, new Response(bytes, { headers }));
}

async function fromHost(event, path) {
  const response = await fetch(event.request);
  const right = response.status === 200 && !response.redirected && isPage(path) === /^text\/html\b/.test(response.headers.get("content-type"));
  if (right && keptOnUse(path)) event.waitUntil(keepUsed(path, response.clone()));
  return response;
}

async function page(event, path) {
  const cache = await open(VERSION);
  event.waitUntil(sweep());
  const kept = await cache.match(base + path);
  if (kept) return kept;
  const folder = path.endsWith("/index.html") ? path.slice(0, -10) : `${path}/`;
  if (path === "index.html" || (await cache.match(base + folder))) {
    return Response.redirect(base + (path === "index.html" ? "" : folder) + new URL(event.request.url).search);
  }
  try {
    return await fromHost(event, path);
  } catch {
    const missing = await cache.match(base + (keptOnUse(path) ? "offline.html" : "404.html"));
    return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : Response.error();
  }
}

// A tab goes on with the files of the version that it began with, also when its host has them no more.
async function file(event, path) {
  const version = (await readState()).tabs[event.clientId] ?? VERSION;
  const own = await (await open(version)).match(base + path);
  return own ?? (isHashed(path) ? await caches.match(base + path) : undefined) ?? fromHost(event, path);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil((activated = activate())));
addEventListener("message", (event) => {
  if (event.data === "use") event.waitUntil(skipWaiting());
  else if (event.ports[0]) event.waitUntil(answer(event.ports[0], event.data));
});
addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !pathname.startsWith(base)) return;
  const path = pathname.slice(base.length);
  event.respondWith(event.request.mode === "navigate" ? page(event, path) : file(event, path));
});
