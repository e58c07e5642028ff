import { Columns, hourOf, type Driven, type Rankable, type RoadNetwork, type UnitKind } from "@amaliyat/domain/dispatch";
import * as fc from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
import { makeLog } from "../../platform/log.ts";
import { Roads } from "./roads.ts";
import { makeSearcher, type Searcher } from "./searcher.ts";

const log = makeLog("silent");
const SIDE = 12;
const [LAT, LON, STEP] = [31.9, 5.3, 0.002];
const at = (line: number, nth: number) => ({ lat: LAT + line * STEP, lon: LON + nth * STEP });
const nth = [...Array(SIDE).keys()];
/** A town of crossing streets, some of them one-way, and one lane for feet alone. */
const network: RoadNetwork = {
  nodes: nth.flatMap((line) => nth.flatMap((each) => [at(line, each).lat, at(line, each).lon])),
  ways: nth.flatMap((line) => [
    {
      class: line === 3 ? "footway" : "residential",
      name: null,
      oneway: line % 4 === 1,
      limitKmh: null,
      nodes: nth.map((each) => line * SIDE + each),
    },
    { class: "secondary", name: null, oneway: false, limitKmh: line % 2 === 0 ? 50 : null, nodes: nth.map((each) => each * SIDE + line) },
  ]),
};

const place = fc.record({
  line: fc.double({ min: 0, max: SIDE - 1, noNaN: true }),
  nth: fc.double({ min: 0, max: SIDE - 1, noNaN: true }),
});

function unitAt(roads: Roads, unitKind: UnitKind, point: { readonly lat: number; readonly lon: number }): Rankable {
  const facts = {
    skills: [],
    sectorId: "SU1",
    hoursWorked: 0,
    isHere: false,
    inService: true,
    reservedUntil: null,
    distress: false,
    assignments: [],
  };
  return { ...facts, unitId: `${unitKind} ${point.lat}`, unitKind, position: { point, at: 0 }, start: roads.start(unitKind, point) };
}

/** Searches of a searcher, each with whether it was answered. */
function counted(searcher: Searcher): Searcher & { readonly answers: boolean[] } {
  const answers: boolean[] = [];
  const search: Searcher["search"] = async (...asked) => {
    const isDone = await searcher.search(...asked);
    answers.push(isDone);
    return isDone;
  };
  return { ...searcher, search, answers, [Symbol.asyncDispose]: () => searcher[Symbol.asyncDispose]() };
}

function secondsTo(
  roads: Roads,
  to: { readonly lat: number; readonly lon: number },
  from: readonly { readonly lat: number; readonly lon: number }[],
) {
  const units = from.flatMap((point) => [unitAt(roads, "car", point), unitAt(roads, "foot", point)]);
  const seconds = roads.to(to, Columns.of(units));
  return units.map((_, each) => seconds?.(each) ?? null);
}

it("finds in a thread what is found in the loop, for cars and feet, before and after the speeds change", { timeout: 60_000 }, async () => {
  await using searcher = counted(makeSearcher(log));
  const [beside, alone] = [new Roads(network, searcher), new Roads(network)];
  for (const roads of [beside, alone]) roads.turnTo(0);
  // From now on patrols on foot are searched for as well.
  expect(secondsTo(beside, at(0, 0), [at(5, 5)])).toEqual(secondsTo(alone, at(0, 0), [at(5, 5)]));
  const learnt = (drivenS: number): Driven[] => [{ hour: hourOf(0), roadClass: "secondary", expectedS: 5_000, drivenS }];
  await fc.assert(
    fc.asyncProperty(
      place,
      fc.array(place, { minLength: 1, maxLength: 5 }),
      fc.option(fc.integer({ min: 2_500, max: 10_000 })),
      async (to, from, drivenS) => {
        if (drivenS !== null) for (const roads of [beside, alone]) roads.learn(learnt(drivenS));
        const points = from.map((each) => at(each.line, each.nth));
        const goal = at(to.line, to.nth);
        await beside.search(goal);
        expect(secondsTo(beside, goal, points)).toEqual(secondsTo(alone, goal, points));
      },
    ),
  );
  // More places than are kept: the memory of the oldest is written again.
  for (let each = 0; each < 230; each++) {
    const goal = at((each * 0.37) % (SIDE - 1), (each * 0.61) % (SIDE - 1));
    await beside.search(goal);
    expect(secondsTo(beside, goal, [at(1, 2), at(9, 8)])).toEqual(secondsTo(alone, goal, [at(1, 2), at(9, 8)]));
  }
  // A busy machine may be late now and then.
  expect(searcher.answers.filter((isDone) => isDone).length).toBeGreaterThan(400);
});

it("searches in the loop where the thread is silent or dead, and rests before it begins another", { timeout: 60_000 }, async () => {
  await using searcher = counted(makeSearcher(log, new URL("./testing/failing-search-worker.ts", import.meta.url)));
  const [beside, alone] = [new Roads(network, searcher), new Roads(network)];
  for (const [each, line] of [4, 6, 8].entries()) {
    await beside.search(at(line, 1));
    expect(secondsTo(beside, at(line, 1), [at(each, 7)])).toEqual(secondsTo(alone, at(line, 1), [at(each, 7)]));
  }
  // The last one was not even asked: feet are searched for since the first.
  expect(searcher.answers).toEqual([false, false, false, false, false]);
});

/** A search by another program of the thread: its answer, and whether a thread was asked. */
async function searchBy(searcher: Searcher) {
  const goal = { segment: 0, share: 0, metres: 0 };
  const answer = searcher.search("vehicle", goal, { seconds: new Float64Array(1), via: new Int32Array(1) });
  // While the searcher rests it answers without a turn of the loop, as it asks nobody.
  const turn = new Promise<"asked">((resolve) => void setImmediate(resolve, "asked"));
  const isAsked = (await Promise.race([answer, turn])) === "asked";
  return { isAsked, isDone: await answer };
}

it("rests after a thread that ended without an error", { timeout: 30_000 }, async () => {
  const failed = vi.spyOn(log, "error");
  onTestFinished(() => failed.mockRestore());
  await using searcher = makeSearcher(log, new URL("./testing/exiting-search-worker.ts", import.meta.url));
  expect(await searchBy(searcher)).toEqual({ isAsked: true, isDone: false });
  await expect.poll(() => failed.mock.calls.map(([cause]) => cause)).toEqual([{ exitCode: 1 }]);
  expect(await searchBy(searcher)).toEqual({ isAsked: false, isDone: false });
});

it("ends a thread that was silent three times in a row, and rests", { timeout: 30_000 }, async () => {
  await using searcher = makeSearcher(log, new URL("./testing/hanging-search-worker.ts", import.meta.url));
  // Those that wait at once are one silence. The thread listens once the first ones are over, and those are not counted before.
  const atOnce = async () => (await Promise.all([searchBy(searcher), searchBy(searcher), searchBy(searcher)])).at(-1)?.isAsked;
  const asked: (boolean | undefined)[] = [];
  await expect.poll(async () => asked.push(await atOnce()) > 0 && asked.at(-1), { timeout: 20_000 }).toBe(false);
  expect(asked.length).toBeGreaterThan(3);
});

it("gives up a thread that never says that it listens, logs that once, and rests", { timeout: 30_000 }, async () => {
  const failed = vi.spyOn(log, "error");
  onTestFinished(() => failed.mockRestore());
  await using searcher = makeSearcher(log, new URL("./testing/silent-search-worker.ts", import.meta.url), 300);
  expect(await searchBy(searcher)).toEqual({ isAsked: true, isDone: false });
  await expect.poll(() => failed.mock.calls.map(([cause]) => cause)).toEqual([{ silentMs: 300 }]);
  expect(await searchBy(searcher)).toEqual({ isAsked: false, isDone: false });
  expect(failed).toHaveBeenCalledTimes(1);
});
