import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ATTRIBUTES,
  beginIntervention,
  callerEvents,
  dangerOfParting,
  dangerWithout,
  decideIntervention,
  decideOpening,
  evolveIntervention,
  joinedEvent,
  leftEvent,
  partedEvent,
  PRIORITIES,
  takenUp,
  type Attribute,
  type Danger,
  type DangerKnown,
  type Intervention,
  type InterventionCommand,
  type InterventionEvent,
  type Priority,
} from "./index.ts";

const act = { at: 1, by: "u" };
const OTHER = "b";
const NONE: Danger = { priority: "P3", attributes: [] };

/** A case of the lowest urgency of its kind, and another one that joined it with a danger. */
class Staying {
  state: Intervention;
  readonly log: InterventionEvent[];
  constructor(brought: Danger, priority?: Priority) {
    const facts = { reference: "2026-a", channel: "L17", cameraId: null, sectorId: null, place: null, subcategory: "SUS.PER" } as const;
    const chosen = priority === undefined ? {} : { priority };
    const opened = decideOpening({ kind: "open", interventionId: "a", ...facts, attributes: [], ...chosen }, act);
    if (!opened.ok) throw new Error(opened.error.code);
    this.state = beginIntervention(opened.value);
    this.log = [opened.value];
    this.add(joinedEvent(this.state, { ...this.state, interventionId: OTHER, reference: "2026-b", ...brought }, act));
  }
  add(...events: readonly InterventionEvent[]): void {
    for (const event of events) {
      this.log.push(event);
      this.state = evolveIntervention(this.state, event);
    }
  }
  do(command: InterventionCommand): void {
    const decided = decideIntervention(this.state, command, { ...act, assignments: { active: 0, onScene: 0 } });
    if (!decided.ok) throw new Error(decided.error.code);
    this.add(...decided.value);
    if (command.kind === "reopen") this.add(...takenUp(this.state, this.log, act));
  }
  hears(priority: Priority, attributes: readonly Attribute[], of?: string): void {
    const says = { priority, attributes, isDanger: true, text: "words", source: "C-1", ...(of === undefined ? {} : { of }) };
    this.add(...callerEvents(this.state, says, act));
  }
  part(): DangerKnown {
    this.add(partedEvent(this.state, { interventionId: OTHER, reference: "2026-b" }, act, { log: this.log }));
    const { priority, attributes, priorityByHand, joinedPriority } = this.state;
    return { priority, attributes, priorityByHand, joinedPriority };
  }
}

describe("danger that a caller told of a case into which another was merged", () => {
  test.each<[string, Danger]>([
    ["the other one had brought it", { priority: "P1", attributes: ["injury"] }],
    ["the other one had brought a part of it", { priority: "P3", attributes: ["injury"] }],
    ["the other one had brought more", { priority: "P1", attributes: ["weapon", "injury"] }],
    ["the other one had brought none", NONE],
  ])("stays when that is split off: %s", (_name, brought) => {
    for (const owner of [undefined, OTHER, "merged into the other"]) {
      const made = new Staying(brought, "P3");
      made.hears("P1", ["injury"], owner);
      expect(made.part()).toEqual({ priority: "P1", attributes: ["injury"], priorityByHand: true, joinedPriority: null });
      // A later mark or classification does not lose it.
      made.do({ kind: "mark", attributes: ["injury", "minor"] });
      expect(made.state.priority).toBe("P1");
    }
  });

  test("is gone when a person took it off before the split", () => {
    const made = new Staying({ priority: "P1", attributes: ["injury"] }, "P3");
    made.hears("P1", ["injury"]);
    made.do({ kind: "mark", attributes: [] });
    made.do({ kind: "prioritise", priority: "P4" });
    expect(made.part()).toMatchObject({ priority: "P4", attributes: [] });
  });

  test("stays if it was told while the case had ended, once the case took it up", () => {
    const made = new Staying({ priority: "P1", attributes: ["injury"] }, "P3");
    made.do({ kind: "cancel", reason: "nothing" });
    made.hears("P1", ["injury"]);
    const { log } = made;
    expect(dangerWithout(log, OTHER)).toMatchObject(NONE);
    made.do({ kind: "reopen", reason: "somebody is hurt" });
    expect(made.part()).toMatchObject({ priority: "P1", attributes: ["injury"] });
  });

  test("sets no priority if the call has none, or a lower one", () => {
    const made = new Staying({ priority: "P1", attributes: ["weapon"] }, undefined);
    made.hears("P4", ["weapon"]);
    const marked = new Staying(NONE);
    marked.do({ kind: "mark", attributes: ["weapon"] });
    expect(made.part()).toEqual(marked.part());
    expect(made.state).toMatchObject({ attributes: ["weapon"], priorityByHand: false });
  });

  test("is not that of the case to which copied words were told", () => {
    const made = new Staying({ priority: "P1", attributes: ["injury"] }, "P3");
    const tells = { priority: "P1", attributes: ["weapon"] } as const;
    made.add({ ...act, kind: "noted", text: "words", mustRead: true, tells, of: "c", copiedFrom: "c" });
    expect(made.part()).toMatchObject(NONE);
  });
});

/** A case with no other merged into it, and reports that are joined to it and taken out. */
class Told extends Staying {
  constructor(priority?: Priority) {
    super(NONE, priority);
    this.part();
  }
  tells(source: string, priority: Priority | null, attributes: readonly Attribute[]): void {
    this.add(...callerEvents(this.state, { priority, attributes, isDanger: true, text: "words", source }, act));
  }
  leaves(source: string): DangerKnown {
    this.add(leftEvent({ source, reason: "another event" }, act, this.log));
    const { priority, attributes, priorityByHand, joinedPriority } = this.state;
    return { priority, attributes, priorityByHand, joinedPriority };
  }
}

describe("a report that is taken out of a case", () => {
  const attributes = fc.subarray([...ATTRIBUTES]);
  const tells = fc.record({
    source: fc.constantFrom("R-1", "R-2", "R-3"),
    priority: fc.option(fc.constantFrom(...PRIORITIES), { nil: null }),
    attributes,
  });
  const chooses = fc.record({ source: fc.constant(null), priority: fc.constantFrom(...PRIORITIES), attributes: fc.constant([]) });

  test("leaves the danger that the case has without it, whatever others told or a person chose", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(tells, chooses), { maxLength: 12 }),
        fc.option(fc.constantFrom(...PRIORITIES), { nil: undefined }),
        (steps, priority) => {
          const [made, without] = [new Told(priority), new Told(priority)];
          for (const step of steps) {
            if (step.source === null)
              for (const each of [made, without]) each.do({ kind: "prioritise", priority: step.priority, reason: "seen" });
            else {
              made.tells(step.source, step.priority, step.attributes);
              if (step.source !== "R-1") without.tells(step.source, step.priority, step.attributes);
            }
          }
          expect(made.leaves("R-1")).toMatchObject({ priority: without.state.priority, attributes: without.state.attributes });
        },
      ),
    );
  });

  test("keeps a mark that a person set, and what the report told before a person lowered it stays lowered", () => {
    const made = new Told("P3");
    made.tells("R-1", "P1", ["weapon"]);
    made.do({ kind: "mark", attributes: ["weapon", "minor"] });
    expect(made.leaves("R-1")).toMatchObject({ priority: "P3", attributes: ["minor"] });
    const lowered = new Told("P3");
    lowered.tells("R-1", "P1", ["weapon"]);
    lowered.do({ kind: "prioritise", priority: "P4" });
    expect(lowered.leaves("R-1")).toMatchObject({ priority: "P4", attributes: [] });
  });

  test("tells its danger again when it is joined again, and each part counts what was told before it alone", () => {
    const made = new Told("P3");
    made.tells("R-1", "P1", ["weapon"]);
    made.leaves("R-1");
    made.tells("R-1", "P2", ["injury"]);
    expect(made.state).toMatchObject({ priority: "P2", attributes: ["injury"] });
    expect(made.leaves("R-1")).toMatchObject({ priority: "P3", attributes: [] });
  });

  test("is not taken up when an ended case is opened again", () => {
    const made = new Told("P3");
    made.do({ kind: "cancel", reason: "nothing" });
    made.tells("R-1", "P1", ["weapon"]);
    made.tells("R-2", "P2", ["injury"]);
    made.leaves("R-1");
    made.do({ kind: "reopen", reason: "somebody is hurt" });
    expect(made.state).toMatchObject({ priority: "P2", attributes: ["injury"] });
    const after = new Told("P3");
    after.do({ kind: "cancel", reason: "nothing" });
    after.tells("R-1", "P1", ["weapon"]);
    after.do({ kind: "reopen", reason: "a weapon" });
    expect(after.leaves("R-1")).toMatchObject({ priority: "P3", attributes: [] });
  });

  test("leaves nothing of it to a case that is split off later", () => {
    const made = new Staying(NONE, "P3");
    made.hears("P1", ["injury"], OTHER);
    made.add(leftEvent({ source: "C-1", reason: "another event" }, act, made.log));
    expect(made.state).toMatchObject({ priority: "P3", attributes: [] });
    const parting = { interventionId: OTHER, ...NONE };
    expect(dangerOfParting(parting, [{ interventionId: "a", log: made.log }], [OTHER])).toEqual(NONE);
    expect(made.part()).toMatchObject({ priority: "P3", attributes: [] });
  });

  test("takes from a case that was split off what it told while that was merged", () => {
    const made = new Told("P3");
    made.add({ ...act, kind: "split", from: "s", priority: "P1", attributes: ["injury"], priorityByHand: true });
    const told = { mustRead: true, tells: { priority: "P1", attributes: ["injury"] } } as const;
    made.add({ ...act, kind: "noted", text: "words", source: "R-1", ...told, copiedFrom: "s", of: "a" });
    expect(made.leaves("R-1")).toMatchObject({ priority: "P3", attributes: [] });
  });
});

describe("danger that a caller of the merged case told, at the split of that case", () => {
  const own = { ...NONE, interventionId: OTHER };
  const atSplit = (...chain: readonly Staying[]): Danger =>
    dangerOfParting(
      own,
      chain.map(({ log }, nth) => ({ interventionId: `${nth}`, log })),
      [OTHER],
    );
  const told = () => {
    const made = new Staying(NONE, "P3");
    made.hears("P1", ["weapon", "injury"], OTHER);
    return made;
  };

  test("goes with it as far as no person took it off", () => {
    const made = told();
    expect(atSplit(made)).toEqual({ priority: "P1", attributes: ["weapon", "injury"] });
    made.do({ kind: "mark", attributes: ["injury"] });
    expect(atSplit(made)).toEqual({ priority: "P1", attributes: ["injury"] });
    made.do({ kind: "prioritise", priority: "P4" });
    expect(atSplit(made)).toEqual({ priority: "P3", attributes: ["injury"] });
    made.do({ kind: "mark", attributes: ["injury", "weapon"] });
    made.do({ kind: "prioritise", priority: "P2" });
    expect(atSplit(made)).toEqual({ priority: "P2", attributes: ["weapon", "injury"] });
  });

  test("goes with it again if a caller told it again after that", () => {
    const made = told();
    made.do({ kind: "mark", attributes: [] });
    made.do({ kind: "prioritise", priority: "P4" });
    made.hears("P2", ["minor"], OTHER);
    expect(atSplit(made)).toEqual({ priority: "P2", attributes: ["minor"] });
    made.hears("P1", ["weapon"], OTHER);
    expect(atSplit(made)).toEqual({ priority: "P1", attributes: ["weapon", "minor"] });
  });

  test("goes with it whatever was marked before, if it was told after the end of the case that stays", () => {
    const made = new Staying(NONE, "P3");
    made.do({ kind: "mark", attributes: ["minor"] });
    made.do({ kind: "cancel", reason: "nothing" });
    made.hears("P1", ["weapon"], OTHER);
    expect(atSplit(made)).toEqual({ priority: "P1", attributes: ["weapon"] });
    made.do({ kind: "reopen", reason: "there is a weapon" });
    expect(atSplit(made)).toEqual({ priority: "P1", attributes: ["weapon"] });
    made.do({ kind: "mark", attributes: [] });
    expect(atSplit(made).attributes).toEqual([]);
  });

  test("is off too if a person took it off the last case of a chain of merges", () => {
    const middle = told();
    const last = new Staying(NONE, "P3");
    last.add(joinedEvent(last.state, { ...middle.state, interventionId: "0", reference: "2026-c" }, act));
    expect(atSplit(middle, last)).toEqual({ priority: "P1", attributes: ["weapon", "injury"] });
    last.do({ kind: "mark", attributes: ["injury"] });
    last.do({ kind: "prioritise", priority: "P3" });
    expect(atSplit(middle, last)).toEqual({ priority: "P3", attributes: ["injury"] });
  });
});
