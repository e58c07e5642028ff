/** One range of bytes of RFC 9110: `bytes=a-b`, `bytes=a-`; null for anything else, and for one beyond the end. */
export function byteRange(header: string | null, size: number): { readonly from: number; readonly to: number } | null {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? "");
  if (!match) return null;
  const from = Number(match[1]);
  const to = match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return from <= to ? { from, to } : null;
}
