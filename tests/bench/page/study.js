// The same reviews folded by our module and by ts-fsrs.

import { createEmptyCard, fsrs, Rating } from "ts-fsrs";
import { Course } from "./bench.js";
import { agree, compare, timed } from "./compare.js";

const DAY = 864e5;
const noon = (day) => day * DAY + DAY / 2;

/** FSRS-6 with the weights, retention and limit that ours has by default; no fuzz, and no steps within a day. */
const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: 36500,
  enable_fuzz: false,
  enable_short_term: true,
  learning_steps: [],
  relearning_steps: [],
});

const name = (place) => `card-number-${String(place).padStart(5, "0")}`;

/** Each card by its id, as the documentation of ts-fsrs has it: one `next` for each review. */
function fold(reviews) {
  const cards = new Map();
  for (const { card, at, rating } of reviews) {
    const now = new Date(at);
    cards.set(card, scheduler.next(cards.get(card) ?? createEmptyCard(now), now, rating).card);
  }
  return cards;
}

/** Memory alone, by the leanest way there is: `next_state` for each review, one interval for each card at the end. */
function foldLean(reviews) {
  const cards = new Map();
  for (const { card, at, rating } of reviews) {
    const before = cards.get(card);
    const days = before ? Math.round((at - before.at) / DAY) : 0;
    cards.set(card, { memory: scheduler.next_state(before?.memory ?? null, days, rating), at });
  }
  for (const card of cards.values()) card.due = card.at + scheduler.next_interval(card.memory.stability, 0) * DAY;
  return cards;
}

/** What to study on a day, most overdue for its stability first, from a list of cards. */
function queue(cards, today) {
  const over = (card) => (today - card.due.getTime()) / card.stability;
  return cards.filter((card) => card.due.getTime() <= today).sort((a, b) => over(b) - over(a)).length;
}

/** Throws unless both sides come to the same states, due days and previews. Gives the number of due days compared. */
function check(course, reviews, today) {
  const states = course.states();
  const theirs = fold(reviews);
  const lean = foldLean(reviews);
  const last = new Map(reviews.map(({ card, rating }) => [card, rating]));
  if (theirs.size * 3 !== states.length) throw new Error(`cards: ours ${states.length / 3}, theirs ${theirs.size}`);
  let compared = 0;
  for (let place = 0; place < theirs.size; place++) {
    const card = theirs.get(name(place));
    const memory = lean.get(name(place)).memory;
    const [stability, difficulty, due] = states.slice(3 * place, 3 * place + 3);
    agree(`the stability of card ${place}`, stability, card.stability);
    agree(`the difficulty of card ${place}`, difficulty, card.difficulty);
    agree(`the stability of card ${place} by next_state`, stability, memory.stability);
    agree(`the difficulty of card ${place} by next_state`, difficulty, memory.difficulty);
    // After Again ours comes back in the session, theirs without steps on another day.
    if (last.get(name(place)) !== Rating.Again) {
      agree(`the due day of card ${place}`, due, Math.floor(card.due.getTime() / DAY));
      compared += 1;
    }
    if (place < 100) {
      const next = course.next(place);
      const preview = scheduler.repeat(card, new Date(noon(today)));
      for (const rating of [Rating.Again, Rating.Hard, Rating.Good, Rating.Easy]) {
        const [s, d, interval] = next.slice(3 * rating - 3, 3 * rating);
        agree(`the stability of card ${place} after ${rating}`, s, preview[rating].card.stability);
        agree(`the difficulty of card ${place} after ${rating}`, d, preview[rating].card.difficulty);
        if (rating !== Rating.Again) {
          agree(`the interval of card ${place} after ${rating}`, interval, preview[rating].card.scheduled_days);
        }
      }
    }
  }
  return compared;
}

/** A course, and what both sides need of it. */
function prepare(cards, perCard) {
  const course = new Course(cards, perCard);
  const plain = course.reviews();
  const reviews = [];
  for (let at = 0; at < plain.length; at += 3) {
    // The same that ours keeps of a review.
    reviews.push({
      id: `coffee-${at / 3}`,
      at: noon(plain[at + 1]),
      offset: 0,
      card: name(plain[at]),
      rating: plain[at + 2],
      confidence: 3,
      mode: "recall",
      hit: ["AbC", "dEf"],
      missed: ["x_9"],
    });
  }
  const today = course.today();
  const segments = course.segments();
  course.prepare(0);
  course.load(segments);
  if (check(course, reviews, today) < cards / 2) throw new Error("too few due days were compared");
  return { course, reviews, today, segments };
}

/** Ms by name, at so many cards with so many reviews each. */
export function study(cards, perCard, rounds, samples) {
  const { course, reviews, today, segments } = prepare(cards, perCard);
  const json = JSON.stringify(reviews);
  const folded = [...fold(reviews).values()];
  let kept;
  return compare(
    {
      "wasm/load": (times) => {
        course.prepare(0);
        return timed(times, () => course.load(segments));
      },
      "next/load": (times) => timed(times, () => (kept = fold(JSON.parse(json)))),
      "lean/load": (times) => timed(times, () => (kept = foldLean(JSON.parse(json)))),
      "wasm/fold": (times) => {
        course.prepare(times);
        return timed(times, () => course.fold());
      },
      "next/fold": (times) => timed(times, () => (kept = fold(reviews))),
      "lean/fold": (times) => timed(times, () => (kept = foldLean(reviews))),
      "wasm/queue": (times) => timed(times, () => course.queue()),
      "next/queue": (times) => timed(times, () => (kept = queue(folded, noon(today)))),
      "wasm/next": (times) => timed(times, (at) => course.next(at)),
      "next/next": (times) => timed(times, (at) => (kept = scheduler.repeat(folded[at % cards], new Date(noon(today))))),
    },
    rounds,
    samples,
  );
}

/** Ms of a grade given and saved, and of the due count after it, one at a time as a person gives them. */
export async function grading(cards, perCard, rounds, samples) {
  const { course } = prepare(cards, perCard);
  localStorage.clear();
  const measured = await compare(
    { saving: (times) => timed(times, () => course.grade()), count: (times) => timed(times, () => course.queue()) },
    rounds,
    samples,
  );
  localStorage.clear();
  return measured;
}
