// Times things side by side, in interleaved rounds.

/** A sample lasts at least this many ms; what is timed is repeated in it. Timers are coarse. */
const SAMPLE = 20;

/** Each is run for at least this many ms before the first sample, so that the engine has compiled it. */
const WARM_UP = 300;

/** Lets the page answer others between two samples. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Warms up, and finds how often to repeat for a sample. */
async function repeats(run) {
  const started = performance.now();
  for (let times = 1; ; await pause()) {
    if (run(times) < SAMPLE && times < 2 ** 20) times *= 2;
    else if (performance.now() - started > WARM_UP) return times;
  }
}

/**
 * `contestants`: by name, functions that do it so many times and give the ms that took. Ms of one run, by name; in every
 * round all take their turn.
 */
export async function compare(contestants, rounds, samples) {
  const list = [];
  for (const [name, run] of Object.entries(contestants)) list.push({ name, run, times: await repeats(run), measured: [] });
  for (let round = 0; round < rounds; round++) {
    for (const { run, times, measured } of list) {
      for (let sample = 0; sample < samples; sample++) {
        measured.push(run(times) / times);
        await pause();
      }
    }
  }
  return Object.fromEntries(list.map(({ name, measured }) => [name, measured]));
}

/** Times `work`, repeated. */
export function timed(times, work) {
  const started = performance.now();
  for (let at = 0; at < times; at++) work(at);
  return performance.now() - started;
}

/** Throws unless two numbers are equal but for rounding. */
export function agree(what, ours, theirs) {
  if (!(Math.abs(ours - theirs) <= 1e-4 * Math.max(1, Math.abs(theirs)))) {
    throw new Error(`they do not agree on ${what}: ours is ${ours}, theirs ${theirs}`);
  }
}
