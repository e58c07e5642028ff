import * as fc from "fast-check";
import { expect, it, test } from "vitest";
import { decideBolo, isOnNamedPerson, NO_FACTS, writeBolo, type Bolo, type BoloPapers, type BoloSaid } from "./index.ts";

const HOUR = 3_600_000;
const wanted: BoloSaid = {
  kind: "wanted_person",
  text: "مطلوب في قضية سرقة",
  facts: { ...NO_FACTS, description: "طويل القامة" },
  sectors: [],
  authority: "وكيل الجمهورية",
  caseReference: "118/26",
  hours: 24,
};

test("a text names a person or it does not: names, filiations, births, numbers and warrants do, streets do not", () => {
  const named = (text: string, kind: BoloSaid["kind"] = "vehicle") => isOnNamedPerson(kind, text, NO_FACTS);
  for (const text of [
    "سيارة يقودها المدعو كريم",
    "يقودها كريم بن علي",
    "شخص اسمه مريم",
    "من مواليد 1990",
    "conduite par le nommé Karim",
    "né le 3 mars 1990",
    "il s'appelle Karim",
    "driver named Karim",
    "NIN 109 900 123 456 789 012",
    "صدر في حقه أمر بالقبض",
    "mandat d'arrêt",
    "المشتبه فيه طويل",
    // A word is found though another is written together with it.
    "سيارة يقودها شخص واسمه كريم",
    "ملك للمدعو كريم",
    "رجل والمشتبه فيه طويل",
    "سائق ومولود سنة 1990",
  ])
    expect(named(text), text).toBe(true);
  for (const text of [
    "سيارة مسروقة من شارع العربي بن مهيدي",
    "طفل مفقود، قميص أحمر",
    "véhicule volé rue Larbi Ben M'hidi",
    "stolen from the square, white car",
    "00123 116 30",
  ])
    expect(named(text), text).toBe(false);
  expect(named("x", "wanted_person")).toBe(true);
  expect(isOnNamedPerson("property", "دراجة", { ...NO_FACTS, description: "أخذها المدعو كريم" })).toBe(true);
});

const person = fc.constantFrom("a", "b", "c");
const papers: fc.Arbitrary<BoloPapers> = fc.record({
  writers: fc.array(person, { minLength: 1, maxLength: 3 }),
  documents: fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 * HOUR }), by: person }), { maxLength: 3 }),
  decidedAt: fc.constant(null),
});

it("is published with an authority, a case and a document, by a person who wrote nothing of it and did not bring its only document", () => {
  const part = fc.constantFrom(null, "", ".", "118/26");
  fc.assert(
    fc.property(papers, person, part, part, (given, by, authority, caseReference) => {
      const draft = writeBolo("b", { ...wanted, authority, caseReference });
      if (!draft.ok) throw new Error(draft.error.code);
      const done = decideBolo(draft.value, { kind: "publish" }, { at: 30 * HOUR, by, seenVersion: 1, papers: given });
      const isWhole = authority === "118/26" && caseReference === "118/26" && given.documents.length > 0;
      const isOther = !given.writers.includes(by) && given.documents.some((one) => one.by !== by);
      expect(done.ok ? "ok" : done.error.code).toBe(!isWhole ? "bolo.papers_missing" : isOther ? "ok" : "bolo.same_person");
    }),
    { numRuns: 1000 },
  );
});

it("is renewed, in force or expired, on a document that came after the last decision and that another person brought", () => {
  const inForce: Bolo = { ...wanted, boloId: "b", version: 2, state: "in_force", published: { at: HOUR, by: "b" }, expiresAt: 25 * HOUR };
  fc.assert(
    fc.property(
      papers,
      fc.integer({ min: 0, max: 20 * HOUR }),
      person,
      fc.constantFrom(2 * HOUR, 40 * HOUR),
      (given, decidedAt, by, at) => {
        const command = { kind: "renew", hours: 48, reason: "لم يُعثر عليه" } as const;
        const done = decideBolo(inForce, command, { at, by, seenVersion: 2, papers: { ...given, decidedAt } });
        const further = given.documents.filter((one) => one.at > decidedAt);
        const code =
          given.documents.length === 0
            ? "bolo.papers_missing"
            : further.length === 0
              ? "bolo.document_missing"
              : further.some((one) => one.by !== by)
                ? "ok"
                : "bolo.same_person";
        expect(done.ok ? "ok" : done.error.code).toBe(code);
      },
    ),
    { numRuns: 1000 },
  );
});
