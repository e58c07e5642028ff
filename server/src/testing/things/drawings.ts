/** A JPEG of 320 × 200 as a decoder walks through it: one scan, and a segment of Exif that tells where it was taken. */
export const WHERE_TAKEN = "31.9500 N 5.3200 E";
const segment = (marker: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([Buffer.from(marker, "hex"), length, body]);
};
export const JPEG = Buffer.concat([
  Buffer.from("ffd8", "hex"),
  segment("ffe1", Buffer.from(`Exif\0\0MM\0*\0\0\0\x08\0\0${WHERE_TAKEN}`, "latin1")),
  segment("ffc0", Buffer.from("0800c8014003012200021101031101", "hex")),
  segment("ffda", Buffer.from("0301000211031100003f00", "hex")),
  Buffer.alloc(1500, 7),
  Buffer.from("ffd9", "hex"),
]);
