import { ARCHIVE_SOURCES, type ArchiveSource } from "@amaliyat/contract/archive";

/** Address parameters of this screen. `source` is one source, if not all; `place` is false if the words are no place; `clip` asks for a clip. */
export type ArchiveSearch = { readonly q?: string; readonly source?: ArchiveSource; readonly place?: false; readonly clip?: true };

const LONGEST = 200;

/** Reads the address; unknown parts are left out. The router reads `2026` as a number. */
export function archiveSearch(search: Record<string, unknown>): ArchiveSearch {
  const given = search["q"];
  const words = typeof given === "string" || typeof given === "number" ? String(given).trim().slice(0, LONGEST) : "";
  const source = ARCHIVE_SOURCES.find((one) => one === search["source"]);
  return {
    ...(words === "" ? {} : { q: words }),
    ...(source === undefined ? {} : { source }),
    ...(search["place"] === false ? { place: false } : {}),
    ...(search["clip"] === true ? { clip: true } : {}),
  };
}
