// Our module beside npm packages, in one page. The program that drives it calls `window.bench`.

import init from "./bench.js";
import { grading, study } from "./study.js";
import { show, token_of, tokens } from "./tokens.js";

await init();
window.bench = { study, grading, tokens, show, token_of };
