import { readFile, stat } from "node:fs/promises";
import { readWav } from "./wav.ts";

/** One file that began to be played to a caller at a moment (epoch ms), again and again where `repeat`; null is the end of what was played. */
export type Played = { readonly at: number; readonly file: string | null; readonly repeat: boolean };

/** So many of a call are kept: a caller who waits hears at most four files in 20 s. */
export const PLAYED_MOST = 160;

const RATE = 8_000;

type Sounding = { readonly at: number; readonly samples: Int16Array; readonly repeat: boolean };

/** So many files are remembered as they sound: callers of one evening hear the same. */
const MOST_FILES = 20;
const sounds = new Map<string, { readonly changedMs: number; readonly samples: Int16Array }>();

/** A file's sound at 8 kHz; silence where it is not there any more or cannot be read. */
async function soundOf(file: string): Promise<Int16Array> {
  const changedMs = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
  if (changedMs === null) return new Int16Array(0);
  const known = sounds.get(file);
  if (known?.changedMs === changedMs) return known.samples;
  const wav = readWav(await readFile(file).catch(() => Buffer.alloc(0)));
  const samples = wav === null ? new Int16Array(0) : nearest(wav.samples, wav.rate);
  sounds.delete(file);
  sounds.set(file, { changedMs, samples });
  const [oldest] = sounds.keys();
  if (sounds.size > MOST_FILES && oldest !== undefined) sounds.delete(oldest);
  return samples;
}

/** Samples at 8 kHz, each the nearest before it. */
function nearest(samples: Int16Array, rate: number): Int16Array {
  if (rate === RATE) return samples;
  const made = new Int16Array(Math.floor((samples.length * RATE) / rate));
  for (let at = 0; at < made.length; at++) made[at] = samples[Math.floor((at * rate) / RATE)] ?? 0;
  return made;
}

/**
 * The sound that a caller heard from the media server. The server keeps the packets that it receives and not those that it makes. So the
 * sound is read from the played files, at the moments at which they were played.
 */
export class PlayedSound {
  readonly #parts: readonly Sounding[];
  #nth = -1;

  constructor(parts: readonly Sounding[]) {
    this.#parts = parts.toSorted((a, b) => a.at - b.at);
  }

  static async of(played: readonly Played[]): Promise<PlayedSound> {
    const files = new Map<string, Int16Array>();
    for (const { file } of played) if (file !== null && !files.has(file)) files.set(file, await soundOf(file));
    return new PlayedSound(
      played.map(({ at, file, repeat }) => ({ at, repeat, samples: (file === null ? undefined : files.get(file)) ?? new Int16Array(0) })),
    );
  }

  /** The sample at a moment (epoch ms). Moments are asked in their order. */
  sample(at: number): number {
    for (let next = this.#parts[this.#nth + 1]; next !== undefined && next.at <= at; next = this.#parts[this.#nth + 1]) this.#nth++;
    const part = this.#parts[this.#nth];
    if (part === undefined || part.samples.length === 0) return 0;
    const place = Math.floor(((at - part.at) * RATE) / 1000);
    return part.samples[part.repeat ? place % part.samples.length : place] ?? 0;
  }
}
