import { formatReference } from "@amaliyat/domain/interventions";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { endCalls, insertCalls } from "../rows/calls-store.ts";
import { answerLeg, endConsult, endLeg, insertLeg, legById, writeLegs } from "../rows/legs-store.ts";
import { insertPlace } from "../rows/places-store.ts";
import { database, rows, useRoom } from "../testing/switchboard.ts";

useRoom();

const AT = new Date("2026-03-04T05:06:07Z");
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(database.db, SYSTEM, work);

async function begin(tx: Tx, callId: string, key: string | null = null) {
  const blank = { closed: false, takenBy: null, backOf: null, withheld: false, at: AT, since: AT };
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
