/** Longest side of a picture as it leaves the phone, in pixels, and how well it is encoded. */
const SIDE_MOST = 2048;
const QUALITY = 0.84;

/** The size of a picture made no longer than a side. */
export function within(width: number, height: number, side = SIDE_MOST): { readonly width: number; readonly height: number } {
  const share = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

/** A picture on a canvas, upright and no larger than is sent. Null where the file is none. */
export async function drawn(file: Blob): Promise<HTMLCanvasElement | null> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const canvas = document.createElement("canvas");
    Object.assign(canvas, within(picture.width, picture.height));
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas;
  } catch {
    return null;
  }
}

/** A canvas encoded anew: the camera's own data (place, time, phone) are gone. */
export const encoded = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));

export async function shrink(file: Blob): Promise<Blob | null> {
  const canvas = await drawn(file);
  return canvas === null ? null : encoded(canvas);
}
