import { calls } from "@amaliyat/contract/calls";
import { identity } from "@amaliyat/contract/identity";
import { recordings } from "@amaliyat/contract/recordings";
import { address } from "@amaliyat/contract/route";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { openScreen } from "../../testing/screen.ts";
import { signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeCamera } from "../../testing/things/things.ts";

const MINUTE = 60_000;
const clock = movedClock();
let room: TestRoom;
let cameraId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api,recorder", clock: clock.now });
  ({ cameraId } = await makeCamera(room, "SU1", "cam-1"));
});
afterAll(() => room[Symbol.asyncDispose]());

/** A live picture of the camera; what it is closed with. */
async function watch(client: TestClient) {
  const { viewId } = await client.must(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } });
  const { socket } = await client.socket(address(recordings.watch, { viewId }, {}));
  if (socket === null) throw new Error("the picture was refused");
  const closed = once(socket, "close").then(([code, reason]) => `${code} ${String(reason)}`);
  return { viewId, closed };
}

const fresh = (username = "operator") => signedIn(room.url, username, PASSWORD);
const idOf = async (client: TestClient) => (await client.must(identity.me, {})).sessionId;

/** Checks that everything a session holds open ends within 2 s, with a code. */
async function endsBy(act: (client: TestClient) => Promise<unknown>, code: string): Promise<TestClient> {
  const client = await fresh();
  const [screen, picture] = [await openScreen(client), await watch(client)];
  await act(client);
  // Real time: a session that ended takes its pictures with it within two seconds.
  const late = sleep(2_000, "still open after 2 s", { ref: false });
  expect(await Promise.race([picture.closed, late])).toBe(`4001 ${code}`);
  expect(await Promise.race([screen.ended, late])).toBe(code);
  expect(screen.heard.at(-1)).toEqual({ kind: "ended", code });
  expect(await client.code(identity.me, {})).toBe("access.not_signed_in");
  return client;
}

describe("pictures and the live channel end with their session", () => {
  it("when an administrator revokes it from elsewhere", async () => {
    await endsBy(
      async (client) => (await fresh("first")).must(identity.revoke, { params: { sessionId: await idOf(client) } }),
      "session.revoked",
    );
  });

  it("when its person revokes it from another screen", async () => {
    await endsBy(async (client) => (await fresh()).must(identity.revoke, { params: { sessionId: await idOf(client) } }), "session.revoked");
  });

  it("when its person signs out", async () => {
    await endsBy((client) => client.must(identity.signOut, {}), "session.closed");
  });

  it("when its person's role is changed; the next one has the new rights", async () => {
    const administrator = await fresh("first");
    const userId = (await administrator.must(identity.users, {})).find(({ username }) => username === "operator")?.userId ?? "";
    await endsBy(() => administrator.must(identity.changeUser, { params: { userId }, body: { role: "analyst" } }), "session.revoked");
    expect(await (await fresh()).code(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } })).toBe(
      "access.not_your_role",
    );
    await room.database.db.pool.query("update users set role = 'operator' where user_id = $1", [userId]);
  });

  it("when it was ended by another process on the same database", async () => {
    await endsBy(
      async (client) => room.database.db.pool.query("update session set ended_at = now() where session_id = $1", [await idOf(client)]),
      "session.revoked",
    );
  });
});

describe("revoking", () => {
  it("is for one's own sessions, or for an administrator; another's does not exist", async () => {
    const [operator, dispatcher] = [await fresh(), await fresh("dispatcher")];
    const sessionId = await idOf(operator);
    expect((await dispatcher.must(identity.sessions, {})).map((session) => session.username)).not.toContain("operator");
    expect(await dispatcher.code(identity.revoke, { params: { sessionId } })).toBe("object.not_found");
    expect(await operator.code(identity.me, {})).toBe("ok");
    const administrator = await fresh("first");
    expect((await administrator.must(identity.sessions, {})).map((session) => session.sessionId)).toContain(sessionId);
    await administrator.must(identity.revoke, { params: { sessionId } });
    expect(await administrator.code(identity.revoke, { params: { sessionId } })).toBe("object.not_found");
    expect((await logEntries(room, sessionId)).map(({ type, actor_name: name }) => [type, name])).toEqual([
      ["session.opened", "operator"],
      ["access.refused", "dispatcher"],
      ["session.revoked", "المدير"],
      ["access.refused", "المدير"],
    ]);
  });

  it("leaves in the log how long was watched, once", async () => {
    const client = await fresh();
    const { viewId, closed } = await watch(client);
    await client.must(identity.signOut, {});
    await closed;
    const views = async () => (await logEntries(room, cameraId)).filter(({ detail }) => detail?.["viewId"] === viewId);
    await vi.waitFor(async () => expect((await views()).map(({ type }) => type)).toEqual(["live.viewed", "live.ended"]));
  });
});

describe("a session", () => {
  it("ends after 30 minutes without a sign of its person, and says so", async () => {
    const [active, idle] = [await fresh(), await fresh()];
    clock.forward(20 * MINUTE);
    expect(await active.code(identity.me, {})).toBe("ok");
    clock.forward(11 * MINUTE);
    expect(await active.code(identity.me, {})).toBe("ok");
    expect(await idle.code(identity.me, {})).toBe("session.idle");
  });

  it("is locked and shows nothing then, but its telephone and its live channel work; it is opened by its person's password", async () => {
    const client = await fresh("supervisor");
    const screen = await openScreen(client);
    expect((await client.must(identity.me, {})).lockedAt).toBeNull();
    await client.must(identity.lock, {});
    expect((await client.must(identity.me, {})).lockedAt).not.toBeNull();
    expect(await client.code(identity.users, {})).toBe("session.locked");
    expect(await client.code(recordings.openLive, { body: { cameraId, stream: "main", purpose: "road_traffic" } })).toBe("session.locked");
    // Without telephones in this room, it is refused by the telephone and not by the gate.
    expect(await client.code(calls.ready, {})).not.toBe("session.locked");
    expect(await client.code(identity.unlock, { body: { password: "a wrong one of twelve" } })).toBe("password.wrong_current");
    expect(await client.code(identity.users, {})).toBe("session.locked");
    await client.must(identity.unlock, { body: { password: PASSWORD } });
    expect(await client.code(identity.users, {})).toBe("ok");
    expect(screen.socket.readyState).toBe(screen.socket.OPEN);
    const entries = (await logEntries(room, await idOf(client))).map(({ type }) => type);
    expect(entries.filter((type) => type.startsWith("session.") && type !== "session.opened")).toEqual([
      "session.locked",
      "session.unlocked",
    ]);
  });

  it("that was left alone takes its pictures and its screen with it", async () => {
    const client = await fresh();
    const [screen, picture] = [await openScreen(client), await watch(client)];
    clock.forward(31 * MINUTE);
    expect([await picture.closed, await screen.ended]).toEqual(["4001 session.idle", "session.idle"]);
  });

  it("lives by what its person does at a screen that asks for nothing, and does not come back to life by it", async () => {
    const [present, away] = [await fresh(), await fresh()];
    const [screen, abandoned] = [await openScreen(present), await openScreen(away)];
    clock.forward(20 * MINUTE);
    screen.socket.send('{"kind":"present"}');
    const seen = async (client: TestClient) => (await client.must(identity.sessions, {})).find(({ current }) => current)?.seenAt ?? "";
    await vi.waitFor(async () => {
      const { rows } = await room.database.db.pool.query<{ fresh: boolean }>(
        "select bool_or(seen_at > opened_at) as fresh from session where ended_at is null and opened_at > $1",
        [new Date(clock.now() - 21 * MINUTE)],
      );
      expect(rows[0]?.fresh).toBe(true);
    });
    clock.forward(11 * MINUTE);
    abandoned.socket.send('{"kind":"present"}');
    expect(await abandoned.ended).toBe("session.idle");
    expect(await away.code(identity.me, {})).toBe("session.idle");
    expect(Date.parse(await seen(present))).toBeGreaterThan(clock.now() - MINUTE);
  });

  it("ends after 12 hours whatever is done, and says so", async () => {
    const client = await fresh();
    for (let minutes = 0; minutes + 25 < 12 * 60; minutes += 25) {
      clock.forward(25 * MINUTE);
      expect(await client.code(identity.me, {})).toBe("ok");
    }
    clock.forward(25 * MINUTE);
    expect(await client.code(identity.me, {})).toBe("session.expired");
  });

  it("of a patrol lasts the shift with the phone in a pocket", async () => {
    const patrol = await fresh("patrol");
    clock.forward(11 * 60 * MINUTE);
    expect(await patrol.code(identity.me, {})).toBe("ok");
    clock.forward(61 * MINUTE);
    expect(await patrol.code(identity.me, {})).toBe("session.expired");
  });
});
