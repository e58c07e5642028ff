import * as fc from "fast-check";
import { expect, test } from "vitest";
import { actAfter, agreedTimer, answerTimer, readTimer } from "./session-timer.ts";

const headers =
  (said: Readonly<Record<string, string>>) =>
  (name: string): string[] =>
    said[name] === undefined ? [] : [said[name]];
const answer = (said: Readonly<Record<string, string>>) => answerTimer(readTimer(headers(said)));

test("either side may be the refresher, as the caller said", () => {
  expect(answer({ supported: "timer, 100rel", "session-expires": "900;refresher=uac" })).toEqual({
    kind: "agreed",
    timer: { seconds: 900, refresher: "them" },
    headers: ["Session-Expires: 900;refresher=uac", "Require: timer"],
  });
  expect(answer({ supported: "timer", "session-expires": "900;refresher=uas" })).toMatchObject({
    timer: { seconds: 900, refresher: "us" },
  });
  expect(answer({ k: "timer", x: "900" })).toMatchObject({ timer: { seconds: 900, refresher: "us" } });
});

test("too short an interval is refused, and one that a proxy put in for a caller without timers is kept by us", () => {
  expect(answer({ supported: "timer", "session-expires": "60" })).toEqual({ kind: "too_small" });
  expect(answer({ "session-expires": "600;refresher=uac" })).toMatchObject({ timer: { seconds: 600, refresher: "us" } });
  expect(answer({})).toEqual({ kind: "agreed", timer: null, headers: [] });
});

test("what they agreed to is read from their answer", () => {
  expect(agreedTimer(readTimer(headers({ "session-expires": "1800;refresher=uas" })))).toEqual({ seconds: 1800, refresher: "them" });
  expect(agreedTimer(readTimer(headers({ "session-expires": "1800;refresher=uac" })))).toEqual({ seconds: 1800, refresher: "us" });
  expect(agreedTimer(readTimer(headers({})))).toBeNull();
});

test("whatever is said, we act before the session runs out and never at once", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 100_000 }),
      fc.constantFrom("", ";refresher=uac", ";refresher=uas"),
      fc.nat({ max: 5_000 }),
      (seconds, who, least) => {
        const made = answer({ supported: "timer", "session-expires": `${seconds}${who}`, "min-se": `${least}` });
        if (made.kind === "too_small" || made.timer === null) return;
        expect(actAfter(made.timer)).toBeGreaterThanOrEqual(45);
        expect(actAfter(made.timer)).toBeLessThan(made.timer.seconds);
        expect(made.timer.seconds).toBeGreaterThanOrEqual(least);
      },
    ),
  );
});
