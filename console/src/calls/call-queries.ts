import { calls } from "@amaliyat/contract/calls";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { callCardOf } from "./call-lists.ts";
import { CALL_KEYS } from "./live.ts";

/** Open interventions near a caller. Under the card's own key: events of the call make it refetch, as does `open`. */
export const nearCall = (callId: string, open: number) =>
  queryOptions({
    queryKey: [...callCardOf(callId).queryKey, "near", open],
    queryFn: ({ signal }) => read(calls.near, { params: { callId }, signal }),
  });

/** Danger of the intervention of a call with and without it, read anew. Under the card's own key; `version` is that of the intervention. */
export const partingOfCall = (callId: string, version: number) =>
  queryOptions({
    queryKey: [...callCardOf(callId).queryKey, "parting", version],
    queryFn: async ({ signal }) => (await read(calls.card, { params: { callId }, signal })).parting,
    staleTime: 0,
  });

/** The text of a call. Its key begins with the card's key; the room tells of each letter by the id of the call alone. */
export const textOfCall = (callId: string) =>
  queryOptions({
    queryKey: CALL_KEYS.text(callId),
    queryFn: ({ signal }) => read(calls.text, { params: { callId }, signal }),
  });
