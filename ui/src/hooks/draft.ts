import { localStore } from "../i18n/local-store.ts";

const prefix = "amaliyat.draft.";

export interface Draft<T> {
  readonly value: T;
  /** ms since epoch at which it was last changed */
  readonly at: number;
}

/** Reads a draft; undefined if there is none, or if `accepts` refuses the stored one (an older version of the form). */
export function readDraft<T>(key: string, accepts: (value: unknown) => value is T): Draft<T> | undefined {
  const text = localStore.read(prefix + key);
  if (text === null) return undefined;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== "object" || kept === null || !("value" in kept) || !("at" in kept)) return undefined;
    return typeof kept.at === "number" && accepts(kept.value) ? { value: kept.value, at: kept.at } : undefined;
  } catch {
    return undefined;
  }
}

export function writeDraft<T>(key: string, draft: Draft<T>): boolean {
  return localStore.write(prefix + key, JSON.stringify(draft));
}

export function removeDraft(key: string): void {
  localStore.remove(prefix + key);
}

/**
 * Removes the drafts of one person from this machine: at sign-out, because a seat is shared. `begin` is the prefix of that person's draft
 * names. Drafts of a colleague whose session was ended by the room stay.
 */
export function clearDrafts(begin: string): void {
  for (const key of localStore.keys(prefix + begin)) localStore.remove(key);
}

/** The keys of the drafts kept, without prefix: what "kept here (2)" counts. */
export function draftKeys(): readonly string[] {
  return localStore.keys(prefix).map((key) => key.slice(prefix.length));
}
