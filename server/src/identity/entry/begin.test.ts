import { identity } from "@amaliyat/contract/identity";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { codesOf } from "../../testing/things/own-factors.ts";
import { enterByCode } from "../../testing/people.ts";
import { codeOf, testClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { openFirstRun } from "../accounts/first-run.ts";

const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  // As in a room of one's own: whoever begins it must have a second factor.
  const environment = { AMALIYAT_SECOND_FACTOR: "administrator,auditor,evidence_officer" };
  room = await startTestRoom({ roles: "api", furnished: false, clock: clock.now, environment });
});
afterAll(() => room[Symbol.asyncDispose]());

const auditor = { username: "checks", name: "المدقق", nameLatin: "The auditor", badge: "2" };
const first = { username: "first", name: "المدير", nameLatin: "The administrator", badge: "1", language: "ar", auditor } as const;
const file = () => join(room.data, "first-run.json");
const shown = async () => JSON.parse(await readFile(file(), "utf8")) as { secret: string; half: string };

it("refuses a weak password, one person for both, and whoever does not read the terminal; and stays empty", async () => {
  const client = testClient(room.url);
  const { secret } = await shown();
  const refused = (given: object) => client.code(identity.begin, { body: { ...first, secret, password: PASSWORD, ...given } });
  expect(await refused({ password: "short" })).toBe("password.too_short");
  expect(await refused({ password: "the-first-of-all" })).toBe("password.contains_username");
  expect(await refused({ auditor: { ...auditor, badge: " ١ " } })).toBe("room.same_person");
  expect(await refused({ auditor: { ...auditor, username: "first" } })).toBe("room.same_person");
  for (const wrong of ["x", "23456-23456-23456-23456", secret.slice(0, -1)])
    expect(await refused({ secret: wrong })).toBe("room.wrong_secret");
  expect(await client.must(identity.firstRun, {})).toEqual({ needed: true });
  expect(await client.code(identity.me, {})).toBe("access.not_signed_in");
});

it("shows the same secret after a restart, in a file for the room's own user alone", async () => {
  const said: string[] = [];
  await openFirstRun(room.database.db, room.data, Date.now(), (text) => said.push(text));
  expect(said.join()).toContain((await shown()).secret);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

it("takes the first of many who begin at once, signs that one in, and tells and logs the others", async () => {
  const clients = Array.from({ length: 6 }, () => testClient(room.url));
  const { secret } = await shown();
  const begun = await Promise.all(
    clients.map((client, n) => client.ask(identity.begin, { body: { ...first, secret, username: `begins-${n}`, password: PASSWORD } })),
  );
  expect(begun.map(codeOf).toSorted()).toEqual(["ok", ...Array.from({ length: 5 }, () => "room.already_begun")]);
  const winner = clients[begun.findIndex(({ ok }) => ok)];
  if (winner === undefined) throw new Error("nobody began the room");
  const page = begun.find(({ ok }) => ok);
  expect(page).toMatchObject({ value: { session: { secondFactor: "due", user: { nameLatin: "The administrator" } } } });
  const { rows } = await room.database.db.pool.query("select name_latin from users where role = 'auditor'");
  expect(rows).toEqual([{ name_latin: "The auditor" }]);
  // Before the second factor stands, the page where it is set up is all that there is.
  expect(await winner.code(identity.users, {})).toBe("session.second_factor_due");
  await codesOf({ url: room.url, now: clock.now }, winner);
  const made = await winner.must(identity.users, {});
  expect(made.map(({ role }) => role).toSorted()).toEqual(["administrator", "auditor"]);
  expect(await winner.must(identity.firstRun, {})).toEqual({ needed: false });
  for (const loser of clients.filter((client) => client !== winner)) expect(await loser.code(identity.me, {})).toBe("access.not_signed_in");
  const types = (await logEntries(room)).map(({ type, refusal_code: code }) => [type, code].filter(Boolean).join(" "));
  expect(types.filter((type) => type === "user.created")).toHaveLength(2);
  expect(types.filter((type) => type === "access.refused room.already_begun")).toHaveLength(5);
  expect(types.filter((type) => type === "access.refused room.wrong_secret")).toHaveLength(3);

  // The auditor needs what the page showed and what the terminal shows; afterwards the terminal has nothing left to show.
  const half = page?.ok === true ? page.value.half : "";
  const terminal = await shown();
  expect(terminal.secret).toBeUndefined();
  for (const [one, other] of [
    [half, half],
    [terminal.half, terminal.half],
    [terminal.half, half],
  ] as const)
    expect(await testClient(room.url).code(identity.useCode, { body: { username: "checks", first: one, second: other } })).toBe(
      "code.wrong",
    );
  const checks = await enterByCode(room.url, "checks", { first: half, second: terminal.half }, "a phrase of the auditor");
  expect((await checks.must(identity.me, {})).secondFactor).toBe("due");
  await expect(shown()).rejects.toThrow("ENOENT");
});
