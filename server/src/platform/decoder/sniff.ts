/**
 * Type of a file by its own first bytes, whatever its name or its sender says. `still` is a picture; `moving` may hold film, sound or both.
 * `demuxer` is the only reader allowed for it.
 */
export type Sniffed =
  | { readonly is: "still"; readonly format: StillFormat; readonly type: string }
  | { readonly is: "moving"; readonly demuxer: Demuxer; readonly type: string };
export type StillFormat = "jpeg" | "png" | "gif" | "webp" | "avif" | "heic";
export type Demuxer = "mov" | "matroska" | "avi" | "ogg" | "wav" | "mp3" | "aac" | "amr" | "flac";

const still = (format: StillFormat): Sniffed => ({ is: "still", format, type: `image/${format}` });
const moving = (demuxer: Demuxer, type: string): Sniffed => ({ is: "moving", demuxer, type });

/** Brands of ISO base media files (ISO/IEC 14496-12) that cameras, phones and messengers write. */
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"];
const AVIF_BRANDS = ["avif", "avis"];
const STILL_BRANDS = ["mif1", "msf1", "mif2", "miaf"];
const MOVING_BRANDS =
  /^(isom|iso[2-9]|mp4[12]|mp71|avc1|hvc1|M4V |M4VH|M4VP|M4A |M4B |qt {2}|3g[gprs2][0-9a-z]|mmp4|MSNV|dash|cmfc|f4v |XAVC|dby1|av01|kddi)$/;

/** The major brand decides; one that says no more than "a picture" leaves it to the others. */
function byBrand(head: Buffer): Sniffed | null {
  const end = Math.min(head.readUInt32BE(0), head.length, 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(head.toString("latin1", at, at + 4));
  const [major = "", ...others] = brands;
  if (AVIF_BRANDS.includes(major)) return still("avif");
  if (HEIC_BRANDS.includes(major)) return still("heic");
  if (STILL_BRANDS.includes(major)) {
    if (others.some((brand) => AVIF_BRANDS.includes(brand))) return still("avif");
    return others.some((brand) => HEIC_BRANDS.includes(brand)) ? still("heic") : null;
  }
  if (major.startsWith("qt")) return moving("mov", "video/quicktime");
  return MOVING_BRANDS.test(major) || others.some((brand) => MOVING_BRANDS.test(brand)) ? moving("mov", "video/mp4") : null;
}

function riff(name: string): Sniffed | null {
  if (name === "WEBP") return still("webp");
  if (name === "AVI ") return moving("avi", "video/x-msvideo");
  return name === "WAVE" ? moving("wav", "audio/wav") : null;
}

/** A frame of MPEG audio (ISO/IEC 11172-3) or of AAC (13818-7): eleven bits set, then a header with no forbidden value. */
function audioFrame(head: Buffer): Sniffed | null {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff) return null;
  if ((second & 0xf6) === 0xf0) return (third & 0x3c) >> 2 < 13 ? moving("aac", "audio/aac") : null;
  const [version, layer] = [(second >> 3) & 3, (second >> 1) & 3];
  const isFrame =
    (second & 0xe0) === 0xe0 && version !== 1 && layer !== 0 && third >> 4 !== 15 && third >> 4 !== 0 && ((third >> 2) & 3) !== 3;
  return isFrame ? moving("mp3", "audio/mpeg") : null;
}

const STARTS: readonly (readonly [string, Sniffed])[] = [
  ["\u00ff\u00d8\u00ff", still("jpeg")],
  ["\u0089PNG\r\n\u001a\n", still("png")],
  ["GIF87a", still("gif")],
  ["GIF89a", still("gif")],
  ["\u001aE\u00df\u00a3", moving("matroska", "video/webm")],
  ["OggS", moving("ogg", "audio/ogg")],
  ["#!AMR", moving("amr", "audio/amr")],
  ["fLaC", moving("flac", "audio/flac")],
  ["ID3", moving("mp3", "audio/mpeg")],
];

/** Bytes of a file that suffice to recognise it. */
export const SNIFF_BYTES = 256;

/** Knows a file by its first bytes; null for all that the room does not open. */
export function sniff(bytes: Uint8Array): Sniffed | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SNIFF_BYTES));
  const text = head.toString("latin1");
  if (head.length < 12) return null;
  const start = STARTS.find(([mark]) => text.startsWith(mark));
  if (start !== undefined) return start[1];
  if (text.startsWith("RIFF")) return riff(text.slice(8, 12));
  const box = text.slice(4, 8);
  if (box === "ftyp") return byBrand(head);
  // QuickTime of before brands were written.
  if (["moov", "mdat", "wide"].includes(box)) return moving("mov", "video/quicktime");
  return audioFrame(head);
}
