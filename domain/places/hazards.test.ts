import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../calendar/index.ts";
import {
  checkHazard,
  decideHazard,
  HAZARD_COMMANDS,
  hazardAfter,
  holdsAt,
  isShown,
  LONGEST_HAZARD_MS,
  reaches,
  writeHazard,
  type Hazard,
  type HazardActing,
  type HazardCommand,
  type HazardContent,
} from "./index.ts";

const NOW = Date.UTC(2026, 2, 1);
const content = (change: Partial<HazardContent> = {}): HazardContent => ({
  kind: "dog",
  words: "كلب طليق",
  certainty: "fact",
  source: "patrol",
  sourceWords: null,
  point: { lat: 31.95, lon: 5.33 },
  area: { kind: "radius", metres: 50 },
  atHome: false,
  from: NOW,
  until: NOW + 90 * DAY_MS,
  reviewAt: NOW + 30 * DAY_MS,
  ...change,
});
const author = (by: string, isSupervisor = false) => ({ at: NOW, by, isSupervisor });
const written = (change: Partial<HazardContent>, by: string, isSupervisor = false): Hazard => {
  const result = writeHazard("h", content(change), author(by, isSupervisor));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const acting = (hazard: Hazard, by: string, isSupervisor = true): HazardActing => ({
  ...author(by, isSupervisor),
  version: hazard.version,
});
const done = (hazard: Hazard, command: HazardCommand, by: string, isSupervisor = true): Hazard => {
  const result = decideHazard(hazard, command, acting(hazard, by, isSupervisor));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const codeOf = (result: ReturnType<typeof checkHazard> | ReturnType<typeof decideHazard>): string => (result.ok ? "ok" : result.error.code);

const span = fc.record({
  from: fc.integer({ min: NOW - 2 * LONGEST_HAZARD_MS, max: NOW + LONGEST_HAZARD_MS }),
  until: fc.integer({ min: NOW - LONGEST_HAZARD_MS, max: NOW + 3 * LONGEST_HAZARD_MS }),
  reviewAt: fc.integer({ min: NOW - LONGEST_HAZARD_MS, max: NOW + 3 * LONGEST_HAZARD_MS }),
});

describe("how long a hazard holds", () => {
  it("what is taken ends after it begins and after now, within twelve months, and is looked at before it ends", () => {
    fc.assert(
      fc.property(span, (given) => {
        const { from, until, reviewAt } = given;
        const right = until > from && until > NOW && until - from <= LONGEST_HAZARD_MS && reviewAt > from && reviewAt <= until;
        expect(checkHazard(content(given), NOW).ok).toBe(right);
      }),
    );
  });

  it("nothing is shown before it begins or once it has ended, in whatever state", () => {
    fc.assert(
      fc.property(
        span,
        fc.integer({ min: NOW - 3 * LONGEST_HAZARD_MS, max: NOW + 4 * LONGEST_HAZARD_MS }),
        fc.constantFrom("proposed", "confirmed", "declined", "ended"),
        fc.boolean(),
        (given, at, state, atHome) => {
          const shown = isShown({ state, content: content({ ...given, atHome }) }, at);
          if (shown) expect(holdsAt(given, at)).toBe(true);
          if (shown) expect(at >= given.from && at < given.until).toBe(true);
        },
      ),
    );
  });

  it("a renewal gives twelve months from now and no more, again and again", () => {
    const first = written({}, "a");
    const confirmed = done(first, { kind: "confirm" }, "s");
    const until = NOW + LONGEST_HAZARD_MS;
    const renewed = done(confirmed, { kind: "renew", until, reviewAt: until }, "s");
    expect(renewed).toMatchObject({ state: "confirmed", version: 3, content: { from: NOW, until } });
    const longer = { kind: "renew", until: until + 1, reviewAt: until } as const;
    expect(codeOf(decideHazard(renewed, longer, acting(renewed, "s")))).toBe("hazard.too_long");
  });
});

describe("how far it reaches", () => {
  it("its radius in metres, an address its door", () => {
    const near = { lat: 31.95, lon: 5.33 + 40 / (111_195 * Math.cos((31.95 * Math.PI) / 180)) };
    expect(reaches(content(), near)).toBe(true);
    expect(reaches(content({ area: { kind: "radius", metres: 39 } }), near)).toBe(false);
    expect(reaches(content({ area: { kind: "address", address: "12" } }), near)).toBe(false);
  });

  it("a radius out of range is refused with the range", () => {
    for (const metres of [0, 9, 1001, 1e9])
      expect(checkHazard(content({ area: { kind: "radius", metres } }), NOW)).toMatchObject({
        error: { code: "hazard.radius_wrong", params: { least: 10, most: 1000 } },
      });
  });
});

describe("who may say so", () => {
  it("a supervisor's word is confirmed at once but for a home", () => {
    expect(written({}, "s", true).state).toBe("confirmed");
    expect(written({}, "d").state).toBe("proposed");
    expect(written({ atHome: true }, "s", true).state).toBe("proposed");
  });

  it("a home is never shown on the word of one person, whatever that person does in whatever order", () => {
    const command = fc.oneof(
      fc.constantFrom<HazardCommand>({ kind: "confirm" }, { kind: "decline" }, { kind: "end" }),
      fc.constant<HazardCommand>({ kind: "renew", until: NOW + DAY_MS, reviewAt: NOW + DAY_MS }),
      fc.boolean().map((atHome): HazardCommand => ({ kind: "change", content: content({ atHome }) })),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        let hazard = written({ atHome: true }, "s", true);
        for (const one of commands) {
          const result = decideHazard(hazard, one, acting(hazard, "s"));
          if (result.ok) hazard = result.value;
          expect(isShown(hazard, NOW)).toBe(false);
        }
      }),
    );
    const hazard = written({ atHome: true }, "s", true);
    expect(codeOf(decideHazard(hazard, { kind: "confirm" }, acting(hazard, "s")))).toBe("hazard.same_person");
    expect(isShown(done(hazard, { kind: "confirm" }, "t"), NOW)).toBe(true);
  });

  it("an older version and a state that is over are refused", () => {
    const hazard = written({}, "d");
    expect(codeOf(decideHazard(hazard, { kind: "confirm" }, { ...acting(hazard, "s"), version: 9 }))).toBe("hazard.changed_meanwhile");
    const ended = done(hazard, { kind: "end" }, "s");
    for (const kind of HAZARD_COMMANDS) expect(hazardAfter(ended.state, kind)).toBeNull();
    expect(codeOf(decideHazard(ended, { kind: "confirm" }, acting(ended, "s")))).toBe("hazard.wrong_state");
  });
});
