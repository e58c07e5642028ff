import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { markup } from "../testing/render.tsx";
import { glyphColours } from "./colours.ts";
import {
  cameraStates,
  cameraSvg,
  origins,
  OriginGlyph,
  priorities,
  PriorityGlyph,
  prioritySvg,
  svgUrl,
  UnitGlyph,
  unitStates,
  unitSvg,
} from "./index.ts";

const all = [
  ...priorities.map((priority) => prioritySvg(priority)),
  ...unitStates.map((state) => unitSvg(state)),
  ...cameraStates.map((state) => cameraSvg(state)),
];

/** The drawing without its colours, as in a greyscale print. */
function shapeOf(svg: string): string {
  return svg.replaceAll(/(fill|stroke)="#[0-9a-f]{6}"/gu, "");
}

describe("glyphs as SVG text", () => {
  it("differ by shape, not by colour only", () => {
    for (const states of [all.slice(0, 4), all.slice(4, 12), all.slice(12)]) {
      expect(new Set(states.map(shapeOf)).size).toBe(states.length);
    }
  });

  it("are whole documents without variables, text or scripts", () => {
    for (const svg of all) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="24" height="24" viewBox="0 0 24 24">.*<\/svg>$/u);
      expect(svg).not.toMatch(/var\(|<text|<script|undefined|NaN/u);
    }
  });

  it("turn with the heading only when the unit is on its way", () => {
    expect(unitSvg("en_route", { heading: 240 })).toContain("rotate(240 12 12)");
    expect(unitSvg("on_scene", { heading: 240 })).not.toContain("rotate");
    expect(unitSvg("en_route", { heading: Number.NaN })).not.toContain("rotate");
  });

  it("stand on a disc over a map", () => {
    const svg = prioritySvg(2, { halo: true, size: 30, colours: glyphColours.light });
    expect(svg).toContain('width="30"');
    expect(svg).toContain('r="14.4" fill="#ffffff"');
    expect(decodeURIComponent(svgUrl(svg))).toBe(`data:image/svg+xml;charset=utf-8,${svg}`);
  });

  it("have the colours of the tokens in both themes", () => {
    const css = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");
    const [dark = "", light = ""] = css.split('[data-theme="light"] {');
    for (const [theme, block] of [
      ["dark", dark],
      ["light", light],
    ] as const) {
      for (const [name, colour] of Object.entries(glyphColours[theme])) {
        if (name === "halo") continue;
        const variable = name.replace(/(?<=[a-z])(?=[A-Z0-9])/gu, "-").toLowerCase();
        const value = new RegExp(`--${variable}: (#[0-9a-f]{6});`, "u").exec(block)?.[1];
        expect([theme, name, colour]).toEqual([theme, name, value]);
      }
    }
  });
});

describe("glyphs on a page", () => {
  it("are pictures with their word, or silent beside it", () => {
    expect(markup(<PriorityGlyph priority={1} />, "ar")).toContain('role="img" aria-label="الأولوية 1: فوري"');
    expect(markup(<UnitGlyph state="stale" />, "fr")).toContain('aria-label="Position ancienne"');
    const silent = markup(<UnitGlyph state="stale" silent />);
    expect(silent).toContain('aria-hidden="true"');
    expect(silent).not.toContain("aria-label");
  });

  it("take their colours from the theme", () => {
    expect(markup(<PriorityGlyph priority={1} />)).toContain('fill="var(--act-solid)"');
  });

  it("name every origin", () => {
    const words = origins.map((origin) => markup(<OriginGlyph origin={origin} />).replaceAll(/<[^>]*>/gu, ""));
    expect(words).toEqual(["Video", "Call", "Report", "Patrol", "Partner body", "Walk-in"]);
  });
});
