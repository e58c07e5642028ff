/** The map's colours, read from the page's tokens: the map cannot see CSS variables. */
export type MapColours = Readonly<Record<(typeof NAMES)[number], string>>;

const NAMES = [
  "map-ground",
  "map-block",
  "map-road",
  "map-casing",
  "map-green",
  "map-water",
  "map-sector",
  "map-camera",
  "map-label",
  "text",
  "text-2",
  "surface",
  "engaged",
  "attention",
] as const;

export function readColours(): MapColours {
  const style = getComputedStyle(document.documentElement);
  const entries = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()] as const);
  return Object.fromEntries(entries) as Record<(typeof NAMES)[number], string>;
}
