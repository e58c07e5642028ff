import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readBody } from "./body.ts";
import { callerId } from "./caller-id.ts";

test.each([
  ["the telephone's own word", '"Amine" <sip:0661234567@op.example>;tag=1', [], "", { number: "0661234567", withheld: false }],
  [
    "the network's before the telephone's",
    "<sip:17@x>;tag=1",
    ["<sip:+213661234567@op.example;user=phone>"],
    "",
    { number: "+213661234567", withheld: false },
  ],
  [
    "a tel: URI beside a sip: one",
    "<sip:a@x>",
    ['"x" <sip:amine@op.example>, <tel:+213-661-23-45-67>'],
    "",
    { number: "+213661234567", withheld: false },
  ],
  ["privacy asked for", "<sip:anonymous@anonymous.invalid>", ["<tel:+213661234567>"], "id", { number: "+213661234567", withheld: true }],
  ["a number in its country", "<sip:a@x>", ["<tel:661234567;phone-context=+213>"], "", { number: "+213661234567", withheld: false }],
  ["privacy of two kinds", "<sip:0661234567@x>", [], "critical; user", { number: null, withheld: true }],
  ["no privacy", "<sip:0661234567@x>", [], "none", { number: "0661234567", withheld: false }],
  ["nobody", '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1', [], "", { number: null, withheld: true }],
  ["a name, not a number", "<sip:amine@x>", [], "", { number: null, withheld: false }],
  ["an escaped plus", "sip:%2B213661234567@x;tag=9", [], "", { number: "+213661234567", withheld: false }],
])("%s", (_name, from, asserted, privacy, expected) => {
  expect(callerId(from, asserted, privacy)).toEqual(expected);
});

test("whatever stands in the headers, a number has 2 to 15 digits or is none", () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), fc.string(), (from, asserted, privacy) => {
      expect(callerId(from, asserted, privacy).number ?? "00").toMatch(/^\+?\d{2,15}$/);
    }),
  );
});

test("a place that came with the call is found beside the session description", () => {
  const body = [
    "",
    "--b1",
    "Content-Type: application/sdp",
    "",
    "v=0",
    "--b1",
    "Content-Type: application/pidf+xml",
    "Content-ID: <a@b>",
    "",
    "<presence/>",
    "--b1--",
    "",
  ].join("\r\n");
  expect(readBody('multipart/mixed; boundary="b1"', body)).toEqual({ sdp: "v=0", location: "<presence/>", vehicle: null });
  expect(readBody("application/sdp", "v=0")).toEqual({ sdp: "v=0", location: null, vehicle: null });
  expect(readBody("multipart/mixed", body)).toEqual({ sdp: null, location: null, vehicle: null });
  fc.assert(fc.property(fc.string(), fc.string(), (type, text) => void readBody(type, text)));
});
