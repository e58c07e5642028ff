import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../kernel/index.ts";
import {
  CATEGORIES,
  categoryOf,
  CHANNELS,
  DEFAULT_PRIORITY,
  DIGITS,
  disposition,
  DISPOSITIONS,
  FAVOURITES,
  favourite,
  isDisposition,
  isSubcategory,
  originOf,
  ORIGINS,
  searchSubcategories,
  SUBCATEGORIES,
  subcategoriesOf,
  subcategory,
} from "../index.ts";

const found = (query: string): string[] => searchSubcategories(query).map((one) => one.code);

describe("dz-int/1", () => {
  test("eight categories, sixty sub-categories, each under its own category", () => {
    expect(CATEGORIES.map((category) => category.code)).toEqual(["TRF", "SUS", "ACC", "DRG", "PRK", "VTH", "THF", "OTH"]);
    expect(new Set(SUBCATEGORIES.map((one) => one.code)).size).toBe(60);
    expect(CATEGORIES.flatMap((category) => subcategoriesOf(category.code)).map((one) => one.code)).toEqual(
      SUBCATEGORIES.map((one) => one.code),
    );
    expect(CATEGORIES.map((category) => subcategoriesOf(category.code).length)).toEqual([7, 6, 5, 3, 3, 4, 8, 24]);
    for (const { code } of SUBCATEGORIES) expect(code).toMatch(/^[A-Z]{3}\.[A-Z]{3}$/);
  });

  test("every label is there, and in Arabic letters where it says Arabic", () => {
    for (const { labels } of [...CATEGORIES, ...SUBCATEGORIES, ...DISPOSITIONS, ...CHANNELS]) {
      for (const language of LANGUAGES) expect(labels[language].trim()).not.toBe("");
      expect(labels.ar).toMatch(/^[\p{Script=Arabic}\p{M}\p{N}\s()،.]+$/u);
      expect(labels.fr).not.toMatch(/\p{Script=Arabic}/u);
      expect(labels.en).not.toMatch(/\p{Script=Arabic}/u);
    }
  });

  test("look-up", () => {
    expect(subcategory("ACC.INJ").labels.fr).toBe("Accident corporel");
    expect(categoryOf("VTH.REC")).toBe("VTH");
    expect(isSubcategory("ACC.INJ")).toBe(true);
    for (const code of ["acc.inj", "ACC", "", "toString", "ACC.XXX"]) expect(isSubcategory(code)).toBe(false);
  });

  test("every sub-category has a default priority and every digit a favourite", () => {
    expect(Object.keys(DEFAULT_PRIORITY)).toEqual(SUBCATEGORIES.map((one) => one.code));
    expect(new Set(DIGITS.map((digit) => FAVOURITES[digit])).size).toBe(10);
    expect(favourite("1")).toBe("TRF.CNG");
    expect(favourite("x")).toBeNull();
  });
});

describe("search", () => {
  test("by code", () => {
    expect(found("acc.inj")).toEqual(["ACC.INJ"]);
    expect(found("TRF").slice(0, 7)).toEqual(subcategoriesOf("TRF").map((one) => one.code));
    expect(found("inj")[0]).toBe("ACC.INJ");
  });

  test("by Arabic words in any spelling", () => {
    expect(found("ازعاج")).toContain("OTH.NOI");
    expect(found("سرقه هاتف")).toEqual(["THF.PHN"]);
    expect(found("المخدرات")).toEqual(expect.arrayContaining(["DRG.USE", "DRG.DEA", "ACC.DUI"]));
  });

  test("by French words without accents, by English ones", () => {
    expect(found("delit de fuite")).toEqual(["ACC.HIT"]);
    expect(found("manoeuvres")).toEqual(["TRF.DNG"]);
    expect(found("robbery")).toEqual(["THF.ROB"]);
  });

  test("a category's label finds its sub-categories", () => {
    expect(found("suspicious persons")).toEqual(expect.arrayContaining(["SUS.WVH"]));
  });

  test("nothing for nothing", () => {
    expect(found("  ")).toEqual([]);
    expect(found("قطار سريع جدا")).toEqual([]);
  });
});

test("dispositions are two digits and unique; those of the imported history are among them", () => {
  expect(new Set(DISPOSITIONS.map((one) => one.code)).size).toBe(DISPOSITIONS.length);
  for (const { code } of DISPOSITIONS) expect(code).toMatch(/^\d{2}$/);
  for (const code of ["03", "14", "15", "18", "22"]) expect(isDisposition(code)).toBe(true);
  for (const code of ["3", "00", "", "length"]) expect(isDisposition(code)).toBe(false);
  expect(disposition("15").labels.en).toBe("Gone on arrival");
});

test("every channel has an origin and every origin a channel", () => {
  expect(new Set(CHANNELS.map((channel) => channel.origin))).toEqual(new Set(ORIGINS));
  expect(originOf("CAM")).toBe("video");
  expect(originOf("RADIO")).toBe("patrol");
});
