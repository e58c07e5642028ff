import type { MediaProfile } from "./media/media.ts";

/** After a new list, how long a console that is not in it may take to register again before it is lost (ms): the edge was started anew. */
const GRACE_MS = 15_000;

/** Registered consoles with their media profiles. Reports each arrival and departure once, and an arrival again after an edge was started anew. */
export function makePhones(changed: (extension: string, up: boolean) => void) {
  const phones = new Map<string, MediaProfile>();
  let unseen = new Set<string>();
  let isListing = false;
  let grace: NodeJS.Timeout | undefined;
  const awaited = new Map<string, NodeJS.Timeout>();
  const arrived = (extension: string): void => {
    clearTimeout(awaited.get(extension));
    awaited.delete(extension);
  };

  function lose(extension: string): void {
    unseen.delete(extension);
    if (phones.delete(extension)) changed(extension, false);
  }
  return {
    profileOf: (extension: string): MediaProfile => phones.get(extension) ?? "browser",
    told: (extension: string, up: boolean, profile: MediaProfile): void => {
      if (!up) return lose(extension);
      arrived(extension);
      // One that registers at an edge that was started anew could not be rung meanwhile: its person may have been taken for gone.
      const isBack = (unseen.delete(extension) && !isListing) || !phones.has(extension);
      phones.set(extension, profile);
      if (isBack) changed(extension, true);
    },
    /** A console that talked before this server was started: one that does not register again is lost, though it was never seen here. */
    expect: (extension: string): void => {
      if (phones.has(extension) || awaited.has(extension)) return;
      const lost = setTimeout(() => {
        awaited.delete(extension);
        changed(extension, false);
      }, GRACE_MS);
      awaited.set(extension, lost);
    },
    /** The edge begins to tell all that it knows. */
    listing: (): void => {
      unseen = new Set(phones.keys());
      isListing = true;
    },
    listed: (): void => {
      isListing = false;
      clearTimeout(grace);
      grace = setTimeout(() => {
        for (const extension of unseen) lose(extension);
      }, GRACE_MS);
    },
    stop: (): void => {
      clearTimeout(grace);
      for (const timer of awaited.values()) clearTimeout(timer);
    },
  };
}
