import { compareCalls, type Acd, type CallLanguage, type Line } from "@amaliyat/domain/calls";
import type { Language } from "@amaliyat/domain/kernel";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where sound files lie that callers hear: the room's own before those that the lines were set up with. */
export type Sounds = { readonly folders: readonly string[]; readonly music: string };

/** The last number that is spoken; whoever is further back hears that many wait. */
export const LAST_SPOKEN = 9;

/** Names that `npm run lines:setup` gives to the files that it makes. */
export const positionFile = (position: number, language: Language): string =>
  `position-${position > LAST_SPOKEN ? "more" : position}-${language}.wav`;

const SPOKEN: Readonly<Record<CallLanguage, Language>> = { ar: "ar", ber: "ar", fr: "fr", en: "en" };

/** The languages in which a caller is spoken to: the one that was chosen, else those in which the line speaks. */
function languagesOf(line: Line, chosen: CallLanguage | null): readonly Language[] {
  const all = (["ar", "fr", "en"] as const).filter((language) => line.announcements[language] !== null);
  return chosen === null ? all : [SPOKEN[chosen]];
}

/** What a caller hears who waits: names of files, the music last and again and again. `position` counts from 1. */
export function waitingHears(
  line: Line,
  given: { readonly language: CallLanguage | null; readonly position: number; readonly first: boolean },
) {
  const languages = languagesOf(line, given.language);
  const welcome = given.first ? languages.flatMap((language) => line.announcements[language] ?? []) : [];
  return [...welcome, ...languages.map((language) => positionFile(given.position, language))];
}

/** The paths of the files that are there; the music at the end, so that a caller always hears that the line stands. */
export function pathsOf({ folders, music }: Sounds, files: readonly string[]): string[] {
  const found = files.flatMap((file) => folders.map((folder) => join(folder, file)).find((path) => existsSync(path)) ?? []);
  return existsSync(music) ? [...found, music] : found;
}

/** The place in the queue of each call that talks with nobody yet, from 1: how many are answered before it, as things stand. */
export function positionsOf({ calls }: Acd): Map<string, number> {
  const waiting = [...calls.values()].filter(({ state }) => state.kind !== "talking").toSorted(compareCalls);
  return new Map(waiting.map(({ callId }, index) => [callId, index + 1]));
}
