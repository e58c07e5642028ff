import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bitsApart,
  CODE_BYTES,
  codeFrom,
  decideReport,
  PROOF_BITS,
  proofBits,
  readCode,
  REPORT_ENDS,
  REPORT_KINDS,
  REPORT_STATES,
  REPORT_TRANSITIONS,
  reportAfter,
  reportKind,
  reportLikeness,
  stepsOf,
  zeroBits,
  type Report,
  type ReportCommand,
  type ReportSignal,
} from "./index.ts";

const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });

describe("a follow-up code", () => {
  it("is read as people write it", () => {
    fc.assert(
      fc.property(bytes, (chance) => {
        const code = codeFrom(chance);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        for (const written of [
          code,
          code.toLowerCase(),
          code.replaceAll("-", " "),
          code.replaceAll("-", "–"),
          code.replaceAll("0", "o").replaceAll("1", "l"),
        ])
          expect(readCode(written)).toBe(code);
      }),
    );
  });

  it("shows every single wrong letter", () => {
    fc.assert(
      fc.property(bytes, fc.nat(11), fc.nat(31), (chance, at, digit) => {
        const plain = codeFrom(chance).replaceAll("-", "");
        const wrong = plain.slice(0, at) + "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[digit] + plain.slice(at + 1);
        expect(readCode(wrong) === null).toBe(wrong !== plain);
      }),
    );
  });

  it("is nothing else, whatever is typed", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => readCode(text) === null || text.length >= 12));
    expect(() => codeFrom(new Uint8Array(3))).toThrow();
  });
});

const report = fc.record<Report>({
  state: fc.constantFrom(...REPORT_STATES),
  danger: fc.boolean(),
  takenBy: fc.option(fc.constant("u")),
  interventionId: fc.option(fc.constant("i")),
  end: fc.option(fc.constantFrom(...REPORT_ENDS.map(({ end }) => end))),
  asked: fc.boolean(),
});
const command = fc.oneof<fc.Arbitrary<ReportCommand>[]>(
  fc.constantFrom<ReportCommand>(
    { kind: "take", by: "u" },
    { kind: "give_back" },
    { kind: "ask" },
    { kind: "tell" },
    { kind: "answer" },
    { kind: "join", interventionId: "i" },
    { kind: "part" },
    { kind: "reopen" },
    { kind: "withdraw" },
  ),
  fc.constantFrom(...REPORT_ENDS).map(({ end }): ReportCommand => ({ kind: "close", end })),
);

describe("a report", () => {
  it("goes where the table says and nowhere else, and is what its state says", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), fc.boolean(), (commands, danger) => {
        let now: Report = { state: REPORT_TRANSITIONS.none.send, danger, takenBy: null, interventionId: null, end: null, asked: false };
        for (const each of commands) {
          const next = decideReport(now, each);
          if (next.ok) expect(next.value.state).toBe(reportAfter(now.state, each.kind));
          else if (next.error.code === "report.wrong_state") expect(reportAfter(now.state, each.kind)).toBeNull();
          now = next.ok ? next.value : now;
          expect(now.danger).toBe(danger);
          if (now.state === "taken") expect(now.takenBy).not.toBeNull();
          if (now.state === "joined") expect(now.interventionId).not.toBeNull();
          if (now.state !== "withdrawn") expect(now.state === "closed").toBe(now.end !== null);
          else expect(now.takenBy).toBeNull();
        }
      }),
    );
  });

  it("that was sent as danger is turned away by nobody who did not take it on", () => {
    fc.assert(
      fc.property(report, command, (given, each) => {
        const next = decideReport({ ...given, danger: true, takenBy: null }, each);
        if (next.ok && next.value.state === "closed" && each.kind === "close")
          expect(["nuisance", "not_police", "unclear"]).not.toContain(each.end);
      }),
    );
  });
});

describe("what its author is told", () => {
  const moment = fc.option(fc.integer({ min: 1, max: 1_000 }));
  it("begins with its arrival, ends with its end, and promises no patrol", () => {
    fc.assert(
      fc.property(fc.constantFrom(...REPORT_STATES), moment, moment, moment, moment, (state, readAt, onTheWayAt, onSceneAt, endedAt) => {
        const steps = stepsOf({ state, receivedAt: 0, readAt, onTheWayAt, onSceneAt, endedAt, end: null });
        expect([steps.at(0), steps.at(-1)]).toEqual([
          { step: "received", at: 0 },
          { step: "ended", at: endedAt },
        ]);
        expect(steps.some(({ step }) => step === "on_the_way")).toBe(onTheWayAt !== null);
        if (endedAt !== null) expect(steps.every(({ at }) => at !== null)).toBe(true);
      }),
    );
  });
});

describe("the work of a report", () => {
  it("grows with what a network sent, within its bounds", () => {
    fc.assert(
      fc.property(fc.nat(5_000), (recent) => {
        expect(proofBits(recent)).toBeGreaterThanOrEqual(PROOF_BITS.least);
        expect(proofBits(recent)).toBeLessThanOrEqual(PROOF_BITS.most);
        expect(proofBits(recent + 1)).toBeGreaterThanOrEqual(proofBits(recent));
      }),
    );
  });

  it("is counted in zero bits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 8 }), (digest) => {
        const text = Array.from(digest, (byte) => byte.toString(2).padStart(8, "0")).join("");
        expect(zeroBits(digest)).toBe(text.indexOf("1") === -1 ? text.length : text.indexOf("1"));
      }),
    );
  });
});

describe("two reports", () => {
  const hash = fc.stringMatching(/^[0-9a-f]{16}$/);
  const signal = fc.record<ReportSignal>({
    place: fc.option(
      fc.record({ lat: fc.double({ min: 31.9, max: 31.96, noNaN: true }), lon: fc.double({ min: 5.3, max: 5.36, noNaN: true }) }),
    ),
    kind: fc.constantFrom(...REPORT_KINDS.map(({ kind }) => kind)),
    at: fc.nat(10_000_000),
    pictures: fc.array(hash, { maxLength: 3 }),
  });
  it("are alike both ways, between 0 and 1, and one picture decides", () => {
    fc.assert(
      fc.property(signal, signal, hash, (a, b, picture) => {
        expect(reportLikeness(a, b)).toEqual(reportLikeness(b, a));
        const { score } = reportLikeness(a, b);
        expect(score >= 0 && score <= 1).toBe(true);
        const same = reportLikeness({ ...a, pictures: [...a.pictures, picture] }, { ...b, pictures: [picture] });
        expect(same).toMatchObject({ score: 1, samePicture: true });
      }),
    );
  });

  it("of one place, kind and moment are one event; far apart they are not", () => {
    const one: ReportSignal = { place: { lat: 31.95, lon: 5.33 }, kind: "obstacle", at: 0, pictures: [] };
    expect(reportLikeness(one, { ...one, at: 60_000 }).score).toBeGreaterThan(0.9);
    expect(reportLikeness(one, { ...one, place: { lat: 31.99, lon: 5.33 } }).score).toBe(0);
    expect(reportLikeness(one, { ...one, kind: "missing" }).score).toBeLessThan(0.4);
  });

  it("have pictures whose hashes differ in so many bits", () => {
    expect(bitsApart("0000000000000000", "ffffffffffffffff")).toBe(64);
    expect(bitsApart("00000000000000ff", "00000000000000fe")).toBe(1);
    expect(bitsApart("x", "00000000000000fe")).toBe(64);
  });
});

it("each kind leads to a nature of the bulletin and a sub-category", () => {
  for (const { kind } of REPORT_KINDS) expect(reportKind(kind).subcategory).toMatch(/^[A-Z]{3}\.[A-Z]{3}$/);
  expect(REPORT_KINDS).toHaveLength(9);
});
