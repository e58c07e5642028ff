import type { VehicleData } from "./vehicle.ts";
import { MSD_TYPE, vehicleIn } from "./vehicle.ts";

/** The parts of a SIP body that the room reads; null where there is none. */
export type BodyParts = { readonly sdp: string | null; readonly location: string | null; readonly vehicle: VehicleData | null };

const typeOf = (value: string): string => (value.split(";")[0] ?? "").trim().toLowerCase();

const SDP = "application/sdp";
const PIDF = "application/pidf+xml";

function pick(type: string, text: string, head = ""): BodyParts {
  const vehicle = type === MSD_TYPE && text !== "" ? vehicleIn(head, text) : null;
  return { sdp: type === SDP && text !== "" ? text : null, location: type === PIDF && text !== "" ? text : null, vehicle };
}

/** A part of a multipart body: its header lines, an empty line, its text. */
function readPart(part: string): BodyParts {
  const gap = /\r?\n\r?\n/.exec(part);
  if (gap === null) return pick("", "");
  const type = /^content-type[ \t]*:(.*)$/im.exec(part.slice(0, gap.index))?.[1] ?? "";
  return pick(typeOf(type), part.slice(gap.index + gap[0].length), part.slice(0, gap.index));
}

/**
 * The parts of a message. They are a session description (RFC 8866), the place of the caller as a PIDF-LO document (RFC 6442 §3, RFC 5491),
 * or a vehicle's own data (RFC 8147). Several may come in `multipart/mixed` (RFC 5621).
 */
export function readBody(contentType: string, body: string): BodyParts {
  const type = typeOf(contentType);
  if (!type.startsWith("multipart/")) return pick(type, body);
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return pick("", "");
  const parts = `\r\n${body}`
    .split(`\r\n--${mark}`)
    .slice(1, 9)
    .filter((part) => !part.startsWith("--"))
    .map((part) => readPart(part.replace(/^[ \t]*\r?\n/, "")));
  return {
    sdp: parts.find((each) => each.sdp !== null)?.sdp ?? null,
    location: parts.find((each) => each.location !== null)?.location ?? null,
    vehicle: parts.find((each) => each.vehicle !== null)?.vehicle ?? null,
  };
}
