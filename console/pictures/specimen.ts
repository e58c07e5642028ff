/** Fonts of the console, and those of the machine that stand in for a letter which these lack. */
const FONTS = [
  `400 16px "IBM Plex Sans Arabic"`,
  `600 13px "IBM Plex Sans Arabic"`,
  `400 16px "IBM Plex Sans"`,
  `600 13px "IBM Plex Sans"`,
  `400 14px "IBM Plex Mono"`,
  "400 16px system-ui",
  "400 16px sans-serif",
  "400 16px monospace",
];
const TEXTS = ["قاعة العمليات، المركبة المطلوبة", "Salle d’opérations : véhicule recherché", "0123456789 · ٠١٢٣٤٥٦٧٨٩", "→ ✓ ⚠ × … ⌘ ⇧"];

/** Part of a pixel by which widths are told apart. */
const STEP_PX = 0.01;

/** Widths and heights of some texts in all fonts: equal where two machines set letters alike. */
export async function specimen(): Promise<readonly number[]> {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen === null) throw new Error("the page has no canvas");
  const pairs = FONTS.flatMap((font) => TEXTS.map((text) => ({ font, text })));
  await Promise.all(pairs.map(({ font, text }) => document.fonts.load(font, text)));
  return pairs.flatMap(({ font, text }) => {
    pen.font = font;
    const { width, actualBoundingBoxAscent: ascent, actualBoundingBoxDescent: descent } = pen.measureText(text);
    return [width, ascent, descent].map((size) => Math.round(size / STEP_PX));
  });
}
