import { liveFeature } from "../live/index.ts";

export const PLACES = ["places"] as const;

export const placesLive = liveFeature({
  name: "places",
  lists: [PLACES],
  topics: ["place", "hazard"],
  write: (client) => void client.invalidateQueries({ queryKey: PLACES }),
});
