import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  ATTRIBUTES,
  callerEvents,
  defaultPriority,
  evolveIntervention,
  lastRaise,
  moreUrgent,
  PRIORITIES,
  SUBCATEGORIES,
  type Intervention,
  type InterventionEvent,
  type NumberedEntry,
} from "./index.ts";
import { TEXT_LIMIT } from "./decide/checks.ts";
import { openedIntervention } from "./testing/opened.ts";

const act = { at: 1000, by: "d1" };
const priorities = fc.constantFrom(...PRIORITIES);
const attributes = fc.subarray([...ATTRIBUTES]);
const says = fc.record({
  priority: priorities,
  attributes,
  isDanger: fc.boolean(),
  isNote: fc.boolean(),
  text: fc.string({ minLength: 1, maxLength: 2 * TEXT_LIMIT }),
  source: fc.constant("R-2026-000007"),
});
const opening = fc.record({
  subcategory: fc.constantFrom(...SUBCATEGORIES.map(({ code }) => code)),
  attributes,
  priority: fc.option(priorities, { nil: undefined }),
});
const begun = ({ priority, ...said }: typeof opening extends fc.Arbitrary<infer T> ? T : never): Intervention =>
  openedIntervention({ ...said, ...(priority === undefined ? {} : { priority }) });

/** Number of the event of which each crew has to be told; 0 for none. */
function toldSeq(state: Intervention, events: readonly InterventionEvent[]): number {
  const log: NumberedEntry[] = [{ kind: "opened", priority: state.priority, attributes: state.attributes, seq: 1, at: 0 }];
  for (const [nth, event] of events.entries()) log.push({ ...event, seq: nth + 2 } as NumberedEntry);
  return lastRaise(log, () => true);
}

test("a caller lowers nothing; danger is always noted with its source for each crew to read, and nothing else is", () => {
  fc.assert(
    fc.property(opening, says, (own, said) => {
      const state = begun(own);
      const events = callerEvents(state, said, act);
      const after = events.reduce(evolveIntervention, state);
      const isMarked = said.attributes.some((one) => !state.attributes.includes(one));
      const byRule = isMarked && !state.priorityByHand ? defaultPriority(state.subcategory, after.attributes).priority : null;
      expect(after.priority).toBe(moreUrgent(moreUrgent(state.priority, said.priority), byRule));
      for (const one of [...state.attributes, ...said.attributes]) expect(after.attributes).toContain(one);
      for (const event of events) expect(event).toMatchObject(event.kind === "noted" ? { source: said.source } : { reason: said.source });
      const isDanger = said.isDanger || said.priority === "P1" || isMarked || after.priority !== state.priority;
      expect(events.filter(({ kind }) => kind === "noted")).toHaveLength(isDanger || said.isNote ? 1 : 0);
      const noted = events.at(-1);
      if (!isDanger && said.isNote) expect(noted).toEqual(expect.not.objectContaining({ mustRead: true }));
      if (!isDanger) {
        expect(toldSeq(state, events)).toBe(0);
        return;
      }
      expect(noted).toMatchObject({ kind: "noted", mustRead: true, source: "R-2026-000007" });
      expect(noted?.kind === "noted" && Array.from(noted.text).length <= TEXT_LIMIT).toBe(true);
      // The crew is told of the note itself, so that what it reads has the words.
      expect(toldSeq(state, events)).toBe(events.length + 1);
    }),
  );
});
