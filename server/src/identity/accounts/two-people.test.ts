import { join } from "node:path";
import { openVault } from "../../platform/vault.ts";
import { approvals } from "@amaliyat/contract/approvals";
import { identity } from "@amaliyat/contract/identity";
import { ROUTES } from "@amaliyat/contract/table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expireApprovals } from "../../approvals/index.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { confirm, enterByCode, putPerson } from "../../testing/people.ts";
import { openScreen } from "../../testing/screen.ts";
import { codeOf, signedIn, testClient, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { act, FIRST, movesIn, OWN_BADGE, RULES, type Move } from "../../testing/hostile-administrator.ts";
import { recover } from "./recover.ts";

const clock = movedClock();
const OWN = "a phrase of one's own";
let room: TestRoom;
let first: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  first = await signedIn(room.url, "first", PASSWORD);
});
afterAll(() => room[Symbol.asyncDispose]());

const person = (username: string, role: "operator" | "auditor" | "analyst" | "supervisor" = "operator") => ({
  username,
  name: username,
  badge: `badge ${username}`,
  role,
  sectors: ["SU1"],
});
/** Asks for a designation that takes two. */
async function ask(username: string, role: "operator" | "auditor" | "supervisor" = "operator") {
  const asked = await first.must(identity.createUser, { body: person(username, role) });
  if (asked.kind !== "waits") throw new Error("one person designated alone");
  return { approvalId: asked.approvalId, first: asked.half ?? "" };
}
const userIdOf = async (username: string): Promise<string> =>
  (await first.must(identity.users, {})).find((user) => user.username === username)?.userId ?? "";
const approveCode = (by: TestClient, approvalId: string) => by.code(approvals.approve, { params: { approvalId } });
const useCode = (username: string, code: { first: string; second: string }) =>
  testClient(room.url).code(identity.useCode, { body: { username, ...code } });

describe("a designation that takes two", () => {
  it("makes nobody before another role confirms it, and gives each of the two half a code", async () => {
    const auditor = await signedIn(room.url, "auditor", PASSWORD);
    const screen = await openScreen(auditor);
    const asked = await ask("newcomer");
    expect(await userIdOf("newcomer")).toBe("");
    await expect.poll(() => JSON.stringify(screen.heard)).toContain(asked.approvalId);
    const { half, approval } = await confirm(auditor, asked.approvalId);
    expect(approval).toMatchObject({ state: "approved", askedBy: { name: "المدير" }, decidedBy: { name: "auditor" } });
    for (const [one, other] of [
      [asked.first, asked.first],
      [half ?? "", half ?? ""],
      [half ?? "", asked.first],
      [asked.first, "22222-22222"],
    ] as const)
      expect(await useCode("newcomer", { first: one, second: other })).toBe("code.wrong");
    const client = await enterByCode(room.url, "newcomer", { first: asked.first.toLowerCase(), second: half ?? "" }, OWN);
    expect(await client.must(identity.me, {})).toMatchObject({ mustSetPassword: false, user: { role: "operator" } });
    expect(await useCode("newcomer", { first: asked.first, second: half ?? "" })).toBe("code.wrong");
    const entries = await logEntries(room, await userIdOf("newcomer"));
    expect(entries[0]).toMatchObject({ type: "user.created", actor_name: "auditor", detail: { askedBy: { name: "المدير" } } });
    const steps = (await logEntries(room, asked.approvalId)).map(({ type, actor_name: name }) => [type, name]);
    expect(steps).toEqual([
      ["approval.asked", "المدير"],
      ["approval.approved", "auditor"],
    ]);
    screen.socket.terminate();
  });

  it("is confirmed by nobody of the asker's role or badge, by no other role, and once", async () => {
    await putPerson(room, { username: "double", role: "supervisor", badge: "1" });
    const { approvalId } = await ask("guarded");
    const [double, other, operator] = [
      await signedIn(room.url, "double", PASSWORD),
      await signedIn(room.url, "administrator", PASSWORD),
      await signedIn(room.url, "operator", PASSWORD),
    ];
    expect(await approveCode(double, approvalId)).toBe("approval.own");
    for (const client of [first, other, operator]) expect(await approveCode(client, approvalId)).toBe("access.not_your_role");
    const supervisor = await signedIn(room.url, "supervisor", PASSWORD);
    const codes = await Promise.all(Array.from({ length: 20 }, () => approveCode(supervisor, approvalId)));
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["ok", "approval.decided"]));
    expect(
      (await logEntries(room)).filter(({ type, detail }) => type === "user.created" && detail?.["username"] === "guarded"),
    ).toHaveLength(1);
  });

  it("is not confirmed by the person whom it is about, under no account of that badge", async () => {
    const userId = await userIdOf("supervisor2");
    const asked = await first.must(identity.changeUser, { params: { userId }, body: { role: "auditor" } });
    if (asked.kind !== "waits") throw new Error("one person changed a supervisor alone");
    expect(await approveCode(await signedIn(room.url, "supervisor2", PASSWORD), asked.approvalId)).toBe("approval.concerns_you");
  });

  it("can be declined with a reason, taken back, and runs out; then it is over", async () => {
    const supervisor = await signedIn(room.url, "supervisor", PASSWORD);
    const declined = await ask("declined");
    expect(await codeOfAsk("declined")).toBe("approval.already_asked");
    const reason = "لا حاجة";
    const params = { approvalId: declined.approvalId };
    expect(await supervisor.must(approvals.decline, { params, body: { reason } })).toMatchObject({ state: "declined", reason });
    expect(await approveCode(supervisor, declined.approvalId)).toBe("approval.decided");
    const back = await ask("taken-back");
    expect(await supervisor.code(approvals.withdraw, { params: { approvalId: back.approvalId } })).toBe("approval.not_yours");
    await first.must(approvals.withdraw, { params: { approvalId: back.approvalId } });
    expect(await approveCode(supervisor, back.approvalId)).toBe("approval.decided");
    const late = await ask("late");
    await expireApprovals(room.database.db, clock.now() + 4 * 86_400_000);
    expect(await approveCode(supervisor, late.approvalId)).toBe("approval.expired");
    expect((await logEntries(room, late.approvalId)).map(({ type }) => type)).toContain("approval.expired");
  });

  it("is judged anew when it is confirmed", async () => {
    const supervisor = await signedIn(room.url, "supervisor", PASSWORD);
    const userId = await userIdOf("operator2");
    const asked = await first.must(identity.changeUser, { params: { userId }, body: { sectors: ["SU1", "SU2"] } });
    if (asked.kind !== "waits") throw new Error("one person widened an operator alone");
    expect((await first.must(identity.changeUser, { params: { userId }, body: { sectors: [] } })).kind).toBe("made");
    expect(await approveCode(supervisor, asked.approvalId)).toBe("approval.outdated");
    const named = await ask("same-name");
    await putPerson(room, { username: "same-name", role: "analyst" });
    expect(await approveCode(supervisor, named.approvalId)).toBe("object.exists");
  });
});

const codeOfAsk = (username: string) => first.code(identity.createUser, { body: person(username) });

describe("a one-time code", () => {
  it("opens nothing but the page where its person sets a password", async () => {
    const made = await first.must(identity.createUser, { body: person("begins", "analyst") });
    if (made.kind !== "made") throw new Error("an analyst is designated by one person");
    const client = testClient(room.url);
    await client.must(identity.useCode, { body: { username: "begins", first: made.code.first, second: made.code.second } });
    expect(await client.must(identity.me, {})).toMatchObject({ mustSetPassword: true });
    const closed = ROUTES.filter(({ access, whileUnset }) => (access.kind === "roles" || access.kind === "signed_in") && !whileUnset);
    for (const { method, path, carriage } of closed.filter((route) => route.carriage !== "socket")) {
      const answer = await client.fetch(path.replace(/:\w+/gu, "x"), { method });
      expect([path, answer.status, carriage === "raw" ? "" : await answer.text()]).toEqual([
        path,
        403,
        expect.stringContaining("password_unset"),
      ]);
    }
    expect((await client.socket("/api/live")).status).toBe(403);
    expect(await client.code(identity.setPassword, { body: { password: "short" } })).toBe("password.too_short");
    await client.must(identity.setPassword, { body: { password: OWN } });
    expect(await client.code(identity.sectors, {})).toBe("ok");
    expect(await client.code(identity.setPassword, { body: { password: "another phrase of it" } })).toBe("password.already_set");
    expect(await (await signedIn(room.url, "begins", OWN)).code(identity.me, {})).toBe("ok");
  });

  it("is told to its person at every seat and when signing in, who works on until it is used", async () => {
    const client = await signedIn(room.url, "analyst", PASSWORD);
    const screen = await openScreen(client);
    const made = await first.must(identity.issueCode, { params: { userId: await userIdOf("analyst") } });
    if (made.kind !== "made") throw new Error("an analyst is given a code by one person");
    await expect.poll(() => JSON.stringify(screen.heard)).toContain("sign_in_code");
    const [notice] = (await client.must(identity.me, {})).notices;
    expect(notice).toMatchObject({ way: "reset", own: true, by: "المدير", usedAt: null });
    expect((await (await signedIn(room.url, "analyst", PASSWORD)).must(identity.me, {})).notices).toHaveLength(1);
    await enterByCode(room.url, "analyst", made.code, OWN);
    expect(await client.code(identity.me, {})).toBe("access.not_signed_in");
    await expect(signedIn(room.url, "analyst", PASSWORD)).rejects.toThrow("session.wrong_credentials");
    const own = await signedIn(room.url, "analyst", OWN);
    const params = { codeId: notice?.codeId ?? "" };
    expect((await own.must(identity.seenNotice, { params })).notices).toEqual([]);
    expect(await own.code(identity.seenNotice, { params })).toBe("object.not_found");
    screen.socket.terminate();
  });

  it("is replaced by the next, lives for a day, and takes so many wrong tries", async () => {
    const userId = await userIdOf("analyst");
    const give = async () => {
      const made = await first.must(identity.issueCode, { params: { userId } });
      if (made.kind !== "made") throw new Error("an analyst is given a code by one person");
      return made.code;
    };
    const [old, next] = [await give(), await give()];
    expect(await useCode("analyst", old)).toBe("code.wrong");
    await room.database.db.pool.query("update sign_in_code set wrong = 100 where user_id = $1", [userId]);
    expect(await useCode("analyst", next)).toBe("code.wrong");
    const last = await give();
    clock.forward(24 * 3_600_000);
    first = await signedIn(room.url, "first", PASSWORD);
    expect(await useCode("analyst", last)).toBe("code.expired");
    expect(await useCode("nobody-at-all", last)).toBe("code.wrong");
  });

  it("replaces a password that the administrator knows when its person comes to a role of two", async () => {
    const made = await first.must(identity.createUser, { body: person("sock", "analyst") });
    if (made.kind !== "made") throw new Error("an analyst is designated by one person");
    const sock = await enterByCode(room.url, "sock", made.code, OWN);
    const params = { userId: made.user.userId };
    const asked = await first.must(identity.changeUser, { params, body: { role: "operator" } });
    if (asked.kind !== "waits") throw new Error("one person made an operator");
    await confirm(await signedIn(room.url, "supervisor", PASSWORD), asked.approvalId);
    expect(await sock.code(identity.me, {})).toBe("access.not_signed_in");
    await expect(signedIn(room.url, "sock", OWN)).rejects.toThrow("session.wrong_credentials");
    expect(await useCode("sock", made.code)).toBe("code.wrong");
  });
});

it("a sector is moved at once where nobody sees more by it, and by two where somebody does", async () => {
  const names = { ar: "ا", fr: "f", en: "e" };
  const put = (sectorId: string, parentId: string | null) =>
    first.must(identity.putSector, { params: { sectorId }, body: { parentId, names, boundary: null } });
  expect((await put("NEW", null)).kind).toBe("made");
  const moved = await put("NEW", "SU1");
  if (moved.kind !== "waits") throw new Error("one person widened all who cover SU1");
  await confirm(await signedIn(room.url, "auditor", PASSWORD), moved.approvalId);
  expect((await first.must(identity.sectors, {})).find(({ sectorId }) => sectorId === "NEW")?.parentId).toBe("SU1");
  expect((await put("NEW", null)).kind).toBe("made");
});

it("the boundary of a sector that somebody covers is drawn by two people: what happens within it is shown to them", async () => {
  const names = { ar: "ا", fr: "f", en: "e" };
  const wide: [number, number][] = [
    [5, 31],
    [6, 31],
    [6, 32],
    [5, 32],
  ];
  const put = (sectorId: string, parentId: string | null) =>
    first.must(identity.putSector, { params: { sectorId }, body: { parentId, names, boundary: wide } });
  const boundaryOf = async () => (await first.must(identity.sectors, {})).find(({ sectorId }) => sectorId === "SU1")?.boundary;
  const before = await boundaryOf();
  const drawn = await put("SU1", "SD1");
  if (drawn.kind !== "waits") throw new Error("one person drew the whole town into SU1");
  expect(await boundaryOf()).toEqual(before);
  await confirm(await signedIn(room.url, "supervisor", PASSWORD), drawn.approvalId);
  expect(await boundaryOf()).toEqual(wide);
  const cleared = { params: { sectorId: "SU1" }, body: { parentId: "SD1", names, boundary: null } };
  expect((await first.must(identity.putSector, cleared)).kind).toBe("waits");
  const bow: [number, number][] = [
    [5.3, 31.9],
    [5.4, 32],
    [5.4, 31.9],
    [5.3, 32],
  ];
  expect(await first.code(identity.putSector, { ...cleared, body: { ...cleared.body, boundary: bow } })).toBe("sector.boundary_crosses");
  expect((await put("NOBODYS", null)).kind).toBe("made");
  expect((await put("BELOW", "SU2")).kind).toBe("waits");
});

it("a request of somebody who was put out of office is confirmed no more", async () => {
  const asker = await signedIn(room.url, "administrator2", PASSWORD);
  const { userId } = (await first.must(identity.users, {})).find(({ username }) => username === "administrator2") ?? { userId: "" };
  const body = { username: "friend", name: "صديق", badge: "F-1", role: "operator" as const, sectors: ["SU1"] };
  const asked = await asker.must(identity.createUser, { body });
  if (asked.kind !== "waits") throw new Error("one person made an operator");
  await first.must(identity.changeUser, { params: { userId }, body: { ended: true } });
  const auditor = await signedIn(room.url, "auditor", PASSWORD);
  const approve = { params: { approvalId: asked.approvalId } };
  expect(await auditor.code(approvals.approve, approve)).toBe("approval.outdated");
  await auditor.must(approvals.decline, { ...approve, body: { reason: "لم يعد في منصبه" } });
});

it("whoever stands at the machine gives an administrator a code, which every auditor is told of until it was read", async () => {
  const many = await recover(room.database.db, await openVault(join(room.data, "keys")), {
    role: "administrator",
    username: null,
    at: clock.now(),
  });
  expect(many).toMatchObject({ ok: false, error: { code: "name_one" } });
  expect(
    await recover(room.database.db, await openVault(join(room.data, "keys")), {
      role: "administrator",
      username: "operator",
      at: clock.now(),
    }),
  ).toMatchObject({ ok: false });
  const done = await recover(room.database.db, await openVault(join(room.data, "keys")), {
    role: "administrator",
    username: "administrator",
    at: clock.now(),
  });
  if (!done.ok) throw new Error(done.error.code);
  await enterByCode(room.url, "administrator", done.value, OWN);
  for (const username of ["auditor", "auditor2", "auditor0"]) {
    const client = await signedIn(room.url, username, PASSWORD);
    const { notices } = await client.must(identity.me, {});
    expect(notices).toMatchObject([{ way: "recovery", own: false, by: null, person: { username: "administrator" } }]);
    await client.must(identity.seenNotice, { params: { codeId: notices[0]?.codeId ?? "" } });
    expect((await client.must(identity.me, {})).notices).toEqual([]);
  }
  expect((await logEntries(room)).filter(({ type }) => type === "user.recovered")).toMatchObject([
    { actor_name: null, detail: { role: "administrator" } },
  ]);
});

type Row = { readonly user_id: string; readonly role: string; readonly badge: string; readonly ended: boolean };

describe("the model of a hostile administrator", () => {
  /** A few acts of each kind on each account, which the room and the model must answer alike. */
  const sample = movesIn(FIRST).filter((_, n) => n % 3 === 0);
  const usernames = new Map<string, string>();

  beforeAll(async () => {
    for (const { id, role, badge, ended, covers, factor } of FIRST.accounts) {
      const username = id === "administrator" ? "first" : `model-${id}`;
      usernames.set(id, username);
      if (id === "administrator") {
        await room.database.db.pool.query("update users set badge = $1 where username = 'first'", [badge]);
        continue;
      }
      const { userId } = await putPerson(room, {
        username,
        role,
        badge: badge === OWN_BADGE ? badge : username,
        sectors: covers.map(() => "SU1"),
      });
      if (factor)
        await room.database.db.pool.query(
          "insert into user_totp (user_id, sealed, created_at, confirmed_at) values ($1, '', now(), now())",
          [userId],
        );
      if (ended) await room.database.db.pool.query("update users set ended = true where user_id = $1", [userId]);
    }
  }, 60_000);

  async function really(move: Move, n: number): Promise<string> {
    if (move.act === "create")
      return said(await first.ask(identity.createUser, { body: { ...person(`model-made-${n}`), role: move.role, badge: move.badge } }));
    const params = { userId: await userIdOf(usernames.get(move.id) ?? "") };
    if (move.act === "factors") {
      const answer = await first.ask(identity.clearFactors, { params });
      return answer.ok ? "waits" : said(answer);
    }
    if (move.act === "code") return said(await first.ask(identity.issueCode, { params }));
    const { covers, ...plain } = move.change;
    const body = { ...plain, ...(covers === undefined ? {} : { sectors: ["SU1", "SU2"] }) };
    return said(await first.ask(identity.changeUser, { params, body }));
  }
  const said = (answer: { ok: boolean; value?: { kind: string }; error?: { code: string } }): string =>
    answer.ok
      ? (answer.value?.kind ?? "")
      : ["user.own_rights", "user.badge_shared", "user.no_factors"].includes(codeOf(answer))
        ? "refused"
        : codeOf(answer);

  it("is answered by the room as by the rules", async () => {
    for (const [n, move] of sample.entries()) {
      const { rows: before } = await room.database.db.pool.query<Row>("select * from users order by user_id");
      expect([move, await really(move, n)]).toEqual([move, act(RULES, FIRST, move).outcome]);
      // Each act starts from the same room.
      await room.database.db.pool.query("update approval set state = 'withdrawn', decided_at = now() where state = 'asked'");
      for (const { user_id, role, badge, ended } of before)
        await room.database.db.pool.query("update users set role = $2, badge = $3, ended = $4 where user_id = $1", [
          user_id,
          role,
          badge,
          ended,
        ]);
    }
  }, 120_000);
});
