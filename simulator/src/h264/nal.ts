/** NAL unit types used here (ITU-T H.264, table 7-1). */
export const NAL = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9, filler: 12 } as const;

/** The type of a NAL unit, 0 to 31. */
export const nalType = (nal: Uint8Array): number => (nal[0] ?? 0) & 31;

/** True if the NAL unit carries picture data (types 1 to 5). */
export const isPicture = (nal: Uint8Array): boolean => nalType(nal) >= NAL.slice && nalType(nal) <= NAL.idr;

const START = Buffer.from([0, 0, 1]);

/** Cuts an Annex-B byte stream at its start codes; views, no copies. Trailing zero bytes are dropped. */
export function splitAnnexB(bytes: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  let from = bytes.indexOf(START);
  while (from >= 0) {
    const begin = from + 3;
    const next = bytes.indexOf(START, begin);
    let end = next < 0 ? bytes.length : next;
    while (end > begin && bytes[end - 1] === 0) end--;
    if (end > begin) nals.push(bytes.subarray(begin, end));
    from = next;
  }
  return nals;
}

/** True if a new access unit begins at `nal`, given that the current one already holds picture data or not (H.264 §7.4.1.2.3). */
export function beginsUnit(nal: Uint8Array, hasPicture: boolean): boolean {
  if (!hasPicture) return false;
  const type = nalType(nal);
  if (isPicture(nal)) return ((nal[1] ?? 0) & 0x80) !== 0; // first_mb_in_slice = 0 is the single bit "1"
  return type >= NAL.sei && type <= NAL.delimiter;
}

/** Groups NAL units in decoding order into access units; delimiters and filler are left out. */
export function groupUnits(nals: Iterable<Buffer>): Buffer[][] {
  const units: Buffer[][] = [];
  let current: Buffer[] = [];
  let hasPicture = false;
  for (const nal of nals) {
    if (beginsUnit(nal, hasPicture)) {
      units.push(current);
      current = [];
      hasPicture = false;
    }
    if (isPicture(nal)) hasPicture = true;
    if (nalType(nal) !== NAL.delimiter && nalType(nal) !== NAL.filler) current.push(nal);
  }
  if (hasPicture) units.push(current);
  return units;
}
