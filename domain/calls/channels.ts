import { CHANNELS, type ChannelCode } from "../interventions/index.ts";
import { isLine, type LineNumber } from "./lines.ts";

/** The channels by which calls come: the lines, and the exchange that passes calls on. */
export const CALL_CHANNELS = CHANNELS.filter((channel) => channel.origin === "call");

/** The channel of an intervention that a call on a line opens. */
export const CHANNEL_OF_LINE: Readonly<Record<LineNumber, ChannelCode>> = { "17": "L17", "104": "L104", "1548": "L1548" };

/** The same for any line of the room: one that it added itself counts as the exchange. */
export const channelOfLine = (number: string): ChannelCode => (isLine(number) ? CHANNEL_OF_LINE[number] : "EXCH");
