import { reportKind, type ReportKind } from "./kinds.ts";

/** What decides who is looked at first. `nuisance` is the device's score at that moment; `receivedAt` in ms. */
export type Waiting = { readonly danger: boolean; readonly kind: ReportKind; readonly nuisance: number; readonly receivedAt: number };

/** From this score on a device's reports come after the others of their kind; none is left out, and danger not put back. */
export const DOUBTED = 2;

const order = ({ danger, kind, nuisance }: Waiting): number => (danger ? 0 : reportKind(kind).rank + (nuisance >= DOUBTED ? 3 : 0));

/** Compares two waiting reports: danger first, then what presses, then who waits longest. */
export const byUrgency = (a: Waiting, b: Waiting): number => order(a) - order(b) || a.receivedAt - b.receivedAt;
