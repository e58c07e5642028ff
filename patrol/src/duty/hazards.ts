import type { Order } from "./apply.ts";

/** The hazards of an order that still hold: the data read may be older than their end. A duty stored by an older app has none. */
export const holdingNow = ({ hazards }: { readonly hazards?: Order["hazards"] }, now: number): Order["hazards"] =>
  (hazards ?? []).filter(({ until }) => Date.parse(until) > now);
