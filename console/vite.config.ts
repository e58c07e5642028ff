import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Address of a running room's API, for `vite` in development only. The built console is served by the room itself. */
const room = process.env["AMALIYAT_ADDRESS"] ?? "http://localhost:8443";

export default defineConfig({
  plugins: [react()],
  build: {
    target: ["chrome120", "firefox121", "safari17.4"],
    sourcemap: false,
    // The page may load fonts and scripts from its own room only: nothing is inlined as data.
    assetsInlineLimit: 0,
    // MapLibre alone is above the default of 500 kB; it is a chunk of its own and loads after the first picture.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "maplibre", test: /node_modules\/(maplibre-gl|@maplibre|@mapbox)/ },
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next)\// },
            { name: "zod", test: /node_modules\/zod\// },
          ],
        },
      },
    },
  },
  server: {
    host: "localhost",
    proxy: {
      "/api": { target: room, ws: true, secure: false },
      "/media": { target: room, ws: true, secure: false },
    },
  },
});
