import * as fc from "fast-check";
import { expect, test } from "vitest";
import { callerEvents, evolveIntervention, lastRaise, moreUrgent, PRIORITIES, type NumberedEntry } from "./index.ts";
import { TEXT_LIMIT } from "./decide/checks.ts";
import { openedIntervention } from "./testing/opened.ts";

const act = { at: 1000, by: "d1" };
const priorities = fc.constantFrom(...PRIORITIES);

test("a caller lowers nothing; danger is always noted with its source for each crew to read, and nothing else is", () => {
  fc.assert(
    fc.property(priorities, priorities, fc.string({ minLength: 1, maxLength: 2 * TEXT_LIMIT }), (own, priority, text) => {
      const state = { ...openedIntervention(), priority: own };
      const events = callerEvents(state, { priority, text, source: "R-2026-000007" }, act);
      const after = events.reduce(evolveIntervention, state);
      expect(after.priority).toBe(moreUrgent(own, priority));
      const isDanger = priority === "P1" || after.priority !== own;
      expect(events.filter(({ kind }) => kind === "noted")).toHaveLength(isDanger ? 1 : 0);
      if (!isDanger) return;
      const noted = events.at(-1);
      expect(noted).toMatchObject({ kind: "noted", mustRead: true, source: "R-2026-000007" });
      expect(noted?.kind === "noted" && Array.from(noted.text).length <= TEXT_LIMIT).toBe(true);
      // The crew is told of the note itself, so that what it reads has the words.
      const log: NumberedEntry[] = [{ kind: "opened", priority: own, attributes: [], seq: 1, at: 0 }];
      for (const [nth, event] of events.entries()) log.push({ ...event, seq: nth + 2 } as NumberedEntry);
      expect(lastRaise(log, () => true)).toBe(events.length + 1);
    }),
  );
});
