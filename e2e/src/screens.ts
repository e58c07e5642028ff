import { chromium, expect, type BrowserContext, type Page } from "@playwright/test";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const WIDE = 1920;

/** A browser of a workstation with screens side by side, as one user of it keeps it: its profile outlives it. */
export type Workplace = { readonly context: BrowserContext; readonly page: Page; readonly kill: () => Promise<void> };

/** The main process of the browser that uses a profile. */
async function processOf(profile: string): Promise<number | undefined> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")));
  const nth = lines.findIndex((line) => line.includes(profile) && !line.includes("--type=") && !line.startsWith("/bin/"));
  return nth < 0 ? undefined : Number(ids[nth]);
}

/**
 * Whether a value of a page's local storage is on the disk. Chromium writes 60 times an hour at most: what was set soon after another write may
 * wait for a minute.
 */
export async function isStored(profile: string, value: string): Promise<boolean> {
  const folder = join(profile, "Default", "Local Storage", "leveldb");
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name)).catch(() => Buffer.alloc(0))));
  return files.some((file) => file.includes(value, 0, "latin1") || file.includes(value, 0, "utf16le"));
}

/**
 * Starts the browser of a workstation with so many screens of 1920×1080. It may know its screens and open windows by itself, as the policy of
 * a control room allows.
 */
export async function startWorkplace(profile: string, screens: number): Promise<Workplace> {
  const info = Array.from({ length: screens }, (_, nth) => `{${nth * WIDE},0 ${WIDE}x1080}`).join("");
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    viewport: null,
    locale: "ar-DZ",
    timezoneId: "Africa/Algiers",
    args: [
      "--no-sandbox",
      `--screen-info=${info}`,
      "--window-size=1920,1080",
      "--autoplay-policy=no-user-gesture-required",
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send("Browser.grantPermissions", {
    permissions: ["windowManagement"],
    origin: new URL(process.env["ROOM_URL"] ?? "").origin,
  });
  const main = await processOf(profile);
  return {
    context,
    page,
    async kill() {
      if (main === undefined) throw new Error("the process of the browser is not known");
      process.kill(main, "SIGKILL");
      await context.close().catch(() => undefined);
      // Its profile is free once it is gone.
      await expect.poll(() => processOf(profile)).toBeUndefined();
    },
  };
}
