import { expect, it } from "vitest";
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
  for (const unit of ["رضيع جديد ", "bebe de la ", "petit garçon ", "enfants de 6 et 7 ans ", "élève âgé de ", "فتاة، طفل "]) {
    const long = unit.repeat(4_500).slice(0, 32_000);
    const began = Date.now();
    tellsOfMissingChild(long, AT);
    // Usually 200 ms.
    expect(Date.now() - began, unit).toBeLessThan(2_000);
  }
});
