import type { Telling } from "../../platform/live/index.ts";

/** Message for the screens that somebody has another name, or is new: they read the names again. */
export const personNamed = (userId: string): Telling => ({ happening: { topic: "person_named", userId }, sectorId: null });
