import type { Vehicle } from "../../exchange.ts";

/** The data that a vehicle sends of itself when it calls for help: an MSD of EN 15722 (RFC 8147 §5). */
export const MSD_TYPE = "application/emergencycalldata.ecall.msd";
const CONTROL_TYPE = "application/EmergencyCallData.Control+xml";
const MSD_BYTES_MOST = 140;
const BOUNDARY = "amaliyat-ecall";

/** The bytes, and the name of their part, by which their arrival is acknowledged. */
export type VehicleData = { readonly msd: Buffer; readonly contentId: string | null };

/** Reads the part of a vehicle's data: bytes as they are, or in base64; none where they are more than any MSD has. */
export function vehicleIn(head: string, text: string): VehicleData | null {
  const isBase64 = /^content-transfer-encoding[ \t]*:[ \t]*base64/im.test(head);
  const msd = isBase64 ? Buffer.from(text, "base64") : Buffer.from(text, "latin1");
  const [, contentId = null] = /^content-id[ \t]*:[ \t]*<([^<>\s"&]{1,200})>/im.exec(head) ?? [];
  return msd.length === 0 || msd.length > MSD_BYTES_MOST ? null : { msd, contentId };
}

/** `urn:service:sos.ecall.automatic` and `.manual` (RFC 8147 §11); null for every other address. */
const ECALL = /urn:service:sos\.ecall\.(automatic|manual)\b/i;

/** A call that a vehicle made, as the room is told of it; null where it is none. */
export function vehicleOf(data: VehicleData | null, ...addresses: readonly string[]): Vehicle | null {
  const said = addresses.map((address) => ECALL.exec(address)?.[1]?.toLowerCase()).find((kind) => kind !== undefined);
  if (data === null && said === undefined) return null;
  return { msd: data?.msd.toString("hex") ?? null, by: said === "automatic" || said === "manual" ? said : null };
}

/** Our answer with the acknowledgement of a vehicle's data beside the description (RFC 8147 §8, RFC 8148 §9.1.1). */
export function acknowledging(sdp: string, { contentId }: VehicleData) {
  const ref = contentId === null ? "" : ` ref="${contentId}"`;
  const control = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<EmergencyCallData.Control xmlns="urn:ietf:params:xml:ns:EmergencyCallData:control">',
    `<ack received="true"${ref}/>`,
    "</EmergencyCallData.Control>",
  ].join("\r\n");
  const parts = [
    ["Content-Type: application/sdp", "", sdp].join("\r\n"),
    [`Content-Type: ${CONTROL_TYPE}`, "Content-ID: <ack@room>", "Content-Disposition: by-reference", "", control].join("\r\n"),
  ];
  return {
    header: "Call-Info: <cid:ack@room>;purpose=EmergencyCallData.Control",
    body: {
      contentType: `multipart/mixed;boundary=${BOUNDARY}`,
      content: `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join("")}--${BOUNDARY}--\r\n`,
    },
  };
}
