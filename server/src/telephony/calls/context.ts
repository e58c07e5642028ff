import type { Log } from "../../platform/log.ts";
import type { Clock } from "../../platform/clock.ts";
import type { ExchangeEvent, Target } from "../exchange.ts";
import type { Media, MediaProfile } from "../media/media.ts";
import type { KeySource } from "../media/keys/pressed-keys.ts";
import type { DecodedSound } from "../media/sound/decoded-sound.ts";
import type { ToneEar } from "../media/keys/tone-ear.ts";
import type { Converter } from "../media/sound/converter.ts";
import type { Player } from "../media/play/player.ts";
import type { Endpoint, Incoming } from "../sip/endpoint.ts";
import { hasNoSound, type Family } from "../sip/description/sdp.ts";
import type { TextPorts } from "../text/streams.ts";
import type { Call, CallRecord } from "./call.ts";
import type { Gate } from "./gate.ts";
import type { StoredCallsInOrder } from "./stored-calls.ts";

/** Dependencies of the exchange's orders. */
export type Exchanging = {
  readonly calls: Map<string, Call>;
  readonly endpoint: () => Endpoint;
  readonly media: Media;
  readonly player: Player;
  readonly converter: Converter;
  readonly gate: Gate;
  readonly heard: (event: ExchangeEvent) => void;
  /** The same; true once what was told is on the disk. */
  readonly told: (event: ExchangeEvent) => Promise<boolean>;
  /** Keeps what callers say whose sound is not G.711. */
  readonly decoded: DecodedSound;
  /** Hears keys that come as tones. */
  readonly ear: ToneEar;
  /** A caller has pressed a key. */
  readonly pressed: (callId: string, key: string, source: KeySource) => void;
  /** Ports for the text of callers who do not speak. */
  readonly texts: TextPorts;
  readonly stored: StoredCallsInOrder;
  readonly clock: Clock;
  readonly log: Log;
  readonly realm: string;
  /** Names this room to others. */
  readonly roomId: string;
  /** Families of addresses by which the trunk's sound may come, and that of calls out. */
  readonly families: readonly Family[];
  readonly outFamily: Family;
  readonly key: () => string;
  readonly holdMusic: string;
  /** Folder of the media server's packets and metadata, and folder of the sound files made from them. */
  readonly captured: string;
  readonly recordings: string;
  /** True for a call of this key that the edge saved and has not been told to forget. */
  readonly isSaved: (key: string) => Promise<boolean>;
  /** True once this server ends: what is kept is the next one's. */
  readonly isEnding: () => boolean;
  readonly profileOf: (target: Target) => MediaProfile;
};

/** Saves the call as it stands. */
export function save({ stored }: Exchanging, call: Call): void {
  const record: CallRecord | null = call.over ? null : call.record();
  if (record !== null) stored.save(call.callId, record);
}

/** Ends once a call is on the disk as it stands, or the disk did not take it. */
export async function saved({ stored }: Exchanging, call: Call): Promise<void> {
  const record = call.over ? null : call.record();
  if (record !== null) await stored.kept(call.callId, record);
}

/** Plays to the caller; what is repeated is kept with the call. */
export async function play(on: Exchanging, call: Call, files: readonly string[], repeat: boolean): Promise<void> {
  const music = repeat ? (files.at(-1) ?? null) : null;
  const isNew = music !== (call.facts.music ?? null);
  call.set({ music });
  await on.player.play(call.callId, call.facts.callerTag, files, repeat);
  on.gate.leave(call.callId);
  if (isNew) save(on, call);
}

/** Plays again what the caller heard, to a media server that was started anew; a party that was on hold stays silent. */
export async function playAgain(on: Exchanging, call: Call): Promise<void> {
  const { callerTag, tag, music = null } = call.facts;
  if (!on.player.isPlaying(call.callId) && music === null) return;
  if (call.isJoined) for (const each of [tag, callerTag]) await on.media.mute(call.callId, each, true);
  if (on.player.isPlaying(call.callId)) await on.player.again(call.callId, callerTag);
  else if (music !== null) await on.player.play(call.callId, callerTag, [music], true);
}

/** The media server knows nothing any more of a call that is just over: no fault. */
const notDetected =
  (on: Exchanging, call: Call) =>
  (error: unknown): void => {
    if (!call.over) on.log.warn({ err: error, callId: call.callId }, "telephony: key tones not detected");
  };

/**
 * Begins to hear the keys of a caller, in the call's turn: while the caller waits, since nothing is behind a key afterwards, and until an event
 * has come. Without them the call stands all the same.
 */
export function hearKeys(on: Exchanging, call: Call, isNew = false): void {
  const { callerSdp, callerProfile } = call.facts;
  if (callerSdp === "" || callerProfile === "browser" || hasNoSound(callerSdp)) return;
  void call
    .turn(async () => {
      if (!call.isJoined && call.keys.hearsTones) await on.ear.hear(call.facts, isNew);
    })
    .catch(notDetected(on, call));
}

export const familyOf = ({ outFamily }: Exchanging, target: Target): Family => (target.kind === "number" ? outFamily : "IP4");
/** The same in a talk, for a while: somebody who cannot speak was asked to press a key. Asked again, the while begins anew. */
export function hearKeysInTalk(on: Exchanging, call: Call, forMs: number): void {
  const asked = call.prompting;
  const { callerSdp, callerProfile } = call.facts;
  if (callerSdp === "" || callerProfile === "browser" || !call.keys.hearsTones) return;
  void on.ear.hear(call.facts, false).catch(notDetected(on, call));
  const stop = async (): Promise<void> => (call.isJoined && call.prompting === asked ? on.ear.stop(call.callId) : undefined);
  setTimeout(() => void call.turn(stop).catch(notDetected(on, call)), forMs).unref();
}

export const addressOf = (target: Target, realm: string): string =>
  target.kind === "extension" ? `sip:${target.extension}@${realm}` : `sip:${target.number.replaceAll(/[^+\d*#]/g, "")}@trunk.${realm}`;

/** A room that has not answered yet says each second that it will: the edge takes one for dead that says nothing (kamailio.cfg). */
const QUEUED_EVERY_MS = 1_000;

/** Says so until it is disposed. */
export function sayQueued(incoming: Incoming): Disposable {
  const timer = setInterval(() => incoming.queued(), QUEUED_EVERY_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
