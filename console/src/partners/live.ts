import { liveFeature } from "../live/index.ts";

export const PARTNERS = ["partners"] as const;

export const partnersLive = liveFeature({
  name: "partners",
  lists: [PARTNERS],
  topics: ["forward", "partner_request"],
  write: (client) => void client.invalidateQueries({ queryKey: PARTNERS }),
});
