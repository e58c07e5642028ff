import { Reach, roomProbe } from "@amaliyat/ui/reach";

/** Watches whether the room answers this phone. */
export const reach = new Reach(roomProbe);
