import { liveFeature } from "../live/index.ts";

export const ALERTS = ["public-alerts"] as const;

export const alertsLive = liveFeature({
  name: "alerts",
  lists: [ALERTS],
  topics: ["public_alert"],
  write: (client) => void client.invalidateQueries({ queryKey: ALERTS }),
});
