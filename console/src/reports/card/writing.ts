/** Begins a message of one kind: the keys of the card reach into its panel. */
export type Writing = { readonly begin: (kind: "ask" | "tell") => void };
