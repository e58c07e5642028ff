import { expect, it } from "vitest";
import { address } from "./client.ts";

it("encodes each part of an address, so that none becomes another part", () => {
  const path = "/api/things/:thingId/parts/:part" as const;
  const params = { thingId: "../../users?a=b#c", part: "%2e\u0000 é" };
  const query = { q: "a&b=c#d", list: ["x y", "+"], none: null, never: undefined, n: 0 };
  const made = address({ path }, params, query);
  expect(made).toBe("/api/things/..%2F..%2Fusers%3Fa%3Db%23c/parts/%252e%00%20%C3%A9?q=a%26b%3Dc%23d&list=x+y&list=%2B&n=0");
  const read = new URL(made, "https://room.example");
  expect([read.host, read.hash, read.pathname.split("/").length]).toEqual(["room.example", "", 6]);
  expect([...read.searchParams]).toEqual([
    ["q", "a&b=c#d"],
    ["list", "x y"],
    ["list", "+"],
    ["n", "0"],
  ]);
});
