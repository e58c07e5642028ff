/** An event that the browser keeps the worker awake for, until the work is done. */
export type Lasting = { readonly waitUntil: (work: Promise<unknown>) => void };

export type ShellEvents = {
  readonly install: Lasting;
  readonly activate: Lasting;
  readonly fetch: { readonly request: Request; readonly respondWith: (answer: Promise<Response>) => void };
};

/** Part of a service worker that keeping a shell needs. */
export type ShellScope = {
  readonly registration: { readonly scope: string };
  readonly clients: { readonly claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
  readonly addEventListener: <K extends keyof ShellEvents>(name: K, listener: (event: ShellEvents[K]) => void) => void;
};

/**
 * Caches the files of an app on the phone, and nothing of the room: an answer of the API that is old is a lie. A new version takes the place
 * of the old one at once, whose files go.
 *
 * @param app begins the name of the cache; two apps of one address have different ones.
 * @param shell the version and the addresses of the files, with spaces between: what the build wrote.
 * @param answer what is answered to a request under the app's address.
 */
export function cacheShell(
  worker: ShellScope,
  app: string,
  shell: string,
  answer: (cache: Cache, request: Request) => Promise<Response>,
): void {
  const [version = "", ...files] = shell.split(" ");
  const name = `${app}-${version}`;

  worker.addEventListener("install", (event) => {
    const cacheFiles = async (): Promise<void> => {
      const cache = await caches.open(name);
      await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
      await worker.skipWaiting();
    };
    event.waitUntil(cacheFiles());
  });

  worker.addEventListener("activate", (event) => {
    const forget = async (): Promise<void> => {
      const names = await caches.keys();
      await Promise.all(names.filter((each) => each.startsWith(`${app}-`) && each !== name).map((each) => caches.delete(each)));
      await worker.clients.claim();
    };
    event.waitUntil(forget());
  });

  worker.addEventListener("fetch", (event) => {
    const { method, url } = event.request;
    if (method !== "GET" || !url.startsWith(worker.registration.scope)) return;
    event.respondWith(caches.open(name).then((cache) => answer(cache, event.request)));
  });
}
