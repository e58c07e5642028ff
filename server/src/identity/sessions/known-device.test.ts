import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { workFor } from "../../testing/sign-in-work.ts";
import { signedIn, testClient, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { MOST_SESSIONS } from "./open-session.ts";

const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now, environment: { AMALIYAT_TRUSTED_PROXIES: "127.0.0.1" } });
});
afterAll(() => room[Symbol.asyncDispose]());

/** A try from an address, in a browser of its own or in a given one. */
const attempt = (username: string, password: string, address: string, client = testClient(room.url)): Promise<string> => {
  const init = { method: "POST", headers: { "content-type": "application/json", "x-forwarded-for": address } };
  return client
    .fetch("/api/session", { ...init, body: JSON.stringify({ username, password }) })
    .then(async (response) => (response.ok ? "ok" : ((await response.json()) as { code: string }).code));
};
/** One wrong password from each of `count` networks: what a botnet does to one name. */
const guessFrom = async (username: string, count: number, first = 0): Promise<string[]> => {
  const codes: string[] = [];
  for (let n = first; n < first + count; n++) codes.push(await attempt(username, "a guess", `10.${n >> 8}.${n & 255}.1`));
  return codes;
};

describe("guesses of strangers", () => {
  it("do not delay a person at a device where that person signed in, at whatever address it is today", async () => {
    const phone = await signedIn(room.url, "patrol", PASSWORD);
    expect((await guessFrom("patrol", 40)).slice(-1)).toEqual(["session.work_needed"]);
    expect(await attempt("patrol", PASSWORD, "41.200.7.9", phone)).toBe("ok");
  });

  it("cost a person at a new device a short work, and no wait", async () => {
    await guessFrom("operator", 40, 1_000);
    const asked = await testClient(room.url).ask(identity.signIn, { body: { username: "operator", password: PASSWORD } });
    const body = { username: "operator", password: PASSWORD, work: await workFor(asked) };
    expect(await testClient(room.url).code(identity.signIn, { body })).toBe("ok");
  });

  it("lock nobody who is new at an address from which nobody guessed at that name more than a few times", async () => {
    for (let n = 0; n < 6; n++) await attempt("patrol2", "a guess", "41.200.7.11");
    expect(await attempt("patrol2", PASSWORD, "41.200.7.12")).toBe("ok");
  });

  it("stand in the log once as guessing at an account", async () => {
    const userId = (await (await room.as("first")).must(identity.users, {})).find(({ username }) => username === "operator")?.userId ?? "";
    expect((await logEntries(room, userId)).filter(({ type }) => type === "account.guessed")).toHaveLength(1);
  });
});

describe("a known device", () => {
  it("is known for its own person alone", async () => {
    const seat = await signedIn(room.url, "technician", PASSWORD);
    await guessFrom("dispatcher", 40, 2_000);
    expect(await attempt("dispatcher", PASSWORD, "41.200.8.1", seat)).toBe("session.work_needed");
    expect(await attempt("technician", PASSWORD, "41.200.8.1", seat)).toBe("ok");
  });

  it("counts its own wrong passwords, and is a stranger after five", async () => {
    const seat = await signedIn(room.url, "analyst", PASSWORD);
    for (let n = 0; n < 5; n++) expect(await attempt("analyst", "a guess", "41.200.9.1", seat)).toBe("session.wrong_credentials");
    for (let n = 0; n < 5; n++) expect(await attempt("analyst", "a guess", "41.200.9.1", seat)).toBe("session.wrong_credentials");
    expect(await attempt("analyst", PASSWORD, "41.200.9.1", seat)).toBe("session.work_needed");
    clock.forward(61_000);
    expect(await attempt("analyst", PASSWORD, "41.200.9.1", seat)).toBe("ok");
  });

  it("is shown to its person, and forgotten when they say so", async () => {
    const seat = await signedIn(room.url, "auditor", PASSWORD);
    const { devices } = await seat.must(identity.factors, {});
    expect(devices).toMatchObject([{ current: true }]);
    const deviceId = devices[0]?.deviceId ?? "";
    expect(await (await room.as("supervisor")).code(identity.forgetDevice, { params: { deviceId } })).toBe("object.not_found");
    await seat.must(identity.forgetDevice, { params: { deviceId } });
    expect((await seat.must(identity.factors, {})).devices).toEqual([]);
    await guessFrom("auditor", 40, 3_000);
    expect(await attempt("auditor", PASSWORD, "41.200.9.2", seat)).toBe("session.work_needed");
  });
});

describe("work", () => {
  it("is good for one try, of its own name, from its own network", async () => {
    for (let n = 0; n < 6; n++) await attempt("evidence-officer", "a guess", "41.201.1.1");
    const from = (address: string, body: object) =>
      testClient(room.url).fetch("/api/session", {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": address },
        body: JSON.stringify({ username: "evidence-officer", password: PASSWORD, ...body }),
      });
    const work = await workFor({ ok: false, error: (await (await from("41.201.1.1", {})).json()) as never });
    for (let n = 0; n < 6; n++) await attempt("evidence-officer", "a guess", "41.201.2.1");
    expect((await from("41.201.2.1", { work })).status).toBe(428);
    expect((await from("41.201.1.1", { work })).status).toBe(200);
    await attempt("evidence-officer", "a guess", "41.201.1.1");
    expect((await from("41.201.1.1", { work })).status).toBe(428);
  });
});

it("answers a flood of passwords with the seconds to wait, before it hashes any of them", async () => {
  clock.forward(600_000);
  const codes: string[] = [];
  for (let n = 0; n < 64; n++) codes.push(await attempt(`nobody-${n}`, "a guess", "41.202.1.1"));
  expect(codes.slice(0, 60).every((code) => code === "session.wrong_credentials" || code === "session.work_needed")).toBe(true);
  expect(codes).toContain("session.wrong_credentials");
  expect(codes.slice(60).every((code) => code === "request.too_many" || code === "session.work_needed")).toBe(true);
  clock.forward(3_600_000);
  expect(await attempt("supervisor", PASSWORD, "41.202.1.1")).toBe("ok");
});

it("does not hash for whoever begins a room that has begun", async () => {
  const body = {
    username: "intruder",
    name: "ن",
    badge: "1",
    language: "ar",
    password: PASSWORD,
    secret: "guessed",
    auditor: { username: "two", name: "م", badge: "2" },
  } as const;
  const codes = await Promise.all(Array.from({ length: 40 }, () => testClient(room.url).code(identity.begin, { body })));
  expect(codes).toEqual(Array.from({ length: 40 }, () => "room.already_begun"));
});

describe("sessions", () => {
  it("of a browser end when somebody signs in there again", async () => {
    const seat = await signedIn(room.url, "operator2", PASSWORD);
    const left = seat.token();
    const old = { fetch: () => testClient(room.url).fetch("/api/session", { headers: { cookie: `amaliyat_session=${left}` } }) };
    await seat.must(identity.signIn, { body: { username: "dispatcher2", password: PASSWORD } });
    expect((await old.fetch()).status).toBe(401);
    expect((await seat.must(identity.me, {})).user.username).toBe("dispatcher2");
  });

  it("of a person are ten at once; the oldest ends", async () => {
    const all: TestClient[] = [];
    for (let n = 0; n <= MOST_SESSIONS; n++) all.push(await signedIn(room.url, "supervisor2", PASSWORD));
    const alive = await Promise.all(all.map((client) => client.code(identity.me, {})));
    expect(alive).toEqual(["access.not_signed_in", ...Array.from({ length: MOST_SESSIONS }, () => "ok")]);
  });
});
