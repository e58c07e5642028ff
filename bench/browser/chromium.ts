import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext } from "playwright-core";
import type { Client } from "../../simulator/src/api/client.ts";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** The window of a console on an ordinary screen. */
const WINDOW = { width: 1600, height: 900 };

/** The system's Chromium without a window. Throws one line that says what is missing. */
export async function startChromium(): Promise<{ readonly browser: Browser } & AsyncDisposable> {
  const executablePath = PATHS.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(`this bench needs Chromium: none of ${PATHS.join(", ")} is here`);
  // An interruption is ours to handle: what else was started ends too.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"];
  const browser = await chromium.launch({ executablePath, args, ...signals });
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}

/** Limit for one step in a page. A step that takes longer has failed. */
const PATIENCE_MS = 20_000;

/** A browser profile in which somebody is signed in and has said why cameras are watched. */
export async function signedInContext(browser: Browser, client: Client): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: WINDOW, locale: "en-GB" });
  const cookie = client.cookie();
  const at = cookie.indexOf("=");
  await context.addCookies([
    { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: client.base, httpOnly: true, sameSite: "Strict" },
  ]);
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(() => sessionStorage.setItem("amaliyat.purpose", "road_traffic"));
  return context;
}
