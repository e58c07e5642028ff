/** A box of an ISO base media file (ISO/IEC 14496-12 §4.2): its payload lies at `from .. to` of the file. */
export type Box = { readonly type: string; readonly from: number; readonly to: number };

/** The file is not what its structure says. The message is one clause for the operator of the simulator. */
export class DamagedFile extends Error {}

/** The boxes between two places of a file, in order. A size that leaves the file ends the list at the file's end. */
export function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Box> {
  let at = from;
  while (at + 8 <= to) {
    let size = bytes.readUInt32BE(at);
    let head = 8;
    if (size === 1) {
      if (at + 16 > to) return;
      size = Number(bytes.readBigUInt64BE(at + 8));
      head = 16;
    }
    if (size === 0) size = to - at;
    if (size < head) throw new DamagedFile("a box is smaller than its own head");
    yield { type: bytes.toString("latin1", at + 4, at + 8), from: at + head, to: Math.min(to, at + size) };
    at += size;
  }
}

/** The first box at the end of a path of types below `parent`, or null. */
export function findBox(bytes: Buffer, parent: Box, ...path: readonly string[]): Box | null {
  let current: Box = parent;
  for (const type of path) {
    const next = boxesIn(bytes, current.from, current.to).find((box) => box.type === type);
    if (next === undefined) return null;
    current = next;
  }
  return current;
}

/** The same for a box that has to be there. */
export function needBox(bytes: Buffer, parent: Box, ...path: readonly string[]): Box {
  const box = findBox(bytes, parent, ...path);
  if (box === null) throw new DamagedFile(`the box ${path.join("/")} is missing`);
  return box;
}

/** A full box's table: the entries begin `skip` bytes into the payload and are `width` bytes each; checks that they fit. */
export function tableOf(box: Box, count: number, skip: number, width: number): { at: (row: number) => number; count: number } {
  if (box.from + skip + count * width > box.to) throw new DamagedFile(`the table ${box.type} is cut off`);
  return { at: (row) => box.from + skip + row * width, count };
}
