import { telephone } from "../../simulator/src/index.ts";
import type { BrowserContext, Page } from "@playwright/test";

type Telephone = ReturnType<typeof telephone>;

/**
 * Gives a phone the address of a push service that is there: the browsers' own are out of reach of a machine without the internet. The
 * subscription outlives the page, as a real one does.
 */
export async function withPushService(context: BrowserContext, { subscription }: Telephone): Promise<void> {
  await context.addInitScript((own) => {
    const KEY = "push-service";
    const made = () => ({
      endpoint: own.endpoint,
      toJSON: () => own,
      unsubscribe: async () => (localStorage.removeItem(KEY), true),
    });
    Object.assign(PushManager.prototype, {
      getSubscription: async () => (localStorage.getItem(KEY) === null ? null : made()),
      subscribe: async (options: { userVisibleOnly?: boolean; applicationServerKey?: string }) => {
        if (options.userVisibleOnly !== true) throw new TypeError("a browser takes no push that it does not show");
        localStorage.setItem(KEY, options.applicationServerKey ?? "");
        return made();
      },
    });
  }, subscription);
}

/** Hands a message to the app's service worker as the browser does when its push service has one. */
export async function deliver(page: Page, message: unknown): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const known = new Promise<string>((resolve) => {
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith("/allo/"));
      if (own !== undefined) resolve(own.registrationId);
    });
  });
  await browser.send("ServiceWorker.enable");
  const [origin, registrationId] = [new URL(page.url()).origin, await known];
  await browser.send("ServiceWorker.deliverPushMessage", { origin: `${origin}/`, registrationId, data: JSON.stringify(message) });
  await browser.detach();
}

/** Notifications on the phone: title, and the tag by which one replaces another. */
export const notices = (page: Page): Promise<{ title: string; tag: string }[]> =>
  page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title, tag }) => ({ title, tag }));
  });
