import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, expect, it } from "vitest";
import { movedClock } from "../../testing/moved-clock.ts";
import { codesOf, keyOf } from "../../testing/things/own-factors.ts";
import { openScreen } from "../../testing/screen.ts";
import { signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now, environment: { AMALIYAT_HOST: "localhost" } });
});
afterAll(() => room[Symbol.asyncDispose]());

const named = () => ({ url: room.url, now: clock.now });
const body = { password: PASSWORD };
const with_ = (token: string): Promise<number> =>
  fetch(new URL("/api/session", room.url), { headers: { cookie: `amaliyat_session=${token}` } }).then(({ status }) => status);

it.each<[string, string, (client: TestClient) => Promise<unknown>]>([
  [
    "unlocking by password",
    "operator",
    async (client) => {
      await client.must(identity.lock, {});
      await client.must(identity.unlock, { body });
    },
  ],
  [
    "unlocking by a passkey",
    "operator2",
    async (client) => {
      const key = await keyOf(named(), client);
      await client.must(identity.lock, {});
      clock.forward(20_000);
      const response = key.sign(await client.must(identity.unlockChallenge, {}));
      await client.must(identity.unlockByPasskey, { body: { response } });
    },
  ],
  [
    "a change of the password",
    "dispatcher",
    (client) => client.must(identity.changePassword, { body: { current: PASSWORD, next: "another phrase of one's own" } }),
  ],
  ["setting up codes", "technician", (client) => codesOf(named(), client)],
])("a session has a new token after %s; the old one is good for 10 s more, then worth nothing", async (_, username, act) => {
  const client = await signedIn(room.url, username, PASSWORD);
  const { sessionId } = await client.must(identity.me, {});
  const screen = await openScreen(client);
  let old = client.token();
  const spied: TestClient = {
    ...client,
    must: (route, given) => {
      if (route.name !== identity.unlockChallenge.name) old = client.token();
      return client.must(route, given);
    },
  };
  await act(spied);
  expect(client.token()).not.toBe(old);
  expect((await client.must(identity.me, {})).sessionId).toBe(sessionId);
  expect([await with_(old), await with_(client.token())]).toEqual([200, 200]);
  clock.forward(5_000);
  expect(await with_(old)).toBe(200);
  clock.forward(5_000);
  expect([await with_(old), await with_(client.token())]).toEqual([401, 200]);
  // Open sockets are held to the session and not to its token.
  expect(screen.socket.readyState).toBe(screen.socket.OPEN);
  screen.socket.terminate();
});

it("an unlock signs nobody out: of many at once with one token the browser keeps the first answer, and requests under way go on", async () => {
  const client = await signedIn(room.url, "supervisor", PASSWORD);
  const shared = client.token();
  const headers = { cookie: `amaliyat_session=${shared}`, "content-type": "application/json" };
  await client.must(identity.lock, {});
  const unlock = () => fetch(new URL("/api/session/unlocked", room.url), { method: "POST", headers, body: JSON.stringify(body) });
  const answers = await Promise.all([unlock(), with_(shared), unlock(), with_(shared), unlock()]);
  const [given, ...more] = answers.flatMap((answer) => (typeof answer === "number" ? [] : answer.headers.getSetCookie()));
  expect(answers.map((answer) => (typeof answer === "number" ? answer : answer.status))).toEqual([204, 200, 204, 200, 204]);
  expect(more).toEqual([]);
  const token = /^amaliyat_session=([^;]*)/u.exec(given ?? "")?.[1] ?? "";
  clock.forward(60_000);
  expect([await with_(shared), await with_(token)]).toEqual([401, 200]);
});

it("signing in again at a browser ends the session of the token before, too", async () => {
  const client = await signedIn(room.url, "auditor", PASSWORD);
  const { sessionId } = await client.must(identity.me, {});
  const old = client.token();
  await client.must(identity.lock, {});
  await client.must(identity.unlock, { body });
  const headers = { cookie: `amaliyat_session=${old}`, "content-type": "application/json" };
  const again = { method: "POST", headers, body: JSON.stringify({ username: "auditor", ...body }) };
  expect((await fetch(new URL("/api/session", room.url), again)).status).toBe(200);
  expect(await client.code(identity.me, {})).toBe("access.not_signed_in");
  const { rows } = await room.database.db.pool.query("select from session where session_id = $1 and ended_at is null", [sessionId]);
  expect(rows).toEqual([]);
});
