import { spawnSync } from "node:child_process";

/** The Chromium that journeys run in; a path in the environment chooses another one. */
export const CHROMIUM_PATH = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** A program of the machine that tests run, with the versions that they were seen to pass on. */
export type Program = {
  readonly name: string;
  readonly path: string;
  readonly ask: string;
  /** Oldest and newest version that was seen to pass, as `major.minor`. Older ones are refused, newer ones are tried. */
  readonly oldest: string;
  readonly newest: string;
};

export const PROGRAMS: readonly Program[] = [
  { name: "Chromium", path: CHROMIUM_PATH, ask: "--version", oldest: "150.0", newest: "156.0" },
  { name: "ffmpeg", path: "ffmpeg", ask: "-version", oldest: "7.1", newest: "7.1" },
  { name: "Kamailio", path: "/usr/sbin/kamailio", ask: "-v", oldest: "6.0", newest: "6.0" },
  { name: "rtpengine", path: "/usr/bin/rtpengine", ask: "--version", oldest: "12.5", newest: "12.5" },
];

/** The first version in a program's words: `Chromium 156.0.8078.108 built on …` is `156.0.8078.108`. Null without one. */
export const versionIn = (words: string): string | null => /\d+\.\d+(?:\.\d+)*/.exec(words)?.[0] ?? null;

/** Negative if `a` is the older one. Versions are compared number by number, as far as both go. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export type Verdict = { readonly line: string; readonly isTooOld: boolean };

/** Says which version is there, and whether tests are known to pass on it. */
export function judge({ name, oldest, newest }: Program, found: string | null): Verdict {
  if (found === null) return { line: `${name}: not found`, isTooOld: false };
  const range = oldest === newest ? oldest : `${oldest} to ${newest}`;
  if (compareVersions(found, oldest) < 0) return { line: `${name} ${found}: too old, tests pass on ${range}`, isTooOld: true };
  const isNew = compareVersions(found, newest) > 0;
  return { line: `${name} ${found}${isNew ? `: newer than the tested ${range}` : ""}`, isTooOld: false };
}

function ask({ path, ask: argument }: Program): string | null {
  const { stdout, stderr } = spawnSync(path, [argument], { encoding: "utf8", timeout: 20_000 });
  return versionIn(`${stdout ?? ""} ${stderr ?? ""}`);
}

/** Prints the versions of the programs that tests run. True if none is too old. */
export function printVersions(): boolean {
  const verdicts = PROGRAMS.map((program) => judge(program, ask(program)));
  console.log(verdicts.map(({ line }) => line).join(" · "));
  return verdicts.every(({ isTooOld }) => !isTooOld);
}
