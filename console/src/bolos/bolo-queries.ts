import { bolos, type BoloNotice, type BoloPage, type BoloRow } from "@amaliyat/contract/bolos";
import type { BoloKind, BoloStanding } from "@amaliyat/domain/bolos";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { KEYS, read } from "../api/index.ts";

export type BoloFilter = { readonly standing: BoloStanding | "all"; readonly kind: BoloKind | "all"; readonly q: string };

/** The room searches: it reads plates in any digits. */
export const boloList = ({ standing, kind, q }: BoloFilter) =>
  queryOptions({
    queryKey: [...KEYS.bolos, "list", standing, kind, q],
    queryFn: ({ signal }): Promise<readonly BoloRow[]> =>
      read(bolos.list, {
        query: { ...(standing === "all" ? {} : { standing }), ...(kind === "all" ? {} : { kind }), ...(q === "" ? {} : { q }) },
        signal,
      }),
    // One expires without anybody telling.
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

export const bolosOfIntervention = (interventionId: string) =>
  queryOptions({
    queryKey: [...KEYS.bolos, "of", interventionId],
    queryFn: ({ signal }): Promise<readonly BoloRow[]> => read(bolos.list, { query: { interventionId }, signal }),
  });

export const boloPageOf = (boloId: string) =>
  queryOptions({
    queryKey: [...KEYS.bolos, "page", boloId],
    queryFn: ({ signal }): Promise<BoloPage> => read(bolos.page, { params: { boloId }, signal }),
    staleTime: 0,
  });

/** BOLOs in force for this person. Reading them records that they are on this person's screen. */
export const inForce = queryOptions({
  queryKey: KEYS.bolosInForce,
  queryFn: ({ signal }): Promise<readonly BoloNotice[]> => read(bolos.receive, { body: {}, signal }),
});
