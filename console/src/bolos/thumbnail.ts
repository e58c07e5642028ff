/** The small copy that phones keep: sides in pixels, bytes. The room takes no more. */
const SIDE = 320;
const MOST_BYTES = 20 * 1024;

async function encoded(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const share = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(16, Math.round(picture.width * share));
  canvas.height = Math.max(16, Math.round(picture.height * share));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/** A picture upright and small, encoded anew; null where the browser cannot read it. */
export async function thumbnailOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (picture === null) return null;
  for (const part of [1, 0.75, 0.5])
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await encoded(picture, SIDE * part, quality);
      if (blob !== null && blob.size <= MOST_BYTES) return new Uint8Array(await blob.arrayBuffer());
    }
  return null;
}
