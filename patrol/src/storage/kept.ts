import type { BoloNotice } from "@amaliyat/contract/bolos";
import type { Drive, Duty } from "@amaliyat/contract/dispatch";
import type { User } from "@amaliyat/contract/identity";
import type { Outbox } from "../outbox/outbox.ts";
import type { Buffer } from "./buffer.ts";

/** Values that outlive the page, by name. All but `user` are stored per person: a phone goes from hand to hand. */
export type Things = {
  /** Person signed in here. */
  readonly user: User;
  /** The duty as it was last read, and when, in ms. */
  readonly duty: { readonly read: Duty; readonly at: number };
  readonly outbox: Outbox;
  /** The unit for which vehicle and crew were said, and when. */
  readonly shift: { readonly unitId: string; readonly since: number };
  readonly positions: Buffer;
  /** By which the phone calls for help once its session is over; the private half cannot be taken out of the phone. */
  readonly distressKey: { readonly keyId: string; readonly key: CryptoKey };
  /** Ways to interventions, by assignment. */
  readonly drives: Readonly<Record<string, Drive>>;
  /** BOLOs, with their small pictures, as last read. */
  readonly bolos: readonly BoloNotice[];
};
export type Name = keyof Things;

const STORE = "kept";
/** Pictures by the key of their act, beside the rest: the part written with every act stays small. */
const PICTURES = "pictures";

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the phone's store failed"));
  });

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("amaliyat-patrol", 1);
  request.onupgradeneeded = () => [STORE, PICTURES].forEach((name) => request.result.createObjectStore(name));
  return settled(request);
}

/** The phone's store. A resolved `put` is on the disk: `strict` waits for it, because a phone is switched off without asking. */
export class Kept {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(): Promise<Kept> {
    return new Kept(await open());
  }

  async get<N extends Name>(name: N, owner = ""): Promise<Things[N] | undefined> {
    const store = this.#database.transaction(STORE).objectStore(STORE);
    return (await settled(store.get(`${name}:${owner}`))) as Things[N] | undefined;
  }

  async put<N extends Name>(name: N, owner: string, value: Things[N]): Promise<void> {
    await this.#write(STORE, (store) => store.put(value, `${name}:${owner}`));
  }

  async forget(name: Name, owner = ""): Promise<void> {
    await this.#write(STORE, (store) => store.delete(`${name}:${owner}`));
  }

  async picture(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const store = this.#database.transaction(PICTURES).objectStore(PICTURES);
    const found: unknown = await settled(store.get(key));
    return found instanceof Uint8Array ? new Uint8Array(found) : null;
  }

  async putPicture(key: string, bytes: Uint8Array): Promise<void> {
    await this.#write(PICTURES, (store) => store.put(bytes, key));
  }

  async forgetPictures(keys: readonly string[]): Promise<void> {
    await this.#write(PICTURES, (store) => keys.forEach((key) => store.delete(key)));
  }

  #write(name: string, act: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(name, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the phone's store failed"));
      act(transaction.objectStore(name));
    });
  }
}
