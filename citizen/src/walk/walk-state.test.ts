import { expect, it } from "vitest";
import { ALARM_S, begun, extended, phaseOf } from "./walk-state.ts";

const MINUTE = 60_000;
const walk = begun(10, true, 0, { code: "A", contact: null });

it("counts down, asks for twenty seconds, and then calls", () => {
  expect(phaseOf(null, 0)).toEqual({ kind: "none" });
  expect(phaseOf(walk, 4 * MINUTE)).toEqual({ kind: "walking", leftS: 360 });
  const asked = { ...walk, alarmAt: 10 * MINUTE };
  expect(phaseOf(asked, 10 * MINUTE + 5000)).toEqual({ kind: "alarm", leftS: 15 });
  expect(phaseOf(asked, 10 * MINUTE + ALARM_S * 1000)).toEqual({ kind: "call" });
  expect(phaseOf({ ...asked, called: true }, 11 * MINUTE)).toEqual({ kind: "called" });
});

it("asks first where the phone was off when the time was up", () => {
  expect(phaseOf(walk, 90 * MINUTE)).toEqual({ kind: "alarm", leftS: ALARM_S });
});

it("gives more time after the end that was set, and from now where that is over", () => {
  expect(extended(walk, 5, MINUTE).until).toBe(15 * MINUTE);
  expect(extended({ ...walk, alarmAt: 10 * MINUTE }, 5, 12 * MINUTE)).toMatchObject({ until: 17 * MINUTE, alarmAt: null });
});
