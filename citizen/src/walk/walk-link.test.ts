import type { WalkTold } from "@amaliyat/contract/reports";
import { expect, it } from "vitest";
import type { Answer } from "../api/answer.ts";
import type { Walk } from "../storage/kept.ts";
import type { Fix } from "../place/place-follower.ts";
import { begun, extended } from "./walk-state.ts";
import { WalkLink } from "./walk-link.ts";

const MINUTE = 60_000;

/** A phone on the way, and a room with set answers. */
function onTheWay(walk: Walk | null = begun(10, true, 0, { code: "A", contact: null })) {
  const said: [string, ...unknown[]][] = [];
  const on = {
    walk,
    now: 0,
    ahead: 0,
    answer: { kind: "ok", value: { state: "walking", leftS: 600, told: null } } as Answer<WalkTold>,
    watching: false,
  };
  let fixed: (fix: Fix) => void = () => undefined;
  const link = new WalkLink({
    walk: () => on.walk,
    change: async (code, how) => (on.walk = on.walk?.code === code ? how(on.walk) : on.walk),
    begin: async (_walk, leftS, place) => (said.push(["begin", leftS, place]), on.answer),
    word: async (_code, nth, leftS, place) => (said.push(["word", nth, leftS, place]), on.answer),
    alarmed: async (code) => said.push(["alarmed", code]),
    watch: (onFix) => {
      [on.watching, fixed] = [true, onFix];
      return () => (on.watching = false);
    },
    times: { now: () => on.now + on.ahead, even: () => on.now },
  });
  const fix = (at: number): void =>
    fixed({ at: at + on.ahead, cameAt: at, place: { point: { lat: 1, lon: 2 }, accuracyM: 5, source: "phone" } });
  return { on, link, said, fix };
}

it("begins until the room has it, then says each minute where the phone is, and more time at once", async () => {
  const { on, link, said, fix } = onTheWay();
  on.answer = { kind: "lost" };
  await link.look();
  expect(on.walk).toMatchObject({ told: false, lost: true });
  on.answer = { kind: "ok", value: { state: "walking", leftS: 600, told: null } };
  on.now = 4000;
  await link.look();
  expect(on.walk).toMatchObject({ told: true, lost: false, toldUntil: 10 * MINUTE });
  await link.look();
  expect(said).toEqual([
    ["begin", 600, null],
    ["begin", 596, null],
  ]);
  // The first place is reported as soon as the phone knows it, and then the newest each minute.
  fix(5000);
  await link.look();
  expect(said.splice(2)).toEqual([["word", 1, null, { point: { lat: 1, lon: 2 }, accuracyM: 5, agoMs: 0 }]]);
  fix(30_000);
  on.now = 4000 + MINUTE;
  await link.look();
  if (on.walk !== null) on.walk = extended(on.walk, 10, on.now);
  await link.look();
  await link.look();
  const place = { point: { lat: 1, lon: 2 }, accuracyM: 5, agoMs: 34_000 };
  expect(said.slice(2)).toEqual([
    ["word", 2, null, place],
    ["word", 3, 1136, place],
  ]);
  expect(on.walk?.toldUntil).toBe(20 * MINUTE);
});

it("says again what was lost, and never that there is time after the end", async () => {
  const { on, link, said } = onTheWay();
  await link.look();
  on.answer = { kind: "lost" };
  if (on.walk !== null) on.walk = extended(on.walk, 10, 0);
  await link.look();
  expect(on.walk).toMatchObject({ told: true, lost: true, toldUntil: 10 * MINUTE });
  on.answer = { kind: "ok", value: { state: "walking", leftS: 1200, told: null } };
  await link.look();
  expect(on.walk).toMatchObject({ lost: false, toldUntil: 20 * MINUTE });
  on.now = 21 * MINUTE;
  await link.look();
  expect(said.at(-1)).toEqual(["word", 3, null, null]);
  const late = onTheWay();
  late.on.now = 11 * MINUTE;
  await late.link.look();
  expect(late.said).toEqual([]);
});

it("takes up the alarm that the room made, and leaves a phone alone that tells the room nothing", async () => {
  const { on, link, said } = onTheWay();
  await link.look();
  on.now = 12 * MINUTE;
  on.answer = { kind: "ok", value: { state: "alarmed", leftS: 0, told: {} as NonNullable<WalkTold["told"]> } };
  await link.look();
  expect([on.walk?.called, said.at(-1), on.watching]).toEqual([true, ["alarmed", "A"], true]);
  await link.look();
  expect(on.watching).toBe(false);
  const alone = onTheWay(begun(10, false, 0, { code: "B", contact: null }));
  await alone.link.look();
  expect([alone.said, alone.on.watching]).toEqual([[], false]);
});

it("says more time by a word when the room had the beginning already, with its first end", async () => {
  const { on, link, said } = onTheWay();
  on.answer = { kind: "lost" };
  await link.look();
  if (on.walk !== null) on.walk = extended(on.walk, 10, 0);
  // The room took the first beginning, whose answer was lost: to the second it answers the end that it has.
  on.answer = { kind: "ok", value: { state: "walking", leftS: 600, told: null } };
  await link.look();
  expect(on.walk).toMatchObject({ told: true, toldUntil: null });
  await link.look();
  expect(said.at(-1)).toEqual(["word", 1, 1200, null]);
  expect(on.walk).toMatchObject({ toldUntil: 20 * MINUTE });
});

it("goes on with its words where the phone's clock is put back by an hour", async () => {
  const { on, link, said, fix } = onTheWay();
  await link.look();
  fix(0);
  await link.look();
  on.ahead = -60 * MINUTE;
  for (const minute of [1, 2]) {
    on.now = minute * MINUTE;
    fix(on.now - 1_000);
    await link.look();
  }
  const place = (agoMs: number) => ({ point: { lat: 1, lon: 2 }, accuracyM: 5, agoMs });
  expect(said.slice(1)).toEqual([
    ["word", 1, null, place(0)],
    ["word", 2, null, place(1_000)],
    ["word", 3, null, place(1_000)],
  ]);
});
