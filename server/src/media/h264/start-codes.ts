/**
 * The NAL units in `bytes[from, to)` if there is a start code (00 00 01) between them, as copies; null if it is one unit.
 * Zero bytes before a start code belong to it.
 */
export function splitAtStartCodes(bytes: Buffer, from: number, to: number): Buffer[] | null {
  const view = bytes.subarray(from, to);
  let code = view.indexOf(START_CODE);
  if (code < 0) return null;
  const parts: Buffer[] = [];
  let begin = 0;
  while (begin < view.length) {
    let end = code < 0 ? view.length : code;
    while (end > begin && view[end - 1] === 0) end--;
    if (end > begin) parts.push(Buffer.from(view.subarray(begin, end)));
    if (code < 0) break;
    begin = code + START_CODE.length;
    code = view.indexOf(START_CODE, begin);
  }
  return parts;
}

const START_CODE = Buffer.from([0, 0, 1]);
