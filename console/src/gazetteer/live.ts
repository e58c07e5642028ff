import { liveFeature } from "../live/index.ts";

export const FOUND_PLACES = ["found-places"] as const;

/** A search finds the places that the room added. */
export const gazetteerLive = liveFeature({
  name: "gazetteer",
  lists: [FOUND_PLACES],
  topics: ["place", "hazard"],
  write: (client) => void client.invalidateQueries({ queryKey: FOUND_PLACES }),
});
