import { archive, itemId, type ArchiveItem } from "@amaliyat/contract/archive";
import type { Problem } from "@amaliyat/contract/route";
import { isKey, readWords } from "@amaliyat/domain/archive";
import { readPoint } from "@amaliyat/domain/places";
import { roomNow, usePaused } from "@amaliyat/ui/hooks";
import { useFormat } from "@amaliyat/ui/i18n";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { isPassing, problemOf, read } from "../api/index.ts";
import { useMay } from "../session/index.ts";
import { useOpenItem, useReplayOfItem } from "./item-acts.ts";
import { useItemWords } from "./item-words.ts";

/** A search is in the log: a number that is still being typed is not searched for. */
const PAUSE_MS = 500;
const MOST = 6;
/** Pause before a search that failed is sent again, ms. */
const AGAIN_MS = 2_000;
const TOO_MANY = 429;

/** True if the room may answer to the same search later. */
const mayPass = (error: unknown): boolean => {
  const problem = problemOf(error);
  return problem !== null && (isPassing(problem) || problem.status === TOO_MANY);
};

/** A thing of the archive as the palette offers it. */
export type KeyedItem = {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly reference: string;
  readonly open: () => void;
  readonly replay: (() => void) | null;
};

/**
 * Things of one reference, telephone number or plate. The log keeps each such search, so that an answered one is not repeated by itself. One
 * that the room could not answer is sent again until it is answered, as long as the palette shows its words.
 */
const keyed = (words: string) =>
  queryOptions({
    queryKey: ["archive", "key", words],
    queryFn: ({ signal }) => read(archive.search, { body: { words, byPlace: false, size: MOST }, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: (_failures, error) => mayPass(error),
    retryDelay: AGAIN_MS,
  });

/** True for a reference, a telephone number or a plate; a point of the map is written in figures too. */
export const isArchiveKey = (text: string): boolean => isKey(readWords(text, roomNow())) && readPoint(text, null) === null;

/** Search that the room did not answer. */
export type FailedSearch = {
  /** Null for a fault of this page. */
  readonly problem: Problem | null;
  /** True while it is sent again by itself. */
  readonly goesOn: boolean;
  readonly again: () => void;
};

/** Things of a typed key; `asking` while the room has not answered. `failed` is set if nothing is known: an empty list says no more. */
export type KeyedItems = { readonly items: readonly KeyedItem[]; readonly asking: boolean; readonly failed: FailedSearch | null };

/** Finds open and closed work by a typed reference, number or plate. Words of speech give nothing here: the archive's screen asks for them. */
export function useKeyedItems(typed: string): KeyedItems {
  const client = useQueryClient();
  const format = useFormat();
  const may = useMay(archive.search);
  const wordsOf = useItemWords();
  const open = useOpenItem();
  const replayOf = useReplayOfItem();
  const words = typed.trim();
  const asked = usePaused(words, PAUSE_MS);
  const found = useQuery({ ...keyed(asked), enabled: may && isArchiveKey(asked) });
  if (!may || !isArchiveKey(words)) return { items: [], asking: false, failed: null };
  if (asked !== words) return { items: [], asking: true, failed: null };
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
  const { failureReason } = found;
  const failed: FailedSearch | null =
    failureReason === null || found.data !== undefined
      ? null
      : {
          problem: problemOf(failureReason),
          goesOn: found.isFetching,
          again: () => void client.resetQueries({ queryKey: keyed(asked).queryKey }),
        };
  return { items, asking: found.isFetching, failed };
}
