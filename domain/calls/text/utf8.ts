/** Stands for unreadable text, and for text that was lost on the way (T.140 addendum 1). */
export const MISSING = "\uFFFD";

/** Bytes that follow the first byte of a character, with the least value that needs so many; null for no first byte. */
function lead(byte: number): { readonly more: number; readonly bits: number; readonly least: number } | null {
  if (byte < 0x80) return { more: 0, bits: byte, least: 0 };
  if (byte >= 0xc2 && byte < 0xe0) return { more: 1, bits: byte & 0x1f, least: 0x80 };
  if (byte >= 0xe0 && byte < 0xf0) return { more: 2, bits: byte & 0x0f, least: 0x800 };
  return byte >= 0xf0 && byte < 0xf5 ? { more: 3, bits: byte & 0x07, least: 0x1_0000 } : null;
}

/** Reads UTF-8 (RFC 3629). A byte that belongs to no character is one `MISSING`. Takes time in proportion to the length. */
export function readUtf8(bytes: Uint8Array): string {
  const read: string[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const first = lead(bytes[at] ?? 0);
    let [value, taken] = [first?.bits ?? 0, 0];
    while (first !== null && taken < first.more && ((bytes[at + taken + 1] ?? 0) & 0xc0) === 0x80) {
      value = (value << 6) | ((bytes[at + ++taken] ?? 0) & 0x3f);
    }
    const isWhole =
      first !== null && taken === first.more && value >= first.least && value < 0x11_0000 && (value < 0xd800 || value > 0xdfff);
    read.push(isWhole ? String.fromCodePoint(value) : MISSING);
    if (isWhole) at += taken;
  }
  return read.join("");
}

/** Writes UTF-8; half of a surrogate pair is written as `MISSING`. */
export function writeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const said = char.codePointAt(0) ?? 0;
    const value = said >= 0xd800 && said <= 0xdfff ? 0xfffd : said;
    if (value < 0x80) bytes.push(value);
    else if (value < 0x800) bytes.push(0xc0 | (value >> 6), 0x80 | (value & 0x3f));
    else if (value < 0x1_0000) bytes.push(0xe0 | (value >> 12), 0x80 | ((value >> 6) & 0x3f), 0x80 | (value & 0x3f));
    else bytes.push(0xf0 | (value >> 18), 0x80 | ((value >> 12) & 0x3f), 0x80 | ((value >> 6) & 0x3f), 0x80 | (value & 0x3f));
  }
  return Uint8Array.from(bytes);
}
