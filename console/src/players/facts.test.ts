import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learn, newFacts, SILENT_MS, stateOf, type PlayerEvent, type PlayerFacts } from "./facts.ts";

const T0 = 1_776_000_000_000;
const picture = (at: number): PlayerEvent => ({ kind: "picture", at, captureMs: at - 120, fps: 25, dropped: 0 });
const camera = (state: "live" | "stalled" | "lost", since: number, cause: string | null = null): PlayerEvent => ({
  kind: "camera",
  telling: { state, since, cause },
});
const waiting = (at: number): PlayerEvent => ({ kind: "waiting", at, retryAt: at + 500 });
const after = (...events: readonly PlayerEvent[]): PlayerFacts => events.reduce(learn, newFacts(T0));

describe("player state", () => {
  it("connects, then is live from the first picture on, and keeps how long that took", () => {
    expect(stateOf(after({ kind: "open" }, camera("live", T0)), T0 + 90)).toEqual({ kind: "connecting", since: T0 });
    const facts = after({ kind: "open" }, picture(T0 + 180), picture(T0 + 220));
    expect(stateOf(facts, T0 + 230)).toEqual({ kind: "live" });
    expect(facts.firstFrameMs).toBe(180);
  });

  it("is stalled after a silence, with the age of the picture that is still shown", () => {
    const facts = after({ kind: "open" }, picture(T0 + 100));
    expect(stateOf(facts, T0 + 100 + SILENT_MS).kind).toBe("live");
    expect(stateOf(facts, T0 + 101 + SILENT_MS)).toEqual({ kind: "stalled", since: T0 - 20 });
  });

  it("believes the room that a camera is stalled or lost, with its cause, before the silence is long", () => {
    expect(stateOf(after(picture(T0), camera("stalled", T0 + 5)), T0 + 10).kind).toBe("stalled");
    expect(stateOf(after(picture(T0), camera("lost", T0 + 5, "camera_unreachable")), T0 + 10)).toEqual({
      kind: "lost",
      since: T0 + 5,
      cause: "camera_unreachable",
    });
  });

  it("goes on showing the picture through a short break of the link, then is lost since the first break", () => {
    const facts = after(picture(T0), waiting(T0 + 100), { kind: "opening" }, waiting(T0 + 900));
    expect(stateOf(facts, T0 + 1000).kind).toBe("live");
    expect(stateOf(facts, T0 + 2101)).toEqual({ kind: "lost", since: T0 + 100, cause: "room" });
    expect(stateOf(learn(facts, picture(T0 + 2200)), T0 + 2200).kind).toBe("live");
  });

  it("ends for good with the reason of the room", () => {
    const facts = after(picture(T0), { kind: "ended", code: "session.revoked" });
    expect(stateOf(facts, T0 + 1)).toEqual({ kind: "ended", code: "session.revoked" });
  });

  it("is never live without a picture of the last two seconds", () => {
    const event = fc.oneof(
      fc.record({
        kind: fc.constant("picture" as const),
        at: fc.nat(20_000),
        captureMs: fc.nat(20_000),
        fps: fc.constant(25),
        dropped: fc.nat(9),
      }),
      fc.record({ kind: fc.constant("waiting" as const), at: fc.nat(20_000), retryAt: fc.nat(20_000) }),
      fc.record({
        kind: fc.constant("camera" as const),
        telling: fc.record({
          state: fc.constantFrom("live", "stalled", "lost", "connecting", "idle"),
          since: fc.nat(20_000),
          cause: fc.constant(null),
        }),
      }),
      fc.constant({ kind: "open" as const }),
    );
    fc.assert(
      fc.property(fc.array(event), fc.nat(30_000), (events, now) => {
        const facts = (events as readonly PlayerEvent[]).reduce(learn, newFacts(0));
        if (stateOf(facts, now).kind === "live")
          expect(now - (facts.picture?.at ?? Number.NEGATIVE_INFINITY)).toBeLessThanOrEqual(SILENT_MS);
      }),
    );
  });
});
