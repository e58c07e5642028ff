import type { ExchangeEvent } from "../../telephony/index.ts";

/** Events of the room itself, beside those of the telephones. */
export type RoomEvent =
  /** Something may have run out. */
  | { readonly kind: "clock"; readonly at: number }
  /** The people whose screens are locked now. */
  | { readonly kind: "screens"; readonly locked: readonly string[]; readonly at: number }
  /** The machine's clock was stepped by so many ms. */
  | { readonly kind: "clock_stepped"; readonly byMs: number; readonly at: number }
  /** A new server has the lines: the legs of each call that went on when the last one ended; null for a call that is over by now. */
  | {
      readonly kind: "recovered";
      readonly calls: readonly { readonly callId: string; readonly legs: readonly string[] | null }[];
      readonly at: number;
    }
  /** The disk has no room for the sound of a call, or the media server does not record it. An older server noted no reason. */
  | { readonly kind: "not_recorded"; readonly callId: string; readonly why?: "disk" | "media"; readonly at: number }
  /** Its recording began after all. */
  | { readonly kind: "recording_began"; readonly callId: string; readonly at: number }
  /** The telephones could not pause the recording of a call. */
  | { readonly kind: "pause_failed"; readonly callId: string; readonly at: number };
export type LineEvent = ExchangeEvent | RoomEvent;
