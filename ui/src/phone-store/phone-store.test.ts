import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PhoneStore, settled, within } from "./phone-store.ts";

type Asked<T> = { result: T; error: Error | null; onsuccess: () => void; onerror: () => void; onupgradeneeded: () => void };
const asked = <T>(result: T, error: Error | null = null): Asked<T> => {
  const request: Asked<T> = { result, error, onsuccess: () => undefined, onerror: () => undefined, onupgradeneeded: () => undefined };
  queueMicrotask(() => {
    request.onupgradeneeded();
    if (error === null) request.onsuccess();
    else request.onerror();
  });
  return request;
};

/** IndexedDB with one database. Its openings fail so often; a transaction ends when the test ends it. */
function browser(fails = 0) {
  const [made, values] = [[] as string[], new Map<string, unknown>()];
  let opened = 0;
  const transactions: { options: unknown; error: Error | null; oncomplete: () => void; onabort: () => void }[] = [];
  const store = {
    get: (key: string) => asked(values.get(key)),
    put: (value: unknown, key: string) => asked(values.set(key, value)),
  };
  const database = {
    createObjectStore: (name: string) => made.push(name),
    transaction: (_name: string, _mode: string, options: unknown) => {
      const transaction = { options, error: null, oncomplete: () => undefined, onabort: () => undefined, objectStore: () => store };
      transactions.push(transaction);
      return transaction;
    },
  };
  vi.stubGlobal("indexedDB", { open: () => asked(database, opened++ < fails ? new Error("broken") : null) });
  return { made, values, transactions, opened: () => opened };
}
let phone: PhoneStore;
beforeEach(() => void (phone = new PhoneStore("town", ["values", "files"])));
afterEach(() => void vi.unstubAllGlobals());

it("opens its database once, with its stores, and again after it failed to open", async () => {
  const { made, values, opened } = browser(1);
  await expect(phone.open()).rejects.toThrow("broken");
  values.set("a", 1);
  expect(await phone.read("values", (store) => store.get("a"))).toBe(1);
  await phone.open();
  expect([opened(), made.slice(-2)]).toEqual([2, ["values", "files"]]);
});

it("has written only once that is on the disk, and rejects what the browser gives up", async () => {
  const { transactions, values } = browser();
  const ends: string[] = [];
  const write = (key: string): Promise<unknown> =>
    phone
      .write("values", (store) => settled(store.put(2, key)))
      .then(
        () => ends.push(`${key} written`),
        (cause: Error) => ends.push(`${key} ${cause.message}`),
      );
  const both = [write("a"), write("b")];
  await new Promise((resolve) => setImmediate(resolve));
  expect([ends, values.size, transactions[0]?.options]).toEqual([[], 2, { durability: "strict" }]);
  transactions[0]?.oncomplete();
  transactions[1]?.onabort();
  await Promise.all(both);
  expect(ends).toEqual(["a written", "b the phone's store failed"]);
});

it("waits for no store longer than is worth it", async () => {
  expect(await within(new Promise<string>(() => undefined), "other", 1)).toBe("other");
  expect(await within(Promise.reject<string>(new Error("broken")), "other", 1)).toBe("other");
  expect(await within(Promise.resolve("mine"), "other", 1000)).toBe("mine");
});
