import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { parseReference, referenceYear } from "@amaliyat/domain/interventions";
import { afterAll, beforeAll, expect, it } from "vitest";
import { movedClock } from "../../testing/moved-clock.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

const MINUTE = 60_000;
const clock = movedClock();
let room: TestRoom;
let desk: TestClient;
let crew: TestClient;
beforeAll(async () => {
  // Five minutes before a year ends in the town (UTC+1).
  clock.forward(Date.UTC(referenceYear(Date.now()), 11, 31, 22, 55) - Date.now());
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [desk, crew] = [await room.as("dispatcher"), await room.as("patrol")];
  await makeUnit(room, "SU1", "TN-1");
});
afterAll(() => room[Symbol.asyncDispose]());

const open = (): Promise<InterventionCard> =>
  desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
const close = (one: InterventionCard) =>
  desk.must(interventions.close, {
    params: { interventionId: one.interventionId },
    body: { version: one.version, disposition: "10", outcome: "انتهى" },
  });
/** The reference of what the crew gets by these words; null for nothing. It says then that it is done. */
async function takenBy(said: string, at = clock.now()): Promise<string | null> {
  const body = { reference: said, at: new Date(at).toISOString() };
  const answer = await crew.ask(dispatch.takeUp, { body });
  if (!answer.ok) return null;
  const { assignmentId, reference } = answer.value;
  await crew.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } });
  return reference;
}
const numberOf = ({ reference }: InterventionCard): number => parseReference(reference)?.number ?? 0;
const inDigits = (text: string, zero: number) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

it("is found by Arabic and Persian digits, whole or as a number alone", async () => {
  const one = await open();
  const number = String(numberOf(one));
  const [year] = one.reference.split("-");
  for (const zero of [0x30, 0x660, 0x6f0])
    for (const said of [one.reference, number, number.padStart(6, "0"), `${year}/${number}`, one.reference.replace("-", "")])
      expect([said, await takenBy(inDigits(said, zero))]).toEqual([said, one.reference]);
});

it("is found by its number alone on New Year's Day, until this year has an open one of that number", async () => {
  const kept = await Promise.all([open(), open(), open()]);
  const [first, second] = kept;
  const before = clock.now();
  clock.forward(6 * MINUTE);
  const year = referenceYear(clock.now());
  expect(referenceYear(before)).toBe(year - 1);
  expect(await takenBy(String(numberOf(first)))).toBe(first.reference);
  // Numbers begin anew: the room opens until this year has both numbers.
  const made: InterventionCard[] = [];
  while (!made.some((each) => numberOf(each) === Math.max(numberOf(first), numberOf(second)))) made.push(await open());
  const same = (of: InterventionCard) => made.find((each) => numberOf(each) === numberOf(of)) ?? of;
  expect(same(first).reference.startsWith(`${year}-`)).toBe(true);
  expect(await takenBy(String(numberOf(first)))).toBe(same(first).reference);
  expect(await takenBy(first.reference)).toBe(first.reference);
  // The newer one is over: the open one is meant.
  await close(same(second));
  clock.forward(MINUTE);
  expect(await takenBy(String(numberOf(second)))).toBe(second.reference);
});
