import type { Part, Theme } from "./shots.ts";

/** A fault that the page itself finds. */
export type Fault = { readonly rule: string; readonly place: string };

/** The other side, `console/pictures/show.tsx`: functions of the page. */
declare global {
  const pictures: {
    readonly parts: readonly Part[];
    readonly ready: () => Promise<readonly string[]>;
    readonly specimen: () => Promise<readonly number[]>;
    readonly theme: (theme: Theme) => void;
    readonly faults: () => Promise<readonly Fault[]>;
  };
}
