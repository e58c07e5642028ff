import * as fc from "fast-check";
import { expect, test } from "vitest";
import { beginClient, beginServer, stepClient, stepServer, type ClientEffect, type ClientEvent, type ServerEvent } from "./transaction.ts";

const status = fc.oneof(fc.constantFrom(100, 180, 183, 200, 202, 302, 404, 487, 503), fc.integer({ min: 100, max: 699 }));
const answer = fc.record({ on: fc.constant("answer" as const), status });
const clientEvent: fc.Arbitrary<ClientEvent> = fc.oneof(
  { weight: 3, arbitrary: answer },
  { weight: 1, arbitrary: fc.constantFrom<ClientEvent>({ on: "cancel" }, { on: "timer" }, { on: "lost" }) },
);
const serverEvent: fc.Arbitrary<ServerEvent> = fc.oneof(
  answer,
  fc.constantFrom<ServerEvent>({ on: "again" }, { on: "ack" }, { on: "timer" }),
);
const isFinal = (event: ClientEvent | ServerEvent): event is { on: "answer"; status: number } =>
  event.on === "answer" && event.status >= 200;
const is2xx = (event: ClientEvent | ServerEvent): boolean => isFinal(event) && event.status < 300;

/** Effects of each event, the first those of the beginning. */
function runClient(isInvite: boolean, events: readonly ClientEvent[]) {
  const begun = beginClient(isInvite);
  let { state } = begun;
  const steps = events.map((event) => {
    const before = state;
    const step = stepClient(state, event);
    ({ state } = step);
    return { event, before, effects: step.effects, after: state };
  });
  return { begun, steps, effects: [...begun.effects, ...steps.flatMap(({ effects }) => effects)] };
}
const count = (effects: readonly ClientEffect[], what: ClientEffect["do"]): number => effects.filter((each) => each.do === what).length;

test("our request ends once: by a final answer or by one failure, and nothing is told after that", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(clientEvent), (isInvite, events) => {
      const { steps, effects } = runClient(isInvite, events);
      const told = steps.filter(({ effects: each }) => count(each, "tell") > 0);
      const ended = told.findIndex(({ event }) => isFinal(event));
      // After the first final answer only a 2xx is told, and that of an INVITE alone: several may answer it.
      if (ended >= 0) for (const { event } of told.slice(ended + 1)) expect([isInvite, is2xx(event)]).toEqual([true, true]);
      const failed = steps.findIndex(({ effects: each }) => count(each, "fail") > 0);
      if (failed >= 0) for (const { effects: each } of steps.slice(failed + 1)) expect(each).toEqual([]);
      expect(count(effects, "fail") + (ended >= 0 ? 1 : 0)).toBeLessThanOrEqual(1);
    }),
  );
});

test("an INVITE that is refused is acknowledged, once, and no other answer is acknowledged by the transaction", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(clientEvent), (isInvite, events) => {
      for (const { event, before, effects } of runClient(isInvite, events).steps) {
        const isRefused = isInvite && isFinal(event) && !is2xx(event) && (before.at === "calling" || before.at === "proceeding");
        expect(count(effects, "acknowledge")).toBe(isRefused ? 1 : 0);
      }
    }),
  );
});

test("a CANCEL goes once, never before the other side was heard, and only while the INVITE has no final answer", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(clientEvent), (isInvite, events) => {
      const { steps, effects } = runClient(isInvite, events);
      expect(count(effects, "cancel")).toBeLessThanOrEqual(isInvite ? 1 : 0);
      for (const { after, effects: each } of steps) if (count(each, "cancel") > 0) expect(after.at).toBe("proceeding");
    }),
  );
});

test("no transaction stays: every state that waits for nobody has a timer, and after it the transaction is over", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(clientEvent), (isInvite, events) => {
      const { begun, steps } = runClient(isInvite, events);
      const last = steps.at(-1)?.after ?? begun.state;
      const ringsOn = last.isInvite && last.at === "proceeding" && last.cancel !== "sent";
      expect(stepClient(last, { on: "timer" }).state.at).toBe(ringsOn ? "proceeding" : "over");
      // An INVITE that rings on ends by a CANCEL without an answer.
      const cancelled = stepClient(last, { on: "cancel" });
      if (ringsOn)
        expect([...cancelled.effects, stepClient(cancelled.state, { on: "timer" }).state.at]).toEqual([
          { do: "cancel" },
          { do: "wait" },
          "over",
        ]);
    }),
  );
});

test("at most one final answer of ours goes out, and what comes again gets the last answer unless that was a 2xx", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(serverEvent), (isInvite, events) => {
      let state = beginServer(isInvite);
      const finals: number[] = [];
      let isAcknowledged = false;
      for (const event of events) {
        const { state: next, effects } = stepServer(state, event);
        for (const effect of effects) {
          if (effect.do === "send" && isFinal(event)) finals.push(event.status);
          if (effect.do === "repeat") expect([event.on, state.at === "accepted", isAcknowledged]).toEqual(["again", false, false]);
        }
        if (event.on === "ack" && state.at === "completed") isAcknowledged = true;
        if (event.on === "answer" && event.status < 200 && effects.length > 0) expect(finals).toEqual([]);
        state = next;
      }
      expect(finals.length).toBeLessThanOrEqual(1);
      expect(stepServer(state, { on: "timer" }).state.at).toBe(state.at === "proceeding" ? "proceeding" : "over");
    }),
  );
});

test("the ways of an INVITE, of another request and of theirs", () => {
  const at = (isInvite: boolean, ...events: ClientEvent[]) => runClient(isInvite, events).steps.map(({ after }) => after.at);
  expect(at(true, { on: "answer", status: 100 }, { on: "answer", status: 180 }, { on: "answer", status: 200 }, { on: "timer" })).toEqual([
    "proceeding",
    "proceeding",
    "accepted",
    "over",
  ]);
  expect(runClient(true, [{ on: "timer" }]).effects).toEqual([{ do: "wait" }, { do: "fail", status: 408 }]);
  expect(runClient(false, [{ on: "lost" }]).effects).toEqual([{ do: "wait" }, { do: "fail", status: 503 }]);
  expect(runClient(true, [{ on: "cancel" }, { on: "answer", status: 100 }]).effects).toEqual([
    { do: "wait" },
    { do: "tell" },
    { do: "cancel" },
    { do: "wait" },
  ]);
  expect(at(false, { on: "answer", status: 100 }, { on: "timer" })).toEqual(["proceeding", "over"]);
});
