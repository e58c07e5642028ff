import { join } from "node:path";
import { openVault } from "../../platform/vault.ts";
import { approvals } from "@amaliyat/contract/approvals";
import { identity, type WholeCode } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { codesOf, keyOf, signInBy, signInWith } from "../../testing/things/own-factors.ts";
import { confirm, enterByCode } from "../../testing/people.ts";
import { signedIn, testClient, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { recover } from "./recover.ts";

const clock = movedClock();
const OWN = "a phrase of one's own";
let room: TestRoom;
let first: TestClient;
const named = () => ({ url: room.url, now: clock.now });
beforeAll(async () => {
  const environment = { AMALIYAT_HOST: "localhost", AMALIYAT_SECOND_FACTOR: "evidence_officer" };
  room = await startTestRoom({ roles: "api", clock: clock.now, environment });
  first = await signedIn(room.url, "first", PASSWORD);
});
afterAll(() => room[Symbol.asyncDispose]());

const enter = (username: string): Promise<TestClient> => signedIn(room.url, username, PASSWORD);
const userIdOf = async (username: string): Promise<string> =>
  (await first.must(identity.users, {})).find((user) => user.username === username)?.userId ?? "";

/** A one-time code of a person, given by one or two as the role needs. */
async function codeFor(username: string): Promise<Pick<WholeCode, "first" | "second">> {
  const given = await first.must(identity.issueCode, { params: { userId: await userIdOf(username) } });
  if (given.kind === "made") return given.code;
  return { first: given.half ?? "", second: (await confirm(await enter("auditor"), given.approvalId)).half ?? "" };
}

/** Uses a code and sets a password by it; the session that this leaves, and what it was told before. */
async function setBy(username: string, code: Pick<WholeCode, "first" | "second">) {
  const client = testClient(room.url);
  const before = await client.must(identity.useCode, { body: { username, first: code.first, second: code.second } });
  return { client, before, after: await client.must(identity.setPassword, { body: { password: OWN } }) };
}

describe("a one-time code does not go around a second factor", () => {
  it("where its person has codes by telephone: the session ends, and signing in asks for the password and a code", async () => {
    const seat = await enter("technician");
    const { code } = await codesOf(named(), seat);
    const { client, before, after } = await setBy("technician", await codeFor("technician"));
    expect(before).toMatchObject({ mustSetPassword: true, signsInAfter: true });
    expect(after).toEqual({ kind: "sign_in" });
    expect(client.token()).toBe("");
    for (const one of [client, seat]) expect(await one.code(identity.me, {})).toBe("access.not_signed_in");
    clock.forward(60_000);
    expect(await signInWith(named(), "technician", { password: PASSWORD, code: code() })).toBe("session.wrong_credentials");
    expect(await signInWith(named(), "technician", { password: OWN })).toBe("session.code_needed");
    expect(await signInWith(named(), "technician", { password: OWN, code: code() })).toBe("ok");
    const entries = await logEntries(room, await userIdOf("technician"));
    expect(entries.find(({ type }) => type === "user.password_changed")?.detail).toMatchObject({ byCode: true, factorAsked: true });
  });

  it("where its person has a passkey: the new password alone opens nothing before the passkey was shown once", async () => {
    const key = await keyOf(named(), await enter("operator"));
    const { client, after } = await setBy("operator", await codeFor("operator"));
    expect(after).toEqual({ kind: "sign_in" });
    expect(await client.code(identity.newPasskey, { body: { password: OWN } })).toBe("access.not_signed_in");
    expect(await signInWith(named(), "operator", { password: OWN })).toBe("session.passkey_needed");
    expect(await signInBy(named(), key)).toBe("ok");
    // Its role need not have a second factor: from now on the password is enough, as before.
    expect(await signInWith(named(), "operator", { password: OWN })).toBe("ok");
  });

  it("who has none goes on directly, under a new token; a role that needs one sets it up first", async () => {
    const client = testClient(room.url);
    const { first: half, second } = await codeFor("evidence-officer");
    expect((await client.must(identity.useCode, { body: { username: "evidence-officer", first: half, second } })).signsInAfter).toBe(false);
    const before = client.token();
    const set = await client.must(identity.setPassword, { body: { password: OWN } });
    expect(set).toMatchObject({ kind: "entered", session: { mustSetPassword: false, secondFactor: "due" } });
    expect(client.token()).not.toBe(before);
    expect(await client.code(identity.sectors, {})).toBe("session.second_factor_due");
    await codesOf(named(), client, { password: OWN });
    expect(await client.code(identity.sectors, {})).toBe("ok");
  });

  it("a code ends the session that the browser had before, whoever's it was", async () => {
    const client = await enter("analyst");
    const { sessionId } = await client.must(identity.me, {});
    const code = await codeFor("analyst2");
    await client.must(identity.useCode, { body: { username: "analyst2", first: code.first, second: code.second } });
    const open = await first.must(identity.sessions, {});
    expect(open.some((session) => session.sessionId === sessionId)).toBe(false);
  });
});

describe("second factors that were lost", () => {
  it("are removed by two people, with the password; the person comes back by a code in halves", async () => {
    const seat = await enter("dispatcher");
    const key = await keyOf(named(), seat);
    const userId = await userIdOf("dispatcher");
    const params = { userId };
    expect(await first.code(identity.clearFactors, { params: { userId: await userIdOf("first") } })).toBe("user.own_rights");
    expect(await first.code(identity.clearFactors, { params: { userId: await userIdOf("dispatcher2") } })).toBe("user.no_factors");
    const asked = await first.must(identity.clearFactors, { params });
    expect(await first.code(identity.clearFactors, { params })).toBe("approval.already_asked");
    // Until another confirms it, nothing changes.
    expect(await seat.code(identity.me, {})).toBe("ok");
    expect(await signInBy(named(), key)).toBe("ok");
    for (const one of ["first", "administrator", "operator2"])
      expect(await (await enter(one)).code(approvals.approve, { params: { approvalId: asked.approvalId } })).toBe("access.not_your_role");
    const { approval, half } = await confirm(await enter("supervisor"), asked.approvalId);
    expect(approval.asked).toMatchObject({ kind: "user.factors", user: { username: "dispatcher" }, passkeys: 1, codes: false });
    expect(await seat.code(identity.me, {})).toBe("access.not_signed_in");
    expect(await signInBy(named(), key)).toBe("passkey.refused");
    expect(await signInWith(named(), "dispatcher")).toBe("session.wrong_credentials");
    for (const [one, other] of [
      [asked.half, asked.half],
      [half ?? "", half ?? ""],
    ] as const)
      expect(await testClient(room.url).code(identity.useCode, { body: { username: "dispatcher", first: one, second: other } })).toBe(
        "code.wrong",
      );
    const back = await enterByCode(room.url, "dispatcher", { first: asked.half, second: half ?? "" }, OWN);
    expect((await back.must(identity.factors, {})).passkeys).toEqual([]);
    expect((await back.must(identity.me, {})).notices).toMatchObject([{ own: true, confirmedBy: "supervisor" }]);
    const removed = (await logEntries(room, userId)).filter(({ type }) => type === "user.factor_removed");
    expect(removed).toMatchObject([
      { actor_name: "supervisor", detail: { passkeys: 1, codes: false, own: false, askedBy: { name: "المدير" } } },
    ]);
  });

  it("stay when the person has changed them since it was asked, and nobody confirms for themself", async () => {
    const seat = await enter("supervisor2");
    await keyOf(named(), seat);
    const { approvalId } = await first.must(identity.clearFactors, { params: { userId: await userIdOf("supervisor2") } });
    expect(await seat.code(approvals.approve, { params: { approvalId } })).toBe("approval.concerns_you");
    await keyOf(named(), seat, "another");
    expect(await (await enter("auditor")).code(approvals.approve, { params: { approvalId } })).toBe("approval.outdated");
    expect((await seat.must(identity.factors, {})).passkeys).toHaveLength(2);
  });

  it("go with the password when a person comes to a role of two: the administrator could have set up a key of theirs there", async () => {
    const body = { username: "sock", name: "sock", badge: "badge sock", role: "analyst" as const, sectors: ["SU1"] };
    const made = await first.must(identity.createUser, { body });
    if (made.kind !== "made") throw new Error("an analyst is designated by one person");
    const sock = await enterByCode(room.url, "sock", made.code, PASSWORD);
    const key = await keyOf(named(), sock);
    const { userId } = made.user;
    const asked = await first.must(identity.changeUser, { params: { userId }, body: { role: "operator" } });
    if (asked.kind !== "waits") throw new Error("one person made an operator");
    const { half } = await confirm(await enter("supervisor"), asked.approvalId);
    expect(await signInBy(named(), key)).toBe("passkey.refused");
    const { after } = await setBy("sock", { first: asked.half ?? "", second: half ?? "" });
    expect(after.kind).toBe("entered");
    const [changed] = (await logEntries(room, userId)).filter(({ type }) => type === "user.changed");
    expect(changed?.detail).toMatchObject({ passkeys: 1, codes: false });
  });

  it("are removed by a code of the machine when it is used; the log and every auditor say so", async () => {
    const seat = await enter("administrator");
    await keyOf(named(), seat);
    const { code } = await codesOf(named(), seat);
    const done = await recover(room.database.db, await openVault(join(room.data, "keys")), {
      role: "administrator",
      username: "administrator",
      at: clock.now(),
    });
    if (!done.ok) throw new Error(done.error.code);
    const userId = await userIdOf("administrator");
    // Nobody's protection falls before the code is used.
    expect((await seat.must(identity.factors, {})).passkeys).toHaveLength(1);
    const { client, before, after } = await setBy("administrator", done.value);
    expect(before.signsInAfter).toBe(false);
    expect(after.kind).toBe("entered");
    expect(await client.must(identity.factors, {})).toMatchObject({ passkeys: [], codesSince: null, recoveryCodesLeft: 0 });
    expect(await signInWith(named(), "administrator", { password: OWN, code: code() })).toBe("ok");
    const entries = await logEntries(room, userId);
    expect(entries.find(({ type }) => type === "user.recovered")?.detail).toMatchObject({ removesFactors: true });
    expect(entries.find(({ type }) => type === "user.factor_removed")?.detail).toMatchObject({ passkeys: 1, codes: true, by: "recovery" });
    for (const username of ["auditor", "auditor2", "auditor0"]) {
      const { notices } = await (await enter(username)).must(identity.me, {});
      expect(notices).toMatchObject([{ way: "recovery", own: false, person: { username: "administrator" } }]);
      expect(notices[0]?.usedAt).not.toBeNull();
    }
  });
});
