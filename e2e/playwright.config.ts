import { defineConfig } from "@playwright/test";

const OWN_ROOM = /(?:01-start|12-evening|15-lines|23-alarm-line|26-talk|38-first-hour)\.spec\.ts$/;
/** Journeys that need nothing of the room's day: messages of citizens, and screens that are only looked at. */
const BESIDE = /(?:16-citizen|17-public-alerts|18-reports-desk|22-calls-for-help|24-walk|25-citizen-care)\.spec\.ts$/;

export default defineConfig({
  testDir: "journeys",
  globalSetup: "./src/global-setup.ts",
  // One room, one town: journeys follow each other as a day does. Those with a room of their own go beside them, then the others.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "room", workers: 1, testIgnore: [OWN_ROOM, BESIDE] },
    { name: "own", workers: 1, testMatch: OWN_ROOM },
    { name: "beside", workers: 1, testMatch: BESIDE },
  ],
  timeout: 180_000,
  expect: { timeout: 20_000 },
  outputDir: "../test-results",
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "ar-DZ",
    timezoneId: "Africa/Algiers",
    viewport: { width: 1920, height: 1080 },
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
      ],
    },
  },
});
