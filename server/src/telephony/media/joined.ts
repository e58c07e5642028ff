import { createHash } from "node:crypto";
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../platform/write-whole.ts";
import { readWav, wavHead } from "./wav.ts";

/** The files of a list in one, and how long each of them is, ms. */
export type Joined = { readonly file: string; readonly lengthsMs: readonly number[] };
/**
 * Joins files; `music` says that the last is heard again and again. Null where they cannot be joined: one is away, or in another form. The name
 * of a joined file goes with its content, so that a media server that keeps files in memory never plays an old one.
 */
export type Joiner = (files: readonly string[], music: boolean) => Promise<Joined | null>;

/** Music stands for so long in a joined file with words before it, which are heard again after it if nobody says otherwise. */
const MUSIC_MS = 30_000;
/** So many joined files are kept: one for each line, place in its queue and language. */
const MOST = 200;
/** A longer list is played file by file, bytes. */
const MOST_BYTES = 8 * 2 ** 20;
const BYTES_PER_MS = 16;

/** The samples of a WAV file at 8 kHz; null for any other. */
function samplesOf(bytes: Buffer): Buffer | null {
  const wav = readWav(bytes);
  if (wav === null || wav.rate !== 8_000) return null;
  const { buffer, byteOffset, byteLength } = wav.samples;
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function joinInto(folder: string, key: string, files: readonly string[], hasMusic: boolean): Promise<Joined | null> {
  const parts = (await Promise.all(files.map((file) => readFile(file)))).map(samplesOf);
  const samples = parts.filter((part) => part !== null);
  const last = samples.at(-1);
  if (samples.length < parts.length || last === undefined || last.length === 0) return null;
  const more = hasMusic && samples.length > 1 ? Math.ceil((MUSIC_MS * BYTES_PER_MS) / last.length) - 1 : 0;
  const all = [...samples, ...Array.from({ length: Math.max(0, more) }, () => last)];
  const bytes = all.reduce((sum, { length }) => sum + length, 0);
  if (bytes > MOST_BYTES) return null;
  const file = join(folder, `${key}.wav`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(file, Buffer.concat([wavHead(bytes, 1), ...all]));
  return { file, lengthsMs: samples.map(({ length }) => length / BYTES_PER_MS) };
}

/** Joins lists of WAV files into files in a folder of its own. A file that was changed makes another list. */
export function makeJoiner(folder: string): Joiner {
  const known = new Map<string, Promise<Joined | null>>();
  const forgetOldest = (): void => {
    const [oldest] = known.keys();
    if (known.size <= MOST || oldest === undefined) return;
    known.delete(oldest);
    // A caller who hears it goes on to hear it: the media server has it open.
    void rm(join(folder, `${oldest}.wav`), { force: true }).catch(() => undefined);
  };
  return async (files, music) => {
    try {
      const states = await Promise.all(files.map((file) => stat(file)));
      const named = files.map((file, nth) => [file, states[nth]?.size, states[nth]?.mtimeMs]);
      const key = createHash("sha256")
        .update(JSON.stringify([music, named]))
        .digest("hex")
        .slice(0, 32);
      const joined = known.get(key) ?? joinInto(folder, key, files, music);
      known.delete(key);
      known.set(key, joined);
      forgetOldest();
      // What failed may be mended: it is not remembered.
      joined.then(
        (made) => made === null && known.delete(key),
        () => known.delete(key),
      );
      return await joined;
    } catch {
      return null;
    }
  };
}
