import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../kernel/index.ts";
import { asksForHelp, isThanksAlone, REPORT_KINDS, serviceOf, SERVICES } from "./index.ts";

describe("the services of a city's system", () => {
  it("are all kinds but those for which one calls", () => {
    const others = REPORT_KINDS.map(({ kind }) => kind).filter((kind) => serviceOf(kind) === undefined);
    expect(others).toEqual(["accident", "theft", "danger", "missing"]);
    for (const { group, about, keywords } of SERVICES)
      for (const language of LANGUAGES) for (const text of [group, about, keywords]) expect(text[language]).not.toBe("");
  });
});

describe("words that ask for help", () => {
  it.each([
    "النجدة، النجدة! رجل بسكين",
    "أَنْقِذُونِي من فضلكم",
    "AU SECOURS il casse tout",
    "Aidez-nous vite svp",
    "coups  de feu rue des palmiers",
    "please HELP ME",
    "el7a9ouni khti",
  ])("%s", (text) => expect(asksForHelp(text)).toBe(true));

  it.each([
    "تسرب ماء قرب مركز النجدة",
    "déplacé à l'aide d'un camion",
    "batterie en train de fuir",
    "the sign says: help yourself",
    "سيارة مهجورة منذ أسبوع",
    "",
  ])("and those that do not: %s", (text) => expect(asksForHelp(text)).toBe(false));

  it("are found wherever they stand among others", () => {
    const calm = fc.constantFrom("حفرة", "route", "car", "في الشارع", ",", "12");
    fc.assert(
      fc.property(fc.array(calm), fc.array(calm), (before, after) => {
        expect(asksForHelp([...before, "au secours", ...after].join(" "))).toBe(true);
        expect(asksForHelp([...before, ...after].join(" "))).toBe(false);
      }),
    );
  });
});

describe("words of thanks", () => {
  it.each([
    "شكرا",
    "شُكْرًا جَزِيلًا",
    "بارك الله فيكم",
    "شكرا على المساعدة 🙏",
    "يعطيكم الصحة",
    "Merci beaucoup à vous tous !",
    "merci pour votre aide",
    "Thank you very much for your help",
    "Thanks 👍",
  ])("alone: %s", (text) => expect(isThanksAlone(text)).toBe(true));

  it.each([
    "شكرا، عاد ومعه مسدس",
    "شكرا لكنه عاد",
    "شكرا 🔪",
    "نعم",
    "المساعدة",
    "",
    "؟؟؟",
    "Merci, venez vite",
    "merci aide",
    "Merci il a une arme",
    "à la nuit",
    "thanks help",
    "Thank you, he is back",
    "for the night",
    "yes",
  ])("and those that may say more: %s", (text) => expect(isThanksAlone(text)).toBe(false));
});
