import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

type Image = {
  readonly get_width: () => number;
  readonly get_height: () => number;
  readonly is_primary: () => boolean | number;
  readonly display: (into: { data: Uint8ClampedArray; width: number; height: number }, done: (shown: unknown) => void) => void;
};
type Heif = { readonly HeifDecoder: new () => { readonly decode: (bytes: Uint8Array) => readonly Image[] } };

/**
 * Decodes the picture of a HEIC file to dots, turned as it is to be seen; null where it has more than `pixels`. The pictures beside it
 * (depth, a burst's others) are left alone. Throws where it is broken.
 */
export async function decodeHeic(
  bytes: Buffer,
  pixels: number,
): Promise<{ data: Uint8ClampedArray; width: number; height: number } | null> {
  const { HeifDecoder } = require("libheif-js/wasm-bundle") as Heif;
  const images = new HeifDecoder().decode(bytes);
  const image = images.find((each) => Boolean(each.is_primary())) ?? images[0];
  if (image === undefined) throw new Error("no picture in it");
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > pixels) return null;
  const into = { data: new Uint8ClampedArray(width * height * 4), width, height };
  await new Promise<void>((resolve, reject) => {
    image.display(into, (shown) => (shown === null ? reject(new Error("it could not be decoded")) : resolve()));
  });
  return into;
}
