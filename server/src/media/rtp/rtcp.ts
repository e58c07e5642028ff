/** One sender report (RFC 3550 §6.4.1): at `wallMs` by the camera's clock its RTP time was `timestamp`. */
export type SenderReport = { readonly wallMs: number; readonly timestamp: number };

const SENDER_REPORT = 200;
/** From 1900, where NTP time begins, to 1970. */
const NTP_TO_UNIX_S = 2_208_988_800;

/** The sender report at the head of a compound RTCP packet, or null. */
export function parseSenderReport(bytes: Buffer, from: number, to: number): SenderReport | null {
  if (to - from < 28 || (bytes[from] ?? 0) >> 6 !== 2 || bytes[from + 1] !== SENDER_REPORT) return null;
  const seconds = bytes.readUInt32BE(from + 8);
  const fraction = bytes.readUInt32BE(from + 12);
  if (seconds === 0 && fraction === 0) return null;
  return { wallMs: (seconds - NTP_TO_UNIX_S) * 1000 + (fraction / 2 ** 32) * 1000, timestamp: bytes.readUInt32BE(from + 16) };
}
