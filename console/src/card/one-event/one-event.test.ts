import type { Assignment } from "@amaliyat/contract/dispatch";
import type { InterventionEvent, MergedIntervention } from "@amaliyat/contract/interventions";
import { mergedOne } from "@amaliyat/contract/interventions/testing";
import { ATTRIBUTES, bothDangers, isGraver, PRIORITIES } from "@amaliyat/domain/interventions";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whyPriority } from "../panels/priority-reason.ts";
import { sentUnit } from "../../facts/testing/assignment.ts";
import { cameFrom, graverCategory, mergedTree, peopleOf, wordsOf, type MergedNode } from "./merged-tree.ts";
import { dangerSaid, riseOf } from "../../facts/danger/rise.ts";
import { proposeSplit, withNewDanger } from "./split.ts";
import { unreadSinceOf } from "../../facts/danger/unread-mark.tsx";

const at = new Date(0).toISOString();
const unit = (unitCode: string, more: Partial<Assignment> = {}): Assignment =>
  sentUnit({
    assignmentId: `a${unitCode}`,
    interventionId: "t",
    unitId: `u${unitCode}`,
    unitCode,
    state: "en_route",
    enRouteAt: at,
    ...more,
  });
const danger = fc.record({ priority: fc.constantFrom(...PRIORITIES), attributes: fc.subarray([...ATTRIBUTES]) });

describe("what a join raises", () => {
  it("is the danger of both, with the units that are bound or come along, each once", () => {
    const target = { priority: "P3" as const, attributes: [], units: [unit("207"), unit("201", { state: "cleared" })] };
    const rise = riseOf(target, { priority: "P1", attributes: ["weapon"] }, [unit("207"), unit("214")]);
    expect(rise).toEqual({ danger: { priority: "P1", attributes: ["weapon"] }, told: ["207", "214"] });
  });

  it("is said if and only if the one that stays becomes graver", () => {
    fc.assert(
      fc.property(danger, danger, (target, brought) => {
        const rise = riseOf({ ...target, units: [] }, brought);
        expect(rise !== null).toBe(isGraver(bothDangers(target, brought), target));
      }),
    );
    expect(riseOf({ priority: "P4", attributes: [], units: [] }, null)).toBeNull();
  });

  it("takes what was said: nothing said brings nothing, a weapon makes it immediate, a person's choice counts", () => {
    expect(dangerSaid({ subcategory: null, attributes: [] })).toBeNull();
    expect(dangerSaid({ subcategory: null, attributes: ["weapon"] })).toEqual({ priority: "P1", attributes: ["weapon"] });
    expect(dangerSaid({ subcategory: "SUS.PER", attributes: [] })).toMatchObject({ priority: "P3" });
    expect(dangerSaid({ subcategory: "SUS.PER", attributes: [], priority: "P2" })).toMatchObject({ priority: "P2" });
  });
});

const event = (seq: number, kind: string, data: InterventionEvent["data"] = {}): InterventionEvent => ({ seq, at, by: "م", kind, data });
const merged = (id: string, into: string, more: Partial<MergedIntervention> = {}): MergedIntervention =>
  mergedOne({ interventionId: id, reference: `2026-${id}`, into, ...more });

describe("what was merged", () => {
  it("is a tree that shows a chain whole, and loses none whose parent is not there", () => {
    const shape = (nodes: readonly MergedNode[]): unknown => nodes.map(({ one, below }) => [one.interventionId, shape(below)]);
    const tree = mergedTree({ interventionId: "t", merged: [merged("a", "b"), merged("b", "t"), merged("c", "t"), merged("d", "gone")] });
    expect(shape(tree)).toEqual([
      ["b", [["a", []]]],
      ["c", []],
      ["d", []],
    ]);
  });

  it("shows its own words and people", () => {
    const one = merged("a", "t", {
      events: [event(1, "opened"), event(2, "noted", { text: "إطلاق نار" }), event(3, "person_noted", { personId: "p" })],
    });
    expect(wordsOf(one).map(({ seq }) => seq)).toEqual([2]);
    expect(peopleOf(one, [{ personId: "p" }, { personId: "q" }])).toEqual([{ personId: "p" }]);
    expect([cameFrom({ merged: [one] }, "a"), cameFrom({ merged: [one] }, "t"), cameFrom({ merged: [one] }, null)]).toEqual([
      "2026-a",
      null,
      null,
    ]);
  });

  it("offers the category of the gravest, and none that is not graver than the target's own", () => {
    const two = [merged("a", "t", { subcategory: "SUS.WPR" }), merged("b", "t", { subcategory: "OTH.WPN" })];
    expect(graverCategory({ subcategory: "SUS.PER", merged: two })?.interventionId).toBe("b");
    expect(graverCategory({ subcategory: "OTH.WPN", merged: two })).toBeNull();
    expect(graverCategory({ subcategory: "SUS.PER", merged: [] })).toBeNull();
  });
});

const opened = event(1, "opened", {
  subcategory: "SUS.PER",
  priority: "P3",
  attributes: [],
  because: "subcategory",
  priorityByHand: false,
});
const joined = event(2, "joined", {
  other: "o",
  otherReference: "2026-000009",
  subcategory: "OTH.WPN",
  brought: { priority: "P1", attributes: ["weapon"] },
  priority: "P1",
  attributes: ["weapon"],
  joinedPriority: "P1",
});

/** One that was merged into another, into which nothing was merged. */
const alone = { interventionId: "o", priority: "P2" as const, attributes: [], mergedInto: "t", merged: [] };
const staying = (events: InterventionEvent[], units: Assignment[] = []) => ({
  interventionId: "t",
  events,
  units,
  merged: [merged("o", "t")],
});

const joins = (seq: number, other: string) => event(seq, "joined", { other, brought: { priority: "P3", attributes: [] } });
const toldOf = (seq: number, of: string, tells: object) => event(seq, "noted", { text: "x", mustRead: true, of, tells });

describe("a split", () => {
  it("proposes the other as it was, the one that stays without what it brought, and each unit where it came from", () => {
    const other = { ...alone, priority: "P1" as const, attributes: ["weapon" as const] };
    const split = proposeSplit(other, staying([opened, joined], [unit("207"), unit("214", { movedFrom: "o" })]));
    expect(split).toMatchObject({
      takes: { priority: "P1", attributes: ["weapon"] },
      keeps: { priority: "P3", attributes: [] },
      units: [{ goes: false }, { goes: true }],
    });
  });

  it("proposes that a unit goes with the case to which it was sent first, or with one into which that was merged", () => {
    const sent = [unit("207", { movedFrom: "o" }), unit("214", { movedFrom: "b" }), unit("215", { movedFrom: "else" })];
    const other = { ...alone, merged: [{ ...merged("b", "o"), interventionId: "b" }] };
    expect(proposeSplit(other, staying([opened, joined], sent)).units.map(({ goes }) => goes)).toEqual([true, true, false]);
  });

  it("leaves with the one that stays what a person said while both were one", () => {
    const marked = event(3, "marked", { attributes: ["weapon", "minor"], priority: "P1", because: "weapon" });
    const split = proposeSplit({ ...alone, priority: "P1" }, staying([opened, joined, marked]));
    expect(split.keeps).toEqual({ priority: "P3", attributes: ["minor"] });
  });

  it("gives to the other the danger that its callers told meanwhile, and leaves it with the one that stays", () => {
    const raised = event(3, "marked", { attributes: ["weapon"], priority: "P1", because: "weapon" });
    const noted = (seq: number, of: string) =>
      event(seq, "noted", { text: "x", mustRead: true, of, tells: { priority: null, attributes: [of === "else" ? "minor" : "weapon"] } });
    const below = { ...merged("b", "o"), interventionId: "b" };
    const other = { ...alone, merged: [below] };
    const split = (owner: string) => proposeSplit(other, staying([opened, joined, raised, noted(4, owner)]));
    for (const owner of ["o", "b"]) expect(split(owner).takes).toEqual({ priority: "P2", attributes: ["weapon"] });
    expect(split("else").takes).toEqual({ priority: "P2", attributes: [] });
    const told = event(4, "noted", { text: "x", mustRead: true, of: "o", tells: { priority: "P1", attributes: [] } });
    expect(proposeSplit(other, staying([opened, joined, told])).takes).toEqual({ priority: "P1", attributes: [] });
  });

  it("gives to one of a chain the danger that its callers told, on whichever of the chain that was noted", () => {
    const deep = { ...alone, interventionId: "a", mergedInto: "o" };
    const hurt = toldOf(3, "a", { priority: null, attributes: ["injury"] });
    const middle = { ...merged("o", "t"), interventionId: "o", events: [opened, joins(2, "a"), hurt] };
    const onLast = [
      opened,
      joins(2, "o"),
      toldOf(3, "a", { priority: "P1", attributes: [] }),
      toldOf(4, "o", { priority: null, attributes: ["weapon"] }),
    ];
    const split = proposeSplit(deep, { ...staying(onLast), merged: [middle, { ...merged("a", "o"), interventionId: "a" }] });
    expect(split.takes).toEqual({ priority: "P1", attributes: ["injury"] });
  });
});

it("says that a priority came with a join, until a person chooses one or both are split", () => {
  const why = { because: "joined", words: "2026-000009" };
  const chosen = event(3, "prioritised", { priority: "P2", reason: "هدأ" });
  const parted = event(3, "parted", { other: "o", priority: "P3", attributes: [] });
  expect(whyPriority([opened, joined])).toEqual(why);
  expect(whyPriority([opened, joined, chosen])).toEqual({ because: "person", words: "هدأ" });
  expect(whyPriority([opened, joined, parted])).toEqual({ because: "subcategory", words: null });
});

it("counts nothing that a report told which was taken out since", () => {
  const raised = event(2, "prioritised", { priority: "P1", reason: "B-1" });
  const told = event(3, "noted", { text: "x", mustRead: true, source: "B-1", tells: { priority: "P1", attributes: ["weapon"] } });
  const left = event(4, "parted", { source: "B-1", reason: "another place", priority: "P3", attributes: [], priorityByHand: false });
  expect(whyPriority([opened, raised, told])).toEqual({ because: "person", words: "B-1" });
  expect(whyPriority([opened, raised, told, left])).toEqual({ because: "subcategory", words: null });
  const split = proposeSplit(alone, staying([opened, raised, told, left, joins(5, "o")]));
  expect(split.keeps).toEqual({ priority: "P3", attributes: [] });
});

it("says that a crew has not read only while it is bound", () => {
  expect(unreadSinceOf(unit("207", { unreadSince: at }))).toBe(0);
  expect(unreadSinceOf(unit("207", { unreadSince: at, state: "cleared" }))).toBeNull();
  expect(unreadSinceOf(unit("207"))).toBeNull();
});

it("adds danger that came after a choice, and takes nothing off the choice", () => {
  fc.assert(
    fc.property(danger, danger, danger, (chosen, before, now) => {
      const { priority, attributes } = withNewDanger(chosen, before, now);
      const isRaised = PRIORITIES.indexOf(now.priority) < PRIORITIES.indexOf(before.priority);
      expect(PRIORITIES.indexOf(priority)).toBeLessThanOrEqual(PRIORITIES.indexOf(isRaised ? now.priority : chosen.priority));
      expect(PRIORITIES.indexOf(priority)).toBeLessThanOrEqual(PRIORITIES.indexOf(chosen.priority));
      const fresh = now.attributes.filter((one) => !before.attributes.includes(one));
      expect(new Set(attributes)).toEqual(new Set([...chosen.attributes, ...fresh]));
    }),
  );
  const chosen = { priority: "P3" as const, attributes: [] };
  expect(withNewDanger(chosen, chosen, chosen)).toEqual(chosen);
});
