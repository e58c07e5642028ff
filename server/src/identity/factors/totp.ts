import { createHmac, timingSafeEqual } from "node:crypto";

const DIGITS = 6;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of one time step (RFC 4226, 5.3, with HMAC-SHA-1: what every authenticator app reads). */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The last among `steps` whose code this is; null where it is none of them. Each is compared in constant time. */
export function stepOf<Of extends { readonly step: number }>(secret: Buffer, code: string, steps: readonly Of[]): Of | null {
  const given = Buffer.from(code);
  let found: Of | null = null;
  for (const each of steps) {
    const own = Buffer.from(codeAt(secret, each.step));
    if (own.length === given.length && timingSafeEqual(own, given)) found = each;
  }
  return found;
}

/** Bytes in base32 without padding (RFC 4648, 6). */
export function base32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** The address that an authenticator app reads from a picture (Key Uri Format). */
export function otpauthUri(secret: string, issuer: string, username: string): string {
  const name = encodeURIComponent(issuer);
  return `otpauth://totp/${name}:${encodeURIComponent(username)}?secret=${secret}&issuer=${name}`;
}
