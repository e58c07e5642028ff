const fault = (cause: DOMException | null): Error => cause ?? new Error("the phone's store failed");

/** Resolves with the result of a request to IndexedDB. */
export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(fault(request.error));
  });

/** Nobody waits longer for the phone's store, ms. */
export const PATIENCE_MS = 1000;

/** Waits for work of the store, no longer than `patienceMs`; gives `other` if it failed or did not come. */
export const within = <T, E>(work: Promise<T>, other: E, patienceMs = PATIENCE_MS): Promise<T | E> =>
  Promise.race([work.catch(() => other), new Promise<E>((resolve) => setTimeout(() => resolve(other), patienceMs))]);

async function openDatabase(name: string, stores: readonly string[]): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store));
  return settled(request);
}

/** A database of the phone, with stores whose keys are given with each value. Phones in use have it: name and stores do not change. */
export class PhoneStore {
  readonly #name: string;
  readonly #stores: readonly string[];
  #opened: Promise<IDBDatabase> | null = null;

  constructor(name: string, stores: readonly string[]) {
    this.#name = name;
    this.#stores = stores;
  }

  /** Opens the database with the first call. If that fails, the next call tries again. */
  open(): Promise<IDBDatabase> {
    if (this.#opened === null) {
      this.#opened = openDatabase(this.#name, this.#stores);
      this.#opened.catch(() => (this.#opened = null));
    }
    return this.#opened;
  }

  async read<T>(store: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    return settled(ask((await this.open()).transaction(store).objectStore(store)));
  }

  /** Runs `act` in one transaction. Resolves once it is on the disk (`strict`): a phone is switched off without asking. */
  async write<T>(store: string, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    const transaction = (await this.open()).transaction(store, "readwrite", { durability: "strict" });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(fault(transaction.error));
    });
    const [value] = await Promise.all([act(transaction.objectStore(store)), done]);
    return value;
  }
}
