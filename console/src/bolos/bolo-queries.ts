import { bolos, type BoloNotice, type BoloPage, type BoloRow } from "@amaliyat/contract/bolos";
import type { BoloKind, BoloStanding } from "@amaliyat/domain/bolos";
import { keepPreviousData, queryOptions, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { BOLOS, BOLOS_IN_FORCE } from "./live.ts";

export type BoloFilter = { readonly standing: BoloStanding | "all"; readonly kind: BoloKind | "all"; readonly q: string };

/** The room searches: it reads plates in any digits. */
export const boloList = ({ standing, kind, q }: BoloFilter) =>
  queryOptions({
    queryKey: [...BOLOS, "list", standing, kind, q],
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
    queryKey: [...BOLOS, "of", interventionId],
    queryFn: ({ signal }): Promise<readonly BoloRow[]> => read(bolos.list, { query: { interventionId }, signal }),
  });

export const boloPageOf = (boloId: string) =>
  queryOptions({
    queryKey: [...BOLOS, "page", boloId],
    queryFn: ({ signal }): Promise<BoloPage> => read(bolos.page, { params: { boloId }, signal }),
    staleTime: 0,
  });

/** BOLOs in force for this person. Reading them records that they are on this person's screen. */
export const inForce = queryOptions({
  queryKey: BOLOS_IN_FORCE,
  queryFn: ({ signal }): Promise<readonly BoloNotice[]> => read(bolos.receive, { body: {}, signal }),
});

const isPage = (value: unknown): value is BoloPage =>
  typeof value === "object" && value !== null && "boloId" in value && "sightings" in value && "events" in value;

/** Writes the page that a command returned, if it did. The lists are read again, since the room searches and orders them. */
export async function writeReply(client: QueryClient, reply: unknown): Promise<void> {
  const written = isPage(reply) ? reply.boloId : null;
  if (isPage(reply)) client.setQueryData(boloPageOf(reply.boloId).queryKey, reply);
  const isOld = ([, part, boloId]: QueryKey): boolean => part !== "page" || boloId !== written;
  await client.invalidateQueries({ queryKey: BOLOS, predicate: ({ queryKey }) => isOld(queryKey) });
}
