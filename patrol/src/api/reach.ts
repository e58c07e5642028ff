import { Reach, roomProbe } from "@amaliyat/ui/reach";

/** Whether the room answers this phone. */
export const reach = new Reach(roomProbe);
