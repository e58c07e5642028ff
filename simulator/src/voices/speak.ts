import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { TELEPHONE_HZ, toTelephone } from "./resample.ts";
import { readWav } from "./wav.ts";

const PROGRAM = "espeak-ng";
const SPOKEN = { ar: { voice: "ar", words: 135 }, fr: { voice: "fr", words: 150 } } as const;
export type Spoken = keyof typeof SPOKEN;

export const canSpeak = (): boolean => (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, PROGRAM)));

/** A sentence as espeak-ng says it, at 8 kHz. `pitch` (0 to 99) makes one voice another's. Throws where the program fails. */
export function speak(text: string, language: Spoken, pitch: number): Int16Array {
  const { voice, words } = SPOKEN[language];
  const args = ["-v", voice, "-s", `${words}`, "-p", `${pitch}`, "--stdout", "--", text];
  const ran = spawnSync(PROGRAM, args, { maxBuffer: 64 * 1024 * 1024 });
  if (ran.status !== 0) throw new Error(`${PROGRAM} ended with ${ran.status ?? ran.signal}: ${ran.stderr.toString("utf8").trim()}`);
  return toTelephone(readWav(ran.stdout));
}

const TONE_S = 0.4;
const PAUSE_S = 0.2;

/** Beeps in the place of a sentence, about as long as it would take to say. */
export function beeps(text: string, hertz: number): Int16Array {
  const [on, period] = [TONE_S * TELEPHONE_HZ, (TONE_S + PAUSE_S) * TELEPHONE_HZ];
  const count = Math.max(1, Math.round(text.split(/\s+/u).length / 2));
  return Int16Array.from({ length: count * period }, (_none, at) =>
    at % period < on ? Math.round(6_000 * Math.sin((2 * Math.PI * hertz * at) / TELEPHONE_HZ)) : 0,
  );
}
