import { QueryClient, type InvalidateOptions, type InvalidateQueryFilters, type Query, type QueryKey } from "@tanstack/react-query";
import { isPassing, problemOf } from "./refused.ts";

/**
 * Reads again what changes while it is read for the first time. TanStack Query lets such a read go on, takes its answer for the newest,
 * and forgets that it was out of date. A BOLO that came into force in that moment was on no screen until the next one.
 */
class RoomQueries extends QueryClient {
  /** First reads that were out of date before their answer was there. */
  readonly #late = new Set<Query>();

  constructor(config: ConstructorParameters<typeof QueryClient>[0]) {
    super(config);
    this.getQueryCache().subscribe(({ type, query }) => {
      if (type === "removed") this.#late.delete(query);
      else if (query.state.fetchStatus === "idle" && this.#late.delete(query) && query.state.status === "success")
        void super.invalidateQueries({ queryKey: query.queryKey, exact: true });
    });
  }

  override invalidateQueries<K extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<K>,
    options?: InvalidateOptions,
  ): Promise<void> {
    for (const query of this.getQueryCache().findAll(filters)) {
      const { data, fetchStatus } = query.state;
      if (data === undefined && fetchStatus !== "idle") this.#late.add(query);
    }
    return super.invalidateQueries(filters, options);
  }
}

/** Lists are kept true by the live channel, so they never go stale by age; a refusal is an answer and is not asked again. */
export function createQueryClient(): QueryClient {
  return new RoomQueries({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
        retry: (failures, error) => {
          const problem = problemOf(error);
          return problem !== null && isPassing(problem) && failures < 3;
        },
        retryDelay: (failures) => Math.min(8000, 500 * 2 ** failures),
      },
      mutations: { networkMode: "always" },
    },
  });
}
