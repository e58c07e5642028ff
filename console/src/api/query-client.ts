import { QueryClient } from "@tanstack/react-query";
import { isPassing, problemOf } from "./refused.ts";

/** Lists are kept true by the live channel, so they never go stale by age; a refusal is an answer and is not asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
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
