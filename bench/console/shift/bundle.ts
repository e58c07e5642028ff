import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ROOT } from "../../harness/folders.ts";
import type * as Heard from "./heard.ts";

/** Bundles the rules of the console for Node, which runs no TSX: of each door only the parts that the rules use remain. */
export async function bundledRules(folder: string): Promise<typeof Heard> {
  await mkdir(folder, { recursive: true });
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, "heard.ts"), formats: ["es"], fileName: () => "heard.mjs" },
      rolldownOptions: { treeshake: { moduleSideEffects: false } },
    },
  });
  return (await import(pathToFileURL(join(folder, "heard.mjs")).href)) as typeof Heard;
}
