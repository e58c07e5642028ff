import { calls, type CallRow } from "@amaliyat/contract/calls";
import { interventions, photos, type InterventionCard, type Likely, type Person, type Photo } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import type { SubcategoryCode } from "@amaliyat/domain/interventions";
import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { callsOfKey } from "./live.ts";
import { cardOf, openInterventions, useInterventions } from "../facts/index.ts";

// Keys under the card's own: events of the card make these refetch too.

/** The people concerned by an intervention. */
export const usePeople = (interventionId: string): UseQueryResult<readonly Person[]> =>
  useQuery({
    queryKey: [...cardOf(interventionId).queryKey, "people"],
    queryFn: ({ signal }) => read(interventions.people, { params: { interventionId }, signal }),
  });

/** Photos by crews of an intervention, without their bytes. */
export const photosOf = (interventionId: string) =>
  queryOptions({
    queryKey: [...cardOf(interventionId).queryKey, "photos"],
    queryFn: ({ signal }): Promise<readonly Photo[]> => read(photos.list, { params: { interventionId }, signal }),
  });

/** Calls that belong to an intervention; told of like every call, so they lie under the calls' key. */
export const useCallsOf = (interventionId: string): UseQueryResult<readonly CallRow[]> =>
  useQuery({
    queryKey: callsOfKey(interventionId),
    queryFn: async ({ signal }) => (await read(calls.list, { query: { interventionId, size: "50" }, signal })).rows,
  });

/** The remaining intervention of a merged one: its target, or the target of that, to the end of the chain. */
export const stayingOf = ({ interventionId, mergedInto }: Pick<InterventionCard, "interventionId" | "mergedInto">) =>
  queryOptions({
    queryKey: [...cardOf(interventionId).queryKey, "staying", mergedInto],
    queryFn: async ({ signal }): Promise<InterventionCard> => {
      const readCard = (id: string) => read(interventions.card, { params: { interventionId: id }, signal });
      let staying = await readCard(mergedInto ?? interventionId);
      while (staying.mergedInto !== null) staying = await readCard(staying.mergedInto);
      return staying;
    },
    staleTime: 0,
  });

/** Number of open interventions. A change of it makes the proposals refetch. */
const useOpenCount = (): number => useInterventions().data?.filter((row) => row.state === "open").length ?? 0;

/** Open interventions that may be the same event as this one. */
export function useLikely(card: InterventionCard, enabled: boolean): UseQueryResult<readonly Likely[]> {
  const { interventionId } = card;
  return useQuery({
    queryKey: [...cardOf(interventionId).queryKey, "likely", useOpenCount()],
    queryFn: ({ signal }) => read(interventions.likely, { params: { interventionId }, signal }),
    enabled: enabled && card.state === "open" && card.place !== null,
    placeholderData: keepPreviousData,
  });
}

/** The same for one that is still being written; nothing before it has a point. */
export const useLikelyNew = (point: Point | null, subcategory: SubcategoryCode | null): UseQueryResult<readonly Likely[]> =>
  useQuery({
    queryKey: [...openInterventions.queryKey, "likely", point, subcategory, useOpenCount()],
    queryFn: ({ signal }) =>
      point === null
        ? []
        : read(interventions.likelyNew, { query: { ...point, ...(subcategory === null ? {} : { subcategory }) }, signal }),
    enabled: point !== null,
    placeholderData: keepPreviousData,
  });
