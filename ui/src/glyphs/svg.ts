import { glyphColours, type GlyphColours } from "./colours.ts";
import { cameraShapes, priorityShapes, unitShapes, type Shape } from "./shapes.ts";
import type { CameraState, Priority, UnitState } from "./states.ts";

export interface GlyphSvgOptions {
  /** px; 24 if not given */
  readonly size?: number | undefined;
  readonly colours?: GlyphColours | undefined;
  /** A disc of the halo colour behind, so that the glyph reads over a map. */
  readonly halo?: boolean | undefined;
  /** Heading of the unit: degrees clockwise from north; turns the arrowhead of `en_route` only. */
  readonly heading?: number | undefined;
}

function element([tag, attributes]: Shape): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<${tag}${written.join("")}/>`;
}

function svg(shapes: readonly Shape[], options: GlyphSvgOptions, turn?: number): string {
  const { size = 24, halo = false, colours = glyphColours.dark } = options;
  const box = halo ? "-3 -3 30 30" : "0 0 24 24";
  const behind = halo ? `<circle cx="12" cy="12" r="14.4" fill="${colours.halo}"/>` : "";
  const body = shapes.map(element).join("");
  const turned = turn === undefined ? body : `<g transform="rotate(${turn} 12 12)">${body}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${box}">${behind}${turned}</svg>`;
}

/** A whole SVG document as text, with plain colours: for a map image, a print, a picture in a notification. */
export function prioritySvg(priority: Priority, options: GlyphSvgOptions = {}): string {
  return svg(priorityShapes(priority, options.colours ?? glyphColours.dark), options);
}

export function unitSvg(state: UnitState, options: GlyphSvgOptions = {}): string {
  const heading = state === "en_route" && options.heading !== undefined && Number.isFinite(options.heading) ? options.heading : undefined;
  return svg(unitShapes(state, options.colours ?? glyphColours.dark), options, heading);
}

export function cameraSvg(state: CameraState, options: GlyphSvgOptions = {}): string {
  return svg(cameraShapes(state, options.colours ?? glyphColours.dark), options);
}

/** The address of an SVG text for `<img src>` or a map's image loader. */
export function svgUrl(text: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
