import { describe, expect, it } from "vitest";
import { languages, type Language } from "./language.ts";
import { uiResources } from "./resources.ts";

const endings = /_(zero|one|two|few|many|other)$/u;

function leaves(node: object, path = ""): readonly (readonly [string, string])[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "string") return [[path + key, value] as const];
    return typeof value === "object" && value !== null ? leaves(value, `${path}${key}.`) : [];
  });
}

function keys(language: Language): readonly string[] {
  return [...new Set(leaves(uiResources[language]).map(([key]) => key.replace(endings, "")))].toSorted();
}

function slots(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/gu)].map((match) => match[1] ?? "").toSorted();
}

describe("the design system's own strings", () => {
  it("say the same things in three languages", () => {
    expect(keys("fr")).toEqual(keys("ar"));
    expect(keys("en")).toEqual(keys("ar"));
    expect(keys("ar").length).toBeGreaterThan(60);
  });

  it("have every plural form that the language has", () => {
    for (const language of languages) {
      const all = leaves(uiResources[language]).map(([key]) => key);
      const counted = new Set(all.filter((key) => endings.test(key)).map((key) => key.replace(endings, "")));
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const key of counted) for (const form of forms) expect(all).toContain(`${key}_${form}`);
    }
  });

  it("have the same slots, but for plurals that write the number as a word", () => {
    const arabic = new Map(leaves(uiResources.ar));
    for (const [key, text] of [...leaves(uiResources.fr), ...leaves(uiResources.en)]) {
      if (!endings.test(key)) expect([key, slots(text)]).toEqual([key, slots(arabic.get(key) ?? "")]);
    }
  });

  it("hold no empty string and no digit other than 0–9", () => {
    for (const language of languages) {
      for (const [key, text] of leaves(uiResources[language])) {
        expect([key, text.trim()]).not.toEqual([key, ""]);
        expect(text).not.toMatch(/(?![0-9])\p{Nd}/u);
      }
    }
  });
});
