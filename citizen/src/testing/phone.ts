import type { Followed } from "@amaliyat/contract/reports";
import { ROOM_MARK } from "@amaliyat/ui/reach";
import { vi } from "vitest";
import type { Things } from "../storage/kept.ts";

type Request = { result: unknown; readonly error: null; onsuccess: () => void; onupgradeneeded: () => void };
const requestOf = (): Request => ({ result: undefined, error: null, onsuccess: () => undefined, onupgradeneeded: () => undefined });

/** Promises of a transaction that continue after an answer ask again within so many turns. */
const TURNS = 20;

/** Answers the requests of a transaction once the one before it has ended. */
async function serve(before: Promise<void>, waiting: (() => void)[], made: { readonly oncomplete: () => unknown }): Promise<void> {
  await before;
  let turn = 0;
  while (turn < TURNS) {
    const answer = waiting.shift();
    answer?.();
    turn = answer === undefined ? turn + 1 : 0;
    await Promise.resolve();
  }
  made.oncomplete();
}

/** IndexedDB in memory. It opens when the test says so, and its transactions come one after the other. */
function memoryDatabase(opened: Promise<void>, kept: Partial<Things>) {
  const stores = new Map([["kept", new Map<unknown, unknown>(Object.entries(kept))]]);
  let last: Promise<void> = opened;
  function transaction(name: string) {
    const values = stores.get(name) ?? new Map<unknown, unknown>();
    stores.set(name, values);
    const waiting: (() => void)[] = [];
    const ask = (act: () => unknown): Request => {
      const request = requestOf();
      waiting.push(() => {
        request.result = act();
        request.onsuccess();
      });
      return request;
    };
    const made = {
      error: null,
      oncomplete: () => undefined as unknown,
      onabort: () => undefined as unknown,
      objectStore: () => ({
        get: (key: unknown) => ask(() => values.get(key)),
        put: (value: unknown, key: unknown) => ask(() => void values.set(key, value)),
        delete: (key: unknown) => ask(() => void values.delete(key)),
        getAllKeys: () => ask(() => [...values.keys()]),
      }),
    };
    last = serve(last, waiting, made);
    return made;
  }
  const open = (): Request => {
    const request = { ...requestOf(), result: { transaction, createObjectStore: () => undefined } };
    void opened.then(() => {
      request.onupgradeneeded();
      request.onsuccess();
    });
    return request;
  };
  return { open };
}

const TOLD: Followed = {
  reference: "R-1",
  kind: "danger",
  sort: "information",
  danger: true,
  state: "waiting",
  steps: [],
  end: null,
  endWords: null,
  messages: [],
  asked: false,
  files: [],
  remains: null,
  mayAdd: true,
  mayWithdraw: true,
  keptUntil: "2030-01-01T00:00:00.000Z",
};
export const toldDanger = (more: Partial<Followed> = {}): Followed => ({ ...TOLD, ...more });

/** Answers of the room, by path; null is an empty one. It made an alarm of each walk. */
const ANSWERS: Readonly<Record<string, object | null>> = {
  reports: TOLD,
  follow: TOLD,
  messages: TOLD,
  withdraw: { ...TOLD, state: "withdrawn" },
  here: null,
  "walks/words": { state: "alarmed", leftS: 0, told: TOLD },
};

/**
 * A phone with a store, a place and a room that takes everything. Its store has `kept`, and may open later. `reload` gives the app as a new page of it has it: with the same store,
 * and nothing in memory.
 */
export function phoneWithRoom({ isOpen = true, kept = {} }: { readonly isOpen?: boolean; readonly kept?: Partial<Things> } = {}) {
  let openStore: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (openStore = resolve));
  if (isOpen) openStore();
  const asked: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[] = [];
  const watching = new Set<(position: object) => void>();
  vi.stubGlobal("indexedDB", memoryDatabase(opened, kept));
  vi.stubGlobal("localStorage", undefined);
  vi.stubGlobal("navigator", {
    geolocation: {
      watchPosition: (onFix: (position: object) => void) => (watching.add(onFix), onFix),
      clearWatch: (onFix: (position: object) => void) => watching.delete(onFix),
      getCurrentPosition: () => undefined,
    },
  });
  vi.stubGlobal("fetch", async (path: string, { body = "{}" }: { readonly body?: string }) => {
    asked.push({ path, body: JSON.parse(body) as Record<string, unknown> });
    const headers = { "content-type": "application/json", [ROOM_MARK]: "1" };
    const answer = ANSWERS[path.replace("/api/allo/", "")];
    if (answer === undefined) return new Response(JSON.stringify({ code: "object.not_found" }), { status: 404, headers });
    return answer === null ? new Response(null, { status: 204, headers }) : new Response(JSON.stringify(answer), { headers });
  });
  return {
    openStore,
    isWatched: (): boolean => watching.size > 0,
    fix: (latitude: number): void => {
      for (const onFix of watching) onFix({ coords: { latitude, longitude: 5, accuracy: 9 }, timestamp: Date.now() });
    },
    /** Requests at this path of the room. */
    askedAt: (path: string) => asked.filter((each) => each.path === `/api/allo/${path}`).map(({ body }) => body),
    async reload() {
      // The page before it gets no place any more.
      watching.clear();
      vi.resetModules();
      return (await import("../app/citizen.ts")).Citizen;
    },
  };
}
