import { Button } from "@amaliyat/ui/controls";
import { useUiText } from "@amaliyat/ui/i18n";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { QueryFailed } from "../states/index.ts";
import { useText } from "./text.ts";
import "./lists.css";

export type MorePagesProps = {
  readonly pages: UseInfiniteQueryResult<unknown>;
  readonly columns: number;
  /** Said once all are shown: how many there are. */
  readonly all: string;
};

/** The foot of a list that is read by pages: the way to older rows, or how many there are. */
export function MorePages({ pages, columns, all }: MorePagesProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  return (
    <tr>
      <td colSpan={columns} className="list-more">
        {pages.isFetchNextPageError && <QueryFailed query={pages} />}
        {pages.hasNextPage ? (
          <Button size="s" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {pages.isFetchNextPageError ? ui("retry") : text("older")}
          </Button>
        ) : (
          <span className="am-t3 am-small">{all}</span>
        )}
      </td>
    </tr>
  );
}
