import type { Log } from "../../platform/log.ts";
import type { Clock } from "../../platform/clock.ts";
import type { OnExchange, Target } from "../exchange.ts";
import type { Media, MediaProfile } from "../media/media.ts";
import type { Player } from "../media/player.ts";
import type { Endpoint } from "../sip/endpoint.ts";
import type { Call, CallRecord } from "./call.ts";
import type { KeepInOrder } from "./keep.ts";

/** What the orders of the exchange stand on. */
export type Exchanging = {
  readonly calls: Map<string, Call>;
  readonly endpoint: () => Endpoint;
  readonly media: Media;
  readonly player: Player;
  readonly heard: OnExchange;
  readonly keep: KeepInOrder;
  readonly clock: Clock;
  readonly log: Log;
  readonly realm: string;
  readonly key: string;
  readonly holdMusic: string;
  /** Where the media server records, and where the sound files are made. */
  readonly recordings: string;
  readonly sounds: string;
  readonly profileOf: (target: Target) => MediaProfile;
};

/** Keeps the call as it stands. */
export function save({ keep }: Exchanging, call: Call): void {
  const record: CallRecord | null = call.over ? null : call.record();
  if (record !== null) keep.save(call.callId, record);
}

export const addressOf = (target: Target, realm: string): string =>
  target.kind === "extension" ? `sip:${target.extension}@${realm}` : `sip:${target.number.replaceAll(/[^+\d*#]/g, "")}@trunk.${realm}`;
