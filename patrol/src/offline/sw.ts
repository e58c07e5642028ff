import { cacheShell, type Lasting, type ShellEvents, type ShellScope } from "@amaliyat/ui/offline";

/**
 * Keeps the app's own files. The duty that the screen shows without a link lies in the phone's store, with the time at which it was read.
 */
type Events = ShellEvents & {
  readonly notificationclick: Lasting & { readonly notification: { readonly close: () => void } };
};
type Scope = Omit<ShellScope, "addEventListener"> & {
  readonly clients: { matchAll: (of: { type: "window" }) => Promise<readonly { focus: () => Promise<unknown> }[]> };
  readonly addEventListener: <K extends keyof Events>(name: K, listener: (event: Events[K]) => void) => void;
};

const worker = globalThis as unknown as Scope;

/**
 * A file of the shell from the phone, so that it opens at once on any link. Others come from the network. The build writes the files here.
 */
cacheShell(worker, "patrol", "__SHELL__", async (cache, request) => {
  const page = request.mode === "navigate" ? worker.registration.scope : request;
  return (await cache.match(page, { ignoreSearch: true })) ?? fetch(request);
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.matchAll({ type: "window" }).then(([first]) => first?.focus()));
});
