import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { codesOf, keyOf, signInBy, signInWith } from "../../testing/things/own-factors.ts";
import { signedIn, testClient, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
const named = () => ({ url: room.url, now: clock.now });
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now, environment: { AMALIYAT_HOST: "localhost" } });
});
afterAll(() => room[Symbol.asyncDispose]());

const enter = (username: string): Promise<TestClient> => signedIn(room.url, username, PASSWORD);
const own = { body: { password: PASSWORD } };
const LASTS = 10 * 60_000;

/** Replies to each change of the person's own factors; none succeeds, because the last proof is never right. */
async function changes(client: TestClient, passkeyId: string): Promise<string[]> {
  const params = { passkeyId };
  return [
    await client.code(identity.newPasskey, own),
    await client.code(identity.removePasskey, { params, ...own }),
    await client.code(identity.newCodes, own),
    await client.code(identity.removeCodes, own),
    await client.code(identity.renewRecovery, own),
  ];
}

describe("a change of one's own factors", () => {
  it("asks for a second factor that one has, besides the password, unless the session showed it in the last 10 minutes", async () => {
    const first = await enter("operator");
    const key = await keyOf(named(), first);
    // By password alone: a passkey is a way in of its own for a role that need not have one.
    const seat = await enter("operator");
    const { passkeys, provenUntil } = await seat.must(identity.factors, {});
    expect(provenUntil).toBeNull();
    const passkeyId = passkeys[0]?.passkeyId ?? "";
    expect(new Set(await changes(seat, passkeyId))).toEqual(new Set(["session.proof_needed"]));
    expect(await seat.code(identity.newPasskey, { body: { password: "not the password" } })).toBe("password.wrong_current");
    const challenge = await seat.must(identity.unlockChallenge, {});
    const foreign = await keyOf(named(), await enter("operator2"));
    expect(await seat.code(identity.prove, { body: { by: "passkey", response: foreign.sign(challenge) } })).toBe("passkey.refused");
    const response = key.sign(await seat.must(identity.unlockChallenge, {}));
    const shown = await seat.must(identity.prove, { body: { by: "passkey", response } });
    expect(Date.parse(shown.provenUntil ?? "") - clock.now()).toBeGreaterThan(LASTS - 60_000);
    expect((await seat.must(identity.me, {})).secondFactor).toBe("used");
    expect(await seat.code(identity.newPasskey, own)).toBe("ok");
    clock.forward(LASTS);
    expect(await seat.code(identity.newPasskey, own)).toBe("session.proof_needed");
    const again = key.sign(await seat.must(identity.unlockChallenge, {}));
    await seat.must(identity.prove, { body: { by: "passkey", response: again } });
    expect((await seat.must(identity.removePasskey, { params: { passkeyId }, ...own })).passkeys).toEqual([]);
    const { sessionId } = await seat.must(identity.me, {});
    expect((await logEntries(room, sessionId)).filter(({ type }) => type === "session.proven")).toMatchObject([
      { actor_name: "operator", detail: { factor: "passkey" } },
      { actor_name: "operator", detail: { factor: "passkey" } },
    ]);
  });

  it("takes a code of the telephone or a recovery code for it, each once; codes that were only begun show nothing", async () => {
    const seat = await enter("technician");
    await seat.must(identity.newCodes, own);
    expect(await seat.code(identity.prove, { body: { by: "code", code: "000000" } })).toBe("object.not_found");
    const { code, recovery } = await codesOf(named(), seat);
    clock.forward(LASTS);
    expect(await seat.code(identity.renewRecovery, own)).toBe("session.proof_needed");
    expect(await seat.code(identity.prove, { body: { by: "code", code: "000000" } })).toBe("session.wrong_code");
    const now = code();
    await seat.must(identity.prove, { body: { by: "code", code: now } });
    expect(await seat.code(identity.prove, { body: { by: "code", code: now } })).toBe("session.wrong_code");
    expect(await seat.code(identity.renewRecovery, own)).toBe("ok");
    clock.forward(LASTS);
    expect(await seat.code(identity.removeCodes, own)).toBe("session.proof_needed");
    expect(await seat.code(identity.prove, { body: { by: "code", code: recovery[0] ?? "" } })).toBe("session.wrong_code");
    await seat.must(identity.prove, { body: { by: "code", code: code() } });
    expect((await seat.must(identity.removeCodes, own)).codesSince).toBeNull();
  });

  it("goes on at once after a sign-in that used one, and in the session that has just set one up", async () => {
    const key = await keyOf(named(), await enter("dispatcher"));
    const seat = testClient(room.url);
    expect(await signInBy(named(), key, seat)).toBe("ok");
    expect(await seat.code(identity.newCodes, own)).toBe("ok");
    const { code } = await codesOf(named(), await enter("dispatcher2"));
    clock.forward(60_000);
    const coded = testClient(room.url);
    expect(await signInWith(named(), "dispatcher2", { code: code(), client: coded })).toBe("ok");
    expect(await coded.code(identity.newPasskey, own)).toBe("ok");
  });

  it.each<[string, string, (client: TestClient) => Promise<unknown>]>([
    ["adding a passkey", "analyst", (client) => keyOf(named(), client)],
    [
      "removing a passkey",
      "analyst0",
      async (client) => {
        const { passkeys } = await client.must(identity.factors, {});
        return client.must(identity.removePasskey, { params: { passkeyId: passkeys[0]?.passkeyId ?? "" }, ...own });
      },
    ],
    ["adding codes", "analyst2", (client) => codesOf(named(), client)],
    ["renewing recovery codes", "call-taker", (client) => client.must(identity.renewRecovery, own)],
    ["removing codes", "call-taker2", (client) => client.must(identity.removeCodes, own)],
  ])("ends one's other sessions and gives this one a new token: %s", async (name, username, change) => {
    const here = await enter(username);
    const { userId } = (await here.must(identity.me, {})).user;
    const [passkeys, codes] = [name.includes("removing a passkey"), /renewing|removing codes/u.test(name)];
    if (passkeys) await keyOf(named(), here);
    if (codes) await codesOf(named(), here);
    const elsewhere = await another(here, username);
    const before = here.token();
    await change(here);
    expect(here.token()).not.toBe(before);
    expect(await here.code(identity.me, {})).toBe("ok");
    expect(await elsewhere.code(identity.me, {})).toBe("access.not_signed_in");
    const [last] = (await logEntries(room, userId)).filter(({ type }) => type.startsWith("user.factor_")).slice(-1);
    expect(last?.detail).toMatchObject({ sessionsEnded: 1 });
  });
});

/** Another open session of the same person, past the factors that signing in would ask for. */
async function another(client: TestClient, username: string): Promise<TestClient> {
  const { userId } = (await client.must(identity.me, {})).user;
  const { rows } = await room.database.db.pool.query(
    "with gone as (delete from user_totp where user_id = $1 returning *) select row_to_json(gone) as totp from gone",
    [userId],
  );
  const other = await enter(username);
  if (rows[0] !== undefined)
    await room.database.db.pool.query("insert into user_totp select * from jsonb_populate_record(null::user_totp, $1)", [
      JSON.stringify((rows[0] as { totp: unknown }).totp),
    ]);
  return other;
}
