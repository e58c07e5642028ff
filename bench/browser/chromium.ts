import { existsSync } from "node:fs";
import { identity } from "@amaliyat/contract/identity";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Client } from "../../simulator/src/api/client.ts";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** The window of a console on an ordinary screen. */
const WINDOW = { width: 1600, height: 900 };

const found = (): string | undefined => PATHS.find((path) => existsSync(path));

/** True if Chromium is installed here. */
export const hasChromium = (): boolean => found() !== undefined;

/** Options of the system's Chromium. Throws one line that says what is missing. */
function options() {
  const executablePath = found();
  if (executablePath === undefined) throw new Error(`this bench needs Chromium: none of ${PATHS.join(", ")} is here`);
  // An interruption is ours to handle: what else was started ends too.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return { executablePath, args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"], ...signals };
}

/** The system's Chromium without a window. `more` are arguments of its command line. */
export async function startChromium(more: readonly string[] = []): Promise<{ readonly browser: Browser } & AsyncDisposable> {
  const { args, ...others } = options();
  const browser = await chromium.launch({ ...others, args: [...args, ...more] });
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}

/** Limit for one step in a page. A step that takes longer has failed. */
const PATIENCE_MS = 20_000;

/** A browser profile in which somebody is signed in and has said why cameras are watched. */
export async function signedInContext(browser: Browser, client: Client, viewport = WINDOW): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: "en-GB" });
  await signIn(context, client);
  context.setDefaultTimeout(PATIENCE_MS);
  const { user } = await client.must(identity.me, {});
  await context.addInitScript((userId) => sessionStorage.setItem(`amaliyat.purpose.${userId}`, "road_traffic"), user.userId);
  return context;
}

/** Gives a browser profile the session of a client. */
async function signIn(context: BrowserContext, client: Client): Promise<void> {
  const cookie = client.cookie();
  const at = cookie.indexOf("=");
  await context.addCookies([
    { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: client.base, httpOnly: true, sameSite: "Strict" },
  ]);
}

const [WIDE, HIGH] = [1920, 1080];

type Desk = { readonly profile: string; readonly screens: number; readonly client: Client };

/**
 * The browser of a workstation with screens side by side, in which somebody is signed in. It may know its screens and open windows by
 * itself, as the policy of a control room allows.
 */
export async function startDesk({ profile, screens, client }: Desk): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const { args, ...others } = options();
  const info = Array.from({ length: screens }, (_, nth) => `{${nth * WIDE},0 ${WIDE}x${HIGH}}`).join("");
  const context = await chromium.launchPersistentContext(profile, {
    ...others,
    viewport: null,
    locale: "en-GB",
    args: [...args, `--screen-info=${info}`, `--window-size=${WIDE},${HIGH}`],
  });
  await signIn(context, client);
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send("Browser.grantPermissions", { permissions: ["windowManagement"], origin: new URL(client.base).origin });
  return { context, page };
}
