import * as fc from "fast-check";
import { expect, test } from "vitest";
import { coversFrom, decideShift, planShift, SHIFT_COMMANDS, SHIFT_KINDS, shiftAfter, type Shift, type ShiftCommand } from "./index.ts";

const HOUR = 3_600_000;
const plan = { name: "الصباحية", from: 10 * HOUR, to: 18 * HOUR, chief: "a" };

function planned(): Shift {
  const made = planShift({ ...plan, shiftId: "s", sectorId: "SU1" });
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

const commands: fc.Arbitrary<ShiftCommand> = fc.oneof(
  fc.record({
    kind: fc.constant("change" as const),
    name: fc.constantFrom("x", " ", "ليلية"),
    from: fc.integer({ min: 0, max: 40 * HOUR }),
    to: fc.integer({ min: 0, max: 80 * HOUR }),
    chief: fc.constant("a"),
  }),
  fc.record({ kind: fc.constantFrom("cancel" as const, "take_back" as const), reason: fc.constantFrom("", "سبب") }),
  fc.record({
    kind: fc.constant("start" as const),
    coversFrom: fc.integer({ min: 0, max: 40 * HOUR }),
    reason: fc.constantFrom(null, ".", "غائب"),
    elsewhere: fc.constantFrom(null, { name: "ليلية", sector: "SU2" }),
  }),
  fc.record({ kind: fc.constant("sign_out" as const), hash: fc.constantFrom("h1", "h2"), reason: fc.constantFrom(null, "", "غائب") }),
  fc.record({
    kind: fc.constant("sign_in" as const),
    hash: fc.constantFrom("h1", "h2"),
    reason: fc.constantFrom(null, ".", "غائب"),
    // The chief has two accounts.
    chiefAccounts: fc.constant(["a", "a2"]),
  }),
);
const steps = fc.array(
  fc.record({ command: commands, by: fc.constantFrom("a", "a2", "b", "c"), waits: fc.integer({ min: 0, max: 6 * HOUR }) }),
  {
    maxLength: 40,
  },
);

/** Every shift that a sequence of commands goes through. */
function walk(given: readonly { command: ShiftCommand; by: string; waits: number }[]): { from: Shift; to: Shift; command: ShiftCommand }[] {
  let [shift, at] = [planned(), 8 * HOUR];
  const walked = [];
  for (const { command, by, waits } of given) {
    at += waits;
    const next = decideShift(shift, command, { at, by, seenVersion: shift.version });
    if (!next.ok) continue;
    walked.push({ from: shift, to: next.value, command });
    shift = next.value;
  }
  return walked;
}

test("no sequence of commands leaves the table, and each step counts one version", () => {
  fc.assert(
    fc.property(steps, (given) => {
      for (const { from, to, command } of walk(given)) {
        expect(to.kind).toBe(shiftAfter(from.kind, command.kind));
        expect(to.version).toBe(from.version + 1);
      }
    }),
  );
});

test("a shift that is handed over has two signatures of two people, of one log, in order", () => {
  fc.assert(
    fc.property(steps, (given) => {
      for (const { from, to } of walk(given)) {
        if (to.kind !== "handed_over" || from.kind !== "handing_over") continue;
        // One relief signs both in the place of an absent chief, and says why.
        if (to.incoming.by === to.outgoing.by) expect([to.relievedFor, to.inPlaceOf === null]).toEqual(["غائب", false]);
        else expect(to.relievedFor).toBeNull();
        expect(["a", "a2"].includes(to.incoming.by) && ["a", "a2"].includes(to.outgoing.by)).toBe(false);
        expect(to.hash).toBe(from.hash);
        expect([to.coversFrom <= to.started.at, to.started.at <= to.outgoing.at, to.outgoing.at <= to.incoming.at]).toEqual([
          true,
          true,
          true,
        ]);
        if (to.outgoing.by !== to.chief) expect(to.inPlaceOf).not.toBeNull();
      }
    }),
    { numRuns: 500 },
  );
});

test("a handed over or cancelled shift takes no command at all", () => {
  for (const kind of ["handed_over", "cancelled"] as const)
    for (const command of SHIFT_COMMANDS) expect(shiftAfter(kind, command)).toBeNull();
  const reached = new Set<string>(["planned"]);
  fc.assert(
    fc.property(steps, (given) => walk(given).every(({ to }) => reached.add(to.kind) !== undefined)),
    { numRuns: 2000 },
  );
  expect([...reached].toSorted()).toEqual([...SHIFT_KINDS].toSorted());
});

const code = (shift: Shift, command: ShiftCommand, by: string, at: number): string => {
  const next = decideShift(shift, command, { at, by, seenVersion: shift.version });
  return next.ok ? "allowed" : next.error.code;
};

test("each refusal has its code", () => {
  const start: ShiftCommand = { kind: "start", coversFrom: 0, reason: null, elsewhere: null };
  expect(code(planned(), start, "a", 7 * HOUR)).toBe("shift.too_early");
  expect(code(planned(), start, "a", 18 * HOUR)).toBe("shift.too_late");
  expect(code(planned(), { kind: "cancel", reason: "\u200f " }, "a", 0)).toBe("shift.reason_missing");
  expect(code(planned(), { kind: "change", ...plan, to: plan.from }, "a", 0)).toBe("shift.span_wrong");
  expect(code(planned(), { kind: "change", ...plan, name: " " }, "a", 0)).toBe("shift.name_missing");
  expect(code(planned(), { kind: "sign_in", hash: "h", reason: null, chiefAccounts: ["a"] }, "a", 0)).toBe("shift.wrong_state");
  expect(code(planned(), start, "b", 10 * HOUR)).toBe("shift.not_its_chief");
  expect(code(planned(), { ...start, reason: "." }, "b", 10 * HOUR)).toBe("shift.not_its_chief");
  expect(code(planned(), { ...start, reason: "الرئيس مريض" }, "b", 10 * HOUR)).toBe("allowed");
  const elsewhere = { name: "ليلية", sector: "SU2" };
  expect(code(planned(), { ...start, elsewhere }, "a", 10 * HOUR)).toBe("shift.chief_elsewhere");
  expect(code(planned(), { ...start, elsewhere, reason: "زميلي مريض" }, "a", 10 * HOUR)).toBe("allowed");
  const running = decideShift(planned(), start, { at: 10 * HOUR, by: "a", seenVersion: 1 });
  if (!running.ok) throw new Error(running.error.code);
  expect(code(running.value, { kind: "sign_out", hash: "h", reason: null }, "b", 18 * HOUR)).toBe("shift.not_its_chief");
  expect(decideShift(running.value, start, { at: 0, by: "a", seenVersion: 1 })).toMatchObject({
    error: { code: "shift.changed_meanwhile" },
  });
  const signed = decideShift(running.value, { kind: "sign_out", hash: "h", reason: null }, { at: 18 * HOUR, by: "a", seenVersion: 2 });
  if (!signed.ok) throw new Error(signed.error.code);
  expect(code(signed.value, { kind: "sign_in", hash: "h", reason: null, chiefAccounts: ["a"] }, "a", 18 * HOUR)).toBe("shift.same_person");
  expect(code(signed.value, { kind: "sign_in", hash: "x", reason: null, chiefAccounts: ["a"] }, "b", 18 * HOUR)).toBe("shift.log_changed");
  expect(code(signed.value, { kind: "take_back", reason: "خطأ" }, "b", 18 * HOUR)).toBe("shift.not_signed_by_you");
});

test("an absent chief takes no third person: the relief signs in with a reason, or the chief who comes for the next shift does", () => {
  const after = (shift: Shift, command: ShiftCommand, by: string): Shift => {
    const next = decideShift(shift, command, { at: 12 * HOUR, by, seenVersion: shift.version });
    if (!next.ok) throw new Error(next.error.code);
    return next.value;
  };
  const start = (reason: string | null): ShiftCommand => ({ kind: "start", coversFrom: 0, reason, elsewhere: null });
  const out = (reason: string | null): ShiftCommand => ({ kind: "sign_out", hash: "h", reason });
  const signIn = (shift: Shift, by: string, reason: string | null) =>
    code(shift, { kind: "sign_in", hash: "h", reason, chiefAccounts: ["a", "a2"] }, by, 13 * HOUR);
  // The relief led all along.
  const relieved = after(after(planned(), start("غائب"), "b"), out(null), "b");
  expect([signIn(relieved, "b", null), signIn(relieved, "b", "."), signIn(relieved, "b", "لا أحد غيري")]).toEqual([
    "shift.same_person",
    "shift.same_person",
    "allowed",
  ]);
  expect([signIn(relieved, "a", null), signIn(relieved, "c", null)]).toEqual(["allowed", "allowed"]);
  // The chief came late and signed: two people are there.
  const late = after(after(planned(), start("غائب"), "b"), out(null), "a");
  expect([signIn(late, "a", "أنا هنا"), signIn(late, "a2", "أنا هنا"), signIn(late, "b", null)]).toEqual([
    "shift.same_person",
    "shift.same_person",
    "allowed",
  ]);
  // The chief led and left; a colleague signed. Signing by a second account of the chief is no colleague's.
  const left = after(after(planned(), start(null), "a"), out("غادر"), "b");
  expect([signIn(left, "a", null), signIn(left, "b", "لا أحد غيري")]).toEqual(["allowed", "allowed"]);
  const twice = after(after(planned(), start(null), "a"), out("غادر"), "a2");
  expect([signIn(twice, "a", "أنا هنا"), signIn(twice, "a2", "أنا هنا")]).toEqual(["shift.same_person", "shift.same_person"]);
});

test("the log of a shift begins where that of the one before ended, unless that is long ago", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (end, later) => {
      expect(coversFrom(end, end + later)).toBe(later <= 12 * HOUR ? end : end + later);
    }),
  );
  expect(coversFrom(null, 5)).toBe(5);
});
