import type { Name, Things } from "./kept.ts";

const [KEPT, FILES] = ["kept", "files"] as const;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the phone's store failed"));
  });

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= (() => {
    const request = indexedDB.open("amaliyat-allo", 1);
    request.onupgradeneeded = () => [KEPT, FILES].forEach((name) => request.result.createObjectStore(name));
    return settled(request);
  })();
  // A store that did not open is asked for again, not despaired of.
  opened.catch(() => (opened = null));
  return opened;
}

/** Writes to the disk before this resolves: a phone can be switched off at any time. */
async function write<T>(name: string, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const transaction = (await database()).transaction(name, "readwrite", { durability: "strict" });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the phone's store failed"));
  });
  const value = await act(transaction.objectStore(name));
  await done;
  return value;
}

export async function get<N extends Name>(name: N): Promise<Things[N] | undefined> {
  return (await settled((await database()).transaction(KEPT).objectStore(KEPT).get(name))) as Things[N] | undefined;
}

/** Changes a stored value atomically: pages and the service worker share it. */
export const change = <N extends Name>(name: N, how: (old: Things[N] | undefined) => Things[N]): Promise<Things[N]> =>
  write(KEPT, async (store) => {
    const next = how((await settled(store.get(name))) as Things[N] | undefined);
    await settled(store.put(next, name));
    return next;
  });

export const forget = (name: Name): Promise<unknown> => write(KEPT, (store) => settled(store.delete(name)));

export async function file(fileId: string): Promise<Blob | null> {
  const found: unknown = await settled((await database()).transaction(FILES).objectStore(FILES).get(fileId));
  return found instanceof Blob ? found : null;
}

/** Stores a file; its time is noted before it is there. */
export async function putFile(fileId: string, bytes: Blob): Promise<void> {
  await change("born", (old = {}) => ({ ...old, [fileId]: Date.now() }));
  await write(FILES, (store) => settled(store.put(bytes, fileId)));
}

export const dropFile = (fileId: string): Promise<unknown> => write(FILES, (store) => settled(store.delete(fileId)));

/** Time that a file may be edited before it belongs to a draft or a report. */
const IN_HAND_MS = 24 * 3_600_000;

/** Forgets all files but these, and those that came lately: another tab may have them in hand. */
export async function deleteFilesExcept(fileIds: ReadonlySet<string>, now: number): Promise<void> {
  const born = (await get("born")) ?? {};
  const isWanted = (key: IDBValidKey): boolean =>
    typeof key === "string" && (fileIds.has(key) || Math.abs(now - (born[key] ?? Number.NEGATIVE_INFINITY)) < IN_HAND_MS);
  const left = new Set<IDBValidKey>();
  await write(FILES, async (store) => {
    for (const key of await settled(store.getAllKeys())) {
      if (isWanted(key)) left.add(key);
      else await settled(store.delete(key));
    }
  });
  await change("born", (old = {}) => Object.fromEntries(Object.entries(old).filter(([key, at]) => left.has(key) || at > now)));
}

/** A token of this phone's own making: the room counts reports by it, and it names nobody. */
export async function deviceToken(): Promise<string> {
  return change("device", (old) => old ?? crypto.randomUUID().replaceAll("-", ""));
}
