import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import type { UseQueryResult } from "@tanstack/react-query";
import SearchX from "lucide-react/icons/search-x";
import type { ReactNode } from "react";
import { QueryFailed } from "../states/index.ts";
import { useText } from "./text.ts";
import "./lists.css";

export type ListBodyProps<T> = {
  readonly query: UseQueryResult<T>;
  /** Name of the data, for the loading state. */
  readonly what: string;
  readonly children: (data: T) => ReactNode;
};

/** A list once it is loaded; before that the loading state, or the failure. The last data stay if a new read fails. */
export function ListBody<T>({ query, what, children }: ListBodyProps<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  return query.isError ? <QueryFailed query={query} /> : <LoadingState what={what} />;
}

/** Nothing answers the search or the filter. */
export function NoneFound(): ReactNode {
  const text = useText();
  return <EmptyState icon={<SearchX size={24} />} title={text("none_found")} text={text("none_found_text")} />;
}
