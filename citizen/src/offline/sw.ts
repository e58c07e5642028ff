import { Citizen } from "../app/citizen.ts";
import type { Led } from "./notice.ts";
import { openLed, renewPush, showPush, type PushScope } from "./push.ts";

/**
 * Keeps the app's own files, so that its first screen is there on any link and on none, and nothing of the room: an answer of the API that is
 * old is a lie. Where the browser wakes it, it sends what waits, and shows what the room tells everybody.
 */
type Scope = PushScope & {
  readonly clients: { claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
  readonly addEventListener: <K extends keyof Events>(name: K, listener: (event: Events[K]) => void) => void;
};
type Lasting = { readonly waitUntil: (work: Promise<unknown>) => void };
type Events = {
  readonly install: Lasting;
  readonly activate: Lasting;
  readonly fetch: { readonly request: Request; readonly respondWith: (answer: Promise<Response>) => void };
  readonly sync: Lasting & { readonly tag: string };
  readonly push: Lasting & { readonly data: { readonly text: () => string } | null };
  readonly notificationclick: Lasting & { readonly notification: { readonly data: Led; readonly close: () => void } };
  readonly pushsubscriptionchange: Lasting;
};

const worker = globalThis as unknown as Scope;

/** The build writes its version and its files here. */
const [VERSION = "", ...FILES] = "__SHELL__".split(" ");
const CACHE = `allo-${VERSION}`;

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
    await Promise.all(names.filter((name) => name.startsWith("allo-") && name !== CACHE).map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(old());
});

/** A file of the shell from the phone; what is not of it is the network's, and without one the first page. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept !== undefined) return kept;
  if (request.mode !== "navigate") return fetch(request);
  return fetch(request).catch(async () => (await cache.match(worker.registration.scope)) ?? Response.error());
}

worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(worker.registration.scope)) event.respondWith(answer(event.request));
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
