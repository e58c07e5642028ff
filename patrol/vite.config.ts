import react from "@vitejs/plugin-react";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const BASE = "/patrol/";
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Address of a running room's API, for `vite` in development only. The built app is served by the room itself. */
const room = process.env["AMALIYAT_ADDRESS"] ?? "http://localhost:8443";

/** Writes version and files of this build into its service worker: another build is another version, and another cache. */
const shell = (): Plugin => ({
  name: "shell",
  enforce: "post",
  generateBundle(_, bundle) {
    const worker = bundle["sw.js"];
    if (worker?.type !== "chunk") throw new Error("the build has no service worker");
    const files = Object.keys(bundle).filter((name) => name.startsWith("assets/") && !name.endsWith(".map"));
    const hash = createHash("sha256");
    for (const part of Object.values(bundle)) hash.update(part.type === "chunk" ? part.code : part.source);
    const version = hash.digest("hex").slice(0, 12);
    const kept = [BASE, ...["icon.svg", "manifest.webmanifest", ...files].map((file) => BASE + file)];
    worker.code = worker.code.replace("__SHELL__", [version, ...kept].join(" "));
  },
});

export default defineConfig({
  base: BASE,
  plugins: [react(), shell()],
  build: {
    target: ["chrome100", "firefox115", "safari16"],
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here("index.html"), sw: here("src/offline/sw.ts") },
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  server: { host: "localhost", proxy: { "/api": { target: room, ws: true, secure: false } } },
});
