/** Answer that stands in for the usual one. `{cseq}` in a text is the number of the request. */
export type Answer =
  | { readonly kind: "status"; readonly status: string; readonly headers?: Readonly<Record<string, string>> }
  /** A text, and another text `times` over behind it. */
  | { readonly kind: "text"; readonly text: string; readonly more?: { readonly text: string; readonly times: number } }
  | { readonly kind: "bytes"; readonly hex: string }
  | { readonly kind: "noise"; readonly bytes: number }
  | { readonly kind: "silence" }
  | { readonly kind: "close" }
  /** A text, then the same bytes every so many ms until the client closes. */
  | { readonly kind: "endless"; readonly text: string; readonly hex: string; readonly times: number; readonly everyMs: number };

/** Departures of a session description from the usual one (RFC 8866). */
export type Description = {
  /** The whole text. `{sets}` is the base64 of the parameter sets. */
  readonly text?: string;
  /** `control` of the video track; null for none. */
  readonly control?: string | null;
  readonly sessionControl?: string | null;
  /** Lines before the video track, and at its end. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly withoutSets?: boolean;
  /** Parameter sets in base64 in place of those of the stream. */
  readonly sets?: string;
  readonly payloadType?: number;
  readonly clockRate?: number;
  readonly packetizationMode?: 0 | 1;
};

/** Departures of a camera from the usual way to answer (RFC 2326). A field that is left out means the usual way. */
export type Manners = {
  readonly areNamesLower?: boolean;
  readonly hasNoCseq?: boolean;
  readonly lineEnd?: "\n";
  readonly version?: string;
  /** Difference of `Content-Length` from the truth, bytes; null leaves the header out and closes the connection behind the body. */
  readonly lengthOff?: number | null;
  /** Sends the answers before that to PLAY byte by byte. */
  readonly byteEveryMs?: number;
  /** Answers by method; `*` stands for every method. */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** Base of relative controls; `{url}` is the URL of the request, null leaves the header out. */
  readonly base?: { readonly header?: string; readonly value: string | null };
  readonly description?: Description;
  /** The `Transport` of the answer to SETUP; null leaves it out. */
  readonly transport?: string | null;
  readonly channel?: number;
  /** The `Session` of the answers to SETUP and to all others; `{id}` is the session. */
  readonly session?: { readonly setup: string; readonly others: string };
  /** Ends a session after so many seconds without one of the methods `aliveBy`. */
  readonly timeoutS?: number;
  readonly aliveBy?: readonly string[];
  /** The `Public` of the answer to OPTIONS. */
  readonly methods?: string;
  readonly keepAliveBody?: string;
  /** Sends pictures so long before the answer to PLAY. */
  readonly playAnswerMs?: number;
  /** Closes the connection so long after PLAY. */
  readonly endsAfterMs?: number;
  readonly saysGoodbye?: boolean;
  /** Takes another nonce with each request, or once after a time. Silent: without `stale`. */
  readonly nonce?: { readonly renewed: "each" | { readonly afterMs: number }; readonly isSilent?: boolean };
  readonly challenge?: string;
};
