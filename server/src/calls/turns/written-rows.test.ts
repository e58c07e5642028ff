import { formatReference } from "@amaliyat/domain/interventions";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { endCalls, insertCalls } from "../rows/calls-store.ts";
import { answerLeg, endConsult, endLeg, insertLeg, legById, writeLegs } from "../rows/legs-store.ts";
import { lockPlacesOf } from "../rows/locks-store.ts";
import { claimWaiting, insertPlace, placesOf } from "../rows/places-store.ts";
import { database, rows, useRoom } from "../testing/switchboard.ts";

useRoom();

const AT = new Date("2026-03-04T05:06:07Z");
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(database.db, SYSTEM, work);

async function begin(tx: Tx, callId: string, key: string | null = null, at = AT) {
  const blank = { closed: false, takenBy: null, backOf: null, withheld: false, at, since: at };
  const call = { callId, year: 2026, direction: "in", line: "17", dialled: "17", number: key, key, ...blank } as const;
  return (await insertCalls(tx, [call])).get(callId) ?? null;
}

test("a new call has the next reference of its year, written as every reference is, and none where it is there already", async () => {
  await database.db.pool.query("insert into call_number (year, last) values (2026, 999998) on conflict (year) do update set last = 999998");
  const callId = randomUUID();
  const begun = await within(async (tx) => [await begin(tx, callId), await begin(tx, randomUUID()), await begin(tx, callId)]);
  const [first, second] = [999_999, 1_000_000].map((number) => `C-${formatReference({ year: 2026, number })}`);
  expect(begun).toEqual([{ reference: first, placeWaits: false }, { reference: second, placeWaits: false }, null]);
});

test("calls of one batch take the next numbers in their order, and one that is there already none", async () => {
  const [there, first, second] = [randomUUID(), randomUUID(), randomUUID()];
  const blank = {
    line: "17",
    dialled: "17",
    number: null,
    key: null,
    closed: false,
    takenBy: null,
    backOf: null,
    withheld: true,
    at: AT,
    since: AT,
  };
  const call = (callId: string) => ({ callId, year: 2027, direction: "in", ...blank }) as const;
  const made = await within(async (tx) => {
    await insertCalls(tx, [call(there)]);
    return insertCalls(tx, [call(first), call(there), call(second)]);
  });
  const number = (nth: number): string => `C-${formatReference({ year: 2027, number: nth })}`;
  expect([...made].map(([callId, { reference }]) => [callId, reference])).toEqual([
    [first, number(2)],
    [second, number(4)],
  ]);
});

test("a new call knows that its telephone sent a place before it", async () => {
  const place = {
    source: "aml",
    point: { lat: 31.95, lon: 5.33 },
    accuracyM: 20,
    measuredAt: AT.getTime(),
    numberKey: "0550999888",
  } as const;
  await within((tx) => insertPlace(tx, randomUUID(), null, place, AT));
  expect(await within((tx) => begin(tx, randomUUID(), "0550999888"))).toMatchObject({ placeWaits: true });
  expect(await within((tx) => begin(tx, randomUUID(), "0550999889"))).toMatchObject({ placeWaits: false });
});

test("a new call waits for a place of its number that is being stored, and then knows of it", async () => {
  const [numberKey, callId, stored] = ["0550999877", randomUUID(), Promise.withResolvers<void>()];
  const place = { source: "aml", point: { lat: 31.95, lon: 5.33 }, accuracyM: 20, measuredAt: AT.getTime(), numberKey } as const;
  const storing = within(async (tx) => {
    await lockPlacesOf(tx, numberKey);
    await insertPlace(tx, randomUUID(), null, place, AT);
    await stored.promise;
  });
  const begun = within((tx) => begin(tx, callId, numberKey));
  const waiting = `
    select from pg_locks join pg_database on pg_database.oid = database
    where datname = current_database() and locktype = 'advisory' and not granted`;
  const waits = async () => (await rows(waiting)).length;
  // The lines as they were do not wait, and miss the place.
  await Promise.race([begun, expect.poll(waits).toBe(1)]);
  stored.resolve();
  await storing;
  expect(await begun).toMatchObject({ placeWaits: true });
});

test("the best places of a call are among those that are read, however many came after them", async () => {
  const seconds = (count: number): number => AT.getTime() + count * 1000;
  type Sent = { source?: "aml" | "pidf" | "said"; accuracyM: number | null; measuredS: number; receivedS: number };
  const read = async (numberKey: string, sent: readonly Sent[]): Promise<string[]> => {
    const callId = randomUUID();
    return within(async (tx) => {
      await begin(tx, callId, numberKey);
      for (const { source = "aml", accuracyM, measuredS, receivedS } of sent) {
        const place = { source, point: { lat: 31.95, lon: 5.33 }, accuracyM, measuredAt: seconds(measuredS), numberKey };
        await insertPlace(tx, randomUUID(), callId, place, new Date(seconds(receivedS)));
      }
      return (await placesOf(tx, callId)).map((each) => `${each.source} ${each.accuracyM}`);
    });
  };
  const many = (from: number, accuracyM: number, measuredS: number): Sent[] =>
    Array.from({ length: 60 }, (_, nth) => ({ accuracyM, measuredS, receivedS: from + nth }));
  const fifty = Array.from({ length: 50 }, () => "aml 500");
  const ofNoCall = many(30, 1, -3 * 86_400);
  const coarse = many(100, 500, 0);
  const said = { source: "said", accuracyM: null, measuredS: 0, receivedS: 0 } as const;
  const right = { accuracyM: 3, measuredS: 0, receivedS: 1 };
  const ahead = { accuracyM: 4, measuredS: 7_200, receivedS: 2 };
  expect(await read("0550999866", [said, right, ahead, ...ofNoCall, ...coarse])).toEqual([...fifty, "aml 3", "said null"]);
  // An exact place by a clock that is ahead beats coarse ones; of two such the better by its reception stays.
  const network = { source: "pidf", accuracyM: 900, measuredS: 3_600, receivedS: 3 } as const;
  const early = { accuracyM: 5, measuredS: 9_000, receivedS: 0 };
  const late = { accuracyM: 6, measuredS: 3_700, receivedS: 20 };
  expect(await read("0550999867", [network, early, late, ...ofNoCall, ...coarse])).toEqual([...fifty, "aml 6"]);
});

test("a second call of a number gets what its telephone has just sent into the first, once", async () => {
  const [first, second, numberKey] = [randomUUID(), randomUUID(), "0550999855"];
  const place = { source: "aml", point: { lat: 31.95, lon: 5.33 }, accuracyM: 20, measuredAt: AT.getTime(), numberKey } as const;
  const claimed = await within(async (tx) => {
    await begin(tx, first, numberKey);
    await insertPlace(tx, randomUUID(), first, place, AT);
    const begun = await begin(tx, second, numberKey);
    return [begun?.placeWaits, await claimWaiting(tx, second, AT.getTime() + 59_000), await claimWaiting(tx, first, AT.getTime() + 61_000)];
  });
  expect(claimed).toEqual([true, true, false]);
  expect(await within((tx) => placesOf(tx, second))).toHaveLength(1);
});

test("a place that waited is each call's of its minutes, over or not; one that came in a call is a later one's for a minute", async () => {
  const numberKey = "0550999844";
  const seconds = (n: number): Date => new Date(AT.getTime() + n * 1000);
  const place = { source: "aml", point: { lat: 31.95, lon: 5.33 }, accuracyM: 20, measuredAt: AT.getTime(), numberKey } as const;
  /** A call that rings, claims what waits and hangs up after ten seconds; a place comes in it. */
  const call = async (tx: Tx, arrivedS: number, accuracyM?: number) => {
    const callId = randomUUID();
    const begun = await begin(tx, callId, numberKey, seconds(arrivedS));
    const found = begun?.placeWaits === true && (await claimWaiting(tx, callId, seconds(arrivedS).getTime()));
    if (accuracyM !== undefined) await insertPlace(tx, randomUUID(), callId, { ...place, accuracyM }, seconds(arrivedS + 5));
    await endCalls(tx, [{ callId, at: seconds(arrivedS + 10), ending: "abandoned", by: "caller" }]);
    return [found, (await placesOf(tx, callId)).map((each) => each.accuracyM)];
  };
  const calls = await within(async (tx) => {
    await insertPlace(tx, randomUUID(), null, place, AT);
    return [await call(tx, 5), await call(tx, 20, 30), await call(tx, 40), await call(tx, 14 * 60), await call(tx, 16 * 60)];
  });
  expect(calls).toEqual([
    [true, [20]],
    [true, [30, 20]],
    [true, [30, 20]],
    [true, [20]],
    [false, []],
  ]);
});

test("what happens to parties in one transaction is in their rows after it, in whatever order it was written", async () => {
  const [callId, over, legId, short, spoken] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const target = { kind: "extension", extension: "8001" } as const;
  const leg = { callId, kind: "offer", userId: null, target, attempt: 2, mode: null } as const;
  const [answered, ended] = [new Date(AT.getTime() + 1_000), new Date(AT.getTime() + 2_000)];
  await within(async (tx) => {
    await begin(tx, callId);
    await begin(tx, over);
    insertLeg(tx, { ...leg, legId }, AT);
    insertLeg(tx, { ...leg, legId: spoken, kind: "transfer", target: { ...target, consult: randomUUID() } }, AT);
    answerLeg(tx, legId, answered);
    // The end of a call ends the parties that were written a moment before.
    insertLeg(tx, { ...leg, callId: over, legId: short }, AT);
    await endCalls(tx, [{ callId: over, at: ended, ending: "abandoned", by: "caller" }]);
    await writeLegs(tx);
  });
  await within(async (tx) => {
    endLeg(tx, legId, ended);
    endLeg(tx, legId, new Date(ended.getTime() + 60_000));
    endConsult(tx, spoken);
    expect(await legById(tx, legId)).toMatchObject({ ...leg, legId, answered: true, ended: true });
  });
  const told = await rows<{ leg_id: string }>(
    `select leg_id, answered_at, ended_at, target from call_leg where call_id in ('${callId}', '${over}')`,
  );
  expect(new Map(told.map(({ leg_id: id, ...row }) => [id, row]))).toEqual(
    new Map([
      [legId, { answered_at: answered, ended_at: ended, target }],
      [spoken, { answered_at: null, ended_at: null, target }],
      [short, { answered_at: null, ended_at: ended, target }],
    ]),
  );
});
