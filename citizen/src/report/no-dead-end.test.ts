import { newReport } from "@amaliyat/contract/reports";
import { line, prose } from "@amaliyat/contract/route";
import { TEXT_MOST } from "@amaliyat/domain/reports";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { refusalOf } from "../api/answer.ts";
import { NO_DRAFT, type Draft } from "../storage/kept.ts";
import { itemOf, type Item } from "../outbox/item.ts";
import { bodyOf, lackOf } from "./ready.ts";
import { draftOf, stepOf } from "../storage/reopen.ts";

/** Marks that phones, messengers, word processors and cut texts bring along. */
const MARKS = [
  // oxlint-disable-next-line typescript/no-misused-spread -- each mark by itself, the halves of a sign too
  ..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\u000b\u000c\u0000\u0007\u001b\u0085\u009f\u2028\u2029\ud83d\udc69\n\t\r ",
];
const TYPED = ["+213 550 12 34 56", "حي النصر", "Cité", "5", "«", "👩‍👩‍👧", "لا\u200cيمكن", "x".repeat(300)];
const hostile = fc.array(fc.constantFrom(...MARKS, ...TYPED), { maxLength: 40 }).map((parts) => parts.join(""));
/** Moments in the hours of an input, and clocks that stand anywhere. */
const when = fc.constantFrom("", "2026-11-28T20:00", "1970-01-01T00:00", "9999-12-31T23:59", "no time");
const clock = fc.constantFrom(0, Date.UTC(2025), Date.UTC(2026, 10, 28), Date.UTC(2150));

const drafts: fc.Arbitrary<Draft> = fc.record({
  ...Object.fromEntries(Object.entries(NO_DRAFT).map(([key, value]) => [key, fc.constant(value)])),
  kind: fc.constantFrom("theft", "danger", "other"),
  words: hostile,
  placeText: hostile,
  contact: hostile,
  happened: when,
}) as fc.Arbitrary<Draft>;

it("what a draft may be sent as, the room takes by its shape: 100 hostile texts, no dead end", () => {
  fc.assert(
    fc.property(drafts, clock, (draft, at) => {
      fc.pre(lackOf(draft) === null);
      const body = { ...bodyOf(draft, "ar", at), code: "K7M4-2QX9-0000", device: "d".repeat(32), files: [], proof: null };
      const parsed = newReport.safeParse(body);
      expect(parsed.error?.issues).toBeUndefined();
      // Nothing is left that the room would not let stand in a text of its own people.
      if (body.words !== null) expect(prose(TEXT_MOST.words).parse(body.words)).toBe(body.words);
      if (body.placeText !== null) expect(line(TEXT_MOST.place).parse(body.placeText)).toBe(body.placeText);
      if (body.contact !== null) expect(line(TEXT_MOST.contact).parse(body.contact)).toBe(body.contact);
      // The room cleans the same away, and nothing more.
      expect(parsed.data).toEqual(body);
    }),
    { numRuns: 400, seed: 17 },
  );
});

it("takes the same texts from a phone that cleans nothing", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const body = { ...bodyOf({ ...NO_DRAFT, kind: "theft" }, "ar", 1.77e12), code: "C", device: "d".repeat(32), files: [], proof: null };
      const given = { words: text, placeText: text.slice(0, TEXT_MOST.place), contact: text.slice(0, TEXT_MOST.contact) };
      fc.pre(text.length <= TEXT_MOST.words);
      const parsed = newReport.parse({ ...body, ...given });
      for (const said of [parsed.placeText, parsed.contact]) if (said) expect(line(TEXT_MOST.place).parse(said)).toBe(said);
      if (parsed.words) expect(prose(TEXT_MOST.words).parse(parsed.words)).toBe(parsed.words);
    }),
    { numRuns: 100, seed: 17 },
  );
});

const report = (draft: Draft): Extract<Item, { kind: "report" }> =>
  itemOf("C", 1, {
    kind: "report",
    body: { ...bodyOf(draft, "ar", 1.77e12), code: "C", device: "d", files: [] },
  }) as Extract<Item, { kind: "report" }>;

it("what the room refuses all the same opens again as it was written, on the screen of the field that the room named", () => {
  const draft: Draft = { ...NO_DRAFT, kind: "theft", words: "دراجة", placeText: "حي النصر", contact: "0550", happened: "2026-11-28T20:00" };
  const text = { ar: "صحح", fr: "Corrigez", en: "Correct it" };
  const upload = itemOf("C", 1, { kind: "upload", fileId: "f", fileKind: "picture", bytes: 9 });
  for (const [answer, field, step] of [
    [{ code: "report.time_wrong", text }, "when", "report/words"],
    [{ code: "report.place_missing", text }, "place", "report/place"],
    [{ code: "request.invalid", text, fields: [{ path: "body.contact" }] }, "contact", "report/words"],
    [{ code: "request.invalid", text, fields: [{ path: "body.placeText" }] }, "place", "report/place"],
    [{ code: "report.code_malformed", text }, null, "report/words"],
  ] as const) {
    const refusal = refusalOf(422, answer);
    if (refusal.kind !== "refused") throw new Error(refusal.kind);
    const item = { ...report(draft), refused: refusal.text, field: refusal.field ?? null };
    const again = draftOf(item, [item, upload]);
    expect(again).toMatchObject({ ...draft, files: [{ fileId: "f", kind: "picture", bytes: 9 }], fault: { field, text } });
    expect(stepOf(field)).toBe(step);
  }
});
