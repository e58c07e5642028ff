/** Sizes of a window in which each full screen is pictured, px. The first is the size of the states. */
export const SIZES = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
] as const;
const THEMES = ["dark", "light"] as const;
export const LANGUAGES = ["ar", "fr", "en"] as const;
const STATES = ["empty", "loading", "error", "no-permission"] as const;

export type Theme = (typeof THEMES)[number];
export type Language = (typeof LANGUAGES)[number];
export type State = "full" | (typeof STATES)[number];

/** One picture of a part in a language. Its `cell` is its place in the kept sheet of both. */
export type Shot = {
  readonly cell: number;
  readonly state: State;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
};

const [usual] = SIZES;

/**
 * Pictures of every part in every language, in the order in which they are made. The first picture of a page does not depend on those that
 * follow.
 */
export const SHOTS: readonly Shot[] = [
  ...SIZES.flatMap((size) => THEMES.map((theme) => ({ state: "full", ...size, theme }) as const)),
  ...STATES.map((state) => ({ state, ...usual, theme: "light" }) as const),
].map((shot, cell) => ({ cell, ...shot }));

/** True for the sample that `npm test` takes: every part once, in the usual window. */
export const isOfSample = ({ cell }: Shot): boolean => cell === 0;

/** A part of the console, as its page names it. */
export type Part = { readonly name: string; readonly lacks: readonly string[] };

/** Pictures of one part in one language. */
export type Task = { readonly part: Part; readonly language: Language; readonly shots: readonly Shot[] };

/** Pictures that a run makes, and its treatment of them. */
export type Wanted = {
  readonly languages: readonly Language[];
  /** Words that a part's name contains one of; none for all parts. */
  readonly words: readonly string[];
  readonly isWanted?: (shot: Shot) => boolean;
  /** Keeps the pictures of this run in place of the kept ones. */
  readonly isRenewed: boolean;
  /** Folder for pictures that differ, outside of the repository. */
  readonly folder: string;
  /** Writes every picture there, for people to look at. */
  readonly isAllWritten: boolean;
  /** Pages that work side by side. */
  readonly pages: number;
};

/** Name of a picture in messages and files. */
export const nameOf = ({ part, language }: Pick<Task, "part" | "language">, { state, width, theme }: Shot): string =>
  `${part.name.replace("/", "-")}.${language}.${state}.${width}.${theme}`;

/** States that a part can show. One without a page of its own for a state has no picture of it. */
const isShown = ({ lacks }: Part, { state }: Shot): boolean => !lacks.includes(state.replace("-", " "));

/** Pictures wanted of some parts. `words` choose parts by their name. */
export function tasksOf(
  parts: readonly Part[],
  languages: readonly Language[],
  words: readonly string[],
  isWanted: (shot: Shot) => boolean = () => true,
): readonly Task[] {
  const chosen = parts.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  return chosen.flatMap((part) =>
    languages.map((language) => ({ part, language, shots: SHOTS.filter((shot) => isShown(part, shot) && isWanted(shot)) })),
  );
}
