import * as fc from "fast-check";
import { expect, test } from "vitest";
import { keyOfInfo } from "./info-key.ts";

const RELAY = "application/dtmf-relay";

test("a key is read from both bodies that are in use, and from nothing else", () => {
  expect(keyOfInfo(RELAY, "Signal=5\r\nDuration=160\r\n")).toBe("5");
  expect(keyOfInfo("Application/DTMF-Relay; charset=utf-8", "signal = #\nDuration = 250")).toBe("#");
  expect(keyOfInfo(RELAY, "Duration=160\r\nSignal= d")).toBe("D");
  expect(["10", "11", "12", "55", "", "flash"].map((said) => keyOfInfo(RELAY, `Signal=${said}`))).toEqual([
    "*",
    "#",
    null,
    null,
    null,
    null,
  ]);
  expect(keyOfInfo("application/dtmf", "5\r\n")).toBe("5");
  expect(keyOfInfo("application/dtmf", "Signal=5")).toBeNull();
  expect(keyOfInfo("application/media_control+xml", "5")).toBeNull();
  expect(keyOfInfo("", "Signal=5")).toBeNull();
  fc.assert(fc.property(fc.string(), fc.string(), (type, body) => void keyOfInfo(type, body)));
});
