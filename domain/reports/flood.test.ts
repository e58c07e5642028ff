import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALIKE,
  byUrgency,
  CALM_FROM,
  CROWD_FROM,
  decideFold,
  FIX_M,
  hasOwnSignal,
  rankReport,
  REPORT_KINDS,
  sketchLikeness,
  sketchOf,
  takesIn,
  WAVE_ADDRESS,
  WAVE_ALIKE,
  WAVE_ADDRESSES,
  WAVE_NETWORK,
  WAVE_URGENCY,
  type InQueue,
  type Loose,
  type Signals,
  type Wave,
} from "./index.ts";

const quiet: Signals = {
  danger: true,
  kind: "danger",
  fixM: null,
  proven: false,
  answered: false,
  trusted: false,
  ofAddress: 0,
  ofNetwork: 0,
  networksNear: 0,
  deviceNuisance: 0,
  networkNuisance: 0,
  byHand: null,
};
const crowded = { ofAddress: CROWD_FROM, ofNetwork: CROWD_FROM } as const;
const urgency = (more: Partial<Signals>): number => rankReport({ ...quiet, ...more }).urgency;

const signals = fc.record<Signals>({
  danger: fc.boolean(),
  kind: fc.constantFrom(...REPORT_KINDS.map(({ kind }) => kind)),
  fixM: fc.option(fc.nat(1_000)),
  proven: fc.boolean(),
  answered: fc.boolean(),
  trusted: fc.boolean(),
  ofAddress: fc.nat(12),
  ofNetwork: fc.nat(40),
  networksNear: fc.nat(4),
  deviceNuisance: fc.double({ min: 0, max: 5, noNaN: true }),
  networkNuisance: fc.double({ min: 0, max: 5, noNaN: true }),
  byHand: fc.constantFrom(null, "first", "last"),
});

describe("the rank of a report", () => {
  it("puts danger before waves, waves before all that is calm, whatever its network and device were worth", () => {
    fc.assert(
      fc.property(signals, (given) => {
        const { urgency: found } = rankReport(given);
        if (given.danger) expect(found).toBeLessThan(WAVE_URGENCY);
        else expect(found).toBeGreaterThanOrEqual(CALM_FROM);
      }),
    );
  });

  it("rises with what speaks for a report and sinks with what speaks against it", () => {
    const danger = signals.map((given): Signals => ({ ...given, danger: true, byHand: null }));
    const better: readonly Partial<Signals>[] = [
      { fixM: 10 },
      { proven: true },
      { answered: true },
      { trusted: true },
      { networksNear: 3 },
    ];
    const worse: readonly Partial<Signals>[] = [crowded, { deviceNuisance: 3 }, { networkNuisance: 3 }];
    fc.assert(
      fc.property(danger, fc.constantFrom(...better), fc.constantFrom(...worse), (given, up, down) => {
        const { urgency: found } = rankReport(given);
        expect(rankReport({ ...given, ...up }).urgency).toBeLessThanOrEqual(found);
        expect(rankReport({ ...given, ...down }).urgency).toBeGreaterThanOrEqual(found);
      }),
    );
  });

  it("of a quiet network without a signal stands before a crowd with a fix and work; work or a fix stands before a crowd's bare ones", () => {
    expect(urgency({})).toBeLessThan(urgency({ ...crowded, fixM: 10, proven: true }));
    expect(urgency({ ...crowded, fixM: 10, proven: true })).toBeLessThan(urgency({ ...crowded, fixM: 10 }));
    expect(urgency({ ...crowded, proven: true })).toBeLessThan(urgency(crowded));
    expect(urgency({ ...crowded, fixM: 10 })).toBeLessThan(urgency(crowded));
    expect(urgency({ fixM: FIX_M + 1 })).toBe(urgency({}));
  });

  it("is overruled by a person, whatever the signals say, and says so first", () => {
    fc.assert(
      fc.property(signals, signals, (a, b) => {
        const [first, last] = [rankReport({ ...a, danger: true, byHand: "first" }), rankReport({ ...a, danger: true, byHand: "last" })];
        const other = rankReport({ ...b, danger: true, byHand: null });
        expect(first.urgency).toBeLessThan(other.urgency);
        expect(last.urgency).toBeGreaterThan(other.urgency);
        expect([first.reasons[0], last.reasons[0]]).toEqual(["first_by_hand", "last_by_hand"]);
      }),
    );
  });

  it("orders a queue fully: by urgency, then by who waits longest", () => {
    const row = fc.record<InQueue>({ urgency: fc.nat(3), receivedAt: fc.nat(3), reportId: fc.uuid() });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const sorted = rows.toSorted(byUrgency);
        for (const [at, one] of sorted.entries()) {
          const next = sorted[at + 1];
          if (next === undefined) continue;
          expect(one.urgency).toBeLessThanOrEqual(next.urgency);
          if (one.urgency === next.urgency) expect(one.receivedAt).toBeLessThanOrEqual(next.receivedAt);
        }
      }),
    );
  });
});

describe("a sketch of words", () => {
  const like = (a: string | null, b: string | null): number => sketchLikeness(sketchOf(a, 7), sketchOf(b, 7));
  it("is the same for the same words, near for words that change slowly, and far for others", () => {
    expect(like("نجدة حقيقية في السوق", "نَجدة حقيقيّة في السوق")).toBe(1);
    expect(like("ههههه 12", "ههههه 13")).toBe(1);
    expect(like("هناك حريق كبير قرب المدرسة الابتدائية", "هناك حريق كبير قرب المدرسة المتوسطة")).toBeGreaterThan(ALIKE);
    expect(like("رجل يحمل سكينا أمام المقهى", "حادث سيارة على الطريق السريع")).toBeLessThan(ALIKE);
    expect(like("un homme me suit depuis la gare", "incendie dans l'immeuble d'en face")).toBeLessThan(ALIKE);
    expect([like(null, null), like(" ", null), like("نعم", null)]).toEqual([1, 1, 0]);
  });

  it("says nothing under another secret", () => {
    expect(sketchLikeness(sketchOf("نجدة حقيقية في السوق", 7), sketchOf("نجدة حقيقية في السوق", 8))).toBeLessThan(ALIKE);
  });
});

/** Words that nobody else writes. */
function babble(nth: number): string {
  let seed = nth;
  return Array.from({ length: 24 }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCodePoint(97 + ((seed >>> 16) % 26));
  }).join("");
}
let made = 0;
const loose = (more: Partial<Loose> = {}): Loose => ({
  reportId: `r${(made += 1)}`,
  danger: true,
  network: "A",
  address: "A1",
  fix: null,
  proven: false,
  vouched: false,
  sketch: sketchOf(babble(made), 7),
  ...more,
});
const said = sketchOf("نجدة نجدة", 7);
const fixAt = (lat: number): Loose["fix"] => ({ point: { lat, lon: 5.33 }, accuracyM: 20 });

/** Builds the queue after reports that came one after the other, as the server keeps it. */
function queueOf(reports: readonly Loose[]): {
  readonly alone: readonly Loose[];
  readonly waves: ReadonlyMap<string, readonly Loose[]>;
  readonly known: readonly Wave[];
} {
  const known: Wave[] = [];
  const waves = new Map<string, Loose[]>();
  let alone: Loose[] = [];
  for (const report of reports) {
    const own = (each: { readonly network: string }): boolean => each.network === report.network;
    const fold = decideFold(report, known.filter(own), alone.filter(own));
    if (fold.kind === "alone") alone = [...alone, report];
    else if (fold.kind === "joins") waves.get(fold.waveId)?.push(report);
    else {
      const waveId = `w${known.length}`;
      known.push({ ...fold.wave, waveId });
      waves.set(
        waveId,
        [...alone, report].filter(({ reportId }) => fold.of.includes(reportId)),
      );
      alone = alone.filter(({ reportId }) => !fold.of.includes(reportId));
    }
  }
  return { alone, waves, known };
}

describe("waves", () => {
  const any = fc
    .record({
      danger: fc.boolean(),
      network: fc.constantFrom("A", "B"),
      address: fc.constantFrom("1", "2", "3"),
      fix: fc.option(
        fc.record({
          point: fc.record({ lat: fc.constantFrom(31.9, 31.95), lon: fc.constantFrom(5.3, 5.33) }),
          accuracyM: fc.constantFrom(20, 900),
        }),
      ),
      proven: fc.boolean(),
      vouched: fc.boolean(),
      words: fc.constantFrom("نجدة", "حريق في الغابة", "شجار", null),
    })
    .map(({ words, address, network, ...given }) =>
      loose({ ...given, network, address: `${network}${address}`, sketch: sketchOf(words, 7) }),
    );

  it("lose no report, hold none twice, and never take one with a signal of its own", () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 90 }), (reports) => {
        const { alone, waves, known } = queueOf(reports);
        const held = [...alone, ...[...waves.values()].flat()].map(({ reportId }) => reportId);
        expect(held.toSorted()).toEqual(reports.map(({ reportId }) => reportId).toSorted());
        for (const wave of known)
          for (const member of waves.get(wave.waveId) ?? []) {
            expect(member.danger).toBe(wave.danger);
            expect(hasOwnSignal(member, wave)).toBe(false);
            expect(member.network).toBe(wave.network);
            expect(member.vouched || (member.danger && member.proven)).toBe(false);
          }
      }),
    );
  });

  it("fold alike reports of one network from the fifth on, whatever address each has", () => {
    const flood = Array.from({ length: 40 }, (_, nth) => loose({ address: `A${nth}`, sketch: said }));
    expect(queueOf(flood.slice(0, WAVE_ALIKE - 1)).waves.size).toBe(0);
    const { alone, waves } = queueOf(flood);
    expect([alone.length, waves.size, waves.get("w0")?.length]).toEqual([0, 1, 40]);
  });

  it("fold reports of one address whatever their words, and of one network once they are many", () => {
    const one = queueOf(Array.from({ length: 30 }, () => loose()));
    expect([one.alone.length, one.waves.size]).toEqual([0, 1]);
    expect(queueOf(Array.from({ length: WAVE_ADDRESS - 1 }, () => loose())).waves.size).toBe(0);
    const many = queueOf(Array.from({ length: 60 }, (_, nth) => loose({ address: `A${nth}` })));
    expect([many.alone.length, many.waves.size]).toEqual([0, 1]);
    expect(queueOf(Array.from({ length: WAVE_NETWORK - 1 }, (_, nth) => loose({ address: `A${nth}` }))).waves.size).toBe(0);
  });

  it("of a few addresses swallow no other address of their network", () => {
    const few = Array.from({ length: 7 * (WAVE_ADDRESSES - 2) }, (_, nth) => loose({ address: `A${nth % (WAVE_ADDRESSES - 2)}` }));
    const neighbour = loose({ address: "neighbour" });
    expect(queueOf([...few, neighbour]).alone.map(({ reportId }) => reportId)).toContain(neighbour.reportId);
  });

  it("leave out the neighbour: another address of the network, a fix elsewhere, work, an author whom the room knows", () => {
    const flood = Array.from({ length: 30 }, () => loose());
    const honest = [
      loose({ address: "A2" }),
      loose({ fix: fixAt(31.95) }),
      loose({ proven: true }),
      loose({ vouched: true }),
      loose({ network: "B", address: "B1" }),
    ];
    const { alone } = queueOf([...flood, ...honest]);
    expect(alone).toEqual(honest);
  });

  it("of one place take what says that place, and no fix elsewhere; a fix of the whole town is none", () => {
    const flood = Array.from({ length: 30 }, () => loose({ fix: fixAt(31.95), sketch: said }));
    const elsewhere = loose({ fix: fixAt(31.99), sketch: said });
    const { alone, known } = queueOf([...flood, elsewhere]);
    expect(alone).toEqual([elsewhere]);
    const [wave] = known;
    if (wave === undefined) throw new Error("no wave");
    expect(takesIn(wave, loose({ fix: fixAt(31.9501), sketch: said }))).toBe(true);
    expect(takesIn(wave, loose({ fix: { point: { lat: 31.99, lon: 5.33 }, accuracyM: 5_000 }, sketch: said }))).toBe(true);
  });

  it("of what is calm are made of likeness alone: each did its work", () => {
    const calm = Array.from({ length: 60 }, () => loose({ danger: false, proven: true }));
    expect(queueOf(calm).waves.size).toBe(0);
    expect(queueOf(calm.map((each) => ({ ...each, sketch: said }))).waves.size).toBe(1);
  });
});
