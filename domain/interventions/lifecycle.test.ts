import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideIntervention,
  decideOpening,
  evolveIntervention,
  INTERVENTION_KINDS,
  INTERVENTION_REFUSALS,
  INTERVENTION_TRANSITIONS,
  interventionAfter,
  isCounted,
  type Circumstances,
  type Intervention,
  type InterventionCommand,
  type MergeTarget,
  type OpenCommand,
} from "./index.ts";
import { openedIntervention } from "./testing/opened.ts";

const openCommand: OpenCommand = {
  kind: "open",
  interventionId: "i1",
  reference: "2026-000001",
  channel: "CAM",
  cameraId: "c1",
  sectorId: "SU1",
  place: { point: { lat: 31.95, lon: 5.32 }, text: null },
};
const free: Circumstances = { at: 1000, by: "u1", assignments: { active: 0, onScene: 0 } };
const other: MergeTarget = { interventionId: "i2", reference: "2026-000002", kind: "open", leadsTo: [] };

const begin = (said: Partial<OpenCommand> = {}): Intervention => openedIntervention({ ...openCommand, ...said });

/** The state after commands that must all be allowed. */
function after(state: Intervention, ...commands: readonly InterventionCommand[]): Intervention {
  return commands.reduce((now, command) => {
    const decided = decideIntervention(now, command, free);
    if (!decided.ok) throw new Error(decided.error.code);
    return decided.value.reduce(evolveIntervention, now);
  }, state);
}

function code(state: Intervention, command: InterventionCommand, given: Circumstances = free): string {
  const decided = decideIntervention(state, command, given);
  return decided.ok ? "allowed" : decided.error.code;
}

const classify: InterventionCommand = { kind: "classify", subcategory: "TRF.OBS" };
const close: InterventionCommand = { kind: "close", disposition: "03", outcome: "أزيلت الشاحنة" };
const reopen: InterventionCommand = { kind: "reopen", reason: "عادت الشاحنة" };
const cancel: InterventionCommand = { kind: "cancel", reason: "خطأ في الفتح" };
const merge: InterventionCommand = { kind: "merge", target: other, moveAssignments: false };
const split: InterventionCommand = { kind: "split" };

const open = begin({ subcategory: "TRF.OBS" });
const closed = after(open, close);
const cancelled = after(open, cancel);
const merged = after(open, merge);

describe("opening", () => {
  test("needs nothing typed: origin, sub-category and priority have their defaults", () => {
    expect(begin()).toMatchObject({
      kind: "open",
      version: 1,
      origin: "video",
      subcategory: "OTH.UNK",
      priority: "P3",
      priorityByHand: false,
    });
    expect(begin({ subcategory: "ACC.INJ" })).toMatchObject({ priority: "P1" });
    expect(begin({ subcategory: "ACC.INJ", priority: "P2" })).toMatchObject({ priority: "P2", priorityByHand: true });
    expect(begin({ channel: "L1548", place: null })).toMatchObject({ origin: "call", place: null });
  });

  test("not at a place that is not on earth", () => {
    const nowhere = { point: { lat: 91, lon: 5 }, text: null };
    expect(decideOpening({ ...openCommand, place: nowhere }, free)).toMatchObject({ error: { code: "intervention.place_impossible" } });
    const nan = { point: { lat: Number.NaN, lon: 5 }, text: null };
    expect(decideOpening({ ...openCommand, place: nan }, free)).toMatchObject({ error: { code: "intervention.place_impossible" } });
    const silent = { point: null, text: " " };
    expect(decideOpening({ ...openCommand, place: silent }, free)).toMatchObject({ error: { code: "intervention.place_missing" } });
  });
});

describe("while open", () => {
  test("a new sub-category brings its priority, unless a person chose one", () => {
    expect(after(begin(), { kind: "classify", subcategory: "ACC.FAT" })).toMatchObject({ priority: "P1", version: 2 });
    const chosen = after(begin(), { kind: "prioritise", priority: "P2" }, { kind: "classify", subcategory: "ACC.FAT" });
    expect(chosen).toMatchObject({ subcategory: "ACC.FAT", priority: "P2", version: 3 });
  });

  test("what is so already makes no event", () => {
    expect(decideIntervention(open, classify, free)).toEqual({ ok: true, value: [] });
    const chosen = after(open, { kind: "prioritise", priority: "P1" });
    expect(decideIntervention(chosen, { kind: "prioritise", priority: "P1" }, free)).toEqual({ ok: true, value: [] });
  });

  test("place, note, clip", () => {
    expect(after(open, { kind: "place", place: { point: null, text: "أمام المحطة" }, sectorId: "SU2" })).toMatchObject({ sectorId: "SU2" });
    expect(code(open, { kind: "note", text: "\u200F \u202E" })).toBe("intervention.note_missing");
    expect(code(open, { kind: "note", text: "ن".repeat(4001) })).toBe("intervention.text_too_long");
    expect(code(open, { kind: "note", text: "🚓".repeat(4000) })).toBe("allowed");
    expect(code(open, { kind: "attach_clip", clip: { cameraId: "c1", from: 5, to: 5 } })).toBe("intervention.clip_empty");
  });

  test("another's change in between is said, not overwritten", () => {
    expect(code(open, classify, { ...free, seenVersion: 1 })).toBe("allowed");
    expect(decideIntervention(open, close, { ...free, seenVersion: 0 })).toMatchObject({
      error: { code: "intervention.changed_meanwhile", params: { version: 1 } },
    });
  });
});

describe("ending", () => {
  test("closing wants an outcome in words and no unit left", () => {
    expect(closed).toMatchObject({ kind: "closed", disposition: "03", outcome: "أزيلت الشاحنة", closed: { at: 1000, by: "u1" } });
    expect(code(open, { ...close, outcome: " \n" })).toBe("intervention.outcome_missing");
    expect(code(open, close, { ...free, assignments: { active: 1, onScene: 0 } })).toBe("intervention.units_still_assigned");
  });

  test("unclassified closes for review only, and a supervisor's classification ends the review", () => {
    expect(code(begin(), close)).toBe("intervention.still_unclassified");
    const waiting = after(begin(), { ...close, forReview: true });
    expect(waiting).toMatchObject({ kind: "closed", needsReview: true });
    expect(code(waiting, { kind: "classify", subcategory: "OTH.UNK" })).toBe("intervention.still_unclassified");
    expect(after(waiting, classify)).toMatchObject({ kind: "closed", subcategory: "TRF.OBS", needsReview: false });
  });

  test("cancelling wants a reason and nobody on scene", () => {
    for (const reason of ["", ".", "ااا"]) expect(code(open, { kind: "cancel", reason })).toBe("intervention.reason_missing");
    expect(code(open, cancel, { ...free, assignments: { active: 2, onScene: 1 } })).toBe("intervention.unit_on_scene");
    expect(code(open, cancel, { ...free, assignments: { active: 2, onScene: 0 } })).toBe("allowed");
  });

  test("reopening keeps the facts and drops the end", () => {
    const again = after(closed, reopen);
    expect(again).toEqual({ ...open, version: 3 });
    expect(after(cancelled, reopen)).toEqual({ ...open, version: 3 });
    expect(code(open, reopen)).toBe("intervention.still_open");
    expect(code(closed, { kind: "reopen", reason: "  " })).toBe("intervention.reason_missing");
  });

  test("each end refuses what makes no sense after it, by its own code", () => {
    for (const command of [close, cancel, merge]) {
      expect(code(closed, command)).toBe("intervention.already_closed");
      expect(code(cancelled, command)).toBe("intervention.already_cancelled");
      expect(code(merged, command)).toBe("intervention.already_merged");
    }
  });
});

const into = (target: Partial<MergeTarget>): string => code(open, { ...merge, target: { ...other, ...target } });

describe("merging", () => {
  test("points to the other one and can be taken back", () => {
    expect(merged).toMatchObject({ kind: "merged", into: "i2" });
    expect(decideIntervention(open, merge, free)).toMatchObject({ value: [{ kind: "merged", otherReference: other.reference }] });
    expect(after(merged, split)).toEqual({ ...open, version: 3 });
    expect(code(open, split)).toBe("intervention.not_merged");
  });

  test("only into another open one, never in a circle", () => {
    expect(into({ interventionId: "i1" })).toBe("intervention.merge_into_itself");
    expect(into({ kind: "merged", leadsTo: ["i3"] })).toBe("intervention.merge_target_merged");
    expect(into({ kind: "merged", leadsTo: ["i3", "i1"] })).toBe("intervention.merge_cycle");
    expect(into({ kind: "cancelled" })).toBe("intervention.merge_target_cancelled");
    expect(into({ kind: "closed" })).toBe("intervention.merge_target_closed");
  });

  test("with units only if they move along", () => {
    const busy = { ...free, assignments: { active: 1, onScene: 1 } };
    expect(code(open, merge, busy)).toBe("intervention.units_still_assigned");
    expect(code(open, { ...merge, moveAssignments: true }, busy)).toBe("allowed");
  });
});

const command: fc.Arbitrary<InterventionCommand> = fc.oneof(
  fc.constantFrom<InterventionCommand>(classify, close, reopen, cancel, merge, split),
  fc.constantFrom<InterventionCommand>(
    { kind: "classify", subcategory: "OTH.UNK" },
    { kind: "prioritise", priority: "P1" },
    { kind: "place", place: { point: null, text: "السوق" }, sectorId: null },
    { kind: "note", text: "ملاحظة" },
    { kind: "mark", attributes: ["injury"] },
    { kind: "note_person", person: { personId: "p1", role: "witness", certainty: "fact", name: "س", description: null } },
    { kind: "withdraw_person", personId: "p1", withdrawn: false, reason: "خلط" },
    { kind: "relate", relation: "related", target: { ...other, above: [], now: null }, above: [] },
    { kind: "unrelate", relation: "related", target: { ...other, above: [], now: "related" }, above: [] },
    { kind: "attach_clip", clip: { cameraId: "c1", from: 0, to: 30_000 } },
    { kind: "close", disposition: "17", outcome: "لا شيء", forReview: true },
    { kind: "merge", target: { ...other, interventionId: "i1" }, moveAssignments: true },
  ),
);

describe("whatever is commanded in whatever order", () => {
  test("the state goes exactly where the table says, the version counts the events, the facts stay", () => {
    const circumstances = fc.record({ active: fc.nat(2), onScene: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(fc.tuple(command, circumstances), { maxLength: 30 }), (steps) => {
        let state = begin();
        let events = 1;
        for (const [step, assignments] of steps) {
          const target = interventionAfter(state.kind, step.kind);
          const decided = decideIntervention(state, step, { ...free, assignments });
          if (target === null) expect(decided.ok).toBe(false);
          if (!decided.ok) {
            expect(INTERVENTION_REFUSALS).toContain(decided.error.code);
            continue;
          }
          const before = state;
          state = decided.value.reduce(evolveIntervention, state);
          events += decided.value.length;
          if (decided.value.length > 0) expect(state.kind).toBe(target);
          else expect(state).toBe(before);
          expect(state.version).toBe(events);
          expect(state).toMatchObject({ interventionId: "i1", reference: "2026-000001", opened: { at: 0, by: "u0" } });
          if (state.kind === "closed") expect(state.subcategory !== "OTH.UNK" || state.needsReview).toBe(true);
        }
      }),
    );
  });

  test("the table speaks of every state, and only open ones and closed ones are counted", () => {
    expect(Object.keys(INTERVENTION_TRANSITIONS)).toEqual(["none", ...INTERVENTION_KINDS]);
    expect(INTERVENTION_KINDS.filter(isCounted)).toEqual(["open", "closed"]);
  });
});
