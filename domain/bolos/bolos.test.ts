import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  BOLO_COMMANDS,
  BOLO_STANDINGS,
  boloAfter,
  countTold,
  decideBolo,
  factsOfKind,
  MOST_HOURS,
  NO_FACTS,
  plateKey,
  standingAt,
  toldState,
  wasInForceAt,
  writeBolo,
  type Bolo,
  type BoloCommand,
  type BoloSaid,
} from "./index.ts";

const HOUR = 3_600_000;
const NO_PAPERS = { writers: [], documents: [], decidedAt: null };
const facts = { ...NO_FACTS, plate: "00123 116 30" };
const said: BoloSaid = { kind: "vehicle", text: "سيارة مسروقة", facts, sectors: [], authority: null, caseReference: null, hours: 72 };

const by = (bolo: Bolo, at: number) => ({ at, by: "a", seenVersion: bolo.version, papers: NO_PAPERS });

function draft(given: BoloSaid = said): Bolo {
  const made = writeBolo("b", given);
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

const hours = fc.oneof(fc.integer({ min: -5, max: 800 }), fc.constantFrom(1, 72, MOST_HOURS, 0.5));
const words = fc.constantFrom("", " \u200f", ".", "سبب");
const commands: fc.Arbitrary<BoloCommand> = fc.oneof(
  fc.record({ kind: fc.constant("change" as const), said: fc.record({ ...mapOf(said), hours, text: fc.constantFrom(" ", "نص النشرة") }) }),
  fc.constant({ kind: "publish" as const }),
  fc.record({ kind: fc.constant("renew" as const), hours, reason: words }),
  fc.record({ kind: fc.constant("cancel" as const), end: fc.constantFrom("found" as const, "error" as const), words }),
);
function mapOf({ kind, facts: known, sectors, authority, caseReference }: BoloSaid) {
  const fixed = { facts: fc.constant(known), sectors: fc.constant(sectors), caseReference: fc.constant(caseReference) };
  return { ...fixed, kind: fc.constant(kind), authority: fc.constant(authority) };
}
const steps = fc.array(fc.record({ command: commands, waits: fc.integer({ min: 0, max: 100 * HOUR }) }), { maxLength: 30 });
type Steps = readonly { command: BoloCommand; waits: number }[];

/** Each step that was taken, with the moment at which it was. */
function walk(given: Steps): { from: Bolo; to: Bolo; command: BoloCommand; at: number }[] {
  let [bolo, at] = [draft(), 1000 * HOUR];
  const walked = [];
  for (const { command, waits } of given) {
    at += waits;
    const next = decideBolo(bolo, command, { at, by: "a", seenVersion: bolo.version, papers: NO_PAPERS });
    if (!next.ok) continue;
    walked.push({ from: bolo, to: next.value, command, at });
    bolo = next.value;
  }
  return walked;
}

test("no sequence of commands leaves the table, and each step counts one version", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(steps, (given) => {
      for (const { from, to, command, at } of walk(given)) {
        expect(standingAt(to, at)).toBe(boloAfter(standingAt(from, at), command.kind));
        expect(to.version).toBe(from.version + 1);
        reached.add(to.state);
      }
    }),
    { numRuns: 1000 },
  );
  expect([...reached].toSorted()).toEqual(["cancelled", "draft", "in_force"]);
});

test("whatever was published expires, never later than thirty days after it was published or last renewed", () => {
  fc.assert(
    fc.property(steps, (given) => {
      for (const { from, to, at } of walk(given)) {
        if (to.state !== "in_force") continue;
        expect(to.expiresAt).toBeGreaterThan(at);
        expect(to.expiresAt).toBeLessThanOrEqual(at + MOST_HOURS * HOUR);
        if (from.state === "in_force") expect(to.expiresAt).toBeGreaterThan(from.expiresAt);
      }
    }),
    { numRuns: 500 },
  );
});

test("time alone ends it: in force before its expiry, expired from it on; in force again by a renewal alone", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST_HOURS }), fc.integer({ min: -40 * 24 * HOUR, max: 40 * 24 * HOUR }), (span, apart) => {
      const published = decideBolo(
        draft({ ...said, hours: span }),
        { kind: "publish" },
        { at: 0, by: "a", seenVersion: 1, papers: NO_PAPERS },
      );
      if (!published.ok || published.value.state !== "in_force") throw new Error("not published");
      const bolo = published.value;
      const at = bolo.expiresAt + apart;
      expect(standingAt(bolo, at)).toBe(apart < 0 ? "in_force" : "expired");
      if (apart < 0) return;
      for (const kind of BOLO_COMMANDS) expect(boloAfter("expired", kind)).toBe(kind === "renew" ? "in_force" : null);
      const renewed = decideBolo(bolo, { kind: "renew", hours: MOST_HOURS, reason: "سبب" }, by(bolo, at));
      if (!renewed.ok || renewed.value.state !== "in_force") throw new Error("not renewed");
      expect(standingAt(renewed.value, at)).toBe("in_force");
      expect(renewed.value).toMatchObject({ published: bolo.published, expiresAt: at + MOST_HOURS * HOUR });
      const silent = decideBolo(bolo, { kind: "renew", hours: 1, reason: "." }, by(bolo, at));
      expect(silent).toMatchObject({ error: { code: "bolo.reason_missing" } });
    }),
  );
});

test("plates are one where they are read as one", () => {
  expect(new Set(["٠٠١٢٣ ١١٦ ٣٠", "00123-116-30", " 00123 11630", "۰۰۱۲۳ ۱۱۶ ۳۰"].map(plateKey))).toEqual(new Set(["0012311630"]));
  expect(plateKey("أ 12")).toBe(plateKey("ا١٢"));
  const gap = fc.constantFrom("", " ", "-", "\u200f", " ");
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.boolean(), gap), { minLength: 1, maxLength: 12 }), (digits) => {
      const written = digits.map(([digit, isArabic, after]) => (isArabic ? String.fromCodePoint(0x0660 + digit) : String(digit)) + after);
      expect(plateKey(written.join(""))).toBe(digits.map(([digit]) => digit).join(""));
    }),
  );
});

test("a kind keeps its own facts alone, and what cannot be looked for is not published", () => {
  const all = { plate: "1", make: "m", colour: "c", description: "d", age: 9, clothes: "x", seenPlace: "p", seenAt: 1 };
  expect(factsOfKind("vehicle", all)).toMatchObject({ description: null, age: null, plate: "1" });
  expect(factsOfKind("missing_person", all)).toMatchObject({ plate: null, age: 9, clothes: "x" });
  const publish = (given: BoloSaid) => decideBolo(draft(given), { kind: "publish" }, { at: 0, by: "a", seenVersion: 1, papers: NO_PAPERS });
  expect(publish({ ...said, facts: NO_FACTS })).toMatchObject({ error: { code: "bolo.facts_missing" } });
  expect(publish({ ...said, kind: "wanted_person", facts })).toMatchObject({ error: { code: "bolo.facts_missing" } });
  expect(publish({ ...said, kind: "property" }).ok).toBe(true);
  expect(writeBolo("b", { ...said, text: "\u200f " })).toMatchObject({ error: { code: "bolo.text_missing" } });
  expect(writeBolo("b", { ...said, hours: MOST_HOURS + 1 })).toMatchObject({ error: { code: "bolo.span_wrong" } });
  expect(decideBolo(draft(), { kind: "publish" }, { at: 0, by: "a", seenVersion: 2, papers: NO_PAPERS })).toMatchObject({
    error: { code: "bolo.draft_changed" },
  });
  const published = publish({ ...said, kind: "property" });
  if (!published.ok) throw new Error(published.error.code);
  const late = { at: 0, by: "a", seenVersion: 1, papers: NO_PAPERS };
  // A colleague published it first: its draft did not change.
  expect(decideBolo(published.value, { kind: "publish" }, late)).toMatchObject({ error: { code: "bolo.wrong_state" } });
  const typed = decideBolo(draft(), { kind: "change", said }, { ...late, seenVersion: 2 });
  expect(typed).toMatchObject({ error: { code: "bolo.changed_meanwhile" } });
});

test("everybody is counted once", () => {
  const moment = fc.option(fc.nat(), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.record({ toldAt: moment, acknowledgedAt: moment })), (people) => {
      const counts = countTold(people);
      expect(counts.not_yet + counts.told + counts.acknowledged).toBe(people.length);
      expect(people.filter((one) => one.acknowledgedAt !== null).every((one) => toldState(one) === "acknowledged")).toBe(true);
    }),
  );
  expect(BOLO_STANDINGS).toHaveLength(4);
});

test("a cancelled BOLO was in force from its publication until its cancellation", () => {
  const cancelledAt = (at: number): Bolo => {
    const command = (bolo: Bolo, given: BoloCommand, when: number): Bolo => {
      const decided = decideBolo(bolo, given, by(bolo, when));
      if (!decided.ok) throw new Error(decided.error.code);
      return decided.value;
    };
    return command(command(draft(), { kind: "publish" }, HOUR), { kind: "cancel", end: "found", words: "سبب" }, at);
  };
  const inForce = (bolo: Bolo, ...moments: readonly number[]) => moments.map((at) => wasInForceAt(bolo, at));
  expect(inForce(cancelledAt(3 * HOUR), HOUR - 1, HOUR, 3 * HOUR - 1, 3 * HOUR)).toEqual([false, true, true, false]);
  expect(inForce(draft(), 0)).toEqual([false]);
});
