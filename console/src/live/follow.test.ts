import type { FromRoom, Happening } from "@amaliyat/contract/live";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { follow, type Followed } from "./follow.ts";

const at = "2026-04-18T01:41:07.000Z";
const happening: Happening = { topic: "camera_changed", cameraId: "00000000-0000-4000-8000-000000000001" };
const event = (seq: number): FromRoom => ({ kind: "event", seq, at, happening });
const hello = (seq: number): FromRoom => ({ kind: "hello", seq, at });

/** Runs messages through and keeps the numbers that were applied. */
function run(messages: readonly FromRoom[], from: Followed = { seq: null }): { applied: number[]; readAgain: number; end: Followed } {
  let state = from;
  let readAgain = 0;
  const applied: number[] = [];
  for (const message of messages) {
    const { next, effect } = follow(state, message);
    state = next;
    if (effect.kind === "read_again") readAgain += 1;
    if (effect.kind === "apply" && message.kind === "event") applied.push(message.seq);
  }
  return { applied, readAgain, end: state };
}

describe("follow", () => {
  it("reads the lists again at the first hello, not at the next ones", () => {
    expect(run([hello(7), event(8), hello(8)])).toEqual({ applied: [8], readAgain: 1, end: { seq: 8 } });
  });

  it("drops numbers already seen", () => {
    expect(run([hello(7), event(8), event(9), event(8), event(9), event(10)]).applied).toEqual([8, 9, 10]);
  });

  it("resumes after the last number without a hole", () => {
    const before = run([hello(7), event(8), event(9)]).end;
    expect(run([event(10), event(11), hello(11), event(12)], before)).toEqual({ applied: [10, 11, 12], readAgain: 0, end: { seq: 12 } });
  });

  it("reads again on reset and takes the room's number even when it is lower", () => {
    const { readAgain, end, applied } = run([{ kind: "reset", seq: 3 }, hello(3), event(4)], { seq: 900 });
    expect({ readAgain, end, applied }).toEqual({ readAgain: 1, end: { seq: 4 }, applied: [4] });
  });

  it("does not number positions", () => {
    const moved: FromRoom = { kind: "moved", unitId: happening.cameraId, position: { place: { lat: 1, lon: 2 }, headingDeg: null, at } };
    expect(follow({ seq: 5 }, moved).next).toEqual({ seq: 5 });
  });

  it("applies each event exactly once, in order, however often the link breaks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(60), { maxLength: 8 }), (count, breaks) => {
        let state: Followed = { seq: 0 };
        const applied: number[] = [];
        for (const stop of [...breaks, count]) {
          for (let seq = Math.max(1, (state.seq ?? 0) - 2); seq <= Math.min(count, Math.max(stop, state.seq ?? 0)); seq++) {
            const { next, effect } = follow(state, event(seq));
            state = next;
            if (effect.kind === "apply") applied.push(seq);
          }
        }
        expect(applied).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      }),
    );
  });
});
