import { afterAll, beforeAll, expect, it } from "vitest";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit } from "../testing/things/things.ts";
import { playSequence } from "./testing/play-sequence.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

/** A sequence of numbers from 0 up to 1 that is the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Seeds of sequences that failed once. */
const CORPUS = [4455, 47];
const SEQUENCES = 40;

it("hides nothing that was said of danger and refuses no act of a crew, whatever a desk and two crews do to a case", async () => {
  const desk = await room.as("dispatcher0");
  const crews = [
    { client: await room.as("patrol"), unitId: (await makeUnit(room, "SU1", "S-1")).unitId },
    { client: await room.as("patrol2"), unitId: (await makeUnit(room, "SU2", "S-2")).unitId },
  ];
  let [facts, acts] = [0, 0];
  for (const seed of [...CORPUS, ...Array.from({ length: SEQUENCES }, (_, nth) => nth + 1)]) {
    const played = await playSequence({ desk, crews, place: PLACES.SU1, random: seeded(seed) });
    expect({ seed, hidden: played.hidden, refused: played.refused }).toEqual({ seed, hidden: [], refused: [] });
    facts += played.facts;
    acts += played.crewActs;
  }
  // A sequence that says nothing would hide nothing.
  expect(facts).toBeGreaterThan(10 * SEQUENCES);
  expect(acts).toBeGreaterThan(SEQUENCES);
}, 240_000);
