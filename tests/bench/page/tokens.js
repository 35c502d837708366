// The same token taken apart by our module, by jose and by jwt-decode.

import { decodeJwt, decodeProtectedHeader } from "jose";
import { jwtDecode } from "jwt-decode";
import { token_of, Tokens } from "./bench.js";
import { compare, timed } from "./compare.js";

/** Header and claims, by each of the packages. */
const RIVALS = {
  jose: (token) => [decodeProtectedHeader(token), decodeJwt(token)],
  "jwt-decode": (token) => [jwtDecode(token, { header: true }), jwtDecode(token)],
};

/** Throws unless all read the same claims, names and values, in the same order. */
function check(token) {
  const ours = new Tokens();
  ours.decode(token);
  const claims = ours.claims();
  const read = {};
  for (let at = 0; at < claims.length; at += 2) read[claims[at]] = JSON.parse(claims[at + 1]);
  for (const [name, decode] of Object.entries(RIVALS)) {
    const theirs = JSON.stringify(decode(token)[1]);
    if (JSON.stringify(read) !== theirs) throw new Error(`${name} reads other claims than ours`);
  }
  if (claims.length < 14) throw new Error("the token has too few claims");
}

/** Ms by name, on a token of so many bytes. */
export function tokens(bytes, rounds, samples) {
  const token = token_of(bytes);
  check(token);
  const ours = new Tokens();
  let kept;
  const contestants = {
    "wasm/decode": (times) => {
      ours.prepare();
      return timed(times, () => ours.decode(token));
    },
    "wasm/inspect": (times) => timed(times, () => ours.inspect(token)),
  };
  for (const [name, decode] of Object.entries(RIVALS)) {
    contestants[`${name}/decode`] = (times) => timed(times, () => (kept = decode(token)));
  }
  return compare(contestants, rounds, samples);
}

let shown;

/**
 * From now on this page shows what a package reads in the box as indented JSON, on every change: the least page that can be
 * made of it. `name` may be empty: then the page does nothing but note the change.
 */
export function show(name) {
  const [header, payload] = ["header", "payload"].map((id) => document.getElementById(id));
  const box = document.getElementById("token");
  removeEventListener("input", shown);
  shown = () => {
    const [head, claims] = name ? RIVALS[name](box.value) : ["", box.value.length];
    header.textContent = JSON.stringify(head, null, 2);
    payload.textContent = JSON.stringify(claims, null, 2);
  };
  addEventListener("input", shown);
}

export { token_of };
