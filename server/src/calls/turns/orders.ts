import type { Exchange } from "../../telephony/index.ts";
import { talkingLeg } from "../rows/legs-store.ts";
import type { RoomEvent } from "./line-events.ts";
import type { LinesNow } from "./lines-now.ts";

/** Help that an order may ask of the room while it is carried out. */
export type AtHand = { readonly hasRoomForSound: () => Promise<boolean>; readonly say: (event: RoomEvent) => void };

/** An order to the telephones, given once the turn is on the disk. */
export type ToExchange = {
  readonly what: string;
  readonly callId: string;
  readonly legId: string | null;
  /** Telephones and calls that it touches beside its own: what is ordered of them goes one after the other as well. */
  readonly beside: readonly string[];
  readonly give: (exchange: Exchange, atHand: AtHand) => Promise<void>;
  /** Part of it that nobody outside hears of: done while the turn goes to the disk. */
  readonly prepare?: (exchange: Exchange) => Promise<void>;
  /** After this time the call is hung up: the caller has heard what there was to hear. */
  readonly hangUpAfterMs?: number;
  /** An order that failed is given again for as long as this is true of the lines. */
  readonly isWanted?: (now: LinesNow) => boolean;
};

/** True while a party is to be rung that has not answered: media that is away for a second must not send people into a pause. */
export const stillRings =
  (legId: string) =>
  ({ legs }: LinesNow): boolean => {
    const leg = legs.get(legId);
    return leg !== undefined && !leg.ended && !leg.answered;
  };

/** True while the sound of a call is the room's to keep: the call goes on, and no number outside has its caller. */
const isRecorded =
  (callId: string) =>
  ({ calls, legs }: LinesNow): boolean => {
    const own = [...legs.values()].filter((leg) => leg.callId === callId && !leg.ended);
    return calls.get(callId)?.goesOn === true && talkingLeg(own)?.kind !== "overflow";
  };

/** The order to record a call. The room is told where the disk has no room, and where the media server fails: then it is tried again. */
export function recordOrder(callId: string, at: number): ToExchange {
  const give: ToExchange["give"] = async (exchange, { hasRoomForSound, say }) => {
    if (!(await hasRoomForSound())) return say({ kind: "not_recorded", callId, why: "disk", at });
    await exchange.record(callId, true).catch((error: unknown) => {
      say({ kind: "not_recorded", callId, why: "media", at });
      throw error;
    });
    say({ kind: "recording_began", callId, at });
  };
  return { what: "record", callId, legId: null, beside: [], give, isWanted: isRecorded(callId) };
}
