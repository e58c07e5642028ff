import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, defineConfig, type Plugin } from "vite";
import { formPage } from "./src/pages/form-page.ts";
import { homePage } from "./src/pages/home-page.ts";
import { addressOf, BASE } from "./src/pages/address.ts";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Address of a running room's API, for `vite` in development only. The built app is served by the room itself. */
const room = process.env["AMALIYAT_ADDRESS"] ?? "http://localhost:8443";

const MAKERS = { "index.html": homePage, "form.html": formPage } as const;

/** The pages by the file that each is: two in every language. */
const PAGES = new Map(
  LANGUAGES.flatMap((language: Language) =>
    Object.entries(MAKERS).map(([file, make]) => [here(addressOf(language, file).replace(BASE, "")), make(language)] as const),
  ),
);

/** Writes the pages out of their templates; no file of theirs lies in the folder. */
const pages = (): Plugin => ({
  name: "pages",
  enforce: "pre",
  resolveId: (id) => (PAGES.has(id) ? id : null),
  load: (id) => PAGES.get(id) ?? null,
});

/** Builds the service worker as one classic script, which every browser takes, and writes into it version and files of this build. */
const shell = (): Plugin => ({
  name: "shell",
  enforce: "post",
  async generateBundle(_, bundle) {
    const built = await build({
      configFile: false,
      root: here("."),
      // A classic script has no import.meta: what would need it there (workers, parts that come later) it has whole, or does itself.
      logLevel: "error",
      build: {
        write: false,
        target: TARGET,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: here("src/offline/sw.ts"), output: { format: "iife", codeSplitting: false } },
      },
    });
    const [worker] = Array.isArray(built) || !("output" in built) ? [] : built.output;
    if (worker?.type !== "chunk") throw new Error("the build has no service worker");
    // The bare form is served anew each time: a number in it tells one page from another.
    const names = Object.keys(bundle).filter((name) => !name.endsWith(".map") && !name.endsWith("form.html"));
    const hash = createHash("sha256");
    for (const part of Object.values(bundle)) hash.update(part.type === "chunk" ? part.code : part.source);
    const version = hash.digest("hex").slice(0, 12);
    const kept = [...names, "icon.svg", "icon-192.png", "badge-96.png", "manifest.webmanifest"].map(
      (name) => BASE + name.replace(/index\.html$/u, ""),
    );
    this.emitFile({ type: "asset", fileName: "sw.js", source: worker.code.replace("__SHELL__", [version, ...kept].join(" ")) });
  },
});

const TARGET = ["chrome100", "firefox115", "safari16"];

export default defineConfig({
  base: BASE,
  plugins: [pages(), shell()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: TARGET,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [...PAGES.keys()] },
  },
  server: { host: "localhost", proxy: { "/api": { target: room, secure: false } } },
});
