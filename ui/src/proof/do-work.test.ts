import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { doWork } from "./do-work.ts";

it.each([0, 1, 9, 12])("finds a number whose digest begins with %i zero bits", async (bits) => {
  const nonce = await doWork("a.task", bits);
  const digest = createHash("sha256").update(`a.task:${nonce}`).digest();
  expect(BigInt(`0x${digest.toString("hex")}`) >> BigInt(256 - bits)).toBe(0n);
});
