import { cacheShell, type Lasting, type ShellEvents, type ShellScope } from "@amaliyat/ui/offline";
import { Citizen } from "../app/citizen.ts";
import type { Led } from "./notice.ts";
import { openLed, renewPush, showPush, type PushScope } from "./push.ts";

/**
 * Keeps the app's own files, so that its first screen opens on any link and on none. Woken by the browser, it sends waiting items, and
 * shows the room's alerts.
 */
type Scope = PushScope &
  Omit<ShellScope, "addEventListener"> & {
    readonly addEventListener: <K extends keyof Events>(name: K, listener: (event: Events[K]) => void) => void;
  };
type Events = ShellEvents & {
  readonly sync: Lasting & { readonly tag: string };
  readonly push: Lasting & { readonly data: { readonly text: () => string } | null };
  readonly notificationclick: Lasting & { readonly notification: { readonly data: Led; readonly close: () => void } };
  readonly pushsubscriptionchange: Lasting;
};

const worker = globalThis as unknown as Scope;

/**
 * A file of the shell from the phone. Others come from the network; without one the first page is given. The build writes the files here.
 */
cacheShell(worker, "allo", "__SHELL__", async (cache, request) => {
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept !== undefined) return kept;
  if (request.mode !== "navigate") return fetch(request);
  return fetch(request).catch(async () => (await cache.match(worker.registration.scope)) ?? Response.error());
});

worker.addEventListener("sync", (event) => {
  const send = async (): Promise<void> => {
    // The browser wakes us again, later, only where this fails.
    if (!(await (await Citizen.open()).once())) throw new Error("something still waits");
  };
  event.waitUntil(send());
});

worker.addEventListener("push", (event) => event.waitUntil(showPush(worker, event.data)));

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openLed(worker, event.notification.data));
});

worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewPush(worker)));
