import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The console with an invented room, for pictures of its screens. Nothing of it is shipped. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../../.build/pictures",
    emptyOutDir: true,
    target: "esnext",
    minify: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 20_000,
    // One file: no screen waits for a part of its own code, which would look as if it read something.
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
