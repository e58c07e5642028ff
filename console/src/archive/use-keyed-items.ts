import { archive, itemId, type ArchiveItem } from "@amaliyat/contract/archive";
import { isKey, readWords } from "@amaliyat/domain/archive";
import { readPoint } from "@amaliyat/domain/places";
import { roomNow, usePaused } from "@amaliyat/ui/hooks";
import { useFormat } from "@amaliyat/ui/i18n";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { useMay } from "../session/index.ts";
import { useOpenItem, useReplayOfItem } from "./item-acts.ts";
import { useItemWords } from "./item-words.ts";

/** A search is in the log: a number that is still being typed is not searched for. */
const PAUSE_MS = 500;
const MOST = 6;

/** A thing of the archive as the palette offers it. */
export type KeyedItem = {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly reference: string;
  readonly open: () => void;
  readonly replay: (() => void) | null;
};

/** Things of one reference, telephone number or plate. The log keeps each such search, so that none is repeated by itself. */
const keyed = (words: string) =>
  queryOptions({
    queryKey: ["archive", "key", words],
    queryFn: ({ signal }) => read(archive.search, { body: { words, byPlace: false, size: MOST }, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });

/** True for a reference, a telephone number or a plate; a point of the map is written in figures too. */
export const isArchiveKey = (text: string): boolean => isKey(readWords(text, roomNow())) && readPoint(text, null) === null;

/** Things of a typed key; `asking` while the room has not answered. */
export type KeyedItems = { readonly items: readonly KeyedItem[]; readonly asking: boolean };

/** Finds open and closed work by a typed reference, number or plate. Words of speech give nothing here: the archive's screen asks for them. */
export function useKeyedItems(typed: string): KeyedItems {
  const format = useFormat();
  const may = useMay(archive.search);
  const wordsOf = useItemWords();
  const open = useOpenItem();
  const replayOf = useReplayOfItem();
  const words = typed.trim();
  const asked = usePaused(words, PAUSE_MS);
  const found = useQuery({ ...keyed(asked), enabled: may && isArchiveKey(asked) });
  if (!may || !isArchiveKey(words)) return { items: [], asking: false };
  if (asked !== words) return { items: [], asking: true };
  const items = (found.data?.rows ?? []).map((item: ArchiveItem) => ({
    id: itemId(item),
    label: wordsOf(item),
    detail: [item.row.reference, format.numericDay(Date.parse(item.at)), item.source === "bolo" ? null : item.row.placeText]
      .filter((part) => part !== null)
      .join(" · "),
    reference: item.row.reference,
    open: () => open(item),
    replay: replayOf(item),
  }));
  return { items, asking: found.isFetching };
}
