import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The programs that maps are made with, and the Debian packages that bring them. */
const PROGRAMS = { osmium: "osmium-tool", tilemaker: "tilemaker" } as const;
export type Program = keyof typeof PROGRAMS;

const onPath = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));

const missing = (): Program[] => (Object.keys(PROGRAMS) as Program[]).filter((program) => !onPath(program));

/** True if maps can be made here. */
export const canBuild = (): boolean => missing().length === 0;

/** Installs missing programs if this user may; throws with the steps for the rest. */
export function ensurePrograms(): void {
  const packages = missing().map((program) => PROGRAMS[program]);
  if (packages.length === 0) return;
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const args of [
      ["update", "-q"],
      ["install", "-q", "-y", "--no-install-recommends", ...packages],
    ]) {
      console.log(`apt-get ${args.join(" ")}`);
      spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
    }
  }
  const left = missing();
  if (left.length === 0) return;
  const names = left.map((program) => PROGRAMS[program]).join(" and ");
  throw new Error(`${left.join(" and ")} not found. On Debian: apt-get install ${names}; elsewhere see the pages of the programs.`);
}

/** Runs a program to its end and returns the end of its output; a failed one throws with it. */
export function run(program: Program, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let tail = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => (tail = (tail + text).slice(-2000)));
    }
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(tail);
      else
        reject(
          new Error(
            `${program} ended with ${String(code)}:\n${tail
              .split(/[\r\n]+/u)
              .slice(-6)
              .join("\n")}`,
          ),
        );
    });
  });
}
