/** Bits of a burned-in number, most significant first, as white (1) and black (0) blocks along the top edge. */
export const CODE_BITS = 40;

/** Side of a block in pixels, even: 40 of them fit the width of the picture. */
export const codeBlock = (width: number): number => Math.min(32, Math.floor(width / CODE_BITS / 2) * 2);

const BLACK = 16;
const WHITE = 235;

/** Burns the low 40 bits of a whole number into a yuv420p frame. A wall clock in ms needs 41 bits: compare it by `codeAge`. */
export function writeCode(frame: Buffer, width: number, height: number, value: number): void {
  const block = codeBlock(width);
  for (let i = 0; i < CODE_BITS; i++) {
    const luma = Math.floor(value / 2 ** (CODE_BITS - 1 - i)) % 2 === 1 ? WHITE : BLACK;
    for (let y = 0; y < block; y++) frame.fill(luma, y * width + i * block, y * width + (i + 1) * block);
  }
  const chroma = (CODE_BITS * block) / 2;
  for (let y = 0; y < block / 2; y++)
    for (const plane of [width * height, (width * height * 5) / 4])
      frame.fill(128, plane + (y * width) / 2, plane + (y * width) / 2 + chroma);
}

/** Reads a burned-in number back; `lightAt(x, y)` gives the brightness of a pixel, 0 to 255, of a picture `width` wide. */
export function readCode(width: number, lightAt: (x: number, y: number) => number): number {
  const block = codeBlock(width);
  let value = 0;
  for (let i = 0; i < CODE_BITS; i++) value = value * 2 + (lightAt(i * block + block / 2, block / 2) > 127 ? 1 : 0);
  return value;
}

/** Milliseconds from a burned-in wall clock to `now` (both ms since the Unix epoch, the first cut to 40 bits). */
export const codeAge = (now: number, code: number): number => {
  const age = (((Math.round(now) - code) % 2 ** CODE_BITS) + 2 ** CODE_BITS) % 2 ** CODE_BITS;
  return age < 2 ** (CODE_BITS - 1) ? age : age - 2 ** CODE_BITS;
};
