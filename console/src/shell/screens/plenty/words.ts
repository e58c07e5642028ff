import type { Language } from "@amaliyat/domain/kernel";

/** Kinds of words that a field of the contract can hold. */
type Words = {
  readonly people: readonly string[];
  readonly places: readonly string[];
  readonly sentences: readonly string[];
  readonly titles: readonly string[];
  readonly bodies: readonly string[];
};

const AR: Words = {
  people: [
    "نبيل قاسمي",
    "عبد الرحمن بن عبد القادر بوعلام المحجوبي الإدريسي",
    "ليلى براهيمي",
    "يوسف تواتي",
    "حورية سعيدي بن يوسف",
    "مراد بلقاسم",
  ],
  places: [
    "ساحة الشهداء",
    "تقاطع شارع العربي بن مهيدي مع نهج العقيد عميروش، أمام مدخل محطة الحافلات الجنوبية",
    "طريق المطار",
    "حي 500 مسكن، العمارة 12",
    "ملعب 20 أوت",
    "السوق المغطاة",
  ],
  sentences: [
    "سيارة متوقفة في المسلك الأيمن منذ ربع ساعة",
    "شخصان يتشاجران أمام المدخل، ولم تظهر أي أداة حادة في الصورة، وقد تجمع حولهما نحو عشرين شخصا يعرقلون حركة المرور",
    "الطريق مقطوع",
    "تأكد من المكان وأعلم الدورية",
    "رجل مسن يبحث عن بيته",
    "انقطاع الإنارة في الشارع كله",
  ],
  titles: ["وسط المدينة", "الميناء والمحطة البحرية", "الحي الجامعي", "المنطقة الصناعية الشرقية", "القصبة", "الضاحية الغربية"],
  bodies: ["الحماية المدنية", "المستشفى الجامعي", "شركة توزيع الكهرباء والغاز", "الدرك الوطني", "مؤسسة تطهير الطرق", "الترامواي"],
};

const FR: Words = {
  people: [
    "Nabil Kacimi",
    "Abderrahmane Ben Abdelkader Boualem El Mahdjoubi El Idrissi",
    "Leïla Brahimi",
    "Youcef Touati",
    "Houria Saïdi",
    "Mourad Belkacem",
  ],
  places: [
    "Place des Martyrs",
    "Carrefour de la rue Larbi Ben M’hidi et du boulevard Colonel Amirouche, devant l’entrée de la gare routière sud",
    "Route de l’aéroport",
    "Cité des 500 logements, bâtiment 12",
    "Stade du 20-Août",
    "Marché couvert",
  ],
  sentences: [
    "Une voiture est arrêtée sur la voie de droite depuis un quart d’heure",
    "Deux personnes se battent devant l’entrée ; aucun objet tranchant n’est visible, et une vingtaine de passants gênent la circulation",
    "La route est coupée",
    "Le lieu est vérifié, la patrouille est avertie",
    "Un homme âgé cherche sa maison",
    "Toute la rue est sans éclairage",
  ],
  titles: ["Centre-ville", "Port et gare maritime", "Cité universitaire", "Zone industrielle de l’Est", "Casbah", "Banlieue ouest"],
  bodies: [
    "Protection civile",
    "Centre hospitalo-universitaire",
    "Distribution de l’électricité et du gaz",
    "Gendarmerie",
    "Voirie",
    "Tramway",
  ],
};

const EN: Words = {
  people: [
    "Nabil Kacimi",
    "Abderrahmane Ben Abdelkader Boualem El Mahdjoubi El Idrissi",
    "Leila Brahimi",
    "Youcef Touati",
    "Houria Saidi",
    "Mourad Belkacem",
  ],
  places: [
    "Martyrs’ Square",
    "Crossing of Larbi Ben M’hidi Street and Colonel Amirouche Boulevard, in front of the entrance of the southern bus station",
    "Airport road",
    "500 Homes estate, building 12",
    "Stadium of 20 August",
    "Covered market",
  ],
  sentences: [
    "A car has been standing in the right lane for a quarter of an hour",
    "Two people fight in front of the entrance; no sharp object can be seen, and some twenty bystanders hold up the traffic",
    "The road is closed",
    "The place is checked and the patrol is told",
    "An elderly man is looking for his house",
    "The whole street is without light",
  ],
  titles: ["City centre", "Port and ferry terminal", "University quarter", "Eastern industrial zone", "Casbah", "Western suburb"],
  bodies: ["Civil protection", "University hospital", "Electricity and gas supply", "Gendarmerie", "Road services", "Tramway"],
};

const WORDS: Readonly<Record<Language, Words>> = { ar: AR, fr: FR, en: EN };
/** Language of every fourth text: people of the town write in more than one. */
const OTHER: Readonly<Record<Language, Language>> = { ar: "fr", fr: "ar", en: "ar" };

/** Place of a text: its field, the feature of its route, and its row. */
export type TextPlace = { readonly language: Language; readonly feature: string; readonly name: string; readonly nth: number };

/** Features whose `name` is that of a person. */
const OF_PEOPLE = new Set(["identity", "approvals", "shifts", "calls", "audit", "names", "interventions"]);

/** Fields by the end of their name, with the kind of their words. */
const KINDS: readonly (readonly [RegExp, keyof Words])[] = [
  [/^(?:by|crew|contact|caller|ownerName|actorName|prosecutor|inPlaceOf|relievedFor|startedFor)$|By$/u, "people"],
  [/^(?:placeText|seenPlace|area|address|camera|aliases)$/u, "places"],
  [/^(?:partner|authority|source)$/u, "bodies"],
  [/^(?:text|words|note|notes|reason|description|outcome|message|outNote|hindrance|clothes|cause)$|(?:Note|Words|Reason)$/u, "sentences"],
  [/^(?:title|names|ar|fr|en|make|colour|unit|rule)$/u, "titles"],
];

/** Fields that hold a code, a number or a mark, the same in every language. `#` stands for a number of the row. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/reference$/iu, "2026-0417-#"],
  [/unitCode|vehicle$|^radio/u, "P-#"],
  [/badge/u, "B-10#"],
  [/username/u, "m.belkacem#"],
  [/^plate/u, "0123# 116 16"],
  [/^(?:number|to|address)$/u, "05501234#"],
  [/^(?:extension|desk|lines)$/u, "2#"],
  [/^(?:fileName|path)$/u, "2026-03-#.csv"],
  [/^(?:sectorId|sectors|code|partnerCode|parentId)$/u, "S#"],
  [/Path$/u, "/stream#"],
  [/^thumbnail$/u, "/api/thumbnails/#"],
  [/^(?:kind)$/u, "noted"],
  [/^(?:type)$/u, "intervention.opened"],
  [/^(?:actorRole|role)$/u, "dispatcher"],
  [/^(?:username|id|key|line)$/u, "k-#"],
];

const kindOf = (feature: string, name: string): keyof Words | undefined =>
  name === "name" ? (OF_PEOPLE.has(feature) ? "people" : "places") : KINDS.find(([end]) => end.test(name))?.[1];

/** Candidates for a text, the fittest first. */
export function textsFor({ language, feature, name, nth }: TextPlace): readonly string[] {
  const number = String(nth + 11);
  const marks = MARKS.filter(([end]) => end.test(name)).map(([, mark]) => mark.replace("#", number));
  const kind = kindOf(feature, name);
  if (kind === undefined && marks.length > 0) return [...marks, number];
  const spoken = name === "nameLatin" ? "fr" : nth % 4 === 3 ? OTHER[language] : language;
  const words = WORDS[spoken][name === "nameLatin" ? "people" : (kind ?? "titles")];
  const chosen = words[nth % words.length] ?? "";
  return [chosen, chosen.slice(0, 24).trim(), ...marks, `S${number}`, number];
}
