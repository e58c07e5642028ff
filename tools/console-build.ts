import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { isTest, listFiles } from "./project/files.ts";

/** The apps that the room serves: the consoles', and those of the phones of patrols and citizens. */
const PAGES = ["console", "patrol", "citizen"] as const;
export type Page = (typeof PAGES)[number];
export type Built = "built" | "fresh";

/** Sources of built pages beside their own folder; package-lock.json stands for vite and every package. */
const SHARED = /^(?:ui|contract|domain)\/|^package-lock\.json$|^tsconfig\.base\.json$/u;

async function hashOfSources(root: string, page: Page): Promise<string> {
  const hash = createHash("sha256");
  const isSource = (path: string): boolean => (SHARED.test(path) || path.startsWith(`${page}/`)) && !isTest(path);
  for (const path of await listFiles(root, isSource)) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest("hex");
}

/** Lays a compressed copy beside each text of a build: the room sends that, and compresses nothing while it serves. */
async function compress(dist: string): Promise<void> {
  for (const name of await readdir(dist, { recursive: true })) {
    if (!/\.(?:js|css|html|svg|webmanifest)$/u.test(name)) continue;
    const file = join(dist, name);
    await writeFile(`${file}.gz`, gzipSync(await readFile(file), { level: 9 }));
  }
}

async function buildPage(root: string, page: Page): Promise<Built> {
  const stamp = join(root, ".build", `${page}-sources`);
  const hash = await hashOfSources(root, page);
  const last = await readFile(stamp, "utf8").catch(() => "");
  const folder = join(root, page);
  const dist = join(folder, "dist");
  if (last === hash && existsSync(join(dist, "index.html"))) return "fresh";
  const { build } = await import("vite");
  await build({
    root: folder,
    configFile: join(folder, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: dist, emptyOutDir: true },
  });
  await compress(dist);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, hash);
  return "built";
}

/**
 * Builds each app that is there into its `dist`, unless it was built from the same sources already: their hash is kept in
 * `.build/<page>-sources`. Answers which of the two it was. A source that does not build throws.
 */
export async function buildPages(root: string): Promise<Partial<Record<Page, Built>>> {
  const built: Partial<Record<Page, Built>> = {};
  for (const page of PAGES) if (existsSync(join(root, page, "vite.config.ts"))) built[page] = await buildPage(root, page);
  return built;
}
