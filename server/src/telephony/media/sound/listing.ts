import { readdir } from "node:fs/promises";

type Listing = { running: Promise<unknown>; next: Promise<string[]> | null };

const listings = new Map<string, Listing>();

/**
 * Names in a folder of the media server; none where there is no such folder. Those who ask while it is being read share the next reading, so
 * that each sees what was there when it asked. With 700 calls the folder has 700 names; forty that end at once read it a hundred times a second.
 */
export function namesIn(folder: string): Promise<string[]> {
  const listing = listings.get(folder) ?? { running: Promise.resolve(), next: null };
  listings.set(folder, listing);
  listing.next ??= listing.running.then(() => {
    const read = readdir(folder).catch((): string[] => []);
    listing.next = null;
    listing.running = read;
    void read.then(() => {
      if (listing.running === read && listing.next === null) listings.delete(folder);
    });
    return read;
  });
  return listing.next;
}
