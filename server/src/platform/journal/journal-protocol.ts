/** One request to the thread that holds the file. */
export type Step =
  | { readonly kind: "append"; readonly stream: string; readonly records: readonly string[] }
  | { readonly kind: "replay"; readonly stream: string }
  | { readonly kind: "truncate"; readonly stream: string; readonly before: number }
  | { readonly kind: "put"; readonly name: string; readonly value: string }
  | { readonly kind: "get"; readonly name: string }
  | { readonly kind: "remove"; readonly name: string }
  | { readonly kind: "values"; readonly prefix: string };

/** The result of a step: the place of the first record, the records, a value, values, or nothing. */
export type Kept = number | string | readonly { readonly place: number; readonly text: string }[] | readonly string[] | null;

/** Steps that share one transaction and one sync. */
export type ToStore = readonly Step[];

export type FromStore =
  | { readonly kind: "opened" }
  | { readonly kind: "kept"; readonly kept: readonly Kept[] }
  | { readonly kind: "failed"; readonly reason: string };
