import { PhoneStore, settled } from "@amaliyat/ui/phone-store";
import type { Name, Things } from "./kept.ts";

const [VALUES, FILES] = ["kept", "files"] as const;

const phone = new PhoneStore("amaliyat-allo", [VALUES, FILES]);

export async function get<N extends Name>(name: N): Promise<Things[N] | undefined> {
  return (await phone.read(VALUES, (store) => store.get(name))) as Things[N] | undefined;
}

/** Changes a stored value atomically: pages and the service worker share it. */
export const change = <N extends Name>(name: N, how: (old: Things[N] | undefined) => Things[N]): Promise<Things[N]> =>
  phone.write(VALUES, async (store) => {
    const next = how((await settled(store.get(name))) as Things[N] | undefined);
    await settled(store.put(next, name));
    return next;
  });

export const forget = (name: Name): Promise<unknown> => phone.write(VALUES, (store) => settled(store.delete(name)));

export async function file(fileId: string): Promise<Blob | null> {
  const found: unknown = await phone.read(FILES, (store) => store.get(fileId));
  return found instanceof Blob ? found : null;
}

/** Stores a file; its time is noted before it is there. */
export async function putFile(fileId: string, bytes: Blob): Promise<void> {
  await change("born", (old = {}) => ({ ...old, [fileId]: Date.now() }));
  await phone.write(FILES, (store) => settled(store.put(bytes, fileId)));
}

export const dropFile = (fileId: string): Promise<unknown> => phone.write(FILES, (store) => settled(store.delete(fileId)));

/** Time that a file may be edited before it belongs to a draft or a report. */
const IN_HAND_MS = 24 * 3_600_000;

/** Forgets all files but these, and those that came lately: another tab may have them in hand. */
export async function deleteFilesExcept(fileIds: ReadonlySet<string>, now: number): Promise<void> {
  const born = (await get("born")) ?? {};
  const isWanted = (key: IDBValidKey): boolean =>
    typeof key === "string" && (fileIds.has(key) || Math.abs(now - (born[key] ?? Number.NEGATIVE_INFINITY)) < IN_HAND_MS);
  const left = new Set<IDBValidKey>();
  await phone.write(FILES, async (store) => {
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
