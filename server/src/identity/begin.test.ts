import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/log-entries.ts";
import { testClient } from "../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", furnished: false });
});
afterAll(() => room[Symbol.asyncDispose]());

const first = { username: "first", name: "المدير", badge: "1", language: "ar" } as const;

it("refuses a weak password and stays empty", async () => {
  const client = testClient(room.url);
  expect(await client.code(identity.begin, { body: { ...first, password: "short" } })).toBe("password.too_short");
  expect(await client.code(identity.begin, { body: { ...first, password: "the-first-of-all" } })).toBe("password.contains_username");
  expect(await client.must(identity.firstRun, {})).toEqual({ needed: true });
  expect(await client.code(identity.me, {})).toBe("access.not_signed_in");
});

it("takes the first of many who begin at once, signs that one in, and tells and logs the others", async () => {
  const clients = Array.from({ length: 6 }, () => testClient(room.url));
  const codes = await Promise.all(
    clients.map((client, n) => client.code(identity.begin, { body: { ...first, username: `begins-${n}`, password: PASSWORD } })),
  );
  expect(codes.toSorted()).toEqual(["ok", ...Array.from({ length: 5 }, () => "room.already_begun")]);
  const winner = clients[codes.indexOf("ok")];
  expect(await winner?.must(identity.users, {})).toMatchObject([{ role: "administrator", sectors: [], ended: false }]);
  expect(await winner?.must(identity.firstRun, {})).toEqual({ needed: false });
  for (const loser of clients.filter((client) => client !== winner)) expect(await loser.code(identity.me, {})).toBe("access.not_signed_in");
  const types = (await logEntries(room)).map(({ type, refusal_code: code }) => [type, code].filter(Boolean).join(" "));
  expect(types.filter((type) => type === "user.created")).toHaveLength(1);
  expect(types.filter((type) => type === "access.refused room.already_begun")).toHaveLength(5);
});
