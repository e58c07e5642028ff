import { reportKind, type ReportKind } from "./kinds.ts";

/** What decides who is looked at first. `nuisance` is the device's score at that moment; `receivedAt` in ms. */
export type Waiting = { readonly danger: boolean; readonly kind: ReportKind; readonly nuisance: number; readonly receivedAt: number };

/** From this score on a device's reports come after the others of their kind; none is left out, and doubted danger still stands before all that is none. */
export const DOUBTED = 2;

function order({ danger, kind, nuisance }: Waiting): number {
  const isDoubted = nuisance >= DOUBTED;
  if (danger) return isDoubted ? 0.5 : 0;
  return reportKind(kind).rank + (isDoubted ? 3 : 0);
}

/** Compares two waiting reports: danger first, then what presses, then who waits longest. */
export const byUrgency = (a: Waiting, b: Waiting): number => order(a) - order(b) || a.receivedAt - b.receivedAt;
