import { shifts, type Shift } from "@amaliyat/contract/shifts";
import { identity } from "@amaliyat/contract/identity";
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
let next: TestClient;
const ids = new Map<string, string>();
const idOf = (username: string): string => ids.get(username) ?? "";

beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [chief, next] = [await room.as("supervisor"), await room.as("supervisor0")];
  for (const user of await chief.must(identity.users, {})) ids.set(user.username, user.userId);
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const body = (chiefId = idOf("supervisor"), name = "الصباحية") => ({
  sectorId: "SU1",
  name,
  from: new Date(clock.now()).toISOString(),
  to: new Date(clock.now() + 8 * HOUR).toISOString(),
  chiefId,
  // Tests plan side by side: what overlaps is confirmed.
  anyway: "تمرين في القطاع",
});
const plan = (given = body()) => chief.must(shifts.plan, { body: given });
const of = ({ shiftId }: Shift) => ({ params: { shiftId } });
const start = (client: TestClient, shift: Shift, reason?: string) =>
  client.code(shifts.start, { ...of(shift), body: { version: shift.version, ...(reason === undefined ? {} : { reason }) } });
const now = async (shift: Shift): Promise<Shift> => (await chief.must(shifts.handOver, of(shift))).shift;

/** Ends whatever runs, so that each test begins with an idle sector. */
async function handOver(shift: Shift): Promise<Shift> {
  const signed = await chief.must(shifts.signOut, { ...of(shift), body: { version: shift.version } });
  return next.must(shifts.signIn, { ...of(shift), body: { version: signed.shift.version, hash: signed.shift.hash ?? "" } });
}

it("goes from planned to handed over with the signatures of two chiefs; every act stands in the log and on the screens", async () => {
  const screen = await openScreen(await room.as("operator"));
  const planned = await plan();
  await screen.happens("shift", ({ row }) => row.shiftId === planned.shiftId && row.kind === "planned");
  expect(await start(chief, planned)).toBe("ok");
  const running = await now(planned);
  expect(running).toMatchObject({ kind: "running", started: { userId: idOf("supervisor") }, coversFrom: running.started?.at });
  expect(await (await room.as("operator")).must(shifts.mine, {})).toMatchObject({ shift: { shiftId: planned.shiftId }, seat: null });
  clock.forward(60_000);
  const signed = await chief.must(shifts.signOut, { ...of(planned), body: { version: running.version } });
  expect(signed).toMatchObject({ seal: "kept", shift: { kind: "handing_over" } });
  const hash = signed.shift.hash ?? "";
  const signIn = (client: TestClient, given: { version: number; hash: string }) =>
    client.code(shifts.signIn, { ...of(planned), body: given });
  const version = signed.shift.version;
  expect(await signIn(chief, { version, hash })).toBe("shift.same_person");
  expect(await signIn(next, { version, hash: "0".repeat(64) })).toBe("shift.log_changed");
  expect(await signIn(next, { version: version - 1, hash })).toBe("shift.changed_meanwhile");
  expect(await signIn(next, { version, hash })).toBe("ok");
  await screen.happens("shift", ({ row }) => row.shiftId === planned.shiftId && row.kind === "handed_over");
  screen.socket.terminate();
  const entries = (await logEntries(room, planned.shiftId)).filter(({ outcome }) => outcome === "done");
  expect(entries.map(({ type, detail }) => [type, detail?.["hash"] ?? null])).toEqual([
    ["shift.planned", null],
    ["shift.started", null],
    ["shift.signed_out", hash],
    ["shift.handed_over", hash],
  ]);
  expect(await (await room.as("operator")).must(shifts.mine, {})).toEqual({ shift: null, seat: null });
});

it("starts once where two supervisors start two shifts at once", async () => {
  const [one, other] = [await plan(), await plan(body(undefined, "أخرى"))];
  const codes = await Promise.all([start(chief, one), start(next, other, "الرئيس مريض")]);
  expect(codes.toSorted()).toEqual(["ok", "shift.still_running"]);
  const running = codes[0] === "ok" ? one : other;
  await handOver(await now(running));
});

it("is changed and cancelled before it starts, on the version that was seen, and never after", async () => {
  const planned = await plan();
  const { sectorId: _, ...changed } = body(idOf("supervisor0"), "الليلية");
  expect(await chief.must(shifts.change, { ...of(planned), body: { ...changed, version: 1 } })).toMatchObject({
    name: "الليلية",
    version: 2,
  });
  expect(await chief.code(shifts.change, { ...of(planned), body: { ...changed, version: 1 } })).toBe("shift.changed_meanwhile");
  expect(await chief.code(shifts.change, { ...of(planned), body: { ...changed, chiefId: idOf("operator"), version: 2 } })).toBe(
    "shift.chief_unfit",
  );
  expect(await chief.code(shifts.cancel, { ...of(planned), body: { version: 2, reason: "\u200f." } })).toBe("request.reason_missing");
  expect(await chief.code(shifts.cancel, { ...of(planned), body: { version: 2, reason: "تغير البرنامج" } })).toBe("ok");
  expect(await start(chief, { ...planned, version: 3 })).toBe("shift.wrong_state");
});

it("is planned by nobody for another sector, nor with a chief of another sector or role", async () => {
  expect(await (await room.as("supervisor2")).code(shifts.plan, { body: body() })).toBe("object.not_found");
  for (const name of ["supervisor2", "dispatcher", "administrator"])
    expect(await chief.code(shifts.plan, { body: body(idOf(name)) })).toBe("shift.chief_unfit");
  const { to: _, ...rest } = body();
  expect(await chief.code(shifts.plan, { body: { ...rest, to: rest.from } })).toBe("shift.span_wrong");
  const planned = await plan();
  expect(await start(await room.as("supervisor2"), planned)).toBe("object.not_found");
  expect(await start(await room.as("dispatcher"), planned)).toBe("access.not_your_role");
});

it("is signed for an absent chief with a reason, and the first signature is taken back by its signer alone", async () => {
  const planned = await plan();
  expect(await start(chief, planned)).toBe("ok");
  const params = of(planned);
  expect(await next.code(shifts.signOut, { ...params, body: { version: 2 } })).toBe("shift.not_its_chief");
  const signed = await next.must(shifts.signOut, { ...params, body: { version: 2, reason: "الرئيس مريض" } });
  expect(signed.shift).toMatchObject({ inPlaceOf: "الرئيس مريض", version: 3 });
  expect(await chief.code(shifts.takeBack, { ...params, body: { version: 3, reason: "خطأ" } })).toBe("shift.not_signed_by_you");
  expect(await next.must(shifts.takeBack, { ...params, body: { version: 3, reason: "خطأ" } })).toMatchObject({
    kind: "running",
    hash: null,
  });
  await handOver(await now(planned));
});

it("lets the next shift start with the second signature, from where the log before ended, or neither happens", async () => {
  const first = await plan();
  expect(await start(chief, first)).toBe("ok");
  const mine = await plan(body(idOf("supervisor0"), "المسائية"));
  const others = await plan(body(idOf("supervisor"), "غيرها"));
  clock.forward(60_000);
  const signed = await chief.must(shifts.signOut, { ...of(first), body: { version: 2 } });
  clock.forward(60_000);
  const given = { version: signed.shift.version, hash: signed.shift.hash ?? "" };
  const signIn = (after: Shift) =>
    next.code(shifts.signIn, { ...of(first), body: { ...given, next: { shiftId: after.shiftId, version: after.version } } });
  expect(await signIn(others)).toBe("shift.not_its_chief");
  expect(await now(first)).toMatchObject({ kind: "handing_over" });
  expect(await signIn(mine)).toBe("ok");
  const started = await now(mine);
  expect(started).toMatchObject({ kind: "running", coversFrom: signed.shift.outgoing?.at });
  expect(await next.must(shifts.mine, {})).toMatchObject({ shift: { shiftId: mine.shiftId } });
});
