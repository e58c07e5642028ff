import { expect, it, test } from "vitest";
import { checkGiven, tellsOfMissingChild, writePublicAlert, type AlertText, type PublicAlertGiven } from "./index.ts";

const text = (words: string): AlertText => ({ title: "تنبيه", words, area: "ورقلة" });
const given = (
  kind: PublicAlertGiven["kind"],
  ar: string,
  fr = "Route fermée jusqu'au soir.",
  en: string | null = null,
): PublicAlertGiven => ({
  kind,
  texts: {
    ar: text(ar),
    fr: { title: "Avis", words: fr, area: "Ouargla" },
    en: en === null ? null : { title: "Notice", words: en, area: "Ouargla" },
  },
  reach: null,
  from: null,
  until: 3_600_000,
  childAlertId: null,
});
/** In the year 2026. */
const AT = 1_780_000_000_000;
const PLAIN = "الطريق مغلق حتى المساء.";

it("knows a missing child by what is said, in three languages and any digits", () => {
  for (const said of [
    "طفلة مفقودة سنها 6 سنوات، اسمها مريم",
    "اختفت فتاة، عمرها ٦ سنوات",
    "مريم، تبلغ من العمر ست سنوات",
    "ضاع طفل قرب السوق",
    "رضيع مخطوف",
    "المدعو كريم، 7 سنوات",
    "Fillette de 6 ans, Meriem",
    "Un enfant a disparu",
    "Âgée de six ans, robe bleue",
    "On recherche Karim, 12 ans",
    "Missing girl",
    "A 6-year-old in a red shirt",
    "Boy aged 6",
    "Look for Karim, 12 years",
    // Arabic counts masculine units with the other form, and has its own teens.
    "اسمها مريم وعمرها ستة أعوام",
    "المدعو كريم خمسة أعوام",
    "عمره عشرة أعوام",
    "عمرها اثنتا عشرة سنة",
    "عمره سبعة عشر عاما",
    "رضيعة عمرها تسعة أشهر",
    "كريم عمره عام واحد",
    "البنت مريم مفقودة",
    "تلميذة مفقودة",
    "نبحث عن طفلة",
    "الطفلة مريم خرجت ولم ترجع",
    // Digits of another script, or written together with their unit.
    "اسمها مريم، 6سنوات",
    "اسمها مريم، ६ سنوات",
    "Meriem, 6 ans",
    "Meriem, 6ans",
    "Âgé d'un an",
    "âgée de vingt mois",
    "âgée de dix-sept ans",
    "élève disparue",
    "Enfant pas rentré à la maison",
    "6yo boy",
    "6 y/o Karim",
    "one-year-old",
    // The year of birth says the age too.
    "مريم من مواليد 2020",
    "كريم، تاريخ الميلاد 03/05/2018",
    "Meriem, née en 2019",
    "Karim, né le 3 mars ٢٠١٥",
    "Look for Karim, born 2012",
  ])
    expect(tellsOfMissingChild(said, AT), said).toBe(true);
});

it("lets through what the town is told of roads, gas, schools and age", () => {
  for (const said of [
    PLAIN,
    "تسرب غاز في الحي. لا تشعلوا النار.",
    "خفض السرعة أمام المدارس، خروج التلاميذ",
    "الجسر مغلق منذ 10 سنوات",
    "Fuite de gaz, restez chez vous.",
    "Rue de Palestine fermée. Passez par la route de l'aéroport.",
    "Enfants sur la chaussée à la sortie de l'école",
    "Le pont a dix ans",
    "Personne de 70 ans disparue",
    "Road closed for two hours",
    "رجل مفقود عمره سبعون سنة",
    "عمره ثمانية عشر عاما",
    "عمرها خمس وعشرون سنة",
    "لم يعد الطريق مغلقا",
    "المسبح مغلق لكبار السن",
    "Homme de vingt-six ans disparu",
    "âgé de soixante-dix ans",
    "a twenty-six-year-old man",
    "رجل مفقود من مواليد 1951",
    "Homme né en 1990",
    "الطريق الذي فتح سنة 2020 مغلق",
  ])
    expect(tellsOfMissingChild(said, AT), said).toBe(false);
});

it("knows one whose name stands in one language and whose age in another", () => {
  const parted = given("other", "المدعوة مريم، فستان أزرق", "Six ans.");
  expect(checkGiven(parted, null, 0)).toMatchObject({ error: { code: "public_alert.child_by_content" } });
});

it("refuses it under every other kind, for a draft too, with the way to go, whichever language says it", () => {
  for (const kind of ["other", "danger", "road_closed"] as const) {
    const code = (one: PublicAlertGiven) => {
      const [checked, written] = [checkGiven(one, null, 0), writePublicAlert("a", one, null, { at: 0, by: "a" })];
      expect(written.ok ? "ok" : written.error.code).toBe(checked.ok ? "ok" : checked.error.code);
      return checked.ok ? "ok" : checked.error.code;
    };
    expect(code(given(kind, PLAIN))).toBe("ok");
    expect(code(given(kind, "طفلة مفقودة سنها 6 سنوات، اسمها مريم"))).toBe("public_alert.child_by_content");
    expect(code(given(kind, PLAIN, "Fillette de 6 ans, Meriem"))).toBe("public_alert.child_by_content");
    expect(code(given(kind, PLAIN, undefined, "Missing girl, 6 years old"))).toBe("public_alert.child_by_content");
  }
});

it("knows it in a word behind «و», and of a young person with an age", () => {
  const at = Date.UTC(2026, 10, 30);
  for (const said of ["تغيّب ياسين عن منزله وعمره ٧ سنوات", "الفتاة سارة (14 عاما) غادرت المدرسة ولم ترجع", "فتى، 15 سنة، قميص أزرق"])
    expect(tellsOfMissingChild(said, at), said).toBe(true);
  for (const said of ["انقطاع الماء في حي النصر وعمره القانوني 30 سنة", "الفتاة سارة (24 عاما)", "يُمنع المرور بعد 15 سنة من الأشغال"])
    expect(tellsOfMissingChild(said, at), said).toBe(false);
});

it("reads a long text of many children in a time that grows as the text does", () => {
  for (const unit of [
    "رضيع جديد ",
    "bebe de la ",
    "petit garçon ",
    "enfants de 6 et 7 ans ",
    "élève âgé de ",
    "فتاة، طفل ",
    "petite en robe ",
    "القاصر في حالة ",
    "tfla w ",
  ]) {
    const long = unit.repeat(4_500).slice(0, 32_000);
    const began = Date.now();
    tellsOfMissingChild(long, AT);
    // Usually 200 ms.
    expect(Date.now() - began, unit).toBeLessThan(2_000);
  }
});

const OF_A_CHILD = `
قاصر في حالة فرار
القاصر ياسين في حالة فرار
قاصر ياسين بوزيد في حالة فرار
قاصر فر من مركز إعادة التربية
قاصرة فارة من المركز
قاصرة في حالة فرار منذ أمس
مراهق في حالة فرار
مراهقة هربت منذ يومين
Mineur en fuite
Mineure en fuite depuis lundi
Un mineur s'est évadé du centre
Adolescente en cavale
Le mineur est toujours en fuite
mineur échappé du centre
Un enfant a fui le foyer
Minor on the run
A runaway minor
Teenager on the run since Monday
فقدنا ابننا ياسين
فقدنا أثر ابننا منذ الصباح
فقدنا بنتنا في السوق
ضيعنا بنتنا في السوق
ضيعت وليدي قدام السبيطار
ضيعنا الطفل
راح علينا وليدنا وما بانش
Nous avons perdu notre fils
On a perdu notre petite Lina
J'ai perdu ma fille au marché
We lost our son
I lost my daughter at the market
نبحث عن صغيرة لابسة فستان أحمر
نبحث عن صغير لابس سروال أزرق
نبحث عن صغيرة ترتدي ميزرا
البحث عن صغيرة ترتدي قميصا أبيض
نحوسو على صغيرة لابسة فستان
نحوسو على طفلة
صغيرة لابسة فستان أحمر ضاعت
صغيرة اسمها لينا ضاعت
نبحث عن صغيرة اسمها لينا
On cherche une petite en robe rouge
Recherche petite habillée en rouge
Petit en tee-shirt bleu introuvable
n7awsou 3la sghira labsa robe
دراري ضاعو
الدراري تاهو في السوق
زوج دراري ضايعين
وليداتنا ضاعو
ولادي ضاعو في السوق
أطفالنا خطفوهم
طفلة تودرت في السوق
دري تلف في السوق
Disparu enfant cartable bleu
مفقود طفل حقيبة حمراء
tfla sghira da3et
tfol sghir dha3
tofla da3at f souk
bent sghira da3et
weld da3 f lmarchi
wlidi da3
benti day3a
drari da3ou
wladi day3in
sghira telfet f souk
khatfou tfla
tfla makhtoufa
tofla tweddret
tfol mafkoud
benti ma rja3etch
weldi khrej w ma rja3ch
wlidna ma banch
chkoun chaf had tfla
rana n7awsou 3la tfol
`;

test.each(OF_A_CHILD.trim().split("\n"))("«%s» is of a missing child, also as families say it", (said) => {
  expect(tellsOfMissingChild(said, AT)).toBe(true);
});

const OF_NONE = `
سيارة صغيرة ضاعت
نبحث عن سيارة صغيرة
نبحث عن صغيرة بيضاء من نوع كليو
نبحث عن متطوعين لمدرسة صغيرة
فستان أحمر ضاع، نبحث عن صاحبته
ضاعت وثائق قرب السوق
ضاعت وثائق تلميذ
ضاعت محفظة طفل
ضيعت وثائقي قرب المدرسة
فقدنا الاتصال بالمركز
فقدنا الكهرباء في حي النصر
قاصر ضحية اعتداء بالسكين
قاصر ضحية سرقة، الجاني في حالة فرار
طعن قاصر والمعتدي في حالة فرار
سائق دهس قاصر وهو في حالة فرار
سجين في حالة فرار
مشتبه فيه في حالة فرار
مشتبه فيه طعن قاصر في حالة فرار
وفاة قاصر غرقا
توقيف قاصر بحوزته مخدرات
دراري يلعبو في الطريق، خففوا السرعة
الدراري في العطلة
drari yel3bou f trig
tfla ta7et f lbir
wrata9i da3ou f souk
kelb da3 f 7ay ennasr
carta da3et f lmarchi
weld t3awer f trig
Petite voiture rouge recherchée
Recherche petite robe rouge volée
Petite route en travaux, déviation recherchée
Petit en-cas offert, recherche de volontaires
Mineur blessé, conducteur en fuite
Accident mineur, chauffard en fuite
Fuite mineure: recherche en cours
Chien en fuite a mordu un enfant
Un chien a mordu un enfant, en fuite
Agresseur d'un mineur en fuite
A man who hit a minor is on the run
We lost power at the school
J'ai perdu ma petite sacoche
Bent pole missing near the market
Weld seam lost on a pipe
Lost school bag of a boy
`;

test.each(OF_NONE.trim().split("\n"))("«%s» is of none, though near to one", (said) => {
  expect(tellsOfMissingChild(said, AT)).toBe(false);
});
