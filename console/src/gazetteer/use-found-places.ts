import { places, type FoundPlace } from "@amaliyat/contract/places";
import { PLACE_KIND_LABELS } from "@amaliyat/domain/places";
import { usePaused } from "@amaliyat/ui/hooks";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Point } from "@amaliyat/domain/kernel";
import { read } from "../api/index.ts";
import { useRoom, useSectors } from "../facts/index.ts";
import { FOUND_PLACES } from "./live.ts";
import { useMay } from "../session/index.ts";
import { useText } from "./text.ts";

/** Matches of a search by name. Nothing is fetched for fewer than two letters. */
const foundPlaces = (text: string, near: Point | null) =>
  queryOptions({
    queryKey: [...FOUND_PLACES, text, near],
    queryFn: ({ signal }): Promise<readonly FoundPlace[]> => read(places.search, { query: { text, ...near, most: 10 }, signal }),
    enabled: text.length > 1,
    staleTime: 60_000,
  });

/** Pause in typing before the room is asked, ms. */
const PAUSE_MS = 120;
/** As long as the room takes one. */
const MOST_LETTERS = 200;

/**
 * Searches places for the typed text; palette, map and card use the same search. `found` is undefined until there is an answer to this very
 * text.
 */
export function useFoundPlaces(typed: string): { readonly found: readonly FoundPlace[] | undefined; readonly isError: boolean } {
  const near = useRoom().data?.center ?? null;
  const may = useMay(places.search);
  const text = typed.trim().slice(0, MOST_LETTERS);
  const asked = usePaused(text, PAUSE_MS);
  const query = useQuery({ ...foundPlaces(asked, near), enabled: may && asked.length > 1 });
  // An answer to an older text is not offered: Enter would pick an entry that nobody sees.
  return { found: asked === text && asked.length > 1 ? query.data : undefined, isError: query.isError };
}

/** Names an answer among the others. */
export const foundKey = ({ source, id }: FoundPlace): string => `${source} ${id}`;

/** Describes an answer: its kind, its sector, and its distance from the centre of the room. */
export function useFoundDetail(): (one: FoundPlace) => string {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  return ({ source, kind, sectorId, metres }) => {
    const what = source === "landmark" || source === "place" ? PLACE_KIND_LABELS[kind][language] : text(`source.${source}`);
    const sector = source === "sector" ? undefined : sectors?.find((one) => one.sectorId === sectorId)?.names[language];
    return [what, sector, metres === null ? undefined : format.distance(metres)].filter((part) => part !== undefined).join(" · ");
  };
}
