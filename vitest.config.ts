import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{domain,contract,ui,server,console,patrol,simulator,bench,tools}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ["server/src/platform/testing/global-setup.ts"],
  },
});
