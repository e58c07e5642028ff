/** A checked-in file that is made from the code. `make` gives its whole text; `file` is relative to the project. */
export type Generator = { readonly file: string; readonly make: (root: string) => Promise<string> };

/** The first line of a generated Markdown file. */
export const GENERATED = "<!-- Generated: npm run generate -->";
