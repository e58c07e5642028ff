import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { putPerson } from "../../testing/people.ts";
import { signedIn, testClient } from "../../testing/test-client.ts";
import { workFor } from "../../testing/sign-in-work.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
});
afterAll(() => room[Symbol.asyncDispose]());

const attempt = (username: string, password: string) => testClient(room.url).ask(identity.signIn, { body: { username, password } });
const designate = (username: string, more: { designatedFrom?: string; designatedUntil?: string } = {}) =>
  putPerson(room, { username, role: "operator", ...more });
const inHours = (hours: number): string => new Date(clock.now() + hours * 3_600_000).toISOString();

/** Tries at once from the test's own address. */
const codesOf = async (username: string, count: number): Promise<string[]> => {
  const answers = await Promise.all(Array.from({ length: count }, (_, n) => attempt(username, `guess number ${n}`)));
  return answers.map((answer) => (answer.ok ? "ok" : answer.error.code));
};

describe("wrong passwords", () => {
  it("cost work from the sixth on at an address, lock nobody, and are forgotten with time", async () => {
    const { userId } = await designate("forgetful");
    for (let n = 0; n < 5; n++)
      expect(await attempt("forgetful", "not the password")).toMatchObject({ error: { code: "session.wrong_credentials" } });
    const asked = await attempt("forgetful", PASSWORD);
    expect(asked).toMatchObject({ error: { status: 428, code: "session.work_needed", params: { bits: 12 } } });
    const work = await workFor(asked);
    const body = { username: "forgetful", password: PASSWORD, work };
    expect(await testClient(room.url).code(identity.signIn, { body })).toBe("ok");
    expect(await testClient(room.url).code(identity.signIn, { body: { ...body, password: "a guess" } })).toBe("session.work_needed");
    clock.forward(5 * 60_000);
    expect(await attempt("forgetful", PASSWORD)).toMatchObject({ ok: true });
    const codes = (await logEntries(room, userId)).map(({ type, refusal_code: code }) => code ?? type);
    expect(codes.filter((code) => code === "session.wrong_credentials").length).toBeGreaterThanOrEqual(5);
    expect(codes).not.toContain("session.work_needed");
  });

  it("count one by one when they come at once: not more than five are judged without work", async () => {
    await designate("hammered");
    const codes = await codesOf("hammered", 12);
    expect(codes.filter((code) => code === "session.wrong_credentials")).toHaveLength(5);
    expect(codes.filter((code) => code === "session.work_needed")).toHaveLength(7);
  });

  it("are forgotten at a right one", async () => {
    await designate("clumsy");
    for (let n = 0; n < 4; n++) await attempt("clumsy", "not the password");
    expect(await attempt("clumsy", PASSWORD)).toMatchObject({ ok: true });
  });
});

it("answers for a name that nobody has just as for a wrong password, to the work", async () => {
  await designate("somebody");
  clock.forward(600_000);
  const answers = async (username: string) => {
    const heard = [];
    for (let n = 0; n < 7; n++) {
      const answer = await attempt(username, "not the password");
      heard.push(answer.ok ? null : { ...answer.error, params: Object.keys(answer.error.params ?? {}), text: null });
    }
    return heard;
  };
  const [known, unknown] = [await answers("somebody"), await answers("nobody-at-all")];
  expect(known.map((answer) => answer?.code)).toEqual([
    ...Array.from({ length: 5 }, () => "session.wrong_credentials"),
    "session.work_needed",
    "session.work_needed",
  ]);
  expect(unknown).toEqual(known);
});

describe("designation", () => {
  it("that has not begun, or has run out, signs nobody in; only whoever knows the password is told so", async () => {
    await designate("early", { designatedFrom: inHours(1) });
    await designate("late", { designatedUntil: inHours(1) });
    expect(await attempt("early", PASSWORD)).toMatchObject({ error: { status: 403, code: "designation.not_begun" } });
    expect(await attempt("early", "not the password")).toMatchObject({ error: { code: "session.wrong_credentials" } });
    const client = await signedIn(room.url, "late", PASSWORD);
    clock.forward(3_600_000);
    expect(await client.code(identity.me, {})).toBe("access.not_signed_in");
    expect(await attempt("late", PASSWORD)).toMatchObject({ error: { code: "designation.expired" } });
    expect(await attempt("early", PASSWORD)).toMatchObject({ ok: true });
  });

  it("that was ended signs nobody in, and closes what was open", async () => {
    const { userId } = await designate("leaving");
    const client = await signedIn(room.url, "leaving", PASSWORD);
    await (await signedIn(room.url, "first", PASSWORD)).must(identity.changeUser, { params: { userId }, body: { ended: true } });
    expect(await client.code(identity.me, {})).toBe("access.not_signed_in");
    expect(await attempt("leaving", PASSWORD)).toMatchObject({ error: { code: "designation.withdrawn" } });
    expect((await logEntries(room, userId)).map(({ type }) => type)).toContain("user.ended");
  });
});

it("travels in a cookie that scripts and other sites cannot use, and is kept as a hash only", async () => {
  const client = testClient(room.url);
  const response = await client.fetch("/api/session", {
    method: "POST",
    body: JSON.stringify({ username: " OPERATOR ", password: PASSWORD }),
    headers: { "content-type": "application/json" },
  });
  const [cookie = "", device = "", ...more] = response.headers.getSetCookie();
  expect(more).toEqual([]);
  expect(device).toMatch(/^amaliyat_device=[\w-]{43}; /);
  expect(device.split("; ").slice(1).toSorted()).toEqual([expect.stringMatching(/^Expires=/), "HttpOnly", "Path=/", "SameSite=Strict"]);
  expect(cookie.split("; ").slice(1).toSorted()).toEqual([expect.stringMatching(/^Expires=/), "HttpOnly", "Path=/", "SameSite=Strict"]);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).not.toContain(client.token());
  expect(client.token()).toMatch(/^[\w-]{43}$/);
  const { rows } = await room.database.db.pool.query("select from session where position($1::bytea in token_hash) > 0", [client.token()]);
  expect(rows).toEqual([]);
  const left = await client.fetch("/api/session", { method: "DELETE" });
  expect(left.headers.getSetCookie()[0]).toMatch(/^amaliyat_session=; .*Expires=Thu, 01 Jan 1970/);
});

describe("a request from a page that is not the room's", () => {
  const from = (headers: Record<string, string>) =>
    testClient(room.url).fetch("/api/session", {
      method: "POST",
      body: JSON.stringify({ username: "operator", password: PASSWORD }),
      headers: { "content-type": "application/json", ...headers },
    });

  it.each([
    ["another site", { origin: "https://elsewhere.example" }],
    ["another port", { origin: "http://127.0.0.1:1" }],
    ["a sandboxed frame", { origin: "null" }],
    ["what the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
    ["a sibling host", { "sec-fetch-site": "same-site" }],
  ])("is refused: %s", async (_, headers) => {
    const response = await from(headers);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, "request.wrong_origin"]);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("is taken from the room's own, and from a program", async () => {
    expect((await from({ origin: new URL(room.url).origin, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await from({})).status).toBe(200);
  });

  it("opens no socket, with the cookie of somebody who is signed in", async () => {
    const client = await signedIn(room.url, "operator", PASSWORD);
    const { status } = await client.socket("/api/live", { headers: { origin: "https://elsewhere.example" } });
    expect(status).toBe(403);
    expect((await logEntries(room)).at(-1)).toMatchObject({
      type: "access.refused",
      refusal_code: "request.wrong_origin",
      actor_name: "operator",
    });
  });
});
