import { cameraStates, cameraSvg, glyphColours, priorities, prioritySvg, svgUrl, unitStates, unitSvg } from "@amaliyat/ui/glyphs";
import type { Theme } from "@amaliyat/ui/i18n";

export type MapImage = { readonly id: string; readonly image: HTMLImageElement };

/** Images are drawn at twice their size, for screens with fine pixels. */
export const IMAGE_RATIO = 2;

async function load(id: string, svg: string): Promise<MapImage> {
  const image = new Image();
  image.src = svgUrl(svg);
  await image.decode();
  return { id, image };
}

/** The glyphs of the lists as pictures for the map, in the colours of the theme. */
export function loadImages(theme: Theme): Promise<readonly MapImage[]> {
  const colours = glyphColours[theme];
  const of = (size: number) => ({ size: size * IMAGE_RATIO, colours, halo: true });
  return Promise.all([
    ...priorities.map((level) => load(`priority-${level}`, prioritySvg(level, of(32)))),
    ...unitStates.map((state) => load(`unit-${state}`, unitSvg(state, of(24)))),
    ...cameraStates.map((state) => load(`camera-${state}`, cameraSvg(state, of(18)))),
  ]);
}
