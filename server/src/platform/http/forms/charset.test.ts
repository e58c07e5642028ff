import * as fc from "fast-check";
import { expect, it } from "vitest";
import { charsetOf, encodedPairs } from "./charset.ts";

it("reads pairs as URLSearchParams does, whatever is escaped in it", () => {
  // Letters are escaped: with some raw ones Node 24 reads other letters than were written.
  const piece = fc.constantFrom("&", "=", "%", "+", "%2", "%zz", "%26", "%C3%A9", "a", "%D8%B4", ";");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const body = Buffer.from(pieces.join(""));
      const found = [...encodedPairs(body)].map((pair) => pair.map((bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)));
      expect(found).toEqual([...new URLSearchParams(body.toString())]);
    }),
  );
});

it.each([
  ["application/x-www-form-urlencoded; charset=windows-1256", "windows-1256"],
  ['text/plain;charset="ISO-8859-1"; format=flowed', "ISO-8859-1"],
  ["Content-Type: text/plain; boundary=b; CHARSET = utf-8", "utf-8"],
  ["text/plain; charset=", null],
  ['text/plain; charset=""', null],
  ["text/plain", null],
])("reads the charset of %j", (type, charset) => {
  expect(charsetOf(type)).toBe(charset);
});
