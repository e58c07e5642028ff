import { DEFAULT_PRIORITY } from "@amaliyat/domain/interventions";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../room/random.ts";
import { heardIn, type Desk, type Heard } from "./heard.ts";
import { makeShift, NORMAL, SHIFT_MS, TAKERS, type Case, type MadeShift } from "./make-shift.ts";

const QUIET: MadeShift = { cases: [], calls: [], reports: [], losses: [], calling: [] };
const anySeed = fc.integer({ min: 0, max: 1_000_000 });
const place = { lat: 31.95, lon: 5.33 };

const heardAt = (desk: Desk, shift: MadeShift): Heard => heardIn(shift).get(desk) ?? { count: -1, worstHour: -1, kinds: new Map() };

/** An immediate case at a moment to which a crew is sent after some time. */
const fire = (from: number, sentAfter: number): Case => ({
  subcategory: "OTH.FIR",
  place,
  from,
  to: from + 600_000,
  sent: [{ at: from + sentAfter, refusedAt: null }],
});

describe("a shift by chance", () => {
  it("is the same for the same seed, and lies within eight hours", () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const shift = makeShift(NORMAL, seededRandom(seed));
        expect(makeShift(NORMAL, seededRandom(seed))).toEqual(shift);
        const begins = [...shift.cases, ...shift.calls, ...shift.losses, ...shift.calling].map(({ from }) => from);
        expect(begins.every((from) => from >= 0 && from < SHIFT_MS)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("gives no taker two callers at once, and sends a crew again after a refusal alone", () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { calls, cases } = makeShift(NORMAL, seededRandom(seed));
        for (let taker = 0; taker < TAKERS; taker++) {
          const own = calls.filter((call) => call.taker === taker);
          for (const [nth, call] of own.entries()) expect(call.answeredAt).toBeGreaterThanOrEqual(own[nth - 1]?.to ?? 0);
        }
        for (const { sent } of cases)
          expect(sent.map(({ refusedAt }) => refusedAt === null)).toEqual(sent.map((_, nth) => nth === sent.length - 1));
      }),
      { numRuns: 20 },
    );
  });

  it("has immediate cases and calm ones", () => {
    const kinds = makeShift(NORMAL, seededRandom(1)).cases.map(({ subcategory }) => DEFAULT_PRIORITY[subcategory] === "P1");
    expect(new Set(kinds)).toEqual(new Set([true, false]));
  });
});

describe("the alarms of a desk", () => {
  it("are none in a quiet shift, and none for a case to which a crew is sent soon", () => {
    expect(heardAt("dispatcher", QUIET).count).toBe(0);
    expect(heardAt("dispatcher", { ...QUIET, cases: [fire(60_000, 5_000)] }).count).toBe(0);
  });

  it("are told once each, at the desks that may act", () => {
    const shift: MadeShift = {
      ...QUIET,
      cases: [fire(60_000, 90_000), fire(120_000, 90_000)],
      reports: [{ from: 300_000, takenAt: 330_000, to: 400_000 }],
      calls: [{ from: 500_000, answeredAt: 512_500, to: 600_000, line: "17", taker: 1 }],
    };
    const heard = heardIn(shift);
    const kindsAt = (desk: Desk) => Object.fromEntries(heard.get(desk)?.kinds ?? []);
    expect(heard.get("dispatcher")).toMatchObject({ count: 4, worstHour: 4 });
    expect(kindsAt("dispatcher")).toEqual({ intervention: 2, report: 1, call: 1 });
    expect(kindsAt("supervisor")).toEqual({ intervention: 2, report: 1 });
    expect(kindsAt("call_taker")).toEqual({ report: 1, call: 1 });
    expect(kindsAt("operator")).toEqual({});
  });

  it("count the worst hour wherever it begins", () => {
    const cases = [0, 50, 70, 200].map((minute) => fire(minute * 60_000, 60_000));
    expect(heardAt("dispatcher", { ...QUIET, cases })).toMatchObject({ count: 4, worstHour: 2 });
  });
});
