import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  alertAfter,
  ALERT_STATES,
  BOLO_STANDINGS,
  decideAlert,
  printableAlert,
  proposeAlert,
  type Alert,
  type AlertCommand,
  type AlertSaid,
  type Decision,
} from "./index.ts";

const MINUTE = 60_000;
const said: AlertSaid = { ar: "طفل مفقود", fr: "Enfant disparu", pictureId: null, area: "ورقلة" };
const child = { kind: "missing_person", facts: { age: 9 }, standing: "in_force" } as const;
const START = 1000 * MINUTE + 30_000;

function proposed(): Alert {
  const made = proposeAlert(child, said, { at: START, by: "a" });
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

const text = fc.constantFrom("", "\u200f", ".", "وكيل");
const decision: fc.Arbitrary<Decision> = fc.record({
  authorised: fc.boolean(),
  prosecutor: text,
  reference: text,
  decidedAt: fc.integer({ min: START - 10 * MINUTE, max: START + 60 * MINUTE }),
  way: fc.constantFrom("paper" as const, "telephone" as const),
});
const commands: fc.Arbitrary<AlertCommand> = fc.oneof(
  fc.constantFrom({ kind: "check" as const }, { kind: "hand_over" as const }),
  fc.record({ kind: fc.constant("decide" as const), decision }),
  fc.record({ kind: fc.constant("withdraw" as const), reason: text }),
);
const steps = fc.array(fc.record({ command: commands, by: fc.constantFrom("a", "b"), waits: fc.integer({ min: 0, max: 9 * MINUTE }) }), {
  maxLength: 12,
});

const granted: Decision = { authorised: true, prosecutor: "وكيل", reference: "وكيل", decidedAt: START + MINUTE, way: "paper" };
/** The way to an authorised alert, which chance seldom finds. */
const AUTHORISING = [
  { command: { kind: "check" as const }, by: "b" as const, waits: MINUTE },
  { command: { kind: "decide" as const, decision: granted }, by: "b" as const, waits: MINUTE },
];

test("whatever is done, nothing can be printed before another person checked it and a prosecutor's authorisation was recorded", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(steps, fc.constantFrom(...BOLO_STANDINGS), (given, standing) => {
      let [alert, at] = [proposed(), START];
      for (const { command, by, waits } of given) {
        at += waits;
        const next = decideAlert(alert, command, { at, by });
        if (next.ok) {
          const step = command.kind === "decide" ? (command.decision.authorised ? "authorise" : "refuse") : command.kind;
          expect(next.value.state).toBe(alertAfter(alert.state, step));
          // The texts that are decided on are the texts that were proposed.
          expect(next.value).toMatchObject(said);
          alert = next.value;
        }
        reached.add(alert.state);
        const printed = printableAlert(alert, standing);
        if (!printed.ok) {
          expect(printed.error.code).toBe("alert.not_authorised");
          continue;
        }
        expect([alert.state, standing, alert.decision?.authorised]).toEqual(["authorised", "in_force", true]);
        expect(alert.checked?.by).not.toBe(alert.proposed.by);
        expect([alert.decision?.prosecutor, alert.decision?.reference]).toEqual(["وكيل", "وكيل"]);
        expect(alert.decision?.decidedAt).toBeGreaterThan((alert.checked?.at ?? 0) - MINUTE);
        expect(alert.decision?.decidedAt).toBeLessThanOrEqual(alert.decision?.recorded.at ?? 0);
      }
    }),
    { numRuns: 3000, examples: [[AUTHORISING, "in_force"]] },
  );
  expect([...reached].toSorted()).toEqual([...ALERT_STATES].toSorted());
});

test("each refusal has its code", () => {
  const code = (given: ReturnType<typeof decideAlert>): string => (given.ok ? "ok" : given.error.code);
  const by = (person: string) => ({ at: START + MINUTE, by: person });
  const decided: Decision = { authorised: true, prosecutor: "وكيل", reference: "12/26", decidedAt: START + MINUTE, way: "paper" };
  expect(code(proposeAlert({ ...child, facts: { age: 18 } }, said, by("a")))).toBe("alert.not_a_child");
  expect(code(proposeAlert({ ...child, facts: { age: null } }, said, by("a")))).toBe("alert.not_a_child");
  expect(code(proposeAlert({ ...child, kind: "wanted_person" }, said, by("a")))).toBe("alert.not_a_child");
  expect(code(proposeAlert({ ...child, standing: "draft" }, said, by("a")))).toBe("bolo.wrong_state");
  expect(code(proposeAlert(child, { ...said, fr: " " }, by("a")))).toBe("alert.text_missing");
  expect(code(decideAlert(proposed(), { kind: "check" }, by("a")))).toBe("alert.same_person");
  expect(code(decideAlert(proposed(), { kind: "decide", decision: decided }, by("b")))).toBe("alert.wrong_state");
  expect(code(decideAlert(proposed(), { kind: "hand_over" }, by("b")))).toBe("alert.not_authorised");
  const checked = decideAlert(proposed(), { kind: "check" }, by("b"));
  if (!checked.ok) throw new Error(checked.error.code);
  const decide = (change: Partial<Decision>) =>
    code(decideAlert(checked.value, { kind: "decide", decision: { ...decided, ...change } }, by("b")));
  expect([
    decide({ prosecutor: " " }),
    decide({ decidedAt: START - MINUTE }),
    decide({ decidedAt: START + 2 * MINUTE }),
    decide({}),
  ]).toEqual(["alert.decision_incomplete", "alert.decided_at_wrong", "alert.decided_at_wrong", "ok"]);
});
