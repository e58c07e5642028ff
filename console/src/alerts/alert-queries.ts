import { alerts, type AuthorisedChild, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { queryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import { ALERTS } from "./live.ts";

export const alertList = queryOptions({
  queryKey: [...ALERTS, "list"],
  queryFn: ({ signal }): Promise<readonly PublicAlertRow[]> => read(alerts.list, { query: {}, signal }),
  // One begins and one expires without anybody telling.
  staleTime: 30_000,
  refetchInterval: 60_000,
});

/** The authorised texts that nobody has told yet; each reading is logged, so that it is asked for when a form needs them. */
export const authorisedChildren = queryOptions({
  queryKey: [...ALERTS, "children"],
  queryFn: ({ signal }): Promise<readonly AuthorisedChild[]> => read(alerts.children, { signal }),
});
