const [EOI, SOS, APP0, APP1, APP2, APP14, APP15, COM] = [0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe];
const EXIF = "Exif\0\0";
const ORIENTATION = 0x0112;

/** The orientation (1 to 8) that an Exif segment tells (CIPA DC-008, 4.6.5); 1 where it tells none. */
function orientationOf(segment: Buffer): number {
  const tiff = segment.subarray(4 + EXIF.length);
  if (segment.toString("latin1", 4, 4 + EXIF.length) !== EXIF || tiff.length < 8) return 1;
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const two = (at: number): number => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const table = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < Math.min(two(table), 200); entry += 1) {
    const at = table + 2 + entry * 12;
    const value = two(at + 8);
    if (two(at) === ORIENTATION) return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An Exif segment that says which way up the picture is, and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010000000000000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(2 + EXIF.length + tiff.length, 2);
  return Buffer.concat([head, Buffer.from(EXIF, "latin1"), tiff]);
}

/**
 * Segments that a decoder needs: JFIF, the colour profile, Adobe's colour transform, and all that are neither application data nor
 * comments.
 */
function isOfPicture(marker: number, segment: Buffer): boolean {
  if (marker === APP0 || marker === APP14) return true;
  if (marker === APP2) return segment.toString("latin1", 4, 15) === "ICC_PROFILE";
  return (marker < APP1 || marker > APP15) && marker !== COM;
}

/** End of the entropy-coded data that begins at `at`: the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Buffer, at: number): number {
  for (let next = bytes.indexOf(0xff, at); next >= 0 && next + 1 < bytes.length; next = bytes.indexOf(0xff, next + 1)) {
    const marker = bytes.readUInt8(next + 1);
    const isData = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    if (!isData) return next;
  }
  return bytes.length;
}

/** A JPEG (ITU-T T.81) segment by segment, without those of applications and comments, up to its end. Null where it is broken. */
export function jpegWithoutMetadata(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 2)];
  let hasScan = false;
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = bytes.readUInt8(at + 1);
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) return hasScan ? Buffer.concat([...kept, bytes.subarray(at, at + 2)]) : null;
    if (at + 4 > bytes.length) return null;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (isOfPicture(marker, segment)) kept.push(segment);
    else if (marker === APP1 && orientationOf(segment) !== 1) kept.push(orientationSegment(orientationOf(segment)));
    at = end;
    if (marker === SOS) {
      hasScan = true;
      at = endOfScan(bytes, end);
      kept.push(bytes.subarray(end, at));
    }
  }
  return null;
}
