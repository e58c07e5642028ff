import type { Quality } from "./phone-state.ts";

/** Counts up to a moment: packets received and packets lost. */
export type Counted = { readonly received: number; readonly lost: number };

type Inbound = { readonly type: string; readonly kind?: string } & Readonly<Record<string, unknown>>;

const numberOf = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : 0);

/** Quality since the last look, and the base of the next comparison; null without sound. */
export function qualityOf(
  reports: readonly Inbound[],
  before: Counted | null,
): { readonly quality: Quality; readonly counted: Counted } | null {
  const inbound = reports.find((each) => each.type === "inbound-rtp" && each.kind === "audio");
  if (inbound === undefined) return null;
  const counted = { received: numberOf(inbound["packetsReceived"]), lost: Math.max(0, numberOf(inbound["packetsLost"])) };
  const received = counted.received - (before?.received ?? 0);
  const lost = Math.max(0, counted.lost - (before?.lost ?? 0));
  const pair = reports.find((each) => each.type === "candidate-pair" && each["nominated"] === true);
  const seconds = pair?.["currentRoundTripTime"];
  const quality = {
    lost: received + lost === 0 ? 0 : lost / (received + lost),
    jitterMs: numberOf(inbound["jitter"]) * 1000,
    roundTripMs: typeof seconds === "number" ? seconds * 1000 : null,
  };
  return { quality, counted };
}

/** Grades the sound (ITU-T G.113, G.114). From 2 % lost or 30 ms of jitter words suffer; from 8 % or 80 ms they are lost. */
export function gradeOf({ lost, jitterMs }: Quality): "good" | "fair" | "bad" {
  if (lost >= 0.08 || jitterMs >= 80) return "bad";
  return lost >= 0.02 || jitterMs >= 30 ? "fair" : "good";
}
