import { auditRoutes } from "@amaliyat/contract/audit";
import { identity, type User } from "@amaliyat/contract/identity";
import type { ReplyOf } from "@amaliyat/contract/route";
import { roomNow } from "@amaliyat/ui/hooks";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { USERS } from "../facts/index.ts";
import { queryOf, type LogSearch } from "./log-search.ts";
import { lagAfter, type Lag, type LogHead } from "./publication.ts";

const PAGE = 100;
/** Pages are not cached: returning reads the log anew, and that is logged. */
const SHORT_MS = 1000;
const HEAD_EVERY_MS = 5000;
type LogPage = ReplyOf<typeof auditRoutes.page>;

/** Entries of a filter, newest first. Each page that is read is itself an entry, so nothing is read again by itself. */
export const logPages = (search: LogSearch) =>
  infiniteQueryOptions({
    queryKey: ["log", "pages", search],
    queryFn: ({ pageParam, signal }): Promise<LogPage> => {
      const before = pageParam === null ? {} : { before: pageParam };
      return read(auditRoutes.page, { query: { ...queryOf(search), ...before, limit: PAGE }, signal });
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    gcTime: SHORT_MS,
    retry: false,
  });

/** Number of entries of each type within the filter. It is fetched only when opened, because the query is logged. */
export const logCounts = (search: LogSearch) =>
  queryOptions({
    queryKey: ["log", "counts", search],
    queryFn: ({ signal }) => read(auditRoutes.counts, { query: queryOf(search), signal }),
    gcTime: SHORT_MS,
    retry: false,
  });

export type SeenHead = { readonly head: LogHead; readonly lag: Lag };
const HEAD_KEY = ["log-head"] as const;

/** The newest signed tree head and how long entries wait unsigned. Asking for it is not logged: it says nothing of any entry. */
export const logHead = queryOptions({
  queryKey: HEAD_KEY,
  queryFn: async ({ signal, client }): Promise<SeenHead> => {
    const head = await read(auditRoutes.head, { signal });
    return { head, lag: lagAfter(client.getQueryData<SeenHead>(HEAD_KEY)?.lag ?? null, head, roomNow()) };
  },
  refetchInterval: HEAD_EVERY_MS,
  staleTime: 0,
  retry: false,
});

export const logPeople = queryOptions({
  queryKey: USERS,
  queryFn: ({ signal }): Promise<readonly User[]> => read(identity.users, { signal }),
  staleTime: 60_000,
});
