import type { Order } from "./apply.ts";

/** The hazards of an order that still hold: what was read may be older than their end. A duty kept by an older app has none. */
export const holdingNow = ({ hazards }: { readonly hazards?: Order["hazards"] }, now: number): Order["hazards"] =>
  (hazards ?? []).filter(({ until }) => Date.parse(until) > now);
