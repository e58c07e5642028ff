import { expect, it } from "vitest";
import { base32, codeAt, otpauthUri, stepOf } from "./totp.ts";

const SECRET = Buffer.from("12345678901234567890");

// RFC 6238, appendix B, for SHA-1; of its eight digits the last six.
it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("gives at %i s the code of the standard", (seconds, code) => {
  expect(codeAt(SECRET, Math.floor(seconds / 30))).toBe(code);
});

it("finds the step of a code among those that count", () => {
  const steps = [6, 7, 8].map((step) => ({ step }));
  expect(stepOf(SECRET, codeAt(SECRET, 7), steps)).toEqual({ step: 7 });
  expect(stepOf(SECRET, codeAt(SECRET, 5), steps)).toBeNull();
  expect(stepOf(SECRET, "", steps)).toBeNull();
});

// RFC 4648, section 10.
it.each([
  ["", ""],
  ["f", "MY"],
  ["foobar", "MZXW6YTBOI"],
])("writes %s in base32", (text, coded) => {
  expect(base32(Buffer.from(text))).toBe(coded);
});

it("names issuer and person in the address that an app reads", () => {
  expect(otpauthUri("ABC", "Amaliyat", "n.kacimi")).toBe("otpauth://totp/Amaliyat:n.kacimi?secret=ABC&issuer=Amaliyat");
});
