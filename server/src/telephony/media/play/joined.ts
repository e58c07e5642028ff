import { createHash } from "node:crypto";
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { removeFile } from "../../../platform/remove-file.ts";
import { writeWhole } from "../../../platform/write-whole.ts";
import { at8kHz } from "./at-8khz.ts";
import { alawOf } from "../sound/g711.ts";
import { alawHead, readWav } from "../sound/wav.ts";

/** The files of a list in one, and how long each of them is, ms. */
export type Joined = { readonly file: string; readonly lengthsMs: readonly number[] };
/**
 * Joins files; `music` says that the last is heard again and again. Null where they cannot be joined: one is away, or in another form. The name
 * of a joined file goes with its content.
 */
export type Joiner = (files: readonly string[], music: boolean) => Promise<Joined | null>;

/** Music stands for so long in a joined file with words before it, which are heard again after it if nobody says otherwise. */
const MUSIC_MS = 30_000;
/** So many joined files are kept: one for each line, place in its queue and language. */
const MOST = 200;
/** A longer list is played file by file, bytes. */
const MOST_BYTES = 4 * 2 ** 20;
const BYTES_PER_MS = 8;

/**
 * The sound of a WAV file in G.711 A. rtpengine 12.5 begins to play it in 0.4 ms, however long it is. A PCM file takes 1 ms for each of its
 * seconds, because its library looks through all of it for other sound. Voices speak at 22 kHz. Null for a file of another kind.
 */
function alawIn(bytes: Buffer): Uint8Array | null {
  const wav = readWav(bytes);
  return wav === null ? null : alawOf(at8kHz(wav.samples, wav.rate));
}

async function joinInto(folder: string, key: string, files: readonly string[], hasMusic: boolean): Promise<Joined | null> {
  const parts = (await Promise.all(files.map((file) => readFile(file)))).map(alawIn);
  const samples = parts.filter((part) => part !== null);
  const last = samples.at(-1);
  if (samples.length < parts.length || last === undefined || last.length === 0) return null;
  const more = hasMusic && samples.length > 1 ? Math.ceil((MUSIC_MS * BYTES_PER_MS) / last.length) - 1 : 0;
  const all = [...samples, ...Array.from({ length: Math.max(0, more) }, () => last)];
  const bytes = all.reduce((sum, { length }) => sum + length, 0);
  if (bytes > MOST_BYTES) return null;
  const file = join(folder, `${key}.wav`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(file, Buffer.concat([alawHead(bytes), ...all]));
  return { file, lengthsMs: samples.map(({ length }) => length / BYTES_PER_MS) };
}

/** The state of a list's files is not asked again within this time: callers who come together hear the same words (ms). */
const SURE_MS = 1_000;

/** The key of a list: its files as they are now. */
async function keyOf(files: readonly string[], music: boolean): Promise<string> {
  const states = await Promise.all(files.map((file) => stat(file)));
  const named = files.map((file, nth) => [file, states[nth]?.size, states[nth]?.mtimeMs]);
  return createHash("sha256")
    .update(JSON.stringify([music, named]))
    .digest("hex")
    .slice(0, 32);
}

/** Joins lists of WAV files into files in a folder of its own. A file that was changed makes another list, `sureMs` later at the latest. */
export function makeJoiner(folder: string, sureMs = SURE_MS): Joiner {
  const known = new Map<string, Promise<Joined | null>>();
  const sure = new Map<string, { readonly key: string; readonly at: number }>();
  const keyNow = async (files: readonly string[], music: boolean): Promise<string> => {
    const named = JSON.stringify([music, files]);
    const last = sure.get(named);
    if (last !== undefined && performance.now() - last.at < sureMs) return last.key;
    const key = await keyOf(files, music);
    if (sure.size >= MOST) sure.clear();
    sure.set(named, { key, at: performance.now() });
    return key;
  };
  const forgetOldest = (): void => {
    const [oldest] = known.keys();
    if (known.size <= MOST || oldest === undefined) return;
    known.delete(oldest);
    // A caller who hears it goes on to hear it: the media server has it open.
    void removeFile(join(folder, `${oldest}.wav`)).catch(() => undefined);
  };
  return async (files, music) => {
    try {
      const key = await keyNow(files, music);
      const joined = known.get(key) ?? joinInto(folder, key, files, music);
      known.delete(key);
      known.set(key, joined);
      forgetOldest();
      // A failure is not remembered: the file may be mended.
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
