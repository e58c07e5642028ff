export type Size = { readonly width: number; readonly height: number };

/**
 * Size to draw a picture at: its own, or smaller if shown smaller (device pixels). The proportion is kept. Extra pixels in the canvas cost
 * memory and time for nothing.
 */
export function fit(picture: Size, shownWidth: number): Size {
  const scale = shownWidth > 0 ? Math.min(1, shownWidth / picture.width) : 1;
  return { width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)) };
}
