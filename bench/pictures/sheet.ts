import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import type { Grey } from "./compare.ts";
import { SHOTS, type Shot, type Task } from "./shots.ts";

/** Width of a kept picture, px, and the highest of them. At this scale a line of text is a grey line of two pixels. */
const CELL = { width: 160, height: 120 } as const;
const COLUMNS = 4;
const SHEET = { width: CELL.width * COLUMNS, height: CELL.height * Math.ceil(SHOTS.length / COLUMNS) } as const;
/** Distance between the grey levels that are kept: 16 levels, so that all pictures stay under 5 MB. */
const LEVEL = 17;

const FOLDER = join(import.meta.dirname, "kept");
const fileOf = ({ part, language }: Task): string => join(FOLDER, language, `${part.name}.webp`);

const heightOf = ({ width, height }: Shot): number => Math.round((CELL.width * height) / width);

/** Scales a picture of a page down to the grey of a kept one. */
export async function small(png: Uint8Array, shot: Shot): Promise<Grey> {
  const [width, height] = [CELL.width, heightOf(shot)];
  const pixels = await sharp(png)
    .greyscale()
    .resize(width, height, { kernel: "linear", fit: "fill" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { width, height, pixels: Uint8Array.from(pixels, (level) => Math.round(level / LEVEL) * LEVEL) };
}

/** The kept pictures of a part in a language, in one file. */
export class Sheet {
  readonly #file: string;
  readonly #pixels: Uint8Array;
  readonly #has: boolean;

  private constructor(file: string, pixels: Uint8Array, has: boolean) {
    this.#file = file;
    this.#pixels = pixels;
    this.#has = has;
  }

  static async read(task: Task): Promise<Sheet> {
    const file = fileOf(task);
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) return new Sheet(file, new Uint8Array(SHEET.width * SHEET.height), false);
    const { data, info } = await sharp(bytes).greyscale().toColourspace("b-w").raw().toBuffer({ resolveWithObject: true });
    if (info.width !== SHEET.width || info.height !== SHEET.height)
      throw new Error(`${file} has another size: npm run pictures -- --renew`);
    return new Sheet(file, Uint8Array.from(data), true);
  }

  static #rowsOf(shot: Shot): readonly { readonly from: number; readonly row: number }[] {
    const [x, y] = [(shot.cell % COLUMNS) * CELL.width, Math.floor(shot.cell / COLUMNS) * CELL.height];
    return Array.from({ length: heightOf(shot) }, (_, row) => ({ row, from: (y + row) * SHEET.width + x }));
  }

  /** The kept picture; null where none was kept. */
  get(shot: Shot): Grey | null {
    if (!this.#has) return null;
    const pixels = new Uint8Array(CELL.width * heightOf(shot));
    for (const { row, from } of Sheet.#rowsOf(shot)) pixels.set(this.#pixels.subarray(from, from + CELL.width), row * CELL.width);
    return { width: CELL.width, height: heightOf(shot), pixels };
  }

  put(shot: Shot, { pixels }: Grey): void {
    for (const { row, from } of Sheet.#rowsOf(shot)) this.#pixels.set(pixels.subarray(row * CELL.width, (row + 1) * CELL.width), from);
  }

  async write(): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    const image = sharp(this.#pixels, { raw: { width: SHEET.width, height: SHEET.height, channels: 1 } });
    await writeFile(this.#file, await image.webp({ lossless: true, effort: 6 }).toBuffer());
  }
}

/** A kept picture as a file that a person can look at. */
export const pngOf = ({ width, height, pixels }: Grey): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 1 } })
    .resize(width * 4, height * 4, { kernel: "nearest" })
    .png()
    .toBuffer();
