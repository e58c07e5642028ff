let asked = false;

/** Asks the browser not to throw away this store: once a page, when it holds something that exists nowhere else. */
export function askToPersist(): void {
  if (asked || typeof navigator === "undefined" || navigator.storage?.persist === undefined) return;
  asked = true;
  void navigator.storage.persist().catch(() => undefined);
}
