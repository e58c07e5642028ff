/** Fonts of the page, by their CSS names: the map draws letters with them itself, so it asks nobody for glyphs. */
export const MAP_FONT = ["IBM Plex Sans Arabic", "IBM Plex Sans"];

/** Waits until the letters are there: the map keeps the picture of each letter that it drew first. */
export async function fontsReady(): Promise<void> {
  await Promise.allSettled(MAP_FONT.map((name) => document.fonts.load(`400 24px "${name}"`, "عمليات Amaliyat")));
}
