/** Largest picture that leaves the phone: side in pixels, bytes. On 2G a smaller one that arrives is worth more. */
type Aim = { readonly side: number; readonly bytes: number };
const AIM: Aim = { side: 1600, bytes: 600_000 };
const SLOW_AIM: Aim = { side: 1024, bytes: 200_000 };
const QUALITIES = [0.8, 0.65, 0.5, 0.35];

function aim(): Aim {
  const connection: unknown = Reflect.get(navigator, "connection");
  const kind: unknown = typeof connection === "object" && connection !== null ? Reflect.get(connection, "effectiveType") : "4g";
  return kind === "2g" || kind === "slow-2g" ? SLOW_AIM : AIM;
}

async function encoded(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const share = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * share));
  canvas.height = Math.max(1, Math.round(picture.height * share));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/**
 * A picture from the camera as it is sent: upright, smaller, and encoded anew. So the camera's own data (place, phone, name) are gone. Null
 * if it is no picture.
 */
export async function makeSmaller(file: Blob): Promise<Uint8Array | null> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const { side, bytes } = aim();
    for (const part of [1, 0.7, 0.5])
      for (const quality of QUALITIES) {
        const blob = await encoded(picture, side * part, quality);
        if (blob !== null && blob.size <= bytes) return new Uint8Array(await blob.arrayBuffer());
      }
    return null;
  } catch {
    return null;
  }
}
