import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AIMED, DEFAULT_LIMITS, glanceSentences, INTERVALS, stepTarget, type LoadHour, type SectorStep } from "./index.ts";

const HOUR = 3_600_000;
const hours = fc
  .array(fc.record({ opened: fc.nat(20), calls: fc.nat(40), desks: fc.nat(6), crews: fc.nat(12) }), { maxLength: 24 })
  .map((all) => all.map((one, nth): LoadHour => ({ ...one, from: nth * HOUR })));
const steps: fc.Arbitrary<SectorStep[]> = fc.array(
  fc.record({
    sectorId: fc.constantFrom("SU1", "SU2"),
    interval: fc.constantFrom(...INTERVALS),
    sample: fc.nat(50),
    p90: fc.option(fc.integer({ min: 1, max: 10_000 })),
  }),
  { maxLength: 10 },
);
const standing = fc.record({ late: fc.nat(5), open: fc.nat(20), silent: fc.nat(3) });

const isBeyond = ({ interval, sample, p90 }: SectorStep): boolean => {
  const target = stepTarget(DEFAULT_LIMITS, interval);
  return sample > 0 && p90 !== null && target !== null && p90 > target;
};

describe("three sentences", () => {
  it("count all that came, and name an hour in which no other had more", () => {
    fc.assert(
      fc.property(hours, (all) => {
        const [load] = glanceSentences(all, [], DEFAULT_LIMITS, { late: 0, open: 0, silent: 0 });
        const work = all.map(({ opened, calls }) => opened + calls);
        if (load.kind !== "load") {
          expect(work.every((one) => one === 0)).toBe(true);
          return;
        }
        expect(load.opened + load.calls).toBe(work.reduce((sum, one) => sum + one, 0));
        expect(load.atPeak).toBe(Math.max(...work));
        const peak = all.find(({ from }) => from === load.peakFrom);
        expect([(peak?.opened ?? 0) + (peak?.calls ?? 0), (peak?.desks ?? 0) + (peak?.crews ?? 0)]).toEqual([load.atPeak, load.seats]);
      }),
    );
  });

  it("say «in time» only where no step with a target is beyond it, and else name the farthest beyond", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const [, said] = glanceSentences([], all, DEFAULT_LIMITS, { late: 0, open: 0, silent: 0 });
        const beyond = all.filter(isBeyond);
        if (said.kind !== "slow") {
          expect(beyond).toEqual([]);
          return;
        }
        expect(said.others).toBe(beyond.length - 1);
        const share = said.p90 / said.target;
        for (const { interval, p90 } of beyond) expect((p90 ?? 0) / (stepTarget(DEFAULT_LIMITS, interval) ?? 1)).toBeLessThanOrEqual(share);
      }),
    );
  });

  it("call the moment calm only where nothing is late and nobody is silent", () => {
    fc.assert(
      fc.property(standing, (now) => {
        const [, , said] = glanceSentences([], [], DEFAULT_LIMITS, now);
        expect(said.kind).toBe(now.late + now.silent > 0 ? "pressing" : "calm");
      }),
    );
  });

  it("have a target for each step but the whole way", () => {
    expect(INTERVALS.filter((interval) => !AIMED.includes(interval))).toEqual(["opened_on_scene"]);
  });
});
