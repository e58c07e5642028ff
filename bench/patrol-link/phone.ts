import type { Point } from "@amaliyat/domain/kernel";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { pause } from "../harness/ending.ts";
import { PASSWORD } from "../town/furnish.ts";

/** Unsent entries on a phone's disk. */
export type Kept = { readonly acts: number; readonly refused: readonly string[]; readonly positions: number; readonly dropped: number };

/** On a link that loses three in ten, with cuts, all but this is waited for. */
const PATIENCE_MS = 180_000;
/** The app takes a place of another one no sooner than after 5 s. */
const BETWEEN_PLACES_MS = 5_300;
const HOLD_MS = 2_200;

/** Reads the app's store directly: so the run knows that nothing waits any more. */
async function readKept(userId: string): Promise<Kept> {
  const request = indexedDB.open("amaliyat-patrol");
  const done = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error("the phone's store failed"));
    });
  const database = await done(request);
  const store = database.transaction("kept").objectStore("kept");
  type Box = { waiting: unknown[]; refused: { act: { kind: string }; text: { en: string } }[] };
  const box = (await done(store.get(`outbox:${userId}`))) as Box | undefined;
  const positions = (await done(store.get(`positions:${userId}`))) as { fixes: unknown[]; dropped: number } | undefined;
  database.close();
  return {
    acts: box?.waiting.length ?? 0,
    refused: (box?.refused ?? []).map(({ act, text }) => `${act.kind}: ${text.en}`),
    positions: positions?.fixes.length ?? 0,
    dropped: positions?.dropped ?? 0,
  };
}

/** A crew's phone: the app as it ships, in Chromium, worked by its buttons. */
export class Phone implements AsyncDisposable {
  readonly #context: BrowserContext;
  readonly #url: string;
  readonly #username: string;
  readonly #userId: string;
  #page: Page;
  #movedAt = 0;

  private constructor(context: BrowserContext, page: Page, who: { url: string; username: string; userId: string }) {
    [this.#context, this.#page, this.#url, this.#username, this.#userId] = [context, page, who.url, who.username, who.userId];
  }

  /** Opens the app for the first time, with its own files in the phone before it may lose its link. */
  static async open(browser: Browser, who: { url: string; username: string; userId: string }, place: Point): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width: 360, height: 640 },
      locale: "ar-DZ",
      timezoneId: "Africa/Algiers",
      geolocation: { latitude: place.lat, longitude: place.lon },
      permissions: ["geolocation"],
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.goto(new URL("patrol/", who.url).href);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    return new Phone(context, page, who);
  }

  get page(): Page {
    return this.#page;
  }

  button(name: string): Locator {
    return this.#page.getByRole("button", { name, exact: true });
  }

  /** Presses a button; answers between which moments it was pressed, ms since the epoch. */
  async press(name: string): Promise<{ readonly from: number; readonly to: number }> {
    await this.button(name).waitFor();
    const from = Date.now();
    await this.button(name).click();
    return { from, to: Date.now() };
  }

  /** Signs in, as often as it takes, and goes out. */
  async goOut(vehicle: string): Promise<void> {
    const { page } = this;
    const begins = page.locator("input[name=vehicle]");
    while (!(await begins.isVisible())) {
      await page.locator("input[name=username]").fill(this.#username);
      await page.locator("input[name=password]").fill(PASSWORD);
      await this.press("دخول");
      // While it is asked the button says so by another name; back under its own it is pressed again, as a person does.
      await pause(300);
      await begins.or(this.button("دخول")).first().waitFor();
    }
    await begins.fill(vehicle);
    await page.locator("textarea").fill("سليم حمادي\nرضا لعموري");
    await this.press("نحن في الخدمة");
    await this.button("صادفنا حدثا").waitFor();
  }

  async signOut(): Promise<void> {
    await this.press("القائمة");
    await this.press("نهاية النوبة وخروج");
    const anyway = this.button("الخروج رغم ذلك");
    const username = this.#page.locator("input[name=username]");
    await anyway.or(username).first().waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await username.waitFor();
  }

  /** The phone is switched off without asking, and on again. */
  async die(): Promise<void> {
    await this.#page.close();
    this.#page = await this.#context.newPage();
    await this.#page.goto(new URL("patrol/", this.#url).href);
    await this.button("القائمة").waitFor();
  }

  async callForHelp(): Promise<{ readonly from: number; readonly to: number }> {
    await this.#page.locator(".panic-press").focus();
    await this.#page.keyboard.down("Enter");
    const from = Date.now();
    await pause(HOLD_MS);
    await this.#page.keyboard.up("Enter");
    return { from, to: Date.now() };
  }

  /** Drives on. `surely` waits until the app has taken the place for its own. */
  async moveTo({ lat, lon }: Point, surely = false): Promise<void> {
    await pause(this.#movedAt + BETWEEN_PLACES_MS - Date.now());
    const there = (): Promise<void> => this.#context.setGeolocation({ latitude: lat, longitude: lon });
    await there();
    this.#movedAt = Date.now();
    if (!surely) return;
    // The app skips the first place if it had just asked by itself.
    await pause(BETWEEN_PLACES_MS);
    await there();
    this.#movedAt = Date.now();
    await pause(300);
  }

  kept(): Promise<Kept> {
    return this.#page.evaluate(readKept, this.#userId);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#context.close();
  }
}
