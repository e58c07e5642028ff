import { liveFeature } from "../live/index.ts";

export const BOLOS = ["bolos"] as const;
/** BOLOs in force lie under a key of their own: each reading of them is recorded. */
export const BOLOS_IN_FORCE = ["bolos-in-force"] as const;

/** A notice to somebody changes the page alone. The BOLOs in force are read again when one of them itself changed. */
export const bolosLive = liveFeature({
  name: "bolos",
  lists: [BOLOS, BOLOS_IN_FORCE],
  topics: ["bolo"],
  write(client, happened) {
    void client.invalidateQueries({ queryKey: BOLOS });
    if (happened.some(({ part }) => part !== "told")) void client.invalidateQueries({ queryKey: BOLOS_IN_FORCE });
  },
});
