import { MOST_GENERATIONS, type TextTypes } from "@amaliyat/domain/calls";
import { guardOf, type Direction } from "./sound.ts";
import type { Description, Stream } from "./description.ts";

/** The address of a caller's text, and how the text is packed. */
export type TextPeer = {
  readonly host: string;
  readonly port: number;
  readonly types: TextTypes;
  /** Redundant generations of text that the caller wants (RFC 4103 §9.2). */
  readonly generations: number;
};

/** A text stream that a caller offers (RFC 4103). */
export type TextOffer = { readonly peer: TextPeer; readonly direction: Direction; readonly protocol: string };

/** So often text is sent again where the caller says nothing of it, as RFC 4103 §4 advises. */
const USUAL_GENERATIONS = 2;
/** Letters in a second that the room takes (RFC 4103 §6): what the fastest hands write. */
const CPS = 30;
const RTPMAP = /^(\d{1,3}) (t140|red)\/1000$/i;
const DIRECTIONS: readonly string[] = ["sendrecv", "sendonly", "recvonly", "inactive"] satisfies Direction[];

/** Reads the text stream of an offer, each value by its own grammar; null where it is none, is guarded, or has no address that we can reach. */
export function readTextOffer(description: Description, stream: Stream): TextOffer | null {
  const address = stream.connection ?? description.connection;
  if (stream.kind !== "text" || stream.port === 0 || guardOf(stream.protocol) !== "none" || address?.family !== "IP4") return null;
  const maps = stream.attributes.filter(({ name }) => name.toLowerCase() === "rtpmap").map(({ value }) => RTPMAP.exec(value ?? ""));
  const typeOf = (codec: string): number | null => {
    const type = maps.find((map) => map?.[2]?.toLowerCase() === codec)?.[1];
    return type !== undefined && stream.formats.includes(type) && Number(type) >= 96 && Number(type) <= 127 ? Number(type) : null;
  };
  const [t140, red] = [typeOf("t140"), typeOf("red")];
  if (t140 === null || red === t140) return null;
  const said = stream.attributes.find(({ name, value }) => name.toLowerCase() === "fmtp" && value?.startsWith(`${red} `) === true)?.value;
  const list = said?.slice(said.indexOf(" ") + 1).split("/") ?? [];
  const isList = list.length > 1 && list.every((type) => type === String(t140));
  const generations = Math.min(MOST_GENERATIONS, isList ? list.length - 1 : USUAL_GENERATIONS);
  const flag = stream.attributes.concat(description.attributes).find(({ name, value }) => value === null && DIRECTIONS.includes(name));
  const direction = (flag?.name ?? "sendrecv") as Direction;
  const peer = { host: address.host, port: stream.port, types: { t140, red }, generations: red === null ? 0 : generations };
  return { peer, direction, protocol: stream.protocol };
}

/** The lines of a text stream of ours, at the address and port where it is. */
export function textLines(
  { types: { t140, red }, generations }: Pick<TextPeer, "types" | "generations">,
  {
    address,
    port,
    direction,
    protocol,
  }: { readonly address: string; readonly port: number; readonly direction: Direction; readonly protocol: string },
): string[] {
  return [
    `m=text ${port} ${protocol} ${red === null ? t140 : `${red} ${t140}`}`,
    `c=IN IP4 ${address}`,
    `a=rtpmap:${t140} t140/1000`,
    `a=fmtp:${t140} cps=${CPS}`,
    ...(red === null
      ? []
      : [
          `a=rtpmap:${red} red/1000`,
          `a=fmtp:${red} ${Array(generations + 1)
            .fill(t140)
            .join("/")}`,
        ]),
    `a=${direction}`,
  ];
}
