import { ok, refuse, type Refusal, type Result } from "../../kernel/index.ts";

export type EncodingRefusal = Refusal<
  "import.utf16" | "import.windows_1256" | "import.not_utf8" | "import.spreadsheet" | "import.empty_file"
>;

/**
 * Number of continuation bytes after a lead byte, and the range of the first of them (Unicode 16, table 3-7). -1 for a byte that leads
 * nothing.
 */
function follow(lead: number): readonly [number, number, number] {
  if (lead < 0x80) return [0, 0, 0];
  if (lead >= 0xc2 && lead <= 0xdf) return [1, 0x80, 0xbf];
  if (lead === 0xe0) return [2, 0xa0, 0xbf];
  if (lead === 0xed) return [2, 0x80, 0x9f];
  if (lead >= 0xe1 && lead <= 0xef) return [2, 0x80, 0xbf];
  if (lead === 0xf0) return [3, 0x90, 0xbf];
  if (lead >= 0xf1 && lead <= 0xf3) return [3, 0x80, 0xbf];
  if (lead === 0xf4) return [3, 0x80, 0x8f];
  return [-1, 0, 0];
}

/**
 * Offset of the first byte that is not UTF-8, or -1. With `complete` false, a character cut off by the end is no fault: the caller read the
 * beginning of a file only.
 */
export function invalidUtf8At(bytes: Uint8Array, complete = true): number {
  let i = 0;
  while (i < bytes.length) {
    const [count, low, high] = follow(bytes[i] ?? 0);
    if (count < 0) return i;
    for (let k = 1; k <= count; k++) {
      const byte = bytes[i + k];
      if (byte === undefined) return complete ? i : -1;
      if (k === 1 ? byte < low || byte > high : byte < 0x80 || byte > 0xbf) return i;
    }
    i += count + 1;
  }
  return -1;
}

const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);

/** Letters of Windows-1256 lie almost all at 0xC0 and above; a file of it is ASCII and those. */
function looksLike1256(bytes: Uint8Array): boolean {
  let high = 0;
  let letters = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) high += 1;
    if (byte >= 0xc0) letters += 1;
  }
  return letters > 1 && letters >= high * 0.8;
}

/**
 * Accepts UTF-8, gives the number of byte-order-mark bytes to skip, and refuses all else by name. Pass the whole file, or its first 64 kB
 * or more with `complete` false. A fault behind them must then be caught while reading (`TextDecoder` with `fatal`).
 */
export function detectEncoding(bytes: Uint8Array, complete = true): Result<{ readonly skip: 0 | 3 }, EncodingRefusal> {
  if (bytes.length === 0) return refuse({ code: "import.empty_file" });
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return refuse({ code: "import.spreadsheet" });
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff) || bytes.includes(0)) return refuse({ code: "import.utf16" });
  const fault = invalidUtf8At(bytes, complete);
  if (fault < 0) return ok({ skip: startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0 });
  return refuse({ code: looksLike1256(bytes) ? "import.windows_1256" : "import.not_utf8", params: { byte: fault } });
}
