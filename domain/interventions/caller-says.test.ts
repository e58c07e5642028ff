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
  text: fc.tuple(fc.string({ minLength: 1 }), fc.constantFrom(1, 2, 300, 1200)).map(([words, times]) => words.repeat(times)),
  source: fc.constant("R-2026-000007"),
});
const opening = fc.record({
  subcategory: fc.constantFrom(...SUBCATEGORIES.map(({ code }) => code)),
  attributes,
  priority: fc.option(priorities, { nil: undefined }),
});
const begun = ({ priority, ...said }: typeof opening extends fc.Arbitrary<infer T> ? T : never): Intervention =>
  openedIntervention({ ...said, ...(priority === undefined ? {} : { priority }) });

const words = (text: string): string => text.replaceAll(/\s/gu, "");

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
      const notes = events.flatMap((event) => (event.kind === "noted" ? [event] : []));
      expect(notes.length > 0).toBe(isDanger || said.isNote);
      expect(events.slice(events.length - notes.length)).toEqual(notes);
      if (!isDanger && said.isNote) for (const note of notes) expect(note).toEqual(expect.not.objectContaining({ mustRead: true }));
      for (const { text } of notes) {
        expect(text.startsWith(`${said.source}: `)).toBe(true);
        expect(Array.from(text).length).toBeLessThanOrEqual(TEXT_LIMIT);
      }
      // No word is lost, and they stay in their order. Only space is, where a note ends.
      if (notes.length > 0) expect(words(notes.map(({ text }) => text.slice(`${said.source}: `.length)).join(""))).toBe(words(said.text));
      if (!isDanger) {
        expect(toldSeq(state, events)).toBe(0);
        return;
      }
      for (const note of notes) expect(note).toMatchObject({ mustRead: true, source: "R-2026-000007" });
      // The crew is told of the last note, so that what it reads has the words.
      expect(toldSeq(state, events)).toBe(events.length + 1);
    }),
  );
});

test("the newest words of a caller who says more than a note holds are in a note of their own, which ends at a word", () => {
  const text = `${"screams ".repeat(490)}\n${"he walks ".repeat(100)}\nhe has a gun`;
  const told = { priority: "P1", attributes: [], isDanger: true, text, source: "R-2026-000007" } as const;
  const notes = callerEvents(openedIntervention({}), told, act).flatMap((event) => (event.kind === "noted" ? [event.text] : []));
  expect(notes).toHaveLength(2);
  expect(notes[0]).toMatch(/^R-2026-000007: screams .*(?:screams|he|walks)$/su);
  expect(notes[1]).toMatch(/^R-2026-000007: \S.*he has a gun$/su);
});
