import { identity } from "@amaliyat/contract/identity";
import { expect, it } from "vitest";
import { StrangeRefusalLog } from "./strange-refusals.ts";

function counted() {
  const written: [string, number][] = [];
  const log = new StrangeRefusalLog(async ({ address, count }) => void written.push([address, count]));
  const knock = (address: string, at: number) =>
    log.add({ route: identity.users, caller: null, partner: null, params: null, named: {}, at, address }, "access.not_signed_in");
  return { written, log, knock };
}

it("writes the first at once and the others of the minute as one, each address by itself", async () => {
  const { written, log, knock } = counted();
  for (const at of [0, 1, 2]) await knock("a", at);
  await knock("b", 3);
  expect(written).toEqual([
    ["a", 1],
    ["b", 1],
  ]);
  await log.settle(30_000);
  expect(written).toHaveLength(2);
  await log.settle(60_003);
  await log.settle(200_000);
  expect(written.slice(2)).toEqual([["a", 2]]);
});

it("does not grow with the number of addresses, and loses none of their refusals", async () => {
  const { written, log, knock } = counted();
  for (let n = 0; n < 5_000; n++) await knock(`address ${n}`, 0);
  await log.settle(60_000);
  expect(written.length).toBeLessThan(1_100);
  expect(written.reduce((sum, [, count]) => sum + count, 0)).toBe(5_000);
});
