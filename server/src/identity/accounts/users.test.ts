import { identity, type User } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
let first: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  first = await room.as("first");
});
afterAll(() => room[Symbol.asyncDispose]());

const userOf = async (username: string): Promise<User> => {
  const found = (await first.must(identity.users, {})).find((user) => user.username === username);
  if (!found) throw new Error(`nobody is called ${username}`);
  return found;
};
type Body = Parameters<typeof first.code<typeof identity.changeUser>>[1]["body"];
const change = async (username: string, body: Body, by = first) =>
  by.code(identity.changeUser, { params: { userId: (await userOf(username)).userId }, body });

/** True if a change is kept for a second person. */
const waits = async (username: string, body: Body): Promise<boolean> =>
  (await first.must(identity.changeUser, { params: { userId: (await userOf(username)).userId }, body })).kind === "waits";

describe("an administrator", () => {
  it.each<Body>([{ role: "operator" }, { sectors: ["SU1"] }, { ended: true }, { designatedUntil: "2030-01-01T00:00:00Z" }])(
    "does not give himself %j",
    async (body) => {
      expect(await change("first", body)).toBe("user.own_rights");
      expect(await first.code(identity.me, {})).toBe("ok");
    },
  );

  it("may choose his own language, and send back the rights that he has", async () => {
    expect(await change("first", { language: "fr", role: "administrator", sectors: [], ended: false })).toBe("ok");
    expect(await first.code(identity.me, {})).toBe("ok");
  });

  it("cannot take from the room its last auditor", async () => {
    await room.database.db.pool.query("update users set ended = true where role = 'auditor' and username <> 'auditor'");
    for (const body of [{ ended: true }, { role: "operator" }, { designatedUntil: "2020-01-01T00:00:00Z" }] as const)
      expect(await change("auditor", body)).toBe("user.last_of_role");
    await room.database.db.pool.query("update users set ended = false where username = 'auditor2'");
    expect(await waits("auditor", { ended: true })).toBe(true);
    expect((await userOf("auditor")).ended).toBe(false);
  });

  it("cannot, with another who does the same at once, leave the room without one", async () => {
    const others = "update users set ended = true where role = 'administrator' and username not in ('first', 'administrator')";
    await room.database.db.pool.query(others);
    const other = await signedIn(room.url, "administrator", PASSWORD);
    const codes = await Promise.all([change("administrator", { ended: true }), change("first", { ended: true }, other)]);
    expect(codes.filter((code) => code === "ok").length).toBeLessThan(2);
    const { rows } = await room.database.db.pool.query("select from users where role = 'administrator' and not ended");
    expect(rows.length).toBeGreaterThan(0);
    await room.database.db.pool.query("update users set ended = false where username = 'first'");
    first = await signedIn(room.url, "first", PASSWORD);
  });
});

describe("a change of a person", () => {
  it("stands in the log as it was and as it is", async () => {
    const { userId, badge } = await userOf("analyst");
    expect(await change("analyst", { badge: "A-7", sectors: ["SU2", "SU2"] })).toBe("ok");
    const entries = (await logEntries(room, userId)).filter(({ actor_name: name }) => name !== "analyst");
    expect(entries.map(({ type, detail }) => [type, detail])).toEqual([
      ["user.changed", { username: "analyst", before: { badge, sectors: ["SU1"] }, after: { badge: "A-7", sectors: ["SU2"] } }],
    ]);
  });

  it("ends the sessions of that person where rights changed, and not otherwise", async () => {
    const analyst = await signedIn(room.url, "analyst2", PASSWORD);
    for (const body of [{}, { name: "محلل" }, { sectors: ["SU2"], role: "analyst" }] satisfies Body[]) {
      expect(await change("analyst2", body)).toBe("ok");
      expect(await analyst.code(identity.me, {})).toBe("ok");
    }
    expect(await change("analyst2", { sectors: ["SU1", "SU2"] })).toBe("ok");
    expect(await analyst.code(identity.me, {})).toBe("access.not_signed_in");
  });

  it("takes a sector that was named twice once, at designation too", async () => {
    const body = { username: "twice", name: "ن", badge: "1", role: "analyst" as const, sectors: ["SU1", "SU1"] };
    const made = await first.must(identity.createUser, { body });
    expect(made.kind === "made" && made.user.sectors).toEqual(["SU1"]);
  });
});

it("takes no name that reads as another, or that nobody sees", async () => {
  for (const name of ["a\nb", "a\u0000b", "\ud800", "\u202eadmin", "x\u2066y", "\u200b"])
    expect(await change("analyst", { name }), name).toBe("request.invalid");
  expect(await change("analyst", { name: "سيارة\u200f 12" })).toBe("ok");
});
