import { Turns } from "@amaliyat/domain/kernel";
import { z } from "zod";
import type { TextMark } from "@amaliyat/domain/calls";
import type { Arrival, Target } from "../exchange.ts";
import { FIRST, type MediaProfile } from "../media/media.ts";
import { PLAYED_MOST, type Played } from "../media/sound/played.ts";
import { PressedKeys } from "../media/keys/pressed-keys.ts";
import type { Dialog } from "../sip/dialog.ts";
import type { Outgoing } from "../sip/invite.ts";
import type { G711Types } from "../media/sound/g711.ts";
import { audioPort, g711Types } from "../sip/description/sdp.ts";
import { dialogSnapshot } from "../sip/snapshot.ts";
import type { TextStream } from "../text/streams.ts";

const target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("extension"), extension: z.string() }),
  z.object({ kind: z.literal("number"), number: z.string() }),
]);
const profile = z.enum(["rtp", "srtp", "dtls", "browser"]);

const arrival = z.object({
  dialled: z.string(),
  from: z.object({ number: z.string().nullable(), withheld: z.boolean() }),
  location: z.string().nullable(),
  locationReference: z.string().nullable().optional(),
  vehicle: z
    .object({ msd: z.string().nullable(), by: z.enum(["automatic", "manual"]).nullable() })
    .nullable()
    .optional(),
  at: z.number(),
  text: z.enum(["beside", "alone"]).nullable().default(null),
  rooms: z.array(z.string()).optional(),
  isKept: z.boolean().optional(),
}) satisfies z.ZodType<Arrival>;

/** The text stream of a call: our port, the caller's side of it, and where it stands in descriptions. */
const text = z.object({
  port: z.number(),
  peer: z.object({
    host: z.string(),
    port: z.number(),
    types: z.object({ t140: z.number(), red: z.number().nullable() }),
    generations: z.number(),
  }),
  protocol: z.string(),
  direction: z.enum(["sendrecv", "sendonly", "recvonly", "inactive"]),
  /** True where the caller has no sound. */
  alone: z.boolean(),
  /** True where text stands before sound. */
  isFirst: z.boolean(),
});
export type TextFacts = z.output<typeof text>;

/** A recording whose sound file is to be made: its number within the call, and its files of packets by their names. */
const making = z.object({ nth: z.number(), files: z.array(z.string()) });
export type Making = z.output<typeof making>;

/** The facts from which sound files are made. */
const sound = {
  callId: z.string(),
  /** Our ports at which their sound came: the left side of a recording. */
  ports: z.array(z.number()),
  recordings: z.number(),
  /** Files that the caller heard: the media server keeps no packets of them. */
  played: z.array(z.object({ at: z.number(), file: z.string().nullable(), repeat: z.boolean() })).default([]),
  making: z.array(making).default([]),
};
/** Free payload types that the caller uses for G.711. */
const types = z.array(z.tuple([z.number(), z.number()])).default([]);

/** A call that is over, as it is kept until the sound files of its recordings are made and told. */
export const overRecord = z.object({ ...sound, types, over: z.literal(true) });
export type OverRecord = z.output<typeof overRecord>;

/** A call as it is kept, so that the next server takes it back. Legs that only ring are not kept: nobody has spoken yet. */
export const callRecord = z.object({
  ...sound,
  /** The caller's description, and ours to the caller. */
  callerSdp: z.string(),
  ours: z.string(),
  callerProfile: profile,
  callerTag: z.string().default(FIRST),
  /** Tag of the party they are joined with: a leg, or the party that is absent. */
  tag: z.string(),
  tags: z.number(),
  line: z.string(),
  number: z.string().nullable(),
  /** The extension of the console that is the caller: it calls out, and nobody has answered whom the call is about. */
  console: z.string().nullable().default(null),
  /** The file that is played again and again to the caller, for the next server to know when the media server is started anew. */
  music: z.string().nullable().default(null),
  recording: z.boolean(),
  /** Its recording is paused: nothing that is said is kept, whatever happens to the media server meanwhile. */
  paused: z.boolean().default(false),
  /** The address from which it came to the edge; null for a call out. */
  source: z.string().nullable().default(null),
  /** Arrival of the call; null for a call out. A server that answered and died left it unreported: the next server reports it from this. */
  arrival: arrival.nullable().default(null),
  text: text.nullable().default(null),
  /** Our answer to its INVITE, until its caller has acknowledged it: the next server sends it again, and tells of the call once it is. */
  answer: z.string().nullable().default(null),
  caller: dialogSnapshot,
  legs: z.array(z.object({ legId: z.string(), target, tag: z.string(), sdp: z.string(), profile, dialog: dialogSnapshot })),
});
export type CallRecord = z.output<typeof callRecord>;

export type Leg = {
  readonly legId: string;
  readonly target: Target;
  tag: string;
  readonly profile: MediaProfile;
  /** Their description; empty while they ring. */
  sdp: string;
  dialog: Dialog | null;
  outgoing: Outgoing | null;
  /** Rings once more with another offer, while it rings. */
  renew?: (offer: string) => void;
  /** Dialogs of one who listens: one for each party that is heard. */
  readonly listening: { readonly tag: string; dialog: Dialog | null; outgoing: Outgoing | null }[] | null;
};

export type Facts = Omit<CallRecord, "caller" | "legs" | "music" | "played" | "paused" | "making" | "answer"> & {
  readonly answer?: string | null;
  readonly making?: readonly Making[];
  /** Of a call that is over, whose descriptions are not kept. */
  readonly types?: G711Types;
  readonly paused?: boolean;
  readonly music?: string | null;
  readonly played?: readonly Played[];
};

/** The facts of a call that comes in, before anybody has it. */
export const arrivedFacts = (
  given: Pick<Facts, "callId" | "callerSdp" | "ours" | "callerProfile" | "tag" | "text" | "source"> & {
    readonly arrival: NonNullable<Facts["arrival"]>;
  },
): Facts => ({
  ...given,
  callerTag: FIRST,
  tags: 0,
  ports: [audioPort(given.ours) ?? 0],
  line: given.arrival.dialled,
  number: given.arrival.from.withheld ? null : given.arrival.from.number,
  console: null,
  recording: false,
  recordings: 0,
});

/** A call that is over and whose sound files are not all made. */
export function overCall(kept: Omit<OverRecord, "over">): Call {
  const gone = { callerSdp: "", ours: "", callerProfile: "rtp", callerTag: FIRST, tag: "", tags: 0, line: "", number: null } as const;
  const call = new Call({ ...gone, console: null, recording: false, source: null, arrival: null, text: null, ...kept });
  call.over = true;
  return call;
}

/** Acts on a call that is not answered yet: somebody is joined with its caller, writes to the caller, or it is over. */
export type Pending = {
  /** False where the caller is gone. */
  readonly joined: () => Promise<boolean>;
  readonly write: (text: string) => void;
  readonly drop: () => void;
};

/** A call that stands: what is kept of it, with its dialogs. Orders on its media go one after the other. */
export class Call {
  readonly legs = new Map<string, Leg>();
  /** Legs that the media server knows and nobody else does: they may be rung. */
  readonly prepared = new Map<string, { readonly leg: Leg; readonly offer: string }>();
  facts: Facts;
  caller: Dialog | null = null;
  readonly keys = new PressedKeys();
  over = false;
  /** The prompt that is played over the talk; another, or another talk, takes its place. */
  prompting: object | null = null;
  /** True once the user of the exchange knows of it: a call that comes is told when its caller has acknowledged our answer. */
  isTold = true;
  /** Tells that a call ended which was not told before, and whose caller may have heard our answer; null if nothing is to be told. */
  untoldEnd: (() => void) | null = null;
  text: TextStream | null = null;
  /** Of a call that is not answered yet. */
  pending: Pending | null = null;
  /** Time of the caller's last text, epoch ms. */
  textAt = 0;
  /** Kinds of input above the limit; each is reported once. */
  readonly tooMuch = new Set<"text" | "keys">();
  /** Text that the caller wrote before the call was told. */
  readonly untold: { readonly text: string; readonly mark: TextMark }[] = [];
  readonly #turns = new Turns();
  readonly #sounds = new Turns();

  constructor(facts: Facts) {
    this.facts = facts;
  }

  get callId(): string {
    return this.facts.callId;
  }

  set(changed: Partial<Facts>): void {
    this.facts = { ...this.facts, ...changed };
  }

  /** Notes what the caller hears from now on. */
  hears(played: Played): void {
    this.set({ played: [...(this.facts.played ?? []), played].slice(-PLAYED_MOST) });
  }

  newTag(): string {
    this.set({ tags: this.facts.tags + 1 });
    return `P${this.facts.tags}`;
  }

  /** The party with whom the caller talks. */
  get joined(): Leg | undefined {
    return [...this.legs.values()].find(({ tag, dialog }) => dialog !== null && tag === this.facts.tag);
  }
  get isJoined(): boolean {
    return this.joined !== undefined;
  }

  /** Does `work` when all that was begun before is done; nothing once the call is over. */
  turn(work: () => Promise<void>): Promise<void> {
    return this.#turns.run(() => (this.over ? undefined : work()));
  }

  /** Makes its sound files one after the other, also once it is over. */
  inSounds(work: () => Promise<void>): Promise<void> {
    return this.#sounds.run(work);
  }

  record(): CallRecord | null {
    if (this.caller === null) return null;
    const legs = [...this.legs.values()].flatMap(({ legId, target: to, tag, sdp, profile: how, dialog, listening }) =>
      dialog === null || listening !== null ? [] : [{ legId, target: to, tag, sdp, profile: how, dialog: dialog.snapshot() }],
    );
    const { music = null, played = [], paused = false, making: toMake = [], answer = null } = this.facts;
    return { ...this.facts, answer, music, paused, played: [...played], making: [...toMake], caller: this.caller.snapshot(), legs };
  }

  /** The record that is kept once the call is over. */
  overRecord(): OverRecord {
    const { callId, ports, recordings, played = [], making: toMake = [] } = this.facts;
    return { callId, ports, recordings, played: [...played], making: [...toMake], types: this.types.map(([a, b]) => [a, b]), over: true };
  }

  /** Free payload types that the caller uses for G.711. */
  get types(): G711Types {
    return this.facts.types ?? g711Types(this.facts.callerSdp);
  }
}

/** Why a party could not be had, by the SIP status (RFC 3261 §21). */
export function failureOf(status: number): "no_answer" | "refused" | "busy" | "unreachable" | "failed" | "loop" {
  if (status === 482) return "loop";
  if (status === 486 || status === 600) return "busy";
  if (status === 603 || status === 403 || status === 433) return "refused";
  if (status === 487 || status === 408) return "no_answer";
  if ([404, 410, 480, 484, 502, 503, 604].includes(status)) return "unreachable";
  return "failed";
}
