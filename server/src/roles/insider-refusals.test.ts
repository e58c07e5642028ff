import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller, Passage } from "../platform/http/index.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { testClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { InsiderRefusals, type FoldedRefusals } from "./insider-refusals.ts";

const passageOf = (userId: string, at: number): Passage => ({
  route: identity.users,
  caller: { userId } as Caller,
  partner: null,
  params: null,
  named: {},
  at,
  address: "198.51.100.1",
});

it("writes the first twenty of a minute whole and counts the others by code, each person for itself; none is lost", async () => {
  const folded: FoldedRefusals[] = [];
  const refusals = new InsiderRefusals(async (each) => void folded.push(each));
  let whole = 0;
  const refuse = async (userId: string, at: number, code: "access.not_your_role" | "object.not_found") => {
    if (await refusals.isWhole(passageOf(userId, at), code)) whole += 1;
  };
  for (let n = 0; n < 100; n++) await refuse("a", n, n % 4 === 0 ? "object.not_found" : "access.not_your_role");
  expect(whole).toBe(20);
  await refuse("b", 50, "object.not_found");
  expect(whole).toBe(21);
  await refusals.settle(59_999);
  expect(folded).toEqual([]);
  await refuse("a", 60_000, "object.not_found");
  expect(folded.map(({ count, codes }) => [count, codes])).toEqual([[80, { "object.not_found": 20, "access.not_your_role": 60 }]]);
  for (let n = 0; n < 30; n++) await refuse("a", 60_001 + n, "object.not_found");
  await refusals.settle(Number.POSITIVE_INFINITY);
  await refusals.settle(Number.POSITIVE_INFINITY);
  expect(whole + folded.reduce((sum, { count }) => sum + count, 0)).toBe(132);
});

describe("in a room", () => {
  const clock = movedClock();
  let room: TestRoom;
  beforeAll(async () => {
    room = await startTestRoom({ roles: "api", clock: clock.now });
  });
  afterAll(() => room[Symbol.asyncDispose]());
  const refused = async () => (await logEntries(room)).filter(({ type }) => type === "access.refused");

  it("one insider who is refused 200 times makes 20 entries, and one that counts the rest", async () => {
    clock.forward(120_000);
    const operator = await room.as("operator");
    const before = (await refused()).length;
    for (let n = 0; n < 200; n++) expect(await operator.code(identity.users, {})).toBe("access.not_your_role");
    expect(await refused()).toHaveLength(before + 20);
    clock.forward(61_000);
    await operator.code(identity.users, {});
    const [fold, next] = (await refused()).slice(before + 20);
    expect(fold).toMatchObject({ refusal_code: "access.not_your_role", detail: { count: 180, codes: { "access.not_your_role": 180 } } });
    expect(fold?.actor_name).toBe(next?.actor_name);
    expect(fold?.actor_name).not.toBeNull();
  });

  it("a visit of the sign-in page is no refusal, a wrong token and any other question are", async () => {
    clock.forward(120_000);
    const before = (await refused()).length;
    expect(await testClient(room.url).code(identity.me, {})).toBe("access.not_signed_in");
    expect(await refused()).toHaveLength(before);
    const forged = await fetch(new URL(identity.me.path, room.url), { headers: { cookie: "amaliyat_session=AAAA" } });
    expect(forged.status).toBe(401);
    expect(await refused()).toHaveLength(before + 1);
    clock.forward(120_000);
    await testClient(room.url).code(identity.users, {});
    expect((await refused()).length).toBeGreaterThan(before + 1);
  });
});
