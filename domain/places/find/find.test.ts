import * as fc from "fast-check";
import { expect, it, test } from "vitest";
import { distanceM } from "../../kernel/index.ts";
import { fold } from "../../search/index.ts";
import { isSpeltLike } from "./edits.ts";
import { findPlaces } from "./find.ts";
import { Gazetteer, type NamedPlace } from "./gazetteer.ts";
import { codeOfText, MOST_WORDS, partsOfPhrase, wordsOfName } from "./phrase.ts";
import { fitsByVowels, soundOf } from "./sound.ts";
import { streetsOf } from "./streets.ts";

const place = (id: string, ar: string, more: Partial<NamedPlace> = {}): NamedPlace => ({
  source: "landmark",
  id,
  names: { ar },
  more: [],
  code: null,
  kind: "other",
  point: { lat: 31.95, lon: 5.33 },
  ...more,
});
const ids = (places: readonly NamedPlace[], phrase: string): string[] =>
  findPlaces([new Gazetteer(places)], phrase, { near: null, most: 10 }).map(({ id }) => id);

test.each([
  ["waha", "واحه"],
  ["wa7a", "واحه"],
  ["ennour", "نور"],
  ["errahma", "رحمه"],
  ["9asr", "قصر"],
  ["ksar", "قصر"],
  ["sebkha", "سبخه"],
  ["sab5a", "سبخه"],
  ["foggara", "فقاره"],
  ["oued", "واد"],
  ["chouhada", "شهداء"],
])("%s sounds as %s", (latin, arabic) => {
  expect(soundOf(latin)).toBe(soundOf(arabic));
});

test.each([
  ["ك-٠٣١", "#k31"],
  ["K-031", "#k31"],
  ["k31", "#k31"],
  ["SU1", "#su1"],
  ["م 02", "#m2"],
  ["دوار", null],
])("the code %s is %s", (code, key) => {
  expect(codeOfText(code)).toBe(key);
});

it("a name is read in words of the town, codes of blocks and figures", () => {
  expect(wordsOfName("عمارة ب رقم 12")).toEqual(["عماره", "#b12"]);
  expect(wordsOfName("Rond-point de l'Oasis")).toEqual(["rond_point", "de", "l", "oasis"]);
  expect(wordsOfName("1re sûreté urbaine")).toEqual(["1", "surete", "urbaine"]);
});

it("the thing itself goes before what is named after it, and a whole name before a longer one", () => {
  const places = [place("square", "دوار المطار"), place("airport", "مطار الواحة"), place("quarter", "حي المطار", { kind: "quarter" })];
  expect(ids(places, "للمطار")[0]).toBe("airport");
  expect(ids(places, "rond point l'aéroport")[0]).toBe("square");
  expect(ids(places, "7ay el matar")[0]).toBe("quarter");
});

it("a camera is found by its code in either script, and a pole of the other letter is not taken for it", () => {
  const places = [
    place("camera", "مفترق النخيل", { source: "camera", code: "ك-031" }),
    place("pole", "عمود", { source: "site", code: "M-31" }),
  ];
  for (const typed of ["ك-031", "ك٠٣١", "C-031", "c31", "K31"]) expect(ids(places, typed)[0]).toBe("camera");
  expect(ids(places, "M-31")[0]).toBe("pole");
});

it("a place is found beside another by «قدام», and the other place next", () => {
  const at = (lat: number): Partial<NamedPlace> => ({ point: { lat, lon: 5.33 }, kind: "health" });
  const places = [
    place("far", "صيدلية أ", at(31.98)),
    place("near", "صيدلية ب", at(31.951)),
    place("hospital", "مستشفى الواحة", at(31.95)),
  ];
  expect(ids(places, "الفرماسي قدام السبيطار").slice(0, 2)).toEqual(["near", "hospital"]);
  expect(ids(places, "pharmacie en face de l'hôpital").slice(0, 2)).toEqual(["near", "hospital"]);
  expect(ids(places, "قدام السبيطار")).toEqual(["hospital"]);
});

it("a word of a lookalike gazetteer never hides one of another", () => {
  const one = new Gazetteer([place("a", "مسجد النور")]);
  const other = new Gazetteer([place("b", "مسجد النور", { point: { lat: 31.96, lon: 5.33 } })]);
  const near = { lat: 31.96, lon: 5.33 };
  expect(findPlaces([one, other], "جامع النور", { near, most: 3 }).map(({ id }) => id)).toEqual(["b", "a"]);
});

test.each([
  ["عين البيضاء", "Ain Beida", "3in beida"],
  ["أولاد رابح", "Ouled Rabah", "wled rabah"],
  ["شارع الأمير عبد القادر", "rue Emir Abdelkader", "chari3 l'emir abd el kader"],
  ["بوسعادة", "Bou Saada", "bousaada"],
  ["سيدي محمد", "Sidi M'hamed", "sidi mhamed"],
  ["بن عودة", "Benaouda", "ben 3ouda"],
])("%s is found in Latin letters, also where they part or join its words", (ar, french, typed) => {
  const places = [place("right", ar), place("other", "حاسي مسعود"), place("third", "تقرت")];
  expect(ids(places, french)).toEqual(["right"]);
  expect(ids(places, typed)).toEqual(["right"]);
});

it("two words typed as one are two, and a word of three letters may be one of four", () => {
  const places = [place("a", "صيدلية باهم"), place("b", "ساحة شيرا"), place("c", "مخبزة نومان")];
  expect(ids(places, "ساحةشيرا")).toEqual(["b"]);
  expect(ids(places, "صيدلية بام")[0]).toBe("a");
  expect(ids(places, "مخبزةنومان")[0]).toBe("c");
});

it("a name that begins like an article is found by itself, before one that only sounds like it", () => {
  const places = [place("lure", "مسجد البابابا"), place("right", "مسجد الباليبا")];
  expect(ids(places, "جامع باليبا")[0]).toBe("right");
});

it("a misspelt name that begins like a particle and an article is found by its whole word", () => {
  const places = [place("lure", "مسجد الرابابابا"), place("right", "مسجد الباليرا"), place("third", "مسجد الليليبا")];
  // A letter was lost before, in and behind what looks like «بال».
  for (const typed of ["بالرا", "باليا", "اليرا", "بليرا"]) expect(ids(places, `جامع ${typed}`), typed).toContain("right");
  for (const typed of ["لليبا", "الليبا"]) expect(ids(places, `جامع ${typed}`), typed).toContain("third");
});

it("a place is meant for sure only where its words are near in spelling", () => {
  const places = [
    place("west", "واحة الغرب", { names: { ar: "واحة الغرب", fr: "Palmeraie de l'Ouest", en: "West Oasis" } }),
    place("gate", "مدخل الجامعة", { names: { ar: "مدخل الجامعة", fr: "Entrée de l'université", en: "University entrance" } }),
    place("dates", "سوق التمور", { names: { ar: "سوق التمور", fr: "Marché aux dattes" } }),
  ];
  const sure = (phrase: string): string[] =>
    findPlaces([new Gazetteer(places)], phrase, { near: null, most: 10, isSure: true }).map(({ id }) => id);
  for (const phrase of ["test", "__proto__", "constructor", "zzzz"]) expect(sure(phrase), phrase).toEqual([]);
  const meant = { west: ["واحه الغرب", "palmeraie ouest", "el gharb", "west oasi", "waha gharb"], gate: ["universite", "مدخل الجامعه"] };
  for (const [id, phrases] of Object.entries(meant)) for (const phrase of phrases) expect(sure(phrase)[0], phrase).toBe(id);
  for (const phrase of ["marche aux dattes", "سوق التمور", "souk dattes", "datte"]) expect(sure(phrase)[0], phrase).toBe("dates");
});

it("a place is never meant for sure by its kind alone where a name was said that it has not", () => {
  const syllable = fc.constantFrom("با", "دي", "رو", "زي", "سا", "شي", "قو", "مان");
  const word = fc.array(syllable, { minLength: 3, maxLength: 4 }).map((parts) => parts.join(""));
  const kind = fc.constantFrom("شارع", "حي", "صيدلية", "مسجد", "مدرسة", "ساحة");
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 12 }), kind, kind, word, (words, own, said, name) => {
      const places = words.map((each) => place(each, `${own} ${each}`));
      const found = findPlaces([new Gazetteer(places)], `${said} ${name}`, { near: null, most: 10, isSure: true });
      for (const { id } of found) expect(said === own && isSpeltLike(name, id), `${said} ${name}: ${own} ${id}`).toBe(true);
      expect(found.some(({ id }) => id === name)).toBe(said === own && words.includes(name));
    }),
  );
});

test.each([
  ["nour", "نور", true],
  ["wafa", "وفاء", true],
  ["ouafa", "وفاء", true],
  ["wa7a", "واحه", true],
  ["amal", "امل", true],
  ["3er9", "عرق", true],
  ["omar", "عمر", true],
  ["emir", "امير", true],
  ["emir", "عمر", false],
  ["emir", "عماره", false],
  ["nar", "نور", false],
  ["nour", "نار", false],
  ["wahid", "واحه", false],
])("the vowels of «%s» beside «%s»: %s", (latin, arabic, fits) => {
  expect(fitsByVowels(latin, arabic)).toBe(fits);
});

const NAMES = [
  "مسجد النور",
  "Mosquée Ennour",
  "حي 200 مسكن",
  "عمارة ب 12",
  "نهج 45",
  "دار",
  "الدار",
  "ك-031",
  "سوق",
  "زززز",
  "l'",
  "في",
  "واد",
];

it("any phrase is answered with places that there are, no more than asked, none twice, always the same", () => {
  const named = fc.record({
    ar: fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: "grapheme", maxLength: 20 })),
    code: fc.option(fc.constantFrom("ك-031", "M-02", "SU1", "--"), { nil: null }),
    lat: fc.integer({ min: 3_190, max: 3_199 }),
  });
  const phrase = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.array(fc.constantFrom(...NAMES, "قدام", "near", "12", "عين", "200")).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(fc.array(named, { maxLength: 12 }), phrase, fc.integer({ min: 1, max: 5 }), (given, text, most) => {
      const places = given.map(({ ar, code, lat }, nth) => place(String(nth), ar, { code, point: { lat: lat / 100, lon: 5.33 } }));
      const asked = { near: { lat: 31.95, lon: 5.33 }, most };
      const found = findPlaces([new Gazetteer(places)], text, asked);
      expect(found.length).toBeLessThanOrEqual(most);
      expect(new Set(found).size).toBe(found.length);
      expect(found.every((one) => places.includes(one))).toBe(true);
      expect(findPlaces([new Gazetteer(places)], text, asked)).toEqual(found);
      expect(findPlaces([new Gazetteer(places)], fold(text), asked)).toEqual(found);
    }),
  );
});

const manyWords = (word: string): string => Array.from({ length: 30_000 }, (_, nth) => `${word}${nth}`).join(" ");

test.each([
  ["numbers", manyWords("")],
  ["streets with numbers", manyWords("شارع ")],
  ["articles", manyWords("le ").replace(/\d+/gu, "la")],
  ["codes", manyWords("k ")],
  ["relations", manyWords("قدام ")],
])(
  "a text of 30,000 %s is answered by its first words, as soon as those alone",
  (_name, text) => {
    const places = [place("a", "شارع النخيل"), place("b", "حي 500 مسكن"), place("c", "نهج 12")];
    const gazetteer = [new Gazetteer(places)];
    for (const isSure of [false, true]) {
      const asked = { near: null, most: 10, isSure };
      const found = findPlaces(gazetteer, text, asked);
      expect(found).toEqual(findPlaces(gazetteer, text.split(" ").slice(0, MOST_WORDS).join(" "), asked));
    }
    // Usually 0.5 s.
  },
  6_000,
);

it("each word of a text that a person may send is read", () => {
  // The longest text that a route takes has 200 signs, of which one may stand for four words.
  const text = `${"\ufdfa ".repeat(99)}نخيل`;
  const parts = partsOfPhrase(text, () => false);
  expect(parts.flat().at(-1)?.word).toBe("نخيل");
  expect(parts.flat().length).toBeGreaterThan(300);
});

it("each place of many is found by its own name, the article left out or a letter lost", () => {
  const syllable = fc.constantFrom("با", "بو", "دي", "را", "زي", "سا", "شي", "قا", "كو", "لي", "مان", "نو");
  const word = fc.array(syllable, { minLength: 3, maxLength: 4 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 40 }), fc.nat(), fc.nat(), (words, which, lost) => {
      const places = words.map((each) => place(each, `مسجد ال${each}`));
      const name = words[which % words.length] ?? "";
      expect(ids(places, `جامع ${name}`)[0]).toBe(name);
      const at = lost % name.length;
      expect(ids(places, `جامع ${name.slice(0, at)}${name.slice(at + 1)}`)).toContain(name);
    }),
  );
});

it("ways of one name that touch are one street, those far from each other are two; an unnamed way is none", () => {
  const nodes = [31.95, 5.33, 31.951, 5.33, 31.952, 5.33, 31.98, 5.4, 31.981, 5.4];
  const name = { ar: "شارع النخيل" };
  const streets = streetsOf({
    nodes,
    ways: [
      { name, nodes: [0, 1] },
      { name: null, nodes: [1, 2] },
      { name, nodes: [1, 2] },
      { name, nodes: [3, 4] },
    ],
  });
  expect(streets).toEqual([
    { names: name, point: { lat: 31.951, lon: 5.33 } },
    { names: name, point: { lat: 31.98, lon: 5.4 } },
  ]);
});

test("the place nearest to a point is found among those that are near enough and may name it", () => {
  const points = fc.record({
    lat: fc.double({ min: 31.94, max: 31.96, noNaN: true }),
    lon: fc.double({ min: 5.32, max: 5.34, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(points, { maxLength: 30 }), points, fc.integer({ min: 1, max: 2_000 }), (all, point, within) => {
      const places = all.map((each, nth) =>
        place(String(nth), `مكان ${nth}`, { point: each, source: nth % 3 === 0 ? "sector" : "landmark" }),
      );
      const isName = ({ source }: NamedPlace): boolean => source !== "sector";
      const found = new Gazetteer(places).nearest(point, within, isName);
      const near = places.filter(isName).map((each) => distanceM(each.point, point));
      const best = Math.min(...near.filter((metres) => metres <= within));
      expect(found?.metres ?? Infinity).toBe(best);
    }),
  );
});
