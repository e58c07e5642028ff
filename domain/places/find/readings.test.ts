import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { PlaceKind } from "../kinds.ts";
import { findPlaces } from "./find.ts";
import { Gazetteer, type NamedPlace } from "./gazetteer.ts";

const MIDDLE = { lat: 31.95, lon: 5.33 };
/** A place so many metres north of the middle of the room. */
const place = (id: string, ar: string, metres: number, kind: PlaceKind = "other"): NamedPlace => ({
  source: kind === "street" ? "street" : "landmark",
  id,
  names: { ar },
  more: [],
  code: null,
  kind,
  point: { lat: MIDDLE.lat + metres / 111_000, lon: MIDDLE.lon },
});
const listed = (places: readonly NamedPlace[], phrase: string): string[] =>
  findPlaces([new Gazetteer(places)], phrase, { near: MIDDLE, most: 10 }).map(({ id }) => id);
const sure = (places: readonly NamedPlace[], phrase: string): string[] =>
  findPlaces([new Gazetteer(places)], phrase, { near: MIDDLE, most: 10, isSure: true }).map(({ id }) => id);

const KINDS = ["شارع", "حي", "مسجد", "صيدلية", "مدرسة"] as const;
const NAMES = ["النخيل", "الواحة", "القافلة", "الرمال", "الفقارة", "الزيتون"] as const;
/** Words that are particles or say little, and are names after a kind. */
const NAMELIKE = ["الوحدة", "الكبير", "الكبيرة", "علي", "الطلبة", "المدينة", "القديم"] as const;

it("a word that is empty elsewhere is a name after a kind: only a place that has it is sure", () => {
  const kinds = fc.constantFrom(...KINDS);
  fc.assert(
    fc.property(
      kinds,
      fc.constantFrom(...NAMELIKE),
      fc.constantFrom(...NAMES),
      fc.boolean(),
      fc.boolean(),
      (kind, word, name, isKnown, isOnly) => {
        const others = [place("other", `${kind} ${name}`, 0), ...(isOnly ? [] : [place("far", `${kind} المحطة`, 900)])];
        const places = isKnown ? [...others, place("right", `${kind} ${word}`, 1_800)] : others;
        expect(sure(places, `${kind} ${word}`), `${kind} ${word}`).toEqual(isKnown ? ["right"] : []);
        expect(sure(places, `${kind} ${name}`)).toEqual(["other"]);
      },
    ),
  );
});

it.each(["est", "de l'est", "de l'unité", "unité"])("«cité %s» is sure only if a quarter has this name", (name) => {
  const quarters = [place("a", "حي النخيل", 0, "quarter")];
  expect(sure(quarters, `cité ${name}`)).toEqual([]);
  const named: NamedPlace = { ...place("right", "", 1_800, "quarter"), names: { fr: `Cité ${name}` } };
  expect(sure([...quarters, named], `cité ${name}`)).toEqual(["right"]);
});

it("a word of the event and a particle after a name change nothing", () => {
  const places = [place("right", "شارع النخيل", 0, "street"), place("other", "حي الرمال", 900, "quarter")];
  for (const after of ["حادث كبير", "حادث مرور", "هنا", "وسط المدينة", "accident", "سيارة كبيرة"])
    expect(sure(places, `شارع النخيل ${after}`), after).toEqual(["right"]);
  expect(sure(places, "كاين حادث كبير في شارع النخيل")).toEqual(["right"]);
});

it("a kind alone is sure only if the town has exactly one in reach", () => {
  const metres = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(metres, fc.constantFrom("صيدلية", "pharmacie", "فرماسي"), (kilometres, said) => {
      const all = kilometres.map((each, nth) => place(String(each), `صيدلية ${NAMES[nth] ?? ""}`, each * 1_000));
      const near = kilometres.filter((each) => each < 20);
      expect(sure([...all, place("street", "شارع الأمير", 50, "street")], said)).toEqual(near.length === 1 ? near.map(String) : []);
    }),
  );
});

it("a place, its gate and its camera are one, and two of one whole name are not", () => {
  const hospital = place("hospital", "مستشفى النخيل", 0);
  expect(sure([hospital, place("gate", "مستشفى النخيل", 120)], "السبيطار")).toEqual(["hospital"]);
  expect(sure([hospital, place("other", "مستشفى النخيل", 5_000)], "مستشفى النخيل")).toEqual([]);
});

it("BNA is no «بن»: a part of many names is compared by its spelling", () => {
  const places = [place("garage", "ورشة بن علي", 0), place("school", "مدرسة ابن باديس", 900)];
  for (const text of ["BNA", "CNA", "banu"]) expect(sure(places, text), text).toEqual([]);
  expect(sure(places, "garage ben ali")).toEqual(["garage"]);
});

it("the number after a street's kind is the street, and any other is a house", () => {
  const number = fc.integer({ min: 1, max: 40 });
  const streets = Array.from({ length: 40 }, (_, nth) => place(String(nth + 1), `نهج ${nth + 1}`, nth * 100, "street"));
  const places = [...streets, place("palms", "شارع النخيل", 4_500, "street")];
  const written = fc.constantFrom<(street: number, house: number) => string>(
    (street, house) => `${house} rue ${street}`,
    (street, house) => `نهج ${street} رقم ${house}`,
    (street, house) => `نهج ${street} ${house}`,
    (street, house) => `rue ${street} maison ${house}`,
    (street, house) => `rue n° ${street} n° ${house}`,
    (street, house) => `الدار ${house} نهج ${street}`,
    (street, house) => `نهج${street} دار ${house}`,
  );
  const palms = fc.constantFrom<(house: number) => string>(
    (house) => `شارع النخيل رقم ${house}`,
    (house) => `${house} شارع النخيل`,
    (house) => `شارع النخيل ${house}`,
    (house) => `دار ${house} شارع النخيل`,
  );
  fc.assert(
    fc.property(number, number, written, palms, (street, house, write, writePalms) => {
      const text = write(street, house);
      expect(listed(places, text)[0], text).toBe(String(street));
      expect(sure(places, text), text).toEqual([String(street)]);
      expect(listed(places, writePalms(house))[0], writePalms(house)).toBe("palms");
      expect(sure(places, writePalms(house)), writePalms(house)).toEqual(["palms"]);
    }),
  );
});

it("a number alone is listed, and means no place for sure", () => {
  const places = [place("street", "نهج 12", 0, "street"), place("quarter", "حي 500 مسكن", 4_000, "quarter")];
  for (const [said, id] of [
    ["12", "street"],
    ["١٢", "street"],
    ["رقم 12", "street"],
    ["500", "quarter"],
    ["في 500", "quarter"],
  ] as const) {
    expect(sure(places, said), said).toEqual([]);
    expect(listed(places, said)[0], said).toBe(id);
  }
  expect([sure(places, "نهج 12"), sure(places, "حي 500 مسكن"), sure(places, "500 مسكن")]).toEqual([["street"], ["quarter"], ["quarter"]]);
});

it("a common first name means a street for sure only if that is its whole name", () => {
  const town = [place("wahda", "شارع الوحدة", 0, "street"), place("mourad", "شارع ديدوش مراد", 900, "street")];
  const streets = [
    place("ben", "شارع بن علي", 2_200, "street"),
    place("boumendjel", "شارع علي بومنجل", 2_300, "street"),
    place("omar", "شارع عمر إدريس", 3_000, "street"),
    place("mohamed", "شارع محمد بوضياف", 5_000, "street"),
  ];
  const cases: readonly (readonly [said: string, number: number, whole: string])[] = [
    ["شارع علي", 0, "شارع بن علي"],
    ["rue ali", 0, "rue ben ali"],
    ["علي", 0, "بن علي"],
    ["شارع علي", 1, "شارع علي بومنجل"],
    ["شارع عمر", 2, "شارع عمر إدريس"],
    ["شارع محمد", 3, "شارع محمد بوضياف"],
    ["rue mohamed", 3, "rue mohamed boudiaf"],
  ];
  for (const [said, number, whole] of cases) {
    const own = streets.slice(number, number + 1);
    expect(sure([...town, ...own], said), said).toEqual([]);
    expect(listed([...town, ...own], said)[0], said).toBe(own[0]?.id);
    expect(sure([...town, ...own], whole), whole).toEqual([own[0]?.id]);
    expect(sure([...town, ...streets], said), said).toEqual([]);
  }
  expect(sure([...town, ...streets, place("ali", "شارع علي", 7_000, "street")], "شارع علي")).toEqual(["ali"]);
  expect([sure(town, "شارع ديدوش"), sure([...town, ...streets], "شارع بوضياف")]).toEqual([["mourad"], ["mohamed"]]);
});

it.each([
  ["شارع خالد", "شارع خالد بن الوليد"],
  ["شارع خالد رقم 12", "شارع خالد بن الوليد"],
  ["rue khaled", "شارع خالد بن الوليد"],
  ["chari3 khalid", "شارع خالد بن الوليد"],
  ["خالد", "شارع خالد بن الوليد"],
  ["حي سعيد", "حي سعيد عتبة"],
  ["7ay said", "حي سعيد عتبة"],
  ["cité saïd", "حي سعيد عتبة"],
  ["مدرسة فاطمة", "مدرسة فاطمة نسومر"],
  ["école fatma", "مدرسة فاطمة نسومر"],
  ["école Fatima", "مدرسة فاطمة نسومر"],
  ["مسجد خديجة", "مسجد خديجة بنت خويلد"],
  ["شارع العربي", "شارع العربي بن مهيدي"],
  ["rue larbi", "شارع العربي بن مهيدي"],
  ["شارع إلياس", "شارع إلياس دريش"],
  ["شارع مراد", "شارع مراد ديدوش"],
  ["rue mourad", "شارع مراد ديدوش"],
  ["متوسطة حسيبة", "متوسطة حسيبة بن بوعلي"],
  ["lycée hassiba", "ثانوية حسيبة بن بوعلي"],
  ["شارع مصطفى", "شارع مصطفى بن بولعيد"],
  ["rue mustapha", "شارع مصطفى بن بولعيد"],
  ["شارع يوسف", "شارع زيغود يوسف"],
  ["rue youcef", "شارع زيغود يوسف"],
  ["مسجد بلال", "مسجد بلال بن رباح"],
])("«%s» lists %s, and is sure only of a place that is called so and no more", (said, name) => {
  const kind = name.startsWith("شارع") ? "street" : name.startsWith("حي") ? "quarter" : "other";
  const longer = place("longer", name, 0, kind);
  const town = [longer, place("palms", "شارع النخيل", 900, "street")];
  expect(sure(town, said)).toEqual([]);
  expect(listed(town, said)[0]).toBe("longer");
  expect(sure(town, name)).toEqual(["longer"]);
  const [own = "", first = ""] = said.split(" ");
  if (/^\p{Script=Arabic}/u.test(own) && first !== "") {
    const plain = place("plain", `${own} ${first}`, 4_000, kind);
    expect(sure([...town, plain], said)).toEqual(["plain"]);
  }
});

it.each([
  ["شارع بوضياف", "شارع محمد بوضياف"],
  ["rue boudiaf", "شارع محمد بوضياف"],
  ["شارع ديدوش", "شارع ديدوش مراد"],
  ["rue didouche mourad", "شارع ديدوش مراد"],
  ["حي عتبة", "حي سعيد عتبة"],
  ["مدرسة نسومر", "مدرسة فاطمة نسومر"],
  ["école fatma nsoumer", "مدرسة فاطمة نسومر"],
  ["مسجد النور", "مسجد النور الجديد"],
  ["حي النصر", "حي النصر الغربي"],
  ["حي الأمل", "حي الأمل الغربي"],
  ["شارع الوردة", "شارع الوردة البيضاء"],
  ["مسجد الرحمة", "مسجد الرحمة"],
  ["شارع النخيل", "شارع النخيل"],
  ["rue nakhil", "شارع النخيل"],
  ["rue emir", "شارع الأمير عبد القادر"],
  ["cité aadl", "حي عدل الجديد"],
  ["oasis", "حي الواحة"],
])("«%s» is sure of %s, since no first name stands alone in it", (said, name) => {
  const kind = name.startsWith("شارع") ? "street" : name.startsWith("حي") ? "quarter" : "other";
  const spelt: NamedPlace = { ...place("right", name, 0, kind), more: name === "حي الواحة" ? ["Cité de l'Oasis"] : [] };
  expect(sure([spelt, place("other", "شارع القافلة", 900, "street")], said)).toEqual(["right"]);
});

it("a name that starts with «عبد» means a street for sure only if that is its whole name", () => {
  const emir = place("emir", "شارع الأمير عبد القادر", 0, "street");
  for (const said of ["شارع عبد القادر", "rue abdelkader"]) {
    expect(sure([emir], said), said).toEqual([]);
    expect(listed([emir], said)[0], said).toBe("emir");
    expect(sure([emir, place("right", "شارع عبد القادر", 3_000, "street")], said), said).toEqual(["right"]);
  }
  expect(sure([emir], "عبد القادر")).toEqual([]);
  for (const said of ["شارع الأمير عبد القادر", "شارع الأمير", "rue emir abdelkader"]) expect(sure([emir], said), said).toEqual(["emir"]);
});

it("a quarter is meant by its number for sure only if it has no more of a name than that and its dwellings", () => {
  const [plain, longer] = [place("plain", "حي 500 مسكن", 0, "quarter"), place("longer", "حي 500 مسكن الرمال", 3_000, "quarter")];
  for (const said of ["cité 500", "حي 500", "cité 500 logements"]) {
    expect(sure([plain], said), said).toEqual(["plain"]);
    expect(sure([longer], said), said).toEqual([]);
    expect(sure([place("other", "حي 1500 مسكن", 0, "quarter")], said), said).toEqual([]);
    expect(listed([longer], said)[0], said).toBe("longer");
  }
  expect(sure([plain, longer], "حي 500 الرمال")).toEqual(["longer"]);
});

it("a street that is named after a kind of place is sure only by its whole name", () => {
  for (const said of ["طريق المطار", "route de l'aéroport", "شارع المطار"]) {
    for (const name of ["شارع مطار الواحة", "طريق المطار القديم", "طريق سوق المطار"])
      expect(sure([place("longer", name, 0, "street")], said), `${said}: ${name}`).toEqual([]);
    expect(sure([place("stop", "محطة طريق المطار", 0)], said), said).toEqual([]);
    const right = place("right", "شارع المطار", 2_500, "street");
    expect(sure([place("old", "طريق المطار القديم", 0, "street"), right], said), said).toEqual(["right"]);
  }
  expect(sure([place("old", "طريق المطار القديم", 0, "street")], "طريق المطار القديم")).toEqual(["old"]);
});

it("a sure reading is the first of the list, or nothing", () => {
  const name = fc.constantFrom(...KINDS.flatMap((kind) => NAMES.map((each) => `${kind} ${each}`)), "نهج 12", "حي 200 مسكن", "ك-031");
  const word = fc.constantFrom(...KINDS, ...NAMES, ...NAMELIKE, "قدام", "rue", "12", "200", "رقم", "de", "est", "في", "nakhil", "oasis");
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 10 }), fc.array(word, { maxLength: 6 }), (names, words) => {
      const places = names.map((each, nth) => place(String(nth), each, nth * 700, each.startsWith("حي") ? "quarter" : "other"));
      const [first] = sure(places, words.join(" "));
      if (first !== undefined) expect(listed(places, words.join(" "))[0]).toBe(first);
    }),
    { numRuns: 500 },
  );
});
