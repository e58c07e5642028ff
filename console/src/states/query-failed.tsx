import { ErrorPanel, LostState, NoPermissionState } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isPassing, problemOf, sentence } from "../api/index.ts";

/** A list that could not be read: the room away, no permission, or a refusal with its code. */
export function QueryFailed({
  query,
}: {
  readonly query: Pick<UseQueryResult, "error" | "errorUpdatedAt" | "isFetching" | "refetch">;
}): ReactNode {
  const { language } = useLanguage();
  const problem = problemOf(query.error);
  const retry = (): void => void query.refetch();
  if (!problem || (isPassing(problem) && problem.status === 0))
    return <LostState since={query.errorUpdatedAt} onRetry={retry} retrying={query.isFetching} />;
  if (problem.status === 403) return <NoPermissionState reason={sentence(problem, language)} logged={false} />;
  return <ErrorPanel code={problem.code} message={sentence(problem, language)} onRetry={isPassing(problem) ? retry : undefined} />;
}
