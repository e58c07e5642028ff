import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  ATTRIBUTES,
  beginIntervention,
  bothDangers,
  decideIntervention,
  decideOpening,
  evolveIntervention,
  isGraver,
  joinedEvent,
  lacksNews,
  lastRaise,
  moreUrgent,
  partedEvent,
  PRIORITIES,
  SUBCATEGORIES,
  type Intervention,
  type InterventionCommand,
  type InterventionEvent,
} from "./index.ts";

const priority = fc.constantFrom(...PRIORITIES);
const attributes = fc.subarray([...ATTRIBUTES]);
const subcategory = fc.constantFrom(...SUBCATEGORIES.map(({ code }) => code));
const danger = fc.record({ priority, attributes });
const opening = fc.record({ subcategory, attributes, priority: fc.option(priority, { nil: undefined }) });

/** An intervention with its whole log. */
class Case {
  state: Intervention;
  readonly log: InterventionEvent[];
  constructor(
    interventionId: string,
    { subcategory: code, attributes: marks, priority: chosen }: typeof opening extends fc.Arbitrary<infer T> ? T : never,
  ) {
    const told = { reference: `2026-${interventionId}`, channel: "L17", cameraId: null, sectorId: null, place: null } as const;
    const said = { subcategory: code, attributes: marks, ...(chosen === undefined ? {} : { priority: chosen }) };
    const opened = decideOpening({ kind: "open", interventionId, ...told, ...said }, { at: 0, by: "u" });
    if (!opened.ok) throw new Error(opened.error.code);
    this.state = beginIntervention(opened.value);
    this.log = [opened.value];
  }
  add(event: InterventionEvent): void {
    this.log.push(event);
    this.state = evolveIntervention(this.state, event);
  }
  do(command: InterventionCommand): void {
    const decided = decideIntervention(this.state, command, { at: 1, by: "u", assignments: { active: 0, onScene: 0 } });
    if (!decided.ok) throw new Error(decided.error.code);
    for (const event of decided.value) this.add(event);
  }
  join(other: Case): void {
    this.add(joinedEvent(this.state, other.state, { at: 1, by: "u" }));
  }
  part(other: Case): void {
    this.add(partedEvent(this.state, other.state, { at: 1, by: "u" }, { log: this.log }));
  }
  known() {
    const { priority: now, attributes: marks, priorityByHand, joinedPriority } = this.state;
    return { priority: now, attributes: marks, priorityByHand, joinedPriority };
  }
}

const command: fc.Arbitrary<InterventionCommand> = fc.oneof(
  subcategory.map((code): InterventionCommand => ({ kind: "classify", subcategory: code })),
  attributes.map((marks): InterventionCommand => ({ kind: "mark", attributes: marks })),
);

test("a join takes over the worst priority and every attribute, and brings nothing down", () => {
  fc.assert(
    fc.property(opening, opening, (a, b) => {
      const [target, other] = [new Case("a", a), new Case("b", b)];
      const before = target.known();
      target.join(other);
      const { priority: after, attributes: marks } = target.state;
      expect(after).toBe(moreUrgent(before.priority, other.state.priority));
      for (const each of [...before.attributes, ...other.state.attributes]) expect(marks).toContain(each);
      expect(isGraver(before, target.state)).toBe(false);
    }),
  );
});

test("no classification or mark brings a case below what others brought into it; a person may", () => {
  fc.assert(
    fc.property(opening, opening, fc.array(command, { maxLength: 6 }), (a, b, commands) => {
      const [target, other] = [new Case("a", { ...a, priority: undefined }), new Case("b", b)];
      target.join(other);
      for (const each of commands) {
        target.do(each);
        expect(moreUrgent(target.state.priority, other.state.priority)).toBe(target.state.priority);
      }
      target.do({ kind: "prioritise", priority: "P4" });
      expect(target.state.priority).toBe("P4");
    }),
  );
});

test("whatever joined and parted again in any order leaves the danger that the case has of itself", () => {
  const others = fc.array(opening, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(opening, others, fc.infiniteStream(fc.nat()), (a, given, picks) => {
      const target = new Case("a", a);
      const before = target.known();
      const joined = given.map((each, nth) => new Case(`b${nth}`, each));
      for (const each of joined) target.join(each);
      while (joined.length > 0) {
        const [left] = joined.splice((picks.next().value ?? 0) % joined.length, 1);
        if (left !== undefined) target.part(left);
        const rest = joined.map(({ state }) => state.priority);
        expect(target.state.joinedPriority).toBe(rest.length === 0 ? null : rest.reduce((x, y) => moreUrgent(x, y)));
      }
      expect(target.known()).toEqual(before);
    }),
  );
});

test("what a person said of a case while another was merged into it stays when that parts", () => {
  const target = new Case("a", { subcategory: "SUS.PER", attributes: [], priority: undefined });
  const other = new Case("b", { subcategory: "OTH.WPN", attributes: ["weapon"], priority: undefined });
  target.join(other);
  expect(target.known()).toMatchObject({ priority: "P1", attributes: ["weapon"], joinedPriority: "P1" });
  target.do({ kind: "mark", attributes: ["weapon", "minor"] });
  target.part(other);
  expect(target.known()).toEqual({ priority: "P3", attributes: ["minor"], priorityByHand: false, joinedPriority: null });
});

test("a case that was split off itself still gives back what had joined it before", () => {
  const [outer, target, other] = [
    new Case("c", { subcategory: "TRF.OBS", attributes: [], priority: undefined }),
    new Case("a", { subcategory: "SUS.PER", attributes: [], priority: undefined }),
    new Case("b", { subcategory: "OTH.WPN", attributes: ["weapon"], priority: undefined }),
  ];
  target.join(other);
  target.do({ kind: "merge", moveAssignments: false, target: { interventionId: "c", reference: "2026-c", kind: "open", leadsTo: [] } });
  outer.join(target);
  target.do({ kind: "split" });
  outer.part(target);
  expect(outer.known()).toMatchObject({ priority: "P2", attributes: [] });
  target.part(other);
  expect(target.known()).toEqual({ priority: "P3", attributes: [], priorityByHand: false, joinedPriority: null });
});

test("a person who splits says what each keeps", () => {
  fc.assert(
    fc.property(opening, opening, danger, danger, (a, b, keeps, takes) => {
      const [target, other] = [new Case("a", a), new Case("b", b)];
      target.join(other);
      other.do({ kind: "merge", moveAssignments: false, target: { interventionId: "a", reference: "2026-a", kind: "open", leadsTo: [] } });
      other.do({ kind: "split", takes });
      target.add(partedEvent(target.state, other.state, { at: 2, by: "u" }, { log: target.log, keeps }));
      expect(other.state).toMatchObject({ kind: "open", ...takes, attributes: bothDangers(takes, takes).attributes });
      expect(target.state).toMatchObject({ ...keeps, attributes: bothDangers(keeps, keeps).attributes });
    }),
  );
});

test("a crew that was there before the desk cancelled opens the case again; one that came after is kept as what happened", () => {
  const begun = () => {
    const made = new Case("a", { subcategory: "SUS.PER", attributes: [], priority: undefined });
    made.do({ kind: "cancel", reason: "nothing" });
    return made;
  };
  const report = (actedAt: number): InterventionCommand => ({
    kind: "crew_reports",
    assignmentId: "x",
    unitCode: "207",
    step: "on_scene",
    actedAt,
    saidAt: actedAt,
    cancelledAt: null,
  });
  const before = begun();
  before.do(report(0));
  expect(before.log.map(({ kind }) => kind).slice(-2)).toEqual(["crew_reported", "reopened"]);
  expect(before.state.kind).toBe("open");
  const after = begun();
  after.do(report(5));
  expect([after.log.at(-1)?.kind, after.state.kind]).toEqual(["crew_reported", "cancelled"]);
  after.do({ kind: "note", text: "a knife" });
  expect(after.state.kind).toBe("cancelled");
});

test("a crew is told of what made a case graver, joined it or split it off, and of nothing else", () => {
  const made = new Case("a", { subcategory: "SUS.PER", attributes: [], priority: undefined });
  const last = (since = 0): number =>
    lastRaise(
      made.log.map((event, nth) => ({ ...event, seq: nth + 1 })),
      ({ seq }) => seq > since,
    );
  made.do({ kind: "note", text: "a word" });
  expect(last()).toBe(0);
  made.do({ kind: "mark", attributes: ["weapon"] });
  expect(last()).toBe(3);
  made.do({ kind: "mark", attributes: [] });
  expect([last(), last(3)]).toEqual([3, 0]);
  made.join(new Case("b", { subcategory: "TRF.OBS", attributes: [], priority: "P4" }));
  expect(last(3)).toBe(5);
});

test("a choice lacks news exactly if danger that came since is not in it", () => {
  fc.assert(
    fc.property(danger, danger, danger, (chosen, before, came) => {
      const after = bothDangers(before, came);
      expect(lacksNews(bothDangers(chosen, after), before, after)).toBe(false);
      expect(lacksNews(chosen, after, after)).toBe(false);
      const fresh = after.attributes.filter((one) => !before.attributes.includes(one));
      const isRaised = after.priority !== before.priority && moreUrgent(chosen.priority, after.priority) !== chosen.priority;
      expect(lacksNews(chosen, before, after)).toBe(isRaised || fresh.some((one) => !chosen.attributes.includes(one)));
    }),
  );
});
