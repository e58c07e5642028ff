import * as fc from "fast-check";
import { expect, test } from "vitest";
import { handOverField, readHandOver } from "./hand-over.ts";

const room = fc.stringMatching(/^[0-9a-f]{16}$/);

test("the rooms that have had a call are read again as they were written, whatever the network made of the letters", () => {
  fc.assert(
    fc.property(fc.array(room, { minLength: 1, maxLength: 12 }), fc.boolean(), (rooms, isLoud) => {
      const field = handOverField(rooms);
      const passed = isLoud ? field.toUpperCase() : field;
      expect(readHandOver(["04abcd;encoding=hex", passed])).toEqual({ rooms: rooms.slice(-8), isKept: true });
      // Networks pass on 128 bytes of the field, which is written in hex.
      expect(field.split(";")[0]?.length).toBeLessThanOrEqual(256);
    }),
  );
});

test("what is none of ours is no hand-over", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readHandOver([text])).toBeNull();
    }),
  );
  for (const field of [
    "00414d5231",
    "00414d5231abc",
    `00414d5232${"a".repeat(16)}`,
    `00414d5231${"a".repeat(17)}`,
    `x00414d5231${"a".repeat(16)}`,
  ])
    expect(readHandOver([field])).toBeNull();
  expect(readHandOver([`00414d5230${"a".repeat(16)}`])).toEqual({ rooms: ["a".repeat(16)], isKept: false });
});
