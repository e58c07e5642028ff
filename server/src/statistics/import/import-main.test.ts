import { identity } from "@amaliyat/contract/identity";
import { statistics } from "@amaliyat/contract/statistics";
import { IMPORT_COLUMNS } from "@amaliyat/domain/statistics";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startProgram } from "../../testing/child-program.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { putPerson } from "../../testing/people.ts";
import { publishedCsv } from "../../testing/things/published-year.ts";
import { telephoneCode } from "../../testing/things/telephone-code.ts";
import { signedIn, testClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { sendTo, signInTo } from "./sign-in-to.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

/** Runs the command on a file with the given text. */
async function start(
  name: string,
  text: string,
  more: Readonly<Record<string, string>> = {},
  environment: Record<string, string> = { ROOM_PASSWORD: PASSWORD },
) {
  const file = join(room.data, name);
  await writeFile(file, text);
  const options = { kind: "calls", file, url: room.url, username: "analyst", language: "en", ...more };
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  return { file, ...startProgram("statistics/import/import-main.ts", args, environment) };
}

it("imports a file, says how far it is and what came of it, and leaves no session open", async () => {
  const { ended, out, err } = await start("good.csv", publishedCsv("reports"), { kind: "reports" });
  expect([await ended, out()]).toEqual([0, "good.csv: done, 41 of 41 rows taken\n"]);
  expect(err()).toBe("41 of 41 rows read, 41 taken, 0 refused\n");
  const { rows } = await room.database.db.pool.query(
    "select from session s join users using (user_id) where username = 'analyst' and ended_at is null",
  );
  expect(rows).toEqual([]);
});

it("writes refused rows beside the file, in the language that was asked for, and says so by its exit code", async () => {
  const text = `${IMPORT_COLUMNS.calls.join(",")}\r\n2023-02-01T10:00:00+01:00,17,HLP,,1,1\r\n2023-02-01T10:00:00+01:00,=1+1,HLP,,1,1\r\n`;
  const { ended, out, file } = await start("bad.csv", text, { language: "fr" });
  expect(await ended).toBe(2);
  expect(out()).toBe(`bad.csv: done, 1 of 2 rows taken\nthe 1 refused rows and why: ${file}.errors.csv\n`);
  expect(await readFile(`${file}.errors.csv`, "utf8")).toMatch(/^\ufeffligne,colonne,code,cause,ligne reçue\r\n3,line,import\.formula,/);
});

it("ends with the room's own words where it is refused", async () => {
  const refusals = [
    [await start("wrong.csv", "a;b\r\n"), /^import\.wrong_columns: |^import\.semicolons: /],
    [await start("wrong.csv", "x", { username: "operator" }), /^access\.not_your_role: /],
    [
      await start("wrong.csv", "x", {}, { ROOM_PASSWORD: "not the password" }),
      /^session\.wrong_credentials: The user name or password is wrong/,
    ],
    [await start("wrong.csv", "x", { url: "http://127.0.0.1:9/" }), /^network\.lost: /],
    [await start("wrong.csv", "x", { kind: "people" }), /npm run import -- --kind/],
    [await start("wrong.csv", "x", {}, {}), /\S/],
  ] as const;
  for (const [{ ended, err, out }, words] of refusals) {
    expect([await ended, out()]).toEqual([1, ""]);
    expect(err()).toMatch(words);
    expect(err()).not.toContain(PASSWORD);
  }
  expect(existsSync(join(room.data, "wrong.csv.errors.csv"))).toBe(false);
});

it("does the work that strangers' wrong tries cost, and signs in", async () => {
  await putPerson(room, { username: "guessed-at", role: "analyst" });
  const guess = () => testClient(room.url).code(identity.signIn, { body: { username: "guessed-at", password: "not the password" } });
  for (let n = 0; n < 5; n++) await guess();
  expect(await guess()).toBe("session.work_needed");
  const { ended, err } = await start("wrong.csv", "x", { username: "guessed-at" });
  expect(await ended).toBe(1);
  expect(err()).toMatch(/^import\./);
});

it("brings the code of whoever has codes, asks for it where somebody is there, and says so where nobody is", async () => {
  const username = "with-codes";
  await putPerson(room, { username, role: "analyst" });
  const client = await signedIn(room.url, username, PASSWORD);
  const { secret } = await client.must(identity.newCodes, { body: { password: PASSWORD } });
  const { codes } = await client.must(identity.confirmCodes, { body: { code: telephoneCode(secret) } });
  const without = await start("wrong.csv", "x", { username });
  expect(await without.ended).toBe(1);
  expect(without.err()).toMatch(/^session\.code_needed: /);
  const wrong = await start("wrong.csv", "x", { username, code: "000000" });
  expect(await wrong.ended).toBe(1);
  expect(wrong.err()).toMatch(/^session\.wrong_code: /);
  const right = await start("wrong.csv", "x", { username, code: codes[0] ?? "" });
  expect(await right.ended).toBe(1);
  expect(right.err()).toMatch(/^import\./);
  const given = { username, password: PASSWORD, code: undefined, askCode: () => Promise.resolve(codes[1] ?? "") };
  expect(await signInTo(sendTo(room.url), given)).toMatchObject({ ok: true });
});

it("cancels at Ctrl-C, and none of the rows stays", async () => {
  const holder = await room.database.db.pool.connect();
  await holder.query("begin; lock table call in share mode");
  const { child, ended, out } = await start("long.csv", publishedCsv("calls"));
  const supervisor = await room.as("supervisor");
  const job = await vi.waitFor(async () => {
    const found = (await supervisor.must(statistics.imports, {})).find(({ fileName }) => fileName === "long.csv");
    expect(found).toMatchObject({ state: "running", rows: 2137 });
    return found;
  }, 20_000);
  child.kill("SIGINT");
  await vi.waitFor(
    async () => expect((await logEntries(room, job?.importId)).map(({ type }) => type)).toContain("import.cancelled"),
    10_000,
  );
  await holder.query("commit");
  holder.release();
  expect([await ended, out()]).toEqual([1, "long.csv: cancelled, 0 of 2137 rows taken\n"]);
  const { rowCount } = await room.database.db.pool.query("select from call where import_id = $1", [job?.importId]);
  expect(rowCount).toBe(0);
});
