let asked = false;

/** Asks the browser not to throw away what is kept here: once a page, when there is something that nobody has besides. */
export function askToPersist(): void {
  if (asked || typeof navigator === "undefined" || navigator.storage?.persist === undefined) return;
  asked = true;
  void navigator.storage.persist().catch(() => undefined);
}
