import { zeroBits } from "@amaliyat/domain/reports";
import * as fc from "fast-check";
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha256 } from "./sha256.ts";
import { solve } from "./solve.ts";

const asBytes = (words: Int32Array): Buffer => {
  const bytes = Buffer.alloc(32);
  words.forEach((word, i) => bytes.writeInt32BE(word, i * 4));
  return bytes;
};

it("digests any bytes as the standard says, also around the ends of blocks", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128]) {
    const bytes = new Uint8Array(length).fill(length);
    expect(asBytes(sha256(bytes)).toString("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(asBytes(sha256(bytes)).equals(createHash("sha256").update(bytes).digest())).toBe(true);
    }),
  );
});

it("does the work that the room asks for, by the room's own measure", () => {
  const [task, code] = ["mbn2k9.14.AAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA", "0123-4567-89AB"];
  const nonce = solve(task, code, 12);
  expect(nonce).toMatch(/^[0-9a-z]{1,16}$/);
  expect(zeroBits(createHash("sha256").update(`${task}:${code}:${nonce}`).digest())).toBeGreaterThanOrEqual(12);
});
