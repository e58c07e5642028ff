import { identity } from "@amaliyat/contract/identity";
import { expect, test as base, type Browser, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";

type Login = { readonly username: string; readonly password: string };

/** The demonstration user of a role; users of the town are named after their roles. */
export async function login(username: string): Promise<Login> {
  const state = JSON.parse(await readFile(process.env["TOWN_STATE"] ?? "", "utf8")) as { users: Login[] };
  const found = state.users.find((user) => user.username === username);
  if (found === undefined) throw new Error(`the town has no user ${username}`);
  return found;
}

/** A person at a seat: a browser of their own, signed in by the screen. */
export async function sitDown(browser: Browser, username: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    locale: "ar-DZ",
    timezoneId: "Africa/Algiers",
    ...options,
  });
  const page = await context.newPage();
  await enter(page, username);
  return page;
}

/** Signs a person in, by the screen, on a page of any browser. */
export async function enter(page: Page, username: string): Promise<void> {
  tellErrors(page, username);
  const { password } = await login(username);
  await page.goto(process.env["ROOM_URL"] ?? "");
  await page.locator("input[autocomplete=username]").fill(username);
  await page.locator("input[autocomplete=current-password]").fill(password);
  // The next request of a journey needs the session, not only the press.
  const signedIn = page.waitForResponse((response) => response.url().endsWith(identity.signIn.path) && response.ok());
  await page.locator("form button[type=submit]").click();
  await signedIn;
}

/** Chooses a radio as a person does, by a press on its label: the control itself may be drawn by the label alone. */
export async function choose(page: Page, name: string): Promise<void> {
  const label = page
    .locator("label")
    .filter({ has: page.getByRole("radio", { name, exact: true }) })
    .first();
  await label.click();
  await expect(label.getByRole("radio")).toBeChecked();
}

/** Errors that are part of a journey: refused requests, and a library that tries whether the page may make functions of text. */
const EXPECTED = /^Failed to load resource|'script-src' was not explicitly set/u;

/** A page that breaks says why in the output of the run. */
function tellErrors(page: Page, username: string): void {
  const tell = (what: string): unknown => process.stderr.write(`page of ${username}: ${what.slice(0, 2000)}\n`);
  page.on("pageerror", (error) => tell(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) tell(message.text());
  });
}

export const test = base;
export { expect };
