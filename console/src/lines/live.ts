import { liveFeature } from "../live/index.ts";

export const WALLBOARD = ["wallboard"] as const;
/** Root of the filtered lists of all calls. */
export const CALL_LISTS = ["call-lists"] as const;

/** The lines follow calls, call-takers and lines: the wallboard counts them. */
export const linesLive = liveFeature({
  name: "lines",
  lists: [WALLBOARD, CALL_LISTS],
  topics: ["call", "call_taker", "line"],
  write(client, _, topics) {
    if (topics.has("call")) void client.invalidateQueries({ queryKey: CALL_LISTS });
    void client.invalidateQueries({ queryKey: WALLBOARD });
  },
});
