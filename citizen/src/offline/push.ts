import { renewSubscription, type Pushing } from "../alerts/subscription.ts";
import * as store from "../storage/store.ts";
import { ledTo, noticeOf, type Led } from "./notice.ts";

/** Part of a service worker's scope that push uses. */
export type PushScope = {
  readonly registration: {
    readonly scope: string;
    readonly pushManager: Pushing;
    readonly showNotification: (title: string, options: NotificationOptions) => Promise<void>;
  };
  readonly clients: {
    readonly matchAll: (which: { type: "window"; includeUncontrolled: true }) => Promise<readonly OpenPage[]>;
    readonly openWindow: (url: string) => Promise<unknown>;
  };
};
type OpenPage = {
  readonly url: string;
  readonly focus: () => Promise<unknown>;
  readonly navigate: (url: string) => Promise<unknown>;
};

function readJson(data: { readonly text: () => string } | null): unknown {
  try {
    return JSON.parse(data?.text() ?? "");
  } catch {
    return null;
  }
}

/** Shows a message of the room. */
export async function showPush({ registration }: PushScope, data: { readonly text: () => string } | null): Promise<void> {
  const kept = (await store.get("push").catch(() => null)) ?? null;
  const { title, options } = noticeOf(readJson(data), kept?.language ?? "ar", Date.now());
  await registration.showNotification(title, options);
}

/** Leads from a notification to its alert: on a page of the app that is open, else on a new one. */
export async function openLed({ registration, clients }: PushScope, led: Led): Promise<void> {
  const open = (await clients.matchAll({ type: "window", includeUncontrolled: true })).find(({ url }) =>
    url.startsWith(registration.scope),
  );
  const to = new URL(ledTo(led, open === undefined ? null : new URL(open.url).pathname), registration.scope).href;
  // A page that this worker does not hold yet cannot be led anywhere: another one is opened.
  const isLed = await open?.navigate(to).then(
    () => true,
    () => false,
  );
  if (open !== undefined && isLed === true) await open.focus();
  else await clients.openWindow(to);
}

/** The browser changed the address by itself. The room gets the new one, in the language of before. */
export const renewPush = ({ registration }: PushScope): Promise<void> =>
  renewSubscription(registration.pushManager, { isAllowed: true, now: Date.now() });
