/**
 * Keeps the app's own files, and nothing of the room: an answer of the API that is old is a lie. The duty that the screen shows without a link
 * lies in the phone's store, with the time at which it was read.
 */
type Scope = {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim: () => Promise<void>;
    matchAll: (of: { type: "window" }) => Promise<readonly { focus: () => Promise<unknown> }[]>;
  };
  readonly skipWaiting: () => Promise<void>;
  readonly addEventListener: <K extends keyof Events>(name: K, listener: (event: Events[K]) => void) => void;
};
type Lasting = { readonly waitUntil: (work: Promise<unknown>) => void };
type Events = {
  readonly install: Lasting;
  readonly activate: Lasting;
  readonly fetch: { readonly request: Request; readonly respondWith: (answer: Promise<Response>) => void };
  readonly notificationclick: Lasting & { readonly notification: { readonly close: () => void } };
};

const worker = globalThis as unknown as Scope;

/** The build writes its version and its files here. */
const [VERSION = "", ...FILES] = "__SHELL__".split(" ");
const CACHE = `patrol-${VERSION}`;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" }))))
      .then(worker.skipWaiting.bind(worker)),
  );
});

worker.addEventListener("activate", (event) => {
  const old = async (): Promise<void> => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("patrol-") && name !== CACHE).map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(old());
});

/** A file of the shell from the phone, so that it opens at once on any link; what is not of the shell is the network's. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const page = request.mode === "navigate" ? worker.registration.scope : request;
  return (await cache.match(page, { ignoreSearch: true })) ?? fetch(request);
}

worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(worker.registration.scope)) event.respondWith(answer(event.request));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.matchAll({ type: "window" }).then(([first]) => first?.focus()));
});

export {};
