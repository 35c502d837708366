// Development only: reloads the page after each rebuild, and shows the report of one that failed.
const known = { state: null };
const report = document.createElement("dialog");
report.className = "dialog";
const text = document.createElement("pre");
// A report is read, not scrolled sideways.
text.style.whiteSpace = "pre-wrap";
report.append(text);

async function look() {
  try {
    const state = await (await fetch(new URL("__state", import.meta.url), { cache: "no-store" })).json();
    if (known.state !== null && state.build !== known.state) location.reload();
    known.state = state.build;
    text.textContent = state.report;
    if (state.report && !report.open) {
      document.body.append(report);
      report.showModal();
    } else if (!state.report) {
      report.close();
    }
  } catch {
    // The server is being started anew.
  }
  setTimeout(look, 700);
}
look();
