import { ADVICE, adviceKey } from "../facts/index.ts";
import { liveFeature } from "../live/index.ts";

const ALL_CALLS_OF = ["interventions", "calls"] as const;
/** Key of the calls that belong to an intervention. */
export const callsOfKey = (interventionId: string) => [...ALL_CALLS_OF, interventionId] as const;

/** The card shows advice, which follows the units and the plan that is followed, and the calls of an intervention. */
export const cardLive = liveFeature({
  name: "card",
  lists: [ALL_CALLS_OF],
  topics: ["unit", "checklist", "call"],
  write(client, happened, topics) {
    if (topics.has("unit")) void client.invalidateQueries({ queryKey: ADVICE }, { cancelRefetch: false });
    // A newer plan asks for other units.
    for (const one of happened)
      if (one.topic === "checklist" && one.part === "plan") void client.invalidateQueries({ queryKey: adviceKey(one.interventionId) });
    if (topics.has("call")) void client.invalidateQueries({ queryKey: ALL_CALLS_OF });
  },
});
