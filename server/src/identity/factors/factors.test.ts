import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Authenticator } from "../../testing/things/authenticator.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { codesOf as makeCodes, keyOf as makeKey, signInBy, signInWith } from "../../testing/things/own-factors.ts";
import { signedIn, testClient, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
/** The same room by a name: passkeys have none at an IP address. */
let url = "";
let origin = "";
beforeAll(async () => {
  const environment = { AMALIYAT_HOST: "localhost", AMALIYAT_SECOND_FACTOR: "supervisor,auditor" };
  room = await startTestRoom({ roles: "api", clock: clock.now, environment });
  ({ origin } = new URL(room.url));
  url = room.url;
});
afterAll(() => room[Symbol.asyncDispose]());

const enter = (username: string): Promise<TestClient> => signedIn(url, username, PASSWORD);
const own = { body: { password: PASSWORD } };

const named = () => ({ url, now: clock.now });
const keyOf = (client: TestClient, name?: string) => makeKey(named(), client, name);
const by = (key: Authenticator, client?: TestClient, username?: string) => signInBy(named(), key, client, username);
const codesOf = (client: TestClient, ahead = 0) => makeCodes(named(), client, { ahead });
const withCode = (username: string, code?: string) => signInWith(named(), username, code === undefined ? {} : { code });

describe("a passkey", () => {
  it("signs its person in without a name or with it, as two factors, and nobody else", async () => {
    const key = await keyOf(await enter("operator"));
    const seat = testClient(url);
    expect(await by(key, seat)).toBe("ok");
    expect(await seat.must(identity.me, {})).toMatchObject({ user: { username: "operator" }, secondFactor: "used" });
    expect(await by(key, testClient(url), " Operator ")).toBe("ok");
    expect(await by(key, testClient(url), "dispatcher")).toBe("passkey.refused");
    expect(await by(new Authenticator("localhost", origin))).toBe("passkey.refused");
  });

  it("answers a challenge once, in the browser that asked for it, and in time", async () => {
    const key = await keyOf(await enter("operator2"));
    const seat = testClient(url);
    const options = await seat.must(identity.passkeyChallenge, {});
    const body = { response: key.sign(options) };
    expect(await testClient(url).code(identity.passkeySignIn, { body })).toBe("passkey.refused");
    expect(await seat.code(identity.passkeySignIn, { body })).toBe("ok");
    expect(await seat.code(identity.passkeySignIn, { body })).toBe("passkey.refused");
    const late = await seat.must(identity.passkeyChallenge, {});
    clock.forward(5 * 60_000 + 1);
    expect(await seat.code(identity.passkeySignIn, { body: { response: key.sign(late) } })).toBe("passkey.refused");
  });

  it("is refused without its person verified, from another origin, for another room, and when it is a copy", async () => {
    const key = await keyOf(await enter("operator0"));
    key.isVerified = false;
    expect(await by(key)).toBe("passkey.refused");
    key.isVerified = true;
    const [counted] = [key.counter];
    expect(await by(key)).toBe("ok");
    key.counter = counted;
    expect(await by(key)).toBe("passkey.cloned");
    const strange = await enter("dispatcher0");
    for (const other of [new Authenticator("localhost", "https://elsewhere.example"), new Authenticator("elsewhere.example", origin)]) {
      const options = await strange.must(identity.newPasskey, own);
      expect(await strange.code(identity.addPasskey, { body: { name: "x", response: other.create(options) } })).toBe("passkey.refused");
    }
  });

  it("is made and removed by password alone, stands in the log, and unlocks its own person's screen", async () => {
    const seat = await enter("dispatcher");
    expect(await seat.code(identity.newPasskey, { body: { password: "not the password" } })).toBe("password.wrong_current");
    const key = await keyOf(seat, "مفتاح المكتب");
    const other = await keyOf(await enter("dispatcher2"));
    await seat.must(identity.lock, {});
    const foreign = other.sign(await seat.must(identity.unlockChallenge, {}));
    expect(await seat.code(identity.unlockByPasskey, { body: { response: foreign } })).toBe("passkey.refused");
    const options = await seat.must(identity.unlockChallenge, {});
    expect(await seat.code(identity.unlockByPasskey, { body: { response: key.sign(options) } })).toBe("ok");
    expect((await seat.must(identity.me, {})).lockedAt).toBeNull();
    const { passkeys } = await seat.must(identity.factors, {});
    expect(passkeys).toMatchObject([{ name: "مفتاح المكتب", room: "localhost" }]);
    const removal = { params: { passkeyId: passkeys[0]?.passkeyId ?? "" } };
    expect(await seat.code(identity.removePasskey, { ...removal, body: { password: "not the password" } })).toBe("password.wrong_current");
    await seat.must(identity.removePasskey, { ...removal, ...own });
    expect(await by(key)).toBe("passkey.refused");
    const { user } = await seat.must(identity.me, {});
    const types = (await logEntries(room, user.userId)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["user.factor_added", "user.factor_removed"]));
  });

  it("is not offered at an address without a name", async () => {
    const { port } = new URL(url);
    expect(await testClient(`http://127.0.0.1:${port}`).code(identity.passkeyChallenge, {})).toBe("passkey.no_name");
  });
});

describe("codes by telephone", () => {
  it("are asked after the password, each once, in its own step and the one after", async () => {
    const { code } = await codesOf(await enter("technician"));
    expect(await withCode("technician")).toBe("session.code_needed");
    expect(await withCode("technician", code())).toBe("session.wrong_code");
    clock.forward(30_000);
    expect(await withCode("technician", code())).toBe("ok");
    expect(await withCode("technician", code())).toBe("session.wrong_code");
    clock.forward(120_000);
    expect(await withCode("technician", code(-2))).toBe("session.wrong_code");
    expect(await withCode("technician", code(-1))).toBe("ok");
  });

  it("are not taken a step ahead, but a right one tells that the authenticator is, and the next is taken", async () => {
    const { code } = await codesOf(await enter("analyst2"));
    clock.forward(60_000);
    expect(await withCode("analyst2", code(1))).toBe("session.wrong_code");
    clock.forward(30_000);
    expect(await withCode("analyst2", code(1))).toBe("ok");
    clock.forward(60_000);
    expect(await withCode("analyst2", code())).toBe("ok");
    clock.forward(90_000);
    expect(await withCode("analyst2", code(-1))).toBe("session.wrong_code");
  });

  it("of an authenticator that is minutes ahead are set up all the same, and taken by its own clock", async () => {
    const { code } = await codesOf(await enter("analyst0"), 8);
    clock.forward(60_000);
    expect(await withCode("analyst0", code())).toBe("session.wrong_code");
    expect(await withCode("analyst0", code(7))).toBe("ok");
    clock.forward(60_000);
    expect(await withCode("analyst0", code(8))).toBe("ok");
  });

  it("are replaced by ten recovery codes, each once", async () => {
    const { recovery } = await codesOf(await enter("technician2"));
    expect(new Set(recovery).size).toBe(10);
    // 24 letters of base32: 120 bits.
    for (const each of recovery) expect(each).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){5}$/);
    expect(await withCode("technician2", recovery[0]?.toLowerCase())).toBe("ok");
    expect(await withCode("technician2", recovery[0])).toBe("session.wrong_code");
    expect(await withCode("technician2", recovery[1]?.replaceAll("-", " "))).toBe("ok");
    const { rows } = await room.database.db.pool.query(
      "select from user_recovery_code where position(convert_to($1, 'utf8') in code_mac) > 0",
      [recovery[2]],
    );
    expect(rows).toEqual([]);
  });

  it("are guessed five times, whoever knows the password, and no stranger's guess counts there", async () => {
    const { code } = await codesOf(await enter("technician0"));
    clock.forward(60_000);
    for (let n = 0; n < 5; n++) expect(await withCode("technician0", "000000")).toBe("session.wrong_code");
    expect(await withCode("technician0", code())).toBe("session.code_locked");
    clock.forward(61_000);
    expect(await withCode("technician0", code())).toBe("ok");
  });

  it("lie sealed, and are removed by the password", async () => {
    const seat = await enter("analyst");
    const { secret } = await seat.must(identity.newCodes, own);
    const { rows } = await room.database.db.pool.query("select encode(sealed, 'escape') as sealed from user_totp");
    expect(JSON.stringify(rows)).not.toContain(secret);
    const { code } = await codesOf(seat);
    expect(await seat.code(identity.newCodes, own)).toBe("codes.exist");
    expect((await seat.must(identity.removeCodes, own)).codesSince).toBeNull();
    expect(code()).toMatch(/^\d{6}$/);
    expect(await withCode("analyst")).toBe("ok");
  });
});

describe("a role that needs two", () => {
  it("can only set one up, and then works in the same session", async () => {
    const seat = await enter("supervisor");
    expect((await seat.must(identity.me, {})).secondFactor).toBe("due");
    expect(await seat.code(identity.users, {})).toBe("session.second_factor_due");
    expect((await seat.socket("/api/live")).status).toBe(403);
    expect((await seat.must(identity.factors, {})).required).toBe(true);
    await codesOf(seat);
    expect((await seat.must(identity.me, {})).secondFactor).toBe("used");
    expect(await seat.code(identity.users, {})).toBe("ok");
  });

  it("has no way in by password once there is a passkey: whoever guessed it would make a key of their own", async () => {
    const key = await keyOf(await enter("auditor"));
    expect(await withCode("auditor")).toBe("session.passkey_needed");
    expect(await by(key)).toBe("ok");
  });
});
