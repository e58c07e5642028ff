import { identity } from "@amaliyat/contract/identity";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { signedIn } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const clock = movedClock();
const BREACHED = "five herons over the lagoon";
let room: TestRoom;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "breached-"));
  const list = join(folder, "list.txt");
  await writeFile(list, `${createHash("sha1").update(BREACHED).digest("hex").toUpperCase()}:12\r\n`);
  room = await startTestRoom({ roles: "api", clock: clock.now, environment: { AMALIYAT_BREACHED_PASSWORDS: list } });
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const NEXT = "another phrase of one's own";

it("asks for the old password, keeps this session, ends the others, and says so in the log", async () => {
  const [here, elsewhere] = [await signedIn(room.url, "operator", PASSWORD), await signedIn(room.url, "operator", PASSWORD)];
  expect(await here.code(identity.changePassword, { body: { current: "not the old one", next: NEXT } })).toBe("password.wrong_current");
  expect(await here.code(identity.changePassword, { body: { current: PASSWORD, next: "short" } })).toBe("password.too_short");
  expect(await here.code(identity.changePassword, { body: { current: PASSWORD, next: PASSWORD } })).toBe("password.unchanged");
  expect(await elsewhere.code(identity.me, {})).toBe("ok");
  await here.must(identity.changePassword, { body: { current: PASSWORD, next: NEXT } });
  expect(await here.code(identity.me, {})).toBe("ok");
  expect(await elsewhere.code(identity.me, {})).toBe("access.not_signed_in");
  await signedIn(room.url, "operator", NEXT);
  await expect(signedIn(room.url, "operator", PASSWORD)).rejects.toThrow("session.wrong_credentials");
  const { user } = await here.must(identity.me, {});
  const changed = (await logEntries(room, user.userId)).filter(({ type }) => type === "user.password_changed");
  expect(changed).toMatchObject([{ actor_name: "operator", detail: { own: true, sessionsEnded: 1 } }]);
  expect(JSON.stringify(changed)).not.toContain(NEXT);
});

it("is refused where it stands in the list of breached passwords that the room names", async () => {
  const client = await signedIn(room.url, "technician", PASSWORD);
  const choose = (next: string) => client.code(identity.changePassword, { body: { current: PASSWORD, next } });
  expect(await choose(BREACHED)).toBe("password.breached");
  expect(await choose(`${BREACHED}, seen by us`)).toBe("ok");
});

it("starts no room whose list of breached passwords cannot be read, and names it", async () => {
  const list = join(folder, "nowhere.txt");
  const start = startTestRoom({ roles: "api", environment: { AMALIYAT_BREACHED_PASSWORDS: list } });
  await expect(start).rejects.toThrow(`AMALIYAT_BREACHED_PASSWORDS: ${list} cannot be read`);
});

it("cannot be guessed from an open screen", async () => {
  const client = await signedIn(room.url, "dispatcher", PASSWORD);
  const guess = () => client.code(identity.changePassword, { body: { current: "a guess", next: NEXT } });
  for (let n = 0; n < 5; n++) expect(await guess()).toBe("password.wrong_current");
  expect(await guess()).toBe("session.locked_out");
  expect(await client.code(identity.changePassword, { body: { current: PASSWORD, next: NEXT } })).toBe("session.locked_out");
});

it("may have 256 characters of any kind, and every one counts", async () => {
  const long = `${"طويلة and long, été 🗝 ".repeat(13)}`.slice(0, 250).padEnd(256, "x");
  const client = await signedIn(room.url, "analyst", PASSWORD);
  await client.must(identity.changePassword, { body: { current: PASSWORD, next: long } });
  await signedIn(room.url, "analyst", long);
  await expect(signedIn(room.url, "analyst", `${long.slice(0, -1)}y`)).rejects.toThrow("session.wrong_credentials");
  await expect(signedIn(room.url, "analyst", long.slice(0, 128))).rejects.toThrow("session.wrong_credentials");
});

it("never grows old: after ten years it opens the room, and nothing asks for another", async () => {
  clock.forward(3_653 * 86_400_000);
  const client = await signedIn(room.url, "auditor", PASSWORD);
  expect(await client.code(identity.sessions, {})).toBe("ok");
});
