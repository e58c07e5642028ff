import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { Parts } from "./parts.ts";

const parts = (...chunks: readonly string[]) => new Parts(Readable.from(chunks.map((chunk) => Buffer.from(chunk))));

it("reads lines and bytes however they were cut", async () => {
  const read = parts("he", "llo\n123", "45", "6\nwor", "ld\n");
  expect(await read.line(10)).toBe("hello");
  expect((await read.bytes(6))?.toString()).toBe("123456");
  expect((await read.bytes(0))?.length).toBe(0);
  expect([await read.line(10), await read.line(10), await read.line(10)]).toEqual(["", "world", null]);
  expect(read.isOver).toBe(true);
});

it("takes no longer line than was agreed, and no bytes that are not there", async () => {
  const long = parts("a line that is too long\n");
  expect([await long.line(5), long.isOver]).toEqual([null, false]);
  expect(await parts("endless".repeat(10)).line(20)).toBeNull();
  expect(await parts("four").bytes(5)).toBeNull();
});
