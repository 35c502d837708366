// Starts the app. Where that fails it says so over the page, which stays readable. It also serves the two dialogs'
// buttons, so that they work when the app does not.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

function failed(cause) {
  const notice = document.getElementById("start-failed");
  notice.querySelector("[data-cause]").textContent = `Cause: ${cause?.message ?? cause}`;
  notice.hidden = false;
}

// Everything Groundwork keeps in this browser, as one file, read without the app.
function download() {
  const kept = Object.entries(localStorage).filter(([key]) => key.startsWith("groundwork."));
  const text = JSON.stringify({ format: "groundwork-storage", version: 1, storage: Object.fromEntries(kept) }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `groundwork-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const button of document.querySelectorAll("[data-reload]")) {
  button.addEventListener("click", () => location.reload());
}
document.querySelector("#stopped [data-download]").addEventListener("click", download);

// The labs are a second module; the app asks for it by an event from the place where a lab goes.
document.addEventListener("groundwork:lab", async ({ target }) => {
  const notice = document.getElementById("lab-failed");
  notice.hidden = true;
  try {
    const base = document.documentElement.dataset.base;
    const labs = await import(`${base}labs.js`);
    await labs.default({ module_or_path: `${base}labs_bg.wasm` });
    labs.mount_lab(target.dataset.lab, target);
    target.dataset.labState = "ready";
  } catch {
    target.dataset.labState = "failed";
    notice.hidden = false;
  }
});

try {
  if (typeof WebAssembly !== "object") throw new Error("this browser has WebAssembly turned off or does not know it");
  const { integrity = "" } = document.querySelector(`link[href="${wasm}"]`) ?? {};
  const [app, response] = await Promise.all([import(js), fetch(wasm, { integrity })]);
  if (!response.ok) throw new Error(`${wasm} was answered with status ${response.status}`);
  await app.default({ module_or_path: response });
} catch (cause) {
  failed(cause);
}
