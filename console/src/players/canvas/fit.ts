export type Size = { readonly width: number; readonly height: number };

/**
 * How large a picture is drawn: its own size, or smaller if it is shown smaller (device pixels). The proportion is kept; what a
 * canvas holds more than is seen costs memory and time for nothing.
 */
export function fit(picture: Size, shownWidth: number): Size {
  const scale = shownWidth > 0 ? Math.min(1, shownWidth / picture.width) : 1;
  return { width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)) };
}
