import { expect, it } from "vitest";
import { afterTalks, type Listening } from "./listening.ts";

const HELD: Listening = { legId: "l", callId: "c", mode: "listen", name: "ن", since: 0, heard: false };

it("a listening is over when its sound is gone, not before it has come", () => {
  const hears = [{ callId: "c", kind: "hearing" as const }];
  expect(afterTalks(HELD, [])).toBe(HELD);
  const heard = afterTalks(HELD, hears);
  expect(heard).toEqual({ ...HELD, heard: true });
  expect(afterTalks(heard, hears)).toBe(heard);
  // Another call's sound is none of this one, nor is a caller of one's own.
  expect(afterTalks(heard, [{ callId: "d", kind: "hearing" }])).toBeNull();
  expect(afterTalks(heard, [{ callId: "c", kind: "caller" }])).toBeNull();
  expect(afterTalks(null, hears)).toBeNull();
});
