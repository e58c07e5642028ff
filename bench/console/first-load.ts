import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";

export type Part = { readonly path: string; readonly gzipBytes: number };

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((found) => found[1] ?? "");

/** Scripts and style sheets that a page names itself: entry, preloaded modules, style sheets. */
export const namedBy = (html: string): string[] => [
  ...matches(html, /<script[^>]+src="([^"]+)"/gu),
  ...matches(html, /<link[^>]+rel="(?:modulepreload|stylesheet)"[^>]+href="([^"]+)"/gu),
];

/** Modules that a module cannot run without. Its imports by `import()` come later. */
export const importedBy = (script: string): string[] => [
  ...matches(script, /(?:^|[;}])\s*import\s*"([^"]+)"/gu),
  ...matches(script, /(?:^|[;}\s])(?:import|export)[^"'();]*?from\s*"([^"]+)"/gu),
];

/**
 * Everything that a browser must have before the first screen is chosen, each once, with its size as it travels. `base` is where it is served;
 * `besides` names the parts that the page asks for itself before it draws.
 */
export async function firstLoadOf(dist: string, base = "/", besides: RegExp | null = null): Promise<Part[]> {
  const found = new Map<string, Part>();
  const assets = besides === null ? [] : await readdir(join(dist, "assets"));
  const asked = assets.filter((name) => besides?.test(name)).map((name) => `${base}assets/${name}`);
  const waiting = [...namedBy(await readFile(join(dist, "index.html"), "utf8")), ...asked];
  for (const path of waiting) {
    if (found.has(path)) continue;
    const text = await readFile(join(dist, path.slice(base.length)), "utf8");
    found.set(path, { path, gzipBytes: gzipSync(text).length });
    if (path.endsWith(".js")) waiting.push(...importedBy(text).map((each) => posix.resolve(posix.dirname(path), each)));
  }
  return [...found.values()];
}
