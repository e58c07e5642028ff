import { describe, expect, test } from "vitest";
import {
  beginIntervention,
  callerEvents,
  dangerWithout,
  decideIntervention,
  decideOpening,
  evolveIntervention,
  joinedEvent,
  partedEvent,
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
