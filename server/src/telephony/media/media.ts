import { z } from "zod";
import { ExchangeFault } from "../exchange.ts";
import type { Ng } from "../ng/client.ts";
import { audioPort, g711Types, hasG711, isPlain, narrow, queueParty, type Family } from "../sip/description/sdp.ts";

/**
 * Transport of a party's sound: plain RTP (trunk, telephones), RTP with keys in the description (SDES), DTLS-SRTP of a trunk, or a
 * browser's with ICE.
 */
export type MediaProfile = "rtp" | "srtp" | "dtls" | "browser";

/** Sound is taken from where it was said to come from, and from nowhere else. */
const OURS = ["port latching", "strict source"];
const COMMON = { replace: ["origin", "session-connection"] };
const TRUNK = { ...COMMON, ICE: "remove", "rtcp-mux": ["demux"], flags: OURS };
const FLAGS: Readonly<Record<MediaProfile, Readonly<Record<string, unknown>>>> = {
  rtp: { ...TRUNK, "transport-protocol": "RTP/AVP" },
  srtp: { ...TRUNK, "transport-protocol": "RTP/SAVP", DTLS: "off" },
  dtls: { ...TRUNK, "transport-protocol": "UDP/TLS/RTP/SAVP", SDES: ["off"] },
  browser: {
    ...COMMON,
    "transport-protocol": "UDP/TLS/RTP/SAVPF",
    ICE: "force",
    "rtcp-mux": ["offer", "require"],
    SDES: ["off"],
    flags: ["generate mid", ...OURS],
  },
};

/**
 * For a caller without G.711 by its usual types: the other party is offered it, and the media server turns one into the other. G.711 A under another
 * type is turned into µ: rtpengine 12.5 turns no codec into itself, and browsers take A by its usual type alone.
 */
const intoG711 = (callerSdp: string) => {
  const isAlaw = g711Types(callerSdp).some(([, fixed]) => fixed === 8);
  return { codec: { mask: ["G722", "opus", "G729", "PCMA", "PCMU"], transcode: [isAlaw ? "PCMU" : "PCMA"] } };
};

/** Without this flag 12.5 refuses the answer to a subscription that is to be decoded. */
const DECODES = { flags: [...OURS, "allow transcoding"] };

/** A description of a port of ours that takes the formats of an offer. The media server takes no answer that leaves out the events. */
function takingAll(offer: string, { address, port }: OurPort): string {
  const formats = /^m=audio \d+ \S+ ([\d ]+)/m.exec(offer)?.[1] ?? "";
  const maps = offer.match(/^a=(?:rtpmap|fmtp):.*$/gm) ?? [];
  const head = ["v=0", `o=- 1 1 IN IP4 ${address}`, "s=-", `c=IN IP4 ${address}`, "t=0 0", `m=audio ${port} RTP/AVP ${formats}`];
  return [...head, ...maps, "a=recvonly", ""].join("\r\n");
}

/** Tag at the media server of the party that begins a call. In a call out that is the console, until the other has answered. */
export const FIRST = "A";

/** A call as far as its caller's sound goes: the caller's tag, what the caller has described, and how the caller takes sound. */
export type Calling = {
  readonly callId: string;
  readonly callerTag: string;
  readonly callerSdp: string;
  readonly callerProfile: MediaProfile;
};
/** A port of ours to which sound is sent. */
export type OurPort = { readonly address: string; readonly port: number };
/** The caller, and whom the caller is joined with. */
type Joined = Pick<Calling, "callId" | "callerTag"> & { readonly tag: string };

/** The caller whose sound is copied. */
export type Copied = Pick<Calling, "callId" | "callerTag" | "callerSdp">;

/** The addresses of what is offered: answers keep those of their offer. */
const by = (family: Family) => ({ "address family": family });

const FOREVER = 1_000_000;

const withSdp = z.object({ sdp: z.string() });
const played = z.object({ duration: z.number().optional() });
const counted = z.object({ statistics: z.object({ totalstatistics: z.object({ uptime: z.coerce.number() }) }) });
const stream = z.object({ flags: z.array(z.string()), stats: z.object({ packets: z.number() }) });
const known = z.object({ tags: z.record(z.string(), z.object({ medias: z.array(z.object({ streams: z.array(stream) })) })) });
const parties = z.object({ tags: z.record(z.string(), z.unknown()) });

/**
 * Orders to rtpengine 12.5 about one call. The caller is answered against an absent party, so that the call stands before anybody is rung.
 * Each later leg is offered with a branch of its own and no to-tag. With one, 12.5 takes the wrong branch after a leg that was not
 * answered, and the next is silent. `port latching` keeps the caller's port; otherwise the caller would need a re-INVITE to hear.
 */
export function makeMedia(ng: Ng) {
  const sdpOf = async (command: string, values: Readonly<Record<string, unknown>>): Promise<string> =>
    withSdp.parse(await ng.order(command, values)).sdp;
  /** The last door before rtpengine: what stands in it is written by `narrow`, wherever the text was kept. */
  const described = (sdp: string): { sdp: string } => {
    const written = narrow(sdp, ["IP4", "IP6"]);
    if (written === null) throw new ExchangeFault("a description that cannot be read is kept from the media server");
    return { sdp: written.sdp };
  };
  const party = (callId: string, tag: string) => ({ "call-id": callId, "from-tag": tag });
  const quietly = async (command: string, values: Readonly<Record<string, unknown>>): Promise<void> =>
    void (await ng.order(command, values).catch(() => undefined));

  return {
    ping: async (): Promise<void> => void (await ng.order("ping", {})),
    /** Uptime of this media server (s): a smaller value than before means another process. */
    uptime: async (): Promise<number> => counted.parse(await ng.order("statistics", {})).statistics.totalstatistics.uptime,
    /** Number of packets of sound that came from a party; null for no such party. */
    lastHeard: async (callId: string, tag: string): Promise<{ packets: number } | null> => {
      const { tags } = known.parse(await ng.order("query", { "call-id": callId }));
      const streams = tags[tag]?.medias.flatMap((each) => each.streams).filter(({ flags }) => flags.includes("RTP")) ?? [];
      if (streams.length === 0) return null;
      const packets = streams.reduce((sum, each) => sum + each.stats.packets, 0);
      return { packets };
    },
    /**
     * False only where the media server says so; one that does not answer has forgotten nothing, and throws. One that was started anew and was
     * given an order meanwhile knows the call, and not the party with whom the caller is.
     */
    knows: async (callId: string, tag?: string): Promise<boolean> =>
      await ng.order("query", { "call-id": callId }).then(
        (reply) => tag === undefined || tag in parties.parse(reply).tags,
        (error: unknown) => {
          if (String(error).toLowerCase().includes("unknown call-id")) return false;
          throw error;
        },
      ),
    /** Their offer in, our answer out: they hear nothing yet. */
    answerCaller: async (callId: string, caller: string, sdp: string, queue: string, profile: MediaProfile): Promise<string> => {
      await ng.order("offer", { ...party(callId, caller), ...described(sdp), ...FLAGS.rtp, ...by("IP4") });
      return await sdpOf("answer", { ...party(callId, caller), "to-tag": queue, ...described(queueParty(sdp)), ...FLAGS[profile] });
    },
    /** Our offer to a caller that sent none, or that we ring ourselves. */
    offerCaller: async (callId: string, queue: string, profile: MediaProfile, family: Family = "IP4"): Promise<string> =>
      await sdpOf("offer", { ...party(callId, queue), ...described(queueParty(null)), ...FLAGS[profile], ...by(family) }),
    callerAnswered: async (callId: string, caller: string, queue: string, sdp: string): Promise<void> =>
      void (await ng.order("answer", { ...party(callId, queue), "to-tag": caller, ...described(sdp), ...FLAGS.rtp })),
    /** The caller's sound changed (hold, another address). */
    callerAgain: async ({ callId, callerTag, tag }: Joined, sdp: string, profile: MediaProfile): Promise<void> =>
      void (await ng.order("offer", { ...party(callId, callerTag), "to-tag": tag, ...described(sdp), ...FLAGS[profile] })),
    /** Makes the offer to another party. */
    offerLeg: async (
      { callId, callerTag, callerSdp }: Calling,
      tag: string,
      profile: MediaProfile,
      family: Family = "IP4",
    ): Promise<string> =>
      await sdpOf("offer", {
        ...party(callId, callerTag),
        "via-branch": tag,
        ...described(callerSdp),
        ...FLAGS[profile],
        ...by(family),
        ...(isPlain(callerSdp) ? {} : intoG711(callerSdp)),
      }),
    /**
     * Takes the other party's answer: from now it and the caller, who takes sound in its own way, hear each other. Returns the description
     * for the caller.
     */
    joinLeg: async ({ callId, callerTag, callerProfile }: Calling, tag: string, sdp: string): Promise<string> => {
      await Promise.all([quietly("stop media", party(callId, callerTag)), quietly("unblock media", party(callId, callerTag))]);
      return await sdpOf("answer", {
        ...party(callId, callerTag),
        "to-tag": tag,
        "via-branch": tag,
        ...described(sdp),
        ...FLAGS[callerProfile],
      });
    },
    /** Says the answer of the party with whom the caller talks once more: after an offer to another it hears the caller again. */
    giveBack: async ({ callId, callerTag, callerProfile }: Calling, tag: string, sdp: string): Promise<void> => {
      const answer = { "to-tag": tag, "via-branch": tag, ...described(sdp), ...FLAGS[callerProfile] };
      await ng.order("answer", { ...party(callId, callerTag), ...answer });
    },
    /** Puts the party that is not there in the place of a leg: the caller hears nothing and nobody hears him. */
    park: async ({ callId, callerTag, callerSdp, callerProfile }: Calling, queue: string): Promise<void> => {
      await ng.order("offer", { ...party(callId, callerTag), "via-branch": queue, ...described(callerSdp), ...FLAGS.rtp, ...by("IP4") });
      const answer = { "to-tag": queue, "via-branch": queue, ...described(queueParty(callerSdp)), ...FLAGS[callerProfile] };
      await ng.order("answer", { ...party(callId, callerTag), ...answer });
    },
    /** Mutes a party for all others, or ends that. */
    mute: (callId: string, tag: string, on: boolean) => ng.order(on ? "block media" : "unblock media", party(callId, tag)),
    /**
     * Plays to a party; returns the length of the file in ms, if rtpengine gives it. With `over` a talk, nothing else is sent to the party
     * meanwhile, or both would come as two streams at once. The other still hears the party.
     */
    play: async (callId: string, tag: string, file: string, repeat: boolean, over = false): Promise<number | null> => {
      const times = repeat ? { "repeat-times": FOREVER } : {};
      const flags = over ? { flags: ["block-egress"] } : {};
      return played.parse(await ng.order("play media", { ...party(callId, tag), file, ...times, ...flags })).duration ?? null;
    },
    silence: (callId: string, tag: string) => quietly("stop media", party(callId, tag)),
    /** To one party's sound alone: two in one subscription are refused or mixed up (12.5). */
    subscribe: async (callId: string, tag: string, listener: string, profile: MediaProfile): Promise<string> =>
      await sdpOf("subscribe request", { ...party(callId, tag), "to-tag": listener, ...FLAGS[profile], ...by("IP4") }),
    subscribed: async (callId: string, listener: string, sdp: string, profile: MediaProfile): Promise<void> =>
      void (await ng.order("subscribe answer", { "call-id": callId, "to-tag": listener, ...described(sdp), ...FLAGS[profile] })),
    /**
     * Sends a copy of a caller's sound to a port of ours: as it comes where it is G.711, else decoded into G.711 A. `from` is told from which port
     * it will come; nothing is sent where there is none.
     */
    copy: async ({ callId, callerTag, callerSdp }: Copied, listener: string, to: OurPort, from: (port: number) => void): Promise<void> => {
      const isCoded = !hasG711(callerSdp);
      const asked = { ...party(callId, callerTag), "to-tag": listener, ...FLAGS.rtp, ...by("IP4") };
      const offer = await sdpOf("subscribe request", { ...asked, ...(isCoded ? intoG711(callerSdp) : {}) });
      const port = audioPort(offer);
      if (port === null) return;
      from(port);
      const answer = { "call-id": callId, "to-tag": listener, ...described(takingAll(offer, to)), ...FLAGS.rtp };
      await ng.order("subscribe answer", { ...answer, ...(isCoded ? DECODES : {}) });
    },
    unsubscribe: (callId: string, listener: string) => quietly("unsubscribe", { "call-id": callId, "to-tag": listener }),
    record: async (callId: string, on: boolean): Promise<void> =>
      void (await ng.order(on ? "start recording" : "stop recording", { "call-id": callId })),
    end: (callId: string) => quietly("delete", { "call-id": callId, "delete delay": 0 }),
  };
}

export type Media = ReturnType<typeof makeMedia>;
