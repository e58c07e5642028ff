import type { Text3 } from "../../kernel/index.ts";

/**
 * One sub-category as the scheme states it. A code is permanent: it may be retired, never reused.
 * `apco` are codes of APCO/ANSI 2.103 common incident types, for exchange with other rooms; empty where none fits.
 */
export type SubcategoryEntry = {
  readonly code: string;
  readonly iccs: string | null;
  readonly apco: readonly string[];
  readonly labels: Text3;
};
