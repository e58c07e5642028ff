import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isTest, listFiles } from "./project/files.ts";

/** What the built pages depend on; package-lock.json stands for vite and every package. */
const SOURCES = /^(?:console|ui|contract|domain)\/|^package-lock\.json$|^tsconfig\.base\.json$/u;

async function hashOfSources(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of await listFiles(root, (each) => SOURCES.test(each) && !isTest(each)))
    hash.update(path).update(await readFile(join(root, path)));
  return hash.digest("hex");
}

/**
 * Builds the console into `console/dist`, unless it was built from the same sources already: their hash is kept in
 * `.build/console-sources`. Answers which of the two it was. A source that does not build throws.
 */
export async function buildConsole(root: string): Promise<"built" | "fresh"> {
  const stamp = join(root, ".build", "console-sources");
  const hash = await hashOfSources(root);
  const last = await readFile(stamp, "utf8").catch(() => "");
  if (last === hash && existsSync(join(root, "console", "dist", "index.html"))) return "fresh";
  const { build } = await import("vite");
  const folder = join(root, "console");
  await build({
    root: folder,
    configFile: join(folder, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: join(folder, "dist"), emptyOutDir: true },
  });
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, hash);
  return "built";
}
