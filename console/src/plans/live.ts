import type { Happening } from "@amaliyat/contract/live";
import type { QueryClient } from "@tanstack/react-query";
import { liveFeature } from "../live/index.ts";

export const PLANS = ["plans"] as const;
export const checklistKey = (interventionId: string) => [...PLANS, "of", interventionId] as const;

/** Another plan may fit an intervention that changed. */
function readAfterInterventions(client: QueryClient, happened: readonly Happening[]): void {
  const changed = new Set(happened.flatMap((one) => (one.topic === "intervention" ? [one.row.interventionId] : [])));
  for (const id of changed) void client.invalidateQueries({ queryKey: checklistKey(id) }, { cancelRefetch: false });
}

/** Reads the plans again that were followed. */
function readFollowed(client: QueryClient, happened: readonly Happening[]): void {
  for (const one of happened) if (one.topic === "checklist") void client.invalidateQueries({ queryKey: checklistKey(one.interventionId) });
}

export const plansLive = liveFeature({
  name: "plans",
  lists: [PLANS],
  topics: ["plan", "checklist", "intervention"],
  write(client, happened, topics) {
    readAfterInterventions(client, happened);
    if (topics.has("plan")) void client.invalidateQueries({ queryKey: PLANS });
    else readFollowed(client, happened);
  },
});
