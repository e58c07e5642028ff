/** The middle of the town, degrees, and the distance between its places. */
const TOWN = { lat: 36.75, lon: 3.05, step: 0.004 };
const MIB = 1_048_576;

/** Fields by their name, with the number of a row. `part` is from 0 to 39. */
const KINDS: readonly (readonly [RegExp, (nth: number, part: number) => number])[] = [
  [/^(?:lat|boundary1)$/u, (nth, part) => TOWN.lat + (nth % 4) * TOWN.step + part / 20_000],
  [/^(?:lon|boundary0)$/u, (nth, part) => TOWN.lon + Math.floor(nth / 4) * TOWN.step * 2 + part / 20_000],
  [/^(?:free|total)$/u, (_, part) => (part + 60) * 1_024 * MIB],
  [/^bytes$|reserve/u, (_, part) => (part + 2) * MIB],
  [/Ms$/u, (_, part) => (part + 1) * 5_000],
  [/Deg$/u, (_, part) => part * 9],
  [/^(?:share|within\d+)$/u, (_, part) => part / 40],
  [/^p\d+$/u, (_, part) => (part + 1) * 7],
  [/(?:S|seconds|metres|M)$/u, (nth, part) => (nth + 1) * 45 + part],
  [/^(?:version|seq|revision|number|index)$/u, (nth) => nth + 1],
  [/^zoom$/u, () => 12],
  [/^(?:width)$/u, () => 1_280],
  [/^(?:height)$/u, () => 720],
  [/Minute$/u, (nth) => nth * 60],
];

/** Candidates for a number, the fittest first. */
export function numbersFor(name: string, nth: number, part: number): readonly number[] {
  const known = KINDS.filter(([end]) => end.test(name)).map(([, of]) => of(nth, part));
  return [...known, part, part / 40, 1];
}
