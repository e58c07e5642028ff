import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createI18n, storedLanguage } from "./create-i18n.ts";
import { toLanguage } from "./language.ts";
import { localStore } from "./local-store.ts";

const resources = {
  ar: {
    common: {
      units_zero: "لا دورية",
      units_one: "دورية واحدة",
      units_two: "دوريتان",
      units_few: "{{count, number}} دوريات",
      units_many: "{{count, number}} دورية",
      units_other: "{{count, number}} دورية",
      share: "{{ratio, percent(decimals: 0)}} من {{name, isolate}}",
    },
  },
  fr: { common: { units_one: "{{count, number}} patrouille", units_other: "{{count, number}} patrouilles" } },
  en: { common: { units_one: "{{count, number}} unit", units_other: "{{count, number}} units" } },
};

afterEach(() => vi.unstubAllGlobals());

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

describe("language set-up", () => {
  it.each([
    [0, "لا دورية"],
    [1, "دورية واحدة"],
    [2, "دوريتان"],
    [3, "3 دوريات"],
    [10, "10 دوريات"],
    [11, "11 دورية"],
    [99, "99 دورية"],
    [100, "100 دورية"],
    [1103, "1\u00A0103 دوريات"],
  ])("counts %i in Arabic as «%s»", (count, text) => {
    expect(createI18n(resources, "ar").t("units", { count })).toBe(text);
  });

  it("counts nothing and one together in French, not in English", () => {
    expect(createI18n(resources, "fr").t("units", { count: 0 })).toBe("0 patrouille");
    expect(createI18n(resources, "en").t("units", { count: 0 })).toBe("0 units");
  });

  it("writes numbers in sentences by our formatters and isolates names", () => {
    const text = createI18n(resources, "ar").t("share", { ratio: 0.5, name: "k\u202Ex" });
    expect(text).toBe("50% من \u2068k[U+202E]x\u2069");
  });

  it("sets language, direction and theme on the document, and keeps the choice", async () => {
    const root = { lang: "", dir: "", dataset: {} as Record<string, string> };
    vi.stubGlobal("document", { documentElement: root });
    vi.stubGlobal("localStorage", memory());
    const i18n = createI18n(resources, "fr");
    expect(root).toMatchObject({ lang: "fr", dir: "ltr", dataset: { theme: "dark" } });
    await i18n.changeLanguage("ar");
    expect(root).toMatchObject({ lang: "ar", dir: "rtl" });
    expect(storedLanguage()).toBe("ar");
  });

  it("works where the browser forbids storage", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => {
        throw new Error("denied");
      },
      setItem: () => {
        throw new Error("full");
      },
    });
    expect(storedLanguage()).toBe("ar");
    expect(localStore.write("a", "b")).toBe(false);
    expect(createI18n(resources, "en").t("units", { count: 2 })).toBe("2 units");
  });

  it("changes to a language that comes later when it is there, and asks for it once", async () => {
    const { promise, resolve } = Promise.withResolvers<(typeof resources)["fr"]>();
    const load = vi.fn(() => promise);
    const i18n = createI18n({ ar: resources.ar }, "ar", load);
    expect(i18n.t("units", { count: 2 })).toBe("دوريتان");
    expect(load).not.toHaveBeenCalled();
    const changed = i18n.changeLanguage("fr");
    await setTimeout(20);
    expect([i18n.language, i18n.t("units", { count: 2 })]).toEqual(["ar", "دوريتان"]);
    resolve(resources.fr);
    await changed;
    expect([i18n.language, i18n.t("units", { count: 2 })]).toEqual(["fr", "2 patrouilles"]);
    expect(i18n.t("ui:close")).toBe("Fermer");
    expect(load).toHaveBeenCalledExactlyOnceWith("fr");
  });

  it("knows the language of a longer tag", () => {
    expect(["fr-DZ", "EN", "de", null].map(toLanguage)).toEqual(["fr", "en", "ar", "ar"]);
  });
});
