/** Changes of an order of which its crew must hear, though they are no danger that has to be acknowledged. The gravest stands first. */
export const NEWS_KINDS = ["hazard", "place", "category", "words"] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];
/** Changes that the crew has not read, by assignment. */
export type News = Readonly<Record<string, readonly NewsKind[]>>;
