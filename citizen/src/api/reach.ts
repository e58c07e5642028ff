import { Reach, roomProbe } from "@amaliyat/ui/reach";

/** Whether the room answers this page. */
export const reach = new Reach(roomProbe);

/** The same for screens: until the first answer, what the browser says. */
export const isOnline = (): boolean => reach.isReached() ?? navigator.onLine;
