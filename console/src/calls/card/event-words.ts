/** Kinds of event of a call, as the room records them. Each is a sentence of the screen; any other kind is shown as «other». */
export const EVENT_KINDS = [
  "arrived",
  "vehicle_called",
  "handed_over",
  "announced",
  "offered",
  "answered",
  "leg_failed",
  "leg_ended",
  "language_chosen",
  "key_pressed",
  "too_many_keys",
  "too_much_text",
  "text_began",
  "text_waits",
  "text_ready",
  "text_ended",
  "keys_asked",
  "cannot_speak",
  "call_back_asked",
  "call_back_offered",
  "call_back_declined",
  "rang_again",
  "held",
  "resumed",
  "hold",
  "transfer",
  "transfer_completed",
  "transfer_cancelled",
  "consult_ended",
  "taking_over",
  "hung_up",
  "called_out",
  "overflow",
  "telephone_rung",
  "telephone_refused",
  "other_room_rung",
  "other_room_refused",
  "ended",
  "recorded",
  "recalled",
  "recording_paused",
  "recording_resumed",
  "recording_pause_failed",
  "not_recorded",
  "not_recorded_media",
  "recording_began",
  "survived",
  "placed",
  "place_unfetched",
  "place_asked",
  "listening",
  "listening_ended",
  "classified",
  "language_set",
  "question_answered",
  "joined",
  "parted",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Ringing of each telephone is not worth a line. */
const UNSAID = new Set(["ringing"]);

/** Holds are reported by the telephones for the person who asked. Those asked for by the room itself have a line of their own. */
const byRoom = (kind: string, by: unknown): boolean => (kind === "held" || kind === "resumed") && by !== "caller";

/**
 * The key of an event's sentence. Events written by a person on the card carry the name of the log before theirs. Null for an event without
 * a sentence.
 */
export function eventKind({
  kind,
  data,
}: {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}): EventKind | "other" | null {
  if (UNSAID.has(kind) || byRoom(kind, data["by"])) return null;
  if (kind === "recording_resumed" && data["how"] === "failed") return "recording_pause_failed";
  if (kind === "not_recorded" && data["why"] === "media") return "not_recorded_media";
  const plain = kind.replace(/^call\./u, "");
  return EVENT_KINDS.find((each) => each === plain) ?? "other";
}
