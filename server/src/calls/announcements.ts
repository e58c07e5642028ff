import { compareCalls, type Acd, type CallBackKey, type CallLanguage, type Line } from "@amaliyat/domain/calls";
import type { Language } from "@amaliyat/domain/kernel";
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

/** Folders of the sound files that callers hear: the room's own come before those installed with the lines. */
export type Sounds = { readonly folders: readonly string[]; readonly music: string };

/** The last number that is spoken; whoever is further back hears that many wait. */
export const LAST_SPOKEN = 9;

/** Names that `npm run lines:setup` gives to the files that it makes. */
export const positionFile = (position: number, language: Language): string =>
  `position-${position > LAST_SPOKEN ? "more" : position}-${language}.wav`;

const offerFile = (key: CallBackKey, language: Language): string => `call-back-${key}-${language}.wav`;
const promiseFile = (language: Language): string => `called-back-${language}.wav`;

const keysFile = (language: Language): string => `keys-${language}.wav`;

const SPOKEN: Readonly<Record<CallLanguage, Language>> = { ar: "ar", ber: "ar", fr: "fr", en: "en" };

/** The languages in which a caller is spoken to: the one that was chosen, else those in which the line speaks. */
function languagesOf(line: Line, chosen: CallLanguage | null): readonly Language[] {
  const all = (["ar", "fr", "en"] as const).filter((language) => line.announcements[language] !== null);
  return chosen === null ? all : [SPOKEN[chosen]];
}

type Given = {
  readonly language: CallLanguage | null;
  readonly position: number;
  readonly first: boolean;
  /** The key that asks to be called back; null where that is not offered. */
  readonly key: CallBackKey | null;
};

/** Announcements for a waiting caller, as file names; the music is last and repeats. `position` counts from 1. */
export function waitingHears(line: Line, given: Given): readonly string[] {
  const languages = languagesOf(line, given.language);
  const welcome = given.first ? languages.flatMap((language) => line.announcements[language] ?? []) : [];
  const { key } = given;
  const offers = key === null ? [] : languages.map((language) => offerFile(key, language));
  return [...welcome, ...languages.map((language) => positionFile(given.position, language)), ...offers];
}

/** Announcements for a caller who asked for a call-back, before the room hangs up. */
export const leavingHears = (line: Line, language: CallLanguage | null): readonly string[] => languagesOf(line, language).map(promiseFile);

/** The prompt for a caller who does not speak: it says which key to press, in the language that is known, else in those of the town. */
export const keysHears = (language: CallLanguage | null): readonly string[] =>
  (language === null ? (["ar", "fr"] as const) : [SPOKEN[language]]).map(keysFile);

/** Duration of a WAV file by its header, in ms; 0 if it is not one. */
export function lengthMs(path: string): number {
  const [head, file] = [Buffer.alloc(44), openSync(path, "r")];
  try {
    const bytesPerSecond = readSync(file, head) < 44 || head.toString("latin1", 0, 4) !== "RIFF" ? 0 : head.readUInt32LE(28);
    return bytesPerSecond === 0 ? 0 : Math.max(0, ((statSync(path).size - 44) / bytesPerSecond) * 1000);
  } finally {
    closeSync(file);
  }
}

/** The paths of the files that are there; the music at the end, so that a caller always hears that the line stands. */
export function pathsOf({ folders, music }: Sounds, files: readonly string[]): string[] {
  const found = files.flatMap((file) => folders.map((folder) => join(folder, file)).find((path) => existsSync(path)) ?? []);
  return existsSync(music) ? [...found, music] : found;
}

const positions = new WeakMap<Acd["calls"], ReadonlyMap<string, number>>();

/**
 * The place in the queue of each call that talks with nobody yet, from 1: how many are answered before it, as things stand. A turn asks for it
 * several times; the calls of a state never change, so their places are counted once.
 */
export function positionsOf({ calls }: Acd): ReadonlyMap<string, number> {
  const known = positions.get(calls);
  if (known !== undefined) return known;
  const waiting = [...calls.values()].filter(({ state }) => state.kind !== "talking").toSorted(compareCalls);
  const found = new Map(waiting.map(({ callId }, index) => [callId, index + 1]));
  positions.set(calls, found);
  return found;
}
