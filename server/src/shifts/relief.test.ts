import { identity } from "@amaliyat/contract/identity";
import { shifts, type Shift } from "@amaliyat/contract/shifts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { openScreen } from "../testing/screen.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

const HOUR = 3_600_000;
const clock = movedClock();
let room: TestRoom;
let chief: TestClient;
let relief: TestClient;
const ids = new Map<string, string>();
const idOf = (username: string): string => ids.get(username) ?? "";

beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [chief, relief] = [await room.as("supervisor"), await room.as("supervisor0")];
  for (const user of await chief.must(identity.users, {})) ids.set(user.username, user.userId);
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const at = (hours: number, since = clock.now()): string => new Date(since + hours * HOUR).toISOString();
const body = (from: number, to: number, chiefName = "supervisor", sectorId = "SU1", since = clock.now()) => ({
  sectorId,
  name: "الليلية",
  from: at(from, since),
  to: at(to, since),
  chiefId: idOf(chiefName),
});
const of = ({ shiftId }: Shift) => ({ params: { shiftId } });

it("an absent chief needs one relief: started, signed out and taken over by one person with reasons, told and logged", async () => {
  const planned = await chief.must(shifts.plan, { body: body(0, 8) });
  const start = (reason?: string) =>
    relief.code(shifts.start, { ...of(planned), body: { version: 1, ...(reason === undefined ? {} : { reason }) } });
  expect([await start(), await start(".")]).toEqual(["shift.not_its_chief", "request.reason_missing"]);
  const screen = await openScreen(chief);
  expect(await start("الرئيس مريض")).toBe("ok");
  await screen.happens("shift", ({ row }) => row.shiftId === planned.shiftId && row.startedFor === "الرئيس مريض");
  screen.socket.terminate();
  const entries = (await logEntries(room, planned.shiftId)).filter(({ type }) => type === "shift.started");
  expect(entries.at(-1)?.detail).toMatchObject({ reason: "الرئيس مريض" });
  clock.forward(60_000);
  // The person who started it in the chief's place signs out without a new reason; another one takes over.
  const signed = await relief.must(shifts.signOut, { ...of(planned), body: { version: 2 } });
  expect(signed.shift.inPlaceOf).toBe("الرئيس مريض");
  const given = { version: 3, hash: signed.shift.hash ?? "" };
  expect(await relief.code(shifts.signIn, { ...of(planned), body: given })).toBe("shift.same_person");
  // The next chief is absent too: the relief takes over as well, starts the next shift, and no third person is asked.
  const morning = await chief.must(shifts.plan, { body: { ...body(0, 6), anyway: "تداخل مطلوب" } });
  const next = { shiftId: morning.shiftId, version: 1, reason: "الرئيس القادم غائب" };
  const taken = await relief.must(shifts.signIn, { ...of(planned), body: { ...given, reason: "لا أحد غيري", next } });
  expect(taken).toMatchObject({ kind: "handed_over", relievedFor: "لا أحد غيري", startedFor: "الرئيس مريض" });
  const entry = (await logEntries(room, planned.shiftId)).findLast(({ type }) => type === "shift.handed_over");
  expect(entry?.detail).toMatchObject({ reason: "لا أحد غيري" });
  // Relieved again. The chief, who led neither, is there for a shift of the own: two people sign.
  clock.forward(60_000);
  const out = await relief.must(shifts.signOut, { ...of(morning), body: { version: 2 } });
  const own = await chief.must(shifts.plan, { body: { ...body(0, 5), anyway: "تداخل مطلوب" } });
  const came = { version: 3, hash: out.shift.hash ?? "", next: { shiftId: own.shiftId, version: 1 } };
  expect((await chief.must(shifts.signIn, { ...of(morning), body: came })).relievedFor).toBeNull();
});

it("a chief who left without signing is signed for, and relieved by the one who signed, with a reason", async () => {
  const running = (await chief.must(shifts.mine, {})).shift;
  if (running === null) throw new Error("no shift runs");
  const planned = await relief.must(shifts.plan, { body: body(40, 46, "supervisor") });
  // A chief who signed out is not the one who takes over, whatever the reason.
  const top = await chief.must(shifts.signOut, { ...of(running), body: { version: running.version } });
  const signed = { version: top.shift.version, hash: top.shift.hash ?? "" };
  expect(await chief.code(shifts.signIn, { ...of(running), body: { ...signed, reason: "أنا هنا" } })).toBe("shift.same_person");
  await relief.must(shifts.signIn, { ...of(running), body: signed });
  await chief.must(shifts.change, { ...of(planned), body: { ...strip(body(0, 6)), version: 1, anyway: "لا بديل له" } });
  await chief.must(shifts.start, { ...of(planned), body: { version: 2 } });
  clock.forward(60_000);
  const out = await relief.must(shifts.signOut, { ...of(planned), body: { version: 3, reason: "غادر الرئيس قبل التسليم" } });
  const signIn = (client: TestClient, reason?: string) =>
    client.code(shifts.signIn, {
      ...of(planned),
      body: { version: out.shift.version, hash: out.shift.hash ?? "", ...(reason === undefined ? {} : { reason }) },
    });
  expect([await signIn(relief), await signIn(relief, "-")]).toEqual(["shift.same_person", "request.reason_missing"]);
  expect(await signIn(relief, "لا أحد غيري في القاعة")).toBe("ok");
  expect((await chief.must(shifts.handOver, of(planned))).shift.relievedFor).toBe("لا أحد غيري في القاعة");
});

const strip = ({ sectorId: _sectorId, ...rest }: ReturnType<typeof body>) => rest;

it("shifts that overlap, a chief in two sectors and a long row are confirmed with a reason; the most is refused", async () => {
  const base = 100;
  const plan = (given: ReturnType<typeof body>, anyway?: string) =>
    relief.code(shifts.plan, { body: { ...given, ...(anyway === undefined ? {} : { anyway }) } });
  expect(await plan(body(base, base + 8))).toBe("ok");
  expect(await plan(body(base + 1, base + 9, "supervisor0"))).toBe("shift.overlaps");
  expect(await plan(body(base + 1, base + 9, "supervisor0"), ".")).toBe("request.reason_missing");
  expect(await plan(body(base + 1, base + 9, "supervisor0"), "تداخل مطلوب")).toBe("ok");
  expect(await plan(body(base + 2, base + 9, "supervisor0", "SU2"))).toBe("shift.chief_elsewhere");
  expect(await plan(body(base + 9, base + 15, "supervisor"))).toBe("shift.long_row");
  expect(await plan(body(base + 9, base + 18, "supervisor"), "لا بديل له")).toBe("shift.beyond_most");
  expect(await plan(body(base + 9, base + 15, "supervisor"), "لا بديل له")).toBe("ok");
  // Two at once: one of them finds the other.
  const codes = await Promise.all([1, 2].map(() => plan(body(300, 308))));
  expect(codes.toSorted()).toEqual(["ok", "shift.overlaps"]);
});

it("a chief who leads in another sector starts a shift with a reason alone", async () => {
  const first = await relief.must(shifts.plan, { body: { ...body(0, 6, "supervisor0"), anyway: "لا بديل له" } });
  await relief.must(shifts.start, { ...of(first), body: { version: 1 } });
  const other = await relief.must(shifts.plan, { body: { ...body(0, 6, "supervisor0", "SU2"), anyway: "لا بديل له" } });
  const start = (reason?: string) =>
    relief.code(shifts.start, { ...of(other), body: { version: 1, ...(reason === undefined ? {} : { reason }) } });
  expect([await start(), await start(".")]).toEqual(["shift.chief_elsewhere", "request.reason_missing"]);
  expect(await start("زميلي مريض")).toBe("ok");
  const entries = (await logEntries(room, other.shiftId)).filter(({ type }) => type === "shift.started");
  expect(entries.at(-1)?.detail).toMatchObject({ reason: "زميلي مريض" });
});

it("a change is judged by what it asks, and not by the plan that it replaces", async () => {
  const base = 500;
  // Of one moment: a row of 16 hours is as long as one may be, and the half second of a slow machine was beyond it.
  const since = clock.now();
  const span = (from: number, to: number) => body(base + from, base + to, "supervisor", "SU1", since);
  await chief.must(shifts.plan, { body: span(0, 8) });
  const planned = await chief.must(shifts.plan, { body: span(40, 48) });
  const change = (version: number, from: number, to: number, anyway?: string) =>
    chief.code(shifts.change, {
      ...of(planned),
      body: { ...strip(span(from, to)), version, ...(anyway === undefined ? {} : { anyway }) },
    });
  expect(await change(1, 6, 14)).toBe("shift.overlaps");
  expect(await change(1, 8, 16)).toBe("shift.long_row");
  expect(await change(1, 8, 19, "لا بديل له")).toBe("shift.beyond_most");
  expect(await change(1, 6, 14, "تداخل مطلوب")).toBe("ok");
  // Out of the overlap again: nothing is left to confirm.
  expect(await change(2, 40, 48)).toBe("ok");
});
