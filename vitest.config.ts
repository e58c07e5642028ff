import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { Shuffled } from "./tools/test-run/shuffled.ts";

export default defineConfig({
  // A property that failed once is tried on that case first.
  resolve: { alias: [{ find: /^fast-check$/u, replacement: new URL("tools/test-run/property.ts", import.meta.url).pathname }] },
  test: {
    include: ["{domain,contract,ui,server,console,citizen,patrol,simulator,bench,tools}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // Tests wait for sockets and clocks as much as they compute. A share above 100 % would be taken for 100 %.
    maxWorkers: 2 * availableParallelism(),
    // A process runs many files and reads the program once: with one a file, half of all work was to read it again.
    isolate: false,
    sequence: { sequencer: Shuffled },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ["server/src/platform/testing/global-setup.ts"],
  },
});
