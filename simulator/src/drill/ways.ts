/** Output of the drill, and the signal that ends it. */
export type DrillWays = { readonly say: (line: string) => void; readonly signal: AbortSignal };
