/**
 * At most this part of a period's interventions should be left unclassified. «Other» is a category of its own, with assaults, fires and abductions
 * in it, and is no sign of carelessness.
 */
export const UNCLASSIFIED_TARGET = 0.01;

/** The part that is unclassified; null of nothing. */
export const unclassifiedShare = (unclassified: number, total: number): number | null => (total === 0 ? null : unclassified / total);
