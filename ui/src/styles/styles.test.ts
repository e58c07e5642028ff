import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("./", import.meta.url).pathname;
const sheets = globSync("*.css", { cwd: folder }).map((name) => ({ name, css: readFileSync(folder + name, "utf8") }));
const tokens = sheets.find((sheet) => sheet.name === "tokens.css")?.css ?? "";

function theme(name: "dark" | "light"): ReadonlyMap<string, string> {
  const [dark = "", light = ""] = tokens.split('[data-theme="light"] {');
  const block = (name === "dark" ? dark : light).split("}")[0] ?? "";
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** Relative luminance and contrast ratio by WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.040_45 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["bg", "surface", "raised", "active"];
const texts: readonly (readonly [string, string])[] = [
  ...["text", "text-2", "text-3"].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...["engaged", "attention", "act", "affirm"].flatMap((tone) => [
    [tone, "surface"] as const,
    [tone, `${tone}-bg`] as const,
    ["text", `${tone}-bg`] as const,
  ]),
  ["on-solid", "act-solid"],
  ["on-solid", "affirm-solid"],
  ["on-solid", "engaged-solid"],
  ["on-attention", "attention-solid"],
  ["on-primary", "primary"],
];

describe.each(["dark", "light"] as const)("%s theme", (name) => {
  const colours = theme(name);
  const ratio = (front: string, ground: string): number => contrast(colours.get(front) ?? "", colours.get(ground) ?? "");

  it.each(texts)("%s is read on %s (4.5:1)", (front, ground) => {
    expect(ratio(front, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["control", "focus"])("%s is seen on every ground of controls (3:1)", (front) => {
    for (const ground of ["bg", "surface", "raised"]) expect(ratio(front, ground)).toBeGreaterThanOrEqual(3);
  });

  it("tells roads from the ground and from blocks by their colour or by their edge (3:1)", () => {
    for (const ground of ["map-ground", "map-block"])
      expect(Math.max(ratio("map-road", ground), ratio("map-casing", ground))).toBeGreaterThanOrEqual(3);
  });
});

describe("style sheets", () => {
  it("name no physical side, so that they mirror", () => {
    const physical = /(?:^|[\s;{])(?:margin|padding|border)-(?:left|right|top|bottom)|(?:^|[\s;{])(?:left|right|top|bottom)\s*:|float:/u;
    for (const { name, css } of sheets) expect([name, physical.exec(css)?.[0]]).toEqual([name, undefined]);
  });

  it("write nothing smaller than 12 px, for Arabic", () => {
    for (const { css } of sheets) {
      for (const [, size] of css.matchAll(/(?:font(?:-size)?|--t-[\w-]+):[^;]*?\b(\d+)px/gu))
        expect(Number(size)).toBeGreaterThanOrEqual(12);
    }
  });

  it("use only variables that exist", () => {
    const all = sheets.map((sheet) => sheet.css).join("\n");
    const known = new Set([...all.matchAll(/(--[\w-]+):/gu)].map((match) => match[1]));
    const optional = new Set(["--toast-offset", "--dialog-width", "--share"]);
    const used = [...all.matchAll(/var\((--[\w-]+)/gu)].map((match) => match[1] ?? "");
    expect(used.filter((name) => !known.has(name) && !optional.has(name))).toEqual([]);
  });
});
