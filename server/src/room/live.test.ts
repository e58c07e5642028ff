import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import type { Happening } from "@amaliyat/contract/live";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { forgetTold, tell } from "../platform/live/index.ts";
import { confirm } from "../testing/people.ts";
import { openScreen, type Screen } from "../testing/screen.ts";
import { signedIn } from "../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit } from "../testing/things/things.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

/** Tells the screens of a sector that a camera was changed; the number that it was given. */
async function happen(
  sectorId: string | null,
  happening: Happening = { topic: "camera_changed", cameraId: randomUUID() },
): Promise<number> {
  return transaction(room.database.db, SYSTEM, async (tx) => {
    await tell(tx, Date.now(), [{ happening, sectorId }]);
    const { rows } = await room.database.db.pool.query<{ seq: number }>("select seq::int + 1 as seq from live_head");
    return rows[0]?.seq ?? 0;
  });
}
const head = async () => (await room.database.db.pool.query<{ seq: number }>("select seq::int from live_head")).rows[0]?.seq ?? 0;
const seqs = (screen: Screen) => screen.events().map(({ seq }) => seq);
const kinds = (screen: Screen) => screen.heard.map(({ kind }) => kind);
const close = (...screens: Screen[]) => screens.forEach((screen) => screen.socket.terminate());

describe("a screen whose session is locked", () => {
  it("is told of calls and lines and of nothing else, and reads its lists again once it is open", async () => {
    const client = await signedIn(room.url, "supervisor", PASSWORD);
    const before = await head();
    const screen = await openScreen(client);
    await client.must(identity.lock, {});
    const unsaid = await happen("SU1");
    const said = await happen(null, { topic: "line", number: "17" });
    await vi.waitFor(() => expect(seqs(screen)).toContain(said));
    expect(seqs(screen)).not.toContain(unsaid);
    const back = await openScreen(client, before);
    expect(seqs(back)).toEqual([said]);
    // A known lock is not reported again, however often anybody looks.
    // Real time: the room looks once a second whether a screen is locked.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(kinds(screen)).not.toContain("reset");
    await client.must(identity.unlock, { body: { password: PASSWORD } });
    for (const each of [screen, back]) await vi.waitFor(() => expect(each.heard.at(-1)).toMatchObject({ kind: "reset", seq: said }));
    const after = await happen("SU1");
    await vi.waitFor(() => expect(seqs(screen).at(-1)).toBe(after));
    close(screen, back);
  });

  it("that was locked on another node is known to be within a second or two", async () => {
    const client = await signedIn(room.url, "supervisor", PASSWORD);
    const screen = await openScreen(client);
    const { sessionId } = await client.must(identity.me, {});
    await room.database.db.pool.query("update session set locked_at = now() where session_id = $1", [sessionId]);
    await vi.waitFor(
      async () => {
        const [unsaid, said] = [await happen("SU1"), await happen(null, { topic: "line", number: "17" })];
        await vi.waitFor(() => expect(seqs(screen)).toContain(said));
        expect(seqs(screen)).not.toContain(unsaid);
      },
      { timeout: 5_000 },
    );
    await room.database.db.pool.query("update session set locked_at = null where session_id = $1", [sessionId]);
    await vi.waitFor(() => expect(kinds(screen)).toContain("reset"), { timeout: 5_000 });
    close(screen);
  });
});

describe("a screen that was away", () => {
  it("is told what it missed, once and in order, before it is greeted", async () => {
    const before = await head();
    for (let n = 0; n < 5; n++) await happen(n % 2 === 0 ? "SU1" : "SU2");
    const screen = await openScreen(await room.as("operator"), before);
    expect(kinds(screen)).toEqual(["event", "event", "event", "hello"]);
    expect(seqs(screen)).toEqual([before + 1, before + 3, before + 5]);
    expect(screen.heard.at(-1)).toMatchObject({ kind: "hello", seq: before + 5 });
    close(screen);
  });

  it("loses and repeats nothing however often it leaves while much happens", async () => {
    const from = await head();
    const client = await room.as("operator");
    let writing = true;
    const writers = Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let n = 0; n < 60; n++) await happen("SU1");
      }),
    ).finally(() => (writing = false));
    const heard: number[] = [];
    const comeAndGo = async (): Promise<void> => {
      const screen = await openScreen(client, heard.at(-1) ?? from);
      await vi.waitFor(() => screen.events().length > 3 || !writing);
      close(screen);
      heard.push(...seqs(screen));
    };
    while (writing) await comeAndGo();
    await writers;
    await comeAndGo();
    expect(heard).toEqual(Array.from({ length: 240 }, (_, n) => from + 1 + n));
  });

  it("is told to read its lists again when what it missed is forgotten, too much, or of another database", async () => {
    const old = await head();
    for (let n = 0; n < 3; n++) await happen("SU1");
    await transaction(room.database.db, SYSTEM, (tx) => forgetTold(tx, new Date()));
    const now = await happen("SU1");
    // The hub wakes by itself; until it has read the last event, a screen is reset to the one before and then told it.
    await expect.poll(async () => (await openAndClose(now)).at(-1)).toMatchObject({ kind: "hello", seq: now });
    for (const since of [old, now + 1_000]) {
      const screen = await openScreen(await room.as("operator"), since);
      expect(screen.heard).toMatchObject([
        { kind: "reset", seq: now },
        { kind: "hello", seq: now },
      ]);
      close(screen);
    }
    await room.database.db.pool.query(
      `insert into live_event (seq, at, topic, sector_id, happening)
       select seq, now(), 'camera_changed', 'SU1', jsonb_build_object('topic', 'camera_changed', 'cameraId', gen_random_uuid()) from generate_series($1::int, $2::int) seq`,
      [now + 1, now + 1_001],
    );
    await room.database.db.pool.query("update live_head set seq = $1", [now + 1_001]);
    await expect.poll(async () => (await openAndClose(now + 1_001)).map(({ kind }) => kind), { timeout: 5_000 }).toEqual(["hello"]);
    expect((await openAndClose(now)).map(({ kind }) => kind)).toEqual(["reset", "hello"]);
    expect((await openAndClose(now + 1)).filter(({ kind }) => kind === "event")).toHaveLength(1_000);
  });
});

async function openAndClose(since: number) {
  const screen = await openScreen(await room.as("operator"), since);
  close(screen);
  return screen.heard;
}

describe("who is told", () => {
  it("is who works in the sector in a role that it concerns; a screen of another sector hears nothing", async () => {
    const roles = ["operator", "operator2", "supervisor", "analyst", "technician", "auditor", "administrator", "patrol"] as const;
    const screens = await Promise.all(roles.map(async (role) => openScreen(await room.as(role))));
    const seq = await happen("SU1");
    await happen("SU2");
    const everywhere = await happen(null);
    await vi.waitFor(() => expect(seqs(screens[1] as Screen)).toHaveLength(2));
    const told = Object.fromEntries(roles.map((role, n) => [role, seqs(screens[n] as Screen).map((each) => each - seq)]));
    expect(everywhere - seq).toBe(2);
    expect(told).toEqual({
      operator: [0, 2],
      operator2: [1, 2],
      supervisor: [0, 2],
      analyst: [],
      technician: [0, 2],
      auditor: [],
      administrator: [],
      patrol: [],
    });
    close(...screens);
  });

  it("follows a sector that is put below another, without a new sign-in; the screen reads its lists again", async () => {
    const administrator = await room.as("administrator");
    const put = async (parentId: string): Promise<void> => {
      const moved = await administrator.must(identity.putSector, {
        params: { sectorId: "SM" },
        body: { parentId, names: { ar: "م", fr: "m", en: "m" }, boundary: null },
      });
      // Two people move a sector so that somebody sees more.
      if (moved.kind === "waits") await confirm(await room.as("auditor"), moved.approvalId);
    };
    await put("SU2");
    const [left, joined] = [await openScreen(await room.as("supervisor2")), await openScreen(await room.as("supervisor"))];
    const before = await happen("SM");
    await vi.waitFor(() => expect(seqs(left)).toContain(before));
    await put("SU1");
    for (const screen of [left, joined]) await vi.waitFor(() => expect(kinds(screen)).toContain("reset"), { timeout: 3_000 });
    const after = await happen("SM");
    await vi.waitFor(() => expect(seqs(joined)).toContain(after));
    expect(seqs(left)).not.toContain(after);
    expect(seqs(joined)).not.toContain(before);
    close(left, joined);
  });

  it("is also the patrol that an intervention is given to, in its sector or not, and no other patrol", async () => {
    const unit = await makeUnit(room, "SU1", "L-1");
    const dispatcher = await room.as("dispatcher");
    const [patrol, other] = [await openScreen(await room.as("patrol")), await openScreen(await room.as("patrol2"))];
    const { interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
    await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId: unit.unitId } });
    await patrol.happens("intervention", ({ row }) => row.interventionId === interventionId && row.units.length === 1);
    await patrol.happens("unit", ({ row }) => row.unitId === unit.unitId && row.status === "assigned");
    expect(patrol.events().filter(({ happening }) => happening.topic === "intervention")).toHaveLength(1);
    expect(other.events()).toEqual([]);
    close(patrol, other);
  });
});

it("cuts off a screen that does not read, which reads its lists again when it comes back; the others never wait", async () => {
  const [slow, quick] = [await openScreen(await room.as("analyst")), await openScreen(await room.as("supervisor"))];
  const from = await head();
  slow.socket.pause();
  const row = {
    importId: randomUUID(),
    kind: "calls",
    fileName: "x".repeat(1024 * 1024),
    state: "running",
    rows: 0,
    read: 0,
    taken: 0,
    corrected: 0,
    closed: 0,
    unchanged: 0,
    source: null,
    refused: 0,
    startedBy: "",
    startedAt: new Date().toISOString(),
    endedAt: null,
    code: null,
  } as const;
  for (let n = 0; n < 24; n++) await happen(null, { topic: "import", row });
  await vi.waitFor(() => expect(seqs(quick)).toHaveLength(24), { timeout: 10_000 });
  const closed = once(slow.socket, "close");
  slow.socket.resume();
  expect((await closed)[0]).toBe(1006);
  expect(seqs(slow)).toEqual(seqs(quick).slice(0, seqs(slow).length));
  expect(seqs(slow).length).toBeLessThan(24);
  const back = await openScreen(await room.as("analyst"), from);
  expect(kinds(back)).toEqual(["reset", "hello"]);
  close(quick, back);
});

it("goes on after the database cut its ear off", async () => {
  const screen = await openScreen(await room.as("operator"));
  await room.database.db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'amaliyat-live' and datname = current_database()",
  );
  const seq = await happen("SU1");
  await vi.waitFor(() => expect(seqs(screen)).toEqual([seq]), { timeout: 5_000 });
  close(screen);
});
