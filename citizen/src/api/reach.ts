import { Reach, roomProbe } from "@amaliyat/ui/reach";

/** Watches whether the room answers this page. */
export const reach = new Reach(roomProbe);

/** The same for screens. A browser that says "offline" is right at once; one that says "online" may have a link that leads nowhere. */
export const isOnline = (): boolean => navigator.onLine && (reach.isReached() ?? true);
