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

const vehicle: BoloSaid = {
  ...wanted,
  kind: "vehicle",
  text: "سيارة بيضاء",
  facts: { ...NO_FACTS, plate: "00123 116 30" },
  authority: null,
};
const renewed = (said: Partial<BoloSaid>, reason: string, given: BoloPapers) => {
  const inForce: Bolo = {
    ...vehicle,
    ...said,
    boloId: "b",
    version: 2,
    state: "in_force",
    published: { at: HOUR, by: "b" },
    expiresAt: 25 * HOUR,
  };
  const done = decideBolo(inForce, { kind: "renew", hours: 48, reason }, { at: 2 * HOUR, by: "a", seenVersion: 2, papers: given });
  return done.ok ? "ok" : done.error.code;
};

test("a reason of a renewal that names a person needs the papers and the second person of a BOLO that names one", () => {
  const none: BoloPapers = { writers: ["a"], documents: [], decidedAt: HOUR };
  const reason = "السائق هو المدعو كمال بوزيد، رخصة السياقة رقم 30123456";
  expect(renewed({}, "لم يُعثر عليها بعد", none)).toBe("ok");
  expect(renewed({}, reason, none)).toBe("bolo.papers_missing");
  expect(renewed({}, "Conducteur : Kamel Bouzid", none)).toBe("bolo.papers_missing");
  const whole = { authority: "وكيل الجمهورية", caseReference: "118/26" };
  const by = (person: string, at: number): BoloPapers => ({ ...none, documents: [{ at, by: person }] });
  expect(renewed(whole, reason, none)).toBe("bolo.papers_missing");
  expect(renewed(whole, reason, by("b", HOUR))).toBe("bolo.document_missing");
  expect(renewed(whole, reason, by("a", HOUR + 1))).toBe("bolo.same_person");
  expect(renewed(whole, reason, by("b", HOUR + 1))).toBe("ok");
});

test("an answer that words name nobody holds for the same words in the reason of a renewal", () => {
  const none: BoloPapers = { writers: ["a"], documents: [], decidedAt: HOUR };
  const words = "السائق كرار خنجر";
  const answered = { text: words, namesNobody: { at: 0, by: "b", words } };
  expect(renewed(answered, words, none)).toBe("ok");
  expect(renewed(answered, "السائق كمال بوزيد", none)).toBe("bolo.papers_missing");
});
