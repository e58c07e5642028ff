import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beeps, canSpeak, speak, type Spoken } from "./speak.ts";
import { TELEPHONE_HZ } from "./resample.ts";
import { writeWav } from "./wav.ts";

/** Spoken text, its language, and its pitch (0 to 99). */
export type Sentence = { readonly text: string; readonly language: Spoken; readonly pitch: number };

/** A sentence's file: another text or another voice is another file, so that a finished one is never out of date. */
export function fileOf({ text, language, pitch }: Sentence, spoken: boolean): string {
  const key = createHash("sha256").update(`${language} ${pitch} ${text}`).digest("hex").slice(0, 12);
  return `${language}-${key}${spoken ? "" : "-tone"}.wav`;
}

const LOWEST_HZ = 400;

/** Makes the sound file of each sentence that has none yet. `spoken` is false where espeak-ng is missing and there are beeps instead. */
export async function makeVoices(folder: string, sentences: readonly Sentence[]): Promise<{ made: number; spoken: boolean }> {
  await mkdir(folder, { recursive: true });
  const spoken = canSpeak();
  let made = 0;
  for (const sentence of sentences) {
    const file = join(folder, fileOf(sentence, spoken));
    if (existsSync(file)) continue;
    await writeVoice(file, sentence, spoken);
    made++;
  }
  return { made, spoken };
}

async function writeVoice(file: string, { text, language, pitch }: Sentence, spoken: boolean): Promise<void> {
  const samples = spoken ? speak(text, language, pitch) : beeps(text, LOWEST_HZ + 10 * pitch);
  await writeFile(`${file}.part`, writeWav({ hertz: TELEPHONE_HZ, samples }));
  await rename(`${file}.part`, file);
}

/** Makes one sound file under a name of its own, unless somebody put one there. */
export async function makeNamed(folder: string, name: string, sentence: Sentence): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  if (!existsSync(file)) await writeVoice(file, sentence, canSpeak());
}
