import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  beginIntervention,
  decideIntervention,
  decideOpening,
  eventOfOther,
  INTERVENTION_REFUSALS,
  otherWay,
  RELATIONS,
  type Intervention,
  type Relation,
  type RelationTarget,
} from "./index.ts";

function begin(interventionId: string): Intervention {
  const told = { reference: `2026-${interventionId}`, channel: "CAM", cameraId: null, sectorId: null, place: null } as const;
  const opening = decideOpening({ kind: "open", interventionId, ...told }, { at: 0, by: "u0" });
  if (!opening.ok) throw new Error(opening.error.code);
  return beginIntervention(opening.value);
}

const IDS = ["a", "b", "c", "d", "e"] as const;
const states = new Map(IDS.map((id) => [id as string, begin(id)]));
const stateOf = (id: string): Intervention => {
  const found = states.get(id);
  if (!found) throw new Error(id);
  return found;
};

/** Relations as a store keeps them: source, kind, target. */
class Kept {
  readonly made = new Map<string, Relation>();
  between = (one: string, other: string): Relation | null => this.made.get(`${one}${other}`) ?? null;
  above(id: string): string[] {
    const found: string[] = [];
    for (let at: string | undefined = id; at !== undefined && found.length < 10;) {
      at = IDS.find((other) => this.between(at ?? "", other) === "parent");
      if (at !== undefined) found.push(at);
    }
    return found;
  }
  set(one: string, relation: Relation | null, other: string): void {
    if (relation === null) for (const key of [`${one}${other}`, `${other}${one}`]) this.made.delete(key);
    else this.made.set(`${one}${other}`, relation).set(`${other}${one}`, otherWay(relation));
  }
  target = (one: string, other: string): RelationTarget => ({
    interventionId: other,
    reference: `2026-${other}`,
    kind: "open",
    above: this.above(other),
    now: this.between(one, other),
  });
  /** The code of the refusal; null when it was done. */
  command(kind: "relate" | "unrelate", one: string, relation: Relation, other: string): string | null {
    const command = { kind, relation, target: this.target(one, other), above: this.above(one) } as const;
    const decided = decideIntervention(stateOf(one), command, { at: 5, by: "u", assignments: { active: 0, onScene: 0 } });
    if (!decided.ok) return decided.error.code;
    for (const event of decided.value) this.set(one, event.kind === "related" ? relation : null, other);
    return null;
  }
}

const id = fc.constantFrom(...IDS);
const step = fc.tuple(fc.constantFrom("relate" as const, "relate" as const, "unrelate" as const), id, fc.constantFrom(...RELATIONS), id);

test("whatever is related in whatever order: no cycle, one parent at most, one relation between two, the same both ways", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const kept = new Kept();
      for (const [kind, one, relation, other] of steps) {
        const before = new Map(kept.made);
        const refused = kept.command(kind, one, relation, other);
        if (refused !== null) {
          expect(INTERVENTION_REFUSALS).toContain(refused);
          expect(kept.made).toEqual(before);
        }
        for (const each of IDS) {
          expect(kept.above(each)).not.toContain(each);
          expect(kept.between(each, each)).toBeNull();
          expect(IDS.filter((above) => kept.between(each, above) === "parent").length).toBeLessThanOrEqual(1);
          for (const to of IDS) {
            const now = kept.between(each, to);
            expect(kept.between(to, each)).toBe(now === null ? null : otherWay(now));
          }
        }
      }
    }),
  );
});

test("each refusal says which", () => {
  const kept = new Kept();
  expect(kept.command("relate", "a", "related", "a")).toBe("intervention.relate_to_itself");
  expect(kept.command("relate", "a", "parent", "b")).toBeNull();
  expect(kept.command("relate", "a", "parent", "b")).toBeNull();
  expect(kept.command("relate", "a", "apart", "b")).toBe("intervention.already_related");
  expect(kept.command("relate", "a", "parent", "c")).toBe("intervention.has_parent");
  expect(kept.command("relate", "c", "child", "a")).toBe("intervention.has_parent");
  expect(kept.command("relate", "b", "parent", "c")).toBeNull();
  expect(kept.command("relate", "c", "parent", "a")).toBe("intervention.relation_cycle");
  expect(kept.command("relate", "a", "child", "c")).toBe("intervention.relation_cycle");
  expect(kept.command("unrelate", "a", "related", "b")).toBe("intervention.not_related");
  expect(kept.command("unrelate", "b", "child", "a")).toBeNull();
  const over = { interventionId: "b", reference: "2026-b", above: [], now: null, kind: "merged" } as const;
  const gone = { kind: "relate", relation: "related", target: over, above: [] } as const;
  expect(decideIntervention(stateOf("a"), gone, { at: 5, by: "u", assignments: { active: 0, onScene: 0 } })).toMatchObject({
    error: { code: "intervention.relation_target_gone" },
  });
});

test("the other one's log says the same from its side", () => {
  const made = { kind: "related", at: 5, by: "u", relation: "parent", other: "b", otherReference: "2026-b" } as const;
  expect(eventOfOther(stateOf("a"), made)).toEqual({ ...made, relation: "child", other: "a", otherReference: "2026-a" });
});
