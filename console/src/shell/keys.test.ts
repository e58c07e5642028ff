import { QUICK_PHRASES } from "@amaliyat/domain/interventions";
import { parseShortcut } from "@amaliyat/ui/hooks";
import { describe, expect, it } from "vitest";
import { armedKey } from "../card/advice/assign-keys.ts";
import { stepOf } from "../map/placing/metres.ts";
import { ringKey } from "../map/placing/ring/ring-edit.ts";
import { timeAct } from "../playback/timeline/time-keys.ts";
import { nextInQueue, rowAct } from "../selection/queue-keys.ts";
import { unitActs } from "../room/units/units-keys.ts";
import { arrange } from "../wall/grids.ts";
import { keyAct } from "../wall/wall-keys.ts";
import { KEYS_HELP, type KeyLine } from "./keys.ts";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "../../../ui/src/**/*.{ts,tsx}", "!**/*.test.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
});

const keysOf = (line: KeyLine): readonly string[] =>
  line.to === undefined ? line.keys : Array.from({ length: 9 }, (_, index) => `${line.keys[0]?.slice(0, -1)}${index + 1}`);
const listed = (group?: string): ReadonlySet<string> => {
  const groups: readonly { readonly group: string; readonly keys: readonly KeyLine[] }[] = KEYS_HELP;
  return new Set(groups.filter((one) => group === undefined || one.group === group).flatMap(({ keys }) => keys.flatMap(keysOf)));
};

/** Every key that a person can press alone or with Shift. */
const CODES = [
  ...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter) => `Key${letter}`),
  ...Array.from("123456789", (digit) => `Digit${digit}`),
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "PageUp",
  "PageDown",
  "Home",
  "End",
  "Enter",
  "Escape",
  "Delete",
  "Space",
  "Comma",
  "Period",
  "Slash",
];
const press = (shortcut: string) => {
  const { code, ctrl, alt, shift } = parseShortcut(shortcut);
  return { key: code, code, ctrlKey: ctrl, altKey: alt, metaKey: false, shiftKey: shift };
};
const bound = (acts: (given: ReturnType<typeof press>) => boolean): string[] =>
  CODES.flatMap((code) => [code, `Shift+${code}`]).filter((shortcut) => acts(press(shortcut)));

const nine = { cells: arrange("9", { width: 1600, height: 900 }), active: 4, rtl: false };
const READERS: Readonly<Record<string, readonly string[]>> = {
  wall: bound((given) => keyAct(given, nine) !== null),
  placing: bound((given) => stepOf(given) !== null || ringKey(given) !== null),
  playback: bound((given) => timeAct(given) !== null),
  queue: bound((given) => !given.shiftKey && (nextInQueue(["a", "b", "c"], "b", given.key) !== null || rowAct(given) !== null)),
  units: bound((given) => !given.shiftKey && unitActs(given).length > 0),
  card: bound(
    (given) => !given.shiftKey && armedKey(given.code, new Map(Array.from("123456789", (digit) => [digit, Number(digit)]))).kind !== "wait",
  ),
};

/** First argument of each call of the hook; mentions in comments are skipped. */
const written = Object.entries(sources).flatMap(([path, source]) =>
  [...source.matchAll(/(?<!`)\buseShortcut\(\s*("[^"]+"|\[[^\]]*\]|\w+)/gu)].map(([, given = ""]) => ({ path, given })),
);
const PHRASE_KEYS = QUICK_PHRASES.map(({ digit }) => `Shift+Digit${digit}`);
const literals = written.flatMap(({ given }) => [...given.matchAll(/"([^"]+)"/gu)].map(([, key = ""]) => key));

describe("the page of keys", () => {
  it("says no key twice within one part: two acts that are on the screen together have two keys", () => {
    const groups: readonly { readonly group: string; readonly keys: readonly KeyLine[] }[] = KEYS_HELP;
    // The digits of a call answer the question that is asked, and choose a nature where none is.
    const others = groups.filter(({ group }) => group !== "call");
    const twice = others.flatMap(({ group, keys }) => {
      const all = keys.flatMap(keysOf);
      return all.filter((key, nth) => all.indexOf(key) !== nth).map((key) => `${group}: ${key}`);
    });
    expect(twice).toEqual([]);
  });

  it("lists every key that is bound for a screen", () => {
    expect(written.length).toBeGreaterThan(20);
    expect(literals.filter((key) => !listed().has(key))).toEqual([]);
  });

  it("hears of keys that are not written where they are bound only from the digits of the wall and of the phrases", () => {
    const others = written.filter(({ path, given }) => !given.includes('"') && !path.endsWith("/use-shortcut.ts"));
    expect(Object.fromEntries(others.map(({ path, given }) => [path.split("/").at(-1), given]))).toEqual({
      "tile-grid.tsx": "DIGITS",
      "phrases-bar.tsx": "QUICK_PHRASES",
    });
    expect(PHRASE_KEYS.filter((key) => !listed("card").has(key))).toEqual([]);
  });

  it.each(Object.keys(READERS))("lists every key that the %s reads", (group) => {
    const missing = (READERS[group] ?? []).filter((key) => !listed(group).has(key));
    expect(missing).toEqual([]);
  });

  it("lists no key that nothing reads", () => {
    const read = new Set([...literals, ...PHRASE_KEYS, ...Object.values(READERS).flat()]);
    expect([...listed()].filter((key) => !read.has(key))).toEqual([]);
  });
});
