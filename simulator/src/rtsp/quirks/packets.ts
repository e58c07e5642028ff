/** Departures in the way that pictures are cut into RTP packets (RFC 3550, RFC 6184). */
export type Packing = {
  readonly payloadType?: number;
  /** Largest payload, bytes. */
  readonly payloadBytes?: number;
  /** One NAL unit a packet, whatever its size. */
  readonly areUnitsWhole?: boolean;
  /** Puts small NAL units that follow each other into one packet (STAP-A). */
  readonly areUnitsJoined?: boolean;
  readonly hasNoFragmentEnd?: boolean;
  /** Default: on the last packet of a picture. */
  readonly marker?: "none" | "slices";
  readonly hasPadding?: boolean;
  readonly hasExtension?: boolean;
  readonly hasContributors?: boolean;
};

/** At the n-th picture of a session: a jump of the sequence number, of the RTP time in ticks, or a new source. */
export type Break = { readonly at: number; readonly sequence?: number; readonly ticks?: number; readonly isNewSource?: boolean };

/** Packets of the n-th picture of a session that are not sent. */
export type Loss = { readonly at: number; readonly packets: "first" | "middle" | "last" | "all" };

/** Bytes between the packets, once every so many pictures. Half: an interleaved frame that claims 60,000 bytes and holds the noise. */
export type Between =
  | { readonly every: number; readonly kind: "texts"; readonly texts: readonly string[] }
  | { readonly every: number; readonly kind: "noise" | "half"; readonly bytes: number }
  /** Frames on a channel that was not granted. */
  | { readonly every: number; readonly kind: "stray" }
  /** RTP packets without a payload, or of another payload type. */
  | { readonly every: number; readonly kind: "empty" | "other type" };

/** Departures in the way that packets are sent. */
export type Sending = {
  readonly sequenceFrom?: number;
  readonly timestampFrom?: number;
  readonly breaks?: readonly Break[];
  readonly losses?: readonly Loss[];
  /**
   * Doubled: every packet twice. Repeated: all packets of a picture again behind it. Interleaved: those of the picture before again between those
   * of a picture. Late: those of the picture five before it again behind it. Swapped: its second and its third packet in turn.
   */
  readonly order?: "doubled" | "repeated" | "interleaved" | "late" | "swapped";
  /** Sender reports: none, among broken RTCP, or on the channel of the pictures. */
  readonly reports?: "none" | "chatty" | "among pictures";
  readonly reportEveryMs?: number;
  readonly between?: Between;
};
