import type { AuthorizationScheme } from "../rtsp/authorization.ts";
import type { Garbage, Refusing, SlowLink } from "../rtsp/faults.ts";
import type { Manners } from "../rtsp/quirks/manners.ts";
import type { Packing, Sending } from "../rtsp/quirks/packets.ts";
import type { Pictures } from "./pictures.ts";

/** A fault that begins at a moment. Times in ms. */
export type Fault =
  | { readonly kind: "freeze"; readonly forMs: number }
  | { readonly kind: "cut" }
  | { readonly kind: "refuse"; readonly how: Refusing; readonly forMs: number }
  | { readonly kind: "noise"; readonly form: Garbage }
  | { readonly kind: "loss"; readonly ratio: number; readonly forMs: number }
  | { readonly kind: "slow"; readonly link: SlowLink; readonly forMs: number }
  /** The clock of the camera is put so far from the true one. */
  | { readonly kind: "skew"; readonly byMs: number };

/** Duty of a right recorder. Causes are those of the recorder's gaps. */
export type Expected =
  | {
      readonly kind: "recorded";
      /** Causes of the gaps between the first and the last picture, in order, each named once. */
      readonly gaps?: readonly string[];
      /** The same, where either is right. */
      readonly orGaps?: readonly string[];
      /** Offset of the camera's clock that is told, ms. */
      readonly clockOffByMs?: number;
      /** Most requests of a method in the whole run. */
      readonly mostRequests?: Readonly<Record<string, number>>;
    }
  /** No picture can be had, for one of these causes. */
  | { readonly kind: "refused"; readonly causes: readonly string[] }
  /** A picture may be had by a reader that forgives; else one of these causes is told. */
  | { readonly kind: "either"; readonly causes: readonly string[] };

/** One camera of the laboratory: how it differs from a usual one, and what a right recorder makes of it. */
export type Scenario = {
  readonly name: string;
  readonly says: string;
  /** Default none. */
  readonly authorization?: AuthorizationScheme;
  /** The recorder's login: default the right one. Basic: the password may be sent readable. */
  readonly login?: "right" | "basic" | "wrong" | "none";
  readonly manners?: Manners;
  readonly packing?: Packing;
  readonly sending?: Sending;
  readonly pictures?: Pictures;
  /** How much faster the RTP time runs than its clock rate says. */
  readonly clockFactor?: number;
  /** The clock of its sender reports against the true one. */
  readonly clock?: { readonly offByMs?: number; readonly driftPpm?: number };
  /** Faults by the number of the picture at which they begin. */
  readonly faults?: readonly (Fault & { readonly at: number })[];
  /** Pictures after which it has shown all that it is about. Default 250: 20 s. */
  readonly lasts?: number;
  readonly expected: Expected;
  /** The faults that are found today, in the words of the judge. Taken off when it is mended. */
  readonly fails?: string;
};

export const RECORDED: Expected = { kind: "recorded" };
export const refused = (...causes: readonly string[]): Expected => ({ kind: "refused", causes });
export const either = (...causes: readonly string[]): Expected => ({ kind: "either", causes });
export const withGaps = (...gaps: readonly string[]): Expected => ({ kind: "recorded", gaps });
/** Pictures between two others of a scenario that lasts as long as most do. */
export const LASTS = 250;
