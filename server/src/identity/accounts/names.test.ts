import { approvals } from "@amaliyat/contract/approvals";
import { auditRoutes } from "@amaliyat/contract/audit";
import { identity, type User } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openScreen } from "../../testing/screen.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { logEntries } from "../../testing/things/log-entries.ts";

let room: TestRoom;
let first: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  first = await room.as("first");
});
afterAll(() => room[Symbol.asyncDispose]());

async function make(username: string, name: string, nameLatin?: string): Promise<User> {
  const body = {
    username,
    name,
    badge: username,
    role: "analyst" as const,
    sectors: [],
    ...(nameLatin === undefined ? {} : { nameLatin }),
  };
  const made = await first.must(identity.createUser, { body });
  if (made.kind !== "made") throw new Error("an analyst waited for two people");
  return made.user;
}
const setLatin = async ({ userId }: Pick<User, "userId">, nameLatin: string | null) =>
  first.must(identity.changeUser, { params: { userId }, body: { nameLatin } });
const latinOf = async (name: string): Promise<string | undefined> =>
  (await (await room.as("operator")).must(identity.names, {})).find((one) => one.name === name)?.nameLatin;

it("gives a person a name in Latin letters, at the designation and later, and takes it back", async () => {
  const user = await make("l.brahimi", "ليلى براهيمي", "Leïla Brahimi");
  expect(user.nameLatin).toBe("Leïla Brahimi");
  expect(await latinOf(user.name)).toBe("Leïla Brahimi");
  await setLatin(user, "Leila Brahimi");
  expect(await latinOf(user.name)).toBe("Leila Brahimi");
  await setLatin(user, null);
  expect(await latinOf(user.name)).toBeUndefined();
  const changes = (await logEntries(room, user.userId)).filter(({ type }) => type === "user.changed").map(({ detail }) => detail);
  expect(changes).toEqual([
    { username: "l.brahimi", before: { nameLatin: "Leïla Brahimi" }, after: { nameLatin: "Leila Brahimi" } },
    { username: "l.brahimi", before: { nameLatin: "Leila Brahimi" }, after: { nameLatin: null } },
  ]);
});

it("holds the name in Latin letters to the rules of a name", async () => {
  const { userId } = await make("rules", "اسم");
  for (const nameLatin of ["", " ", "a\nb", "\u202eadmin", "x".repeat(121)])
    expect(await first.code(identity.changeUser, { params: { userId }, body: { nameLatin } }), nameLatin).toBe("request.invalid");
});

it("gives no Latin name by which one person reads as another", async () => {
  const one = await make("one", "محمد بن علي", "Mohamed Benali");
  const other = await make("other", "محمد بن علي");
  expect(await latinOf(one.name)).toBeUndefined();
  await setLatin(other, "Mohamed Ben Ali");
  expect(await latinOf(one.name)).toBeUndefined();
  await setLatin(other, "Mohamed Benali");
  expect(await latinOf(one.name)).toBe("Mohamed Benali");
  await make("third", "محمد بن عالي", "MOHAMED BENALI");
  expect(await latinOf(one.name)).toBeUndefined();
});

it("is changed by two people for a role that takes two", async () => {
  const [{ userId, name }] = (await first.must(identity.users, {})).filter(({ username }) => username === "operator") as [User];
  const asked = await setLatin({ userId }, "Noura Kacimi");
  expect(asked.kind).toBe("waits");
  expect(await latinOf(name)).toBeUndefined();
  const approvalId = asked.kind === "waits" ? asked.approvalId : "";
  await (await room.as("supervisor")).must(approvals.approve, { params: { approvalId } });
  expect(await latinOf(name)).toBe("Noura Kacimi");
});

it("tells the desks, and no phone of a crew", async () => {
  const user = await make("told", "ياسين تواتي");
  const [desk, phone] = [await openScreen(await room.as("dispatcher")), await openScreen(await room.as("patrol"))];
  await setLatin(user, "Yacine Touati");
  await desk.happens("person_named", ({ userId }) => userId === user.userId);
  expect(phone.events().filter(({ happening }) => happening.topic === "person_named")).toEqual([]);
  for (const screen of [desk, phone]) screen.socket.terminate();
  expect(await (await room.as("patrol")).code(identity.names, {})).toBe("access.not_your_role");
});

it("finds the entries of a person in the log by either name", async () => {
  const [{ userId }] = (await first.must(identity.users, {})).filter(({ username }) => username === "first") as [User];
  await room.database.db.pool.query("update users set name_latin = 'Mourad Belkacem' where user_id = $1", [userId]);
  const auditor = await room.as("auditor");
  for (const text of ["المدير", "belkacem"]) {
    const { rows } = await auditor.must(auditRoutes.page, { query: { text } });
    expect(
      rows.some((row) => row.actorId === userId),
      text,
    ).toBe(true);
  }
});
