import * as fc from "fast-check";
import { expect, it } from "vitest";
import { charsetOf, decode, encodedPairs, decodeEncoded, WrongCharset } from "./charset.ts";

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
  ["text/plain;\tcharset=utf-8", "utf-8"],
  ["text/plain; charset=utf-8, foo", "utf-8"],
  ["text/plain; charset='utf-8'", "utf-8"],
  ["text/plain; charset=", null],
  ['text/plain; charset=""', null],
  ["text/plain", null],
])("reads the charset of %j", (type, charset) => {
  expect(charsetOf(type)).toBe(charset);
});

const TEXT = "حفرة dangereuse été";

it.each(["us-ascii", "ISO-8859-1", "windows-1252", "utf8mb4", "UTF_8", "None", "unicode-1-1-utf-8", "klingon"])(
  "reads UTF-8 that is declared as %s",
  (charset) => {
    expect(decodeEncoded(Buffer.from(TEXT), charset)).toBe(TEXT);
    expect(decode(Buffer.from(TEXT), charset)).toBe(TEXT);
  },
);

it("reads other bytes by Latin-1 if they are declared so, and refuses them under a name that is none", () => {
  for (const text of ["été", "caf\xE9", "\xABcaf\xE9\xBB", "le caf\xE9\xBB"]) {
    expect(decode(Buffer.from(text, "latin1"), "iso-8859-1")).toBe(text);
    expect(decode(Buffer.from(text, "latin1"), "us-ascii")).toBe(text);
  }
  for (const charset of ["utf8mb4", "klingon"]) expect(() => decode(Buffer.from("été", "latin1"), charset)).toThrow(WrongCharset);
  // Words of UTF-16, UTF-7 and ISO-2022-KR are all bytes of ASCII.
  const wide = Buffer.from("شارع", "utf16le");
  for (const charset of ["utf-16", "ucs-2", "unicode", "unicodefffe", "utf16", "klingon"])
    expect(() => decodeEncoded(wide, charset), charset).toThrow(WrongCharset);
  expect(() => decode(Buffer.from("+BjQGJw-"), "utf-7")).toThrow(WrongCharset);
  expect(() => decode(Buffer.from("\x1b$)C\x0eGQ1[\x0f"), "iso-2022-kr")).toThrow(WrongCharset);
  expect(decode(wide, "utf-16le")).toBe("شارع");
});

it("reads a text of UTF-8 that was cut inside its last letter, without that letter", () => {
  const whole = Buffer.from("طريق");
  expect(decode(whole.subarray(0, -1), "utf-8")).toBe("طري");
  expect(decode(whole.subarray(0, -1), "iso-8859-1")).toBe("طري");
  expect(decode(Buffer.from("feu 🔥").subarray(0, -1), "utf-8")).toBe("feu ");
  for (const other of [Buffer.from("caf\xE9", "latin1"), Buffer.from([0xe9]), Buffer.concat([whole.subarray(0, -1), Buffer.from("a")])])
    expect(() => decode(other, "utf-8")).toThrow(WrongCharset);
});
