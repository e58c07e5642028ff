import * as fc from "fast-check";
import { expect, it } from "vitest";
import { pixelsOf } from "./pixels.ts";
import { sniff, type Sniffed } from "./sniff.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");
const ftyp = (...brands: readonly string[]): Buffer => {
  const body = bytes(`ftyp${brands[0] ?? ""}\0\0\0\0${brands.slice(1).join("")}`);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 4);
  return Buffer.concat([size, body]);
};
const nameOf = (found: Sniffed | null): string => (found === null ? "nothing" : found.is === "still" ? found.format : found.demuxer);

const KNOWN: readonly (readonly [string, Buffer])[] = [
  ["jpeg", bytes("\u00ff\u00d8\u00ff\u00e1")],
  ["png", bytes("\u0089PNG\r\n\u001a\n")],
  ["gif", bytes("GIF89a")],
  ["gif", bytes("GIF87a")],
  ["webp", bytes("RIFF\0\0\0\0WEBP")],
  ["avif", ftyp("avif", "mif1")],
  ["avif", ftyp("mif1", "avif")],
  ["avif", ftyp("avis", "msf1")],
  ["heic", ftyp("heic", "mif1")],
  ["heic", ftyp("mif1", "heic", "MiHE")],
  ["mov", ftyp("isom", "iso2", "mp41")],
  ["mov", ftyp("qt  ")],
  ["mov", ftyp("3gp5", "isom")],
  ["mov", ftyp("M4A ", "mp42")],
  ["mov", ftyp("XXXX", "isom")],
  ["mov", bytes("\0\0\0\u0008wide\0\0\0\0mdat")],
  ["matroska", bytes("\u001aE\u00df\u00a3")],
  ["avi", bytes("RIFF\0\0\0\0AVI ")],
  ["wav", bytes("RIFF\0\0\0\0WAVE")],
  ["ogg", bytes("OggS\0\u0002")],
  ["amr", bytes("#!AMR\n")],
  ["mp3", bytes("ID3\u0003")],
  ["mp3", bytes("\u00ff\u00fb\u0090\0")],
  ["aac", bytes("\u00ff\u00f1\u0050\u0080")],
  ["flac", bytes("fLaC")],
];

it("knows what phones and cameras write by its first bytes, whatever follows", () => {
  fc.assert(
    fc.property(fc.constantFrom(...KNOWN), fc.uint8Array({ minLength: 16, maxLength: 600 }), ([name, head], tail) => {
      expect(nameOf(sniff(Buffer.concat([head, tail])))).toBe(name);
    }),
  );
});

const REFUSED: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  "one byte": Buffer.from([0xff]),
  zeros: Buffer.alloc(64),
  svg: bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  xml: bytes('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
  html: bytes("<!doctype html><script>alert(1)</script>"),
  xbm: bytes("#define width 9999\n#define height 9999\nstatic char bits[] = {"),
  "a list of films": bytes("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n"),
  "a list to join": bytes("ffconcat version 1.0\nfile /etc/passwd\n"),
  pdf: bytes("%PDF-1.7 and more"),
  postscript: bytes("%!PS-Adobe-3.0 EPSF-3.0"),
  zip: bytes("PK\u0003\u0004 and more of it"),
  gzip: bytes("\u001f\u008b\u0008\0\0\0\0\0\0\0\0\0"),
  exe: bytes("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0"),
  elf: bytes("\u007fELF\u0002\u0001\u0001\0\0\0\0\0"),
  tiff: bytes("II*\0\u0008\0\0\0 and more"),
  bmp: bytes("BM\0\0\0\0\0\0\0\0\0\0\0\0"),
  "an unknown brand": ftyp("crx ", "evil"),
  "a picture of no known coder": ftyp("mif1", "miaf"),
  jpeg2000: bytes("\0\0\0\u000cjP  \r\n\u0087\n"),
};

it.each(Object.entries(REFUSED))("opens no %s", (_name, head) => {
  expect(sniff(head)).toBeNull();
});

it("answers for any bytes at all, and by the first of them alone", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ maxLength: 50 }), (head, tail) => {
      const found = sniff(head);
      if (head.length >= 256) expect(sniff(Buffer.concat([head, tail]))).toEqual(found);
    }),
    { numRuns: 500 },
  );
});

/** Boxes of a picture: whole ones that tell sizes, and any bytes between them. */
const box = (name: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
};
const ispe = (width: number, height: number): Buffer => {
  const body = Buffer.alloc(12);
  body.writeUInt32BE(width, 4);
  body.writeUInt32BE(height, 8);
  return box("ispe", body);
};

it("reads the largest size that a picture of boxes tells", () => {
  const meta = box("meta", Buffer.concat([Buffer.alloc(4), box("iprp", box("ipco", Buffer.concat([ispe(10, 20), ispe(40_000, 30_000)])))]));
  expect(pixelsOf("heic", Buffer.concat([ftyp("heic"), meta]))).toBe(1_200_000_000);
  const png = Buffer.concat([bytes("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"), Buffer.from("0000753000007530", "hex")]);
  expect(pixelsOf("png", png)).toBe(900_000_000);
  expect(pixelsOf("gif", bytes("GIF89a\u00ff\u00ff\u0010\0"))).toBe(65_535 * 16);
});

it("ends on any bytes that look like boxes, and tells no size that is not there", () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each)),
    fc
      .tuple(fc.constantFrom("meta", "iprp", "ipco", "ispe", "free"), fc.uint8Array({ maxLength: 60 }))
      .map(([name, body]) => box(name, Buffer.from(body))),
  );
  fc.assert(
    fc.property(
      fc.constantFrom("heic" as const, "avif" as const, "gif" as const, "png" as const, "jpeg" as const, "webp" as const),
      fc.array(part),
      (format, parts) => {
        const pixels = pixelsOf(format, Buffer.concat(parts));
        expect(pixels).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 500 },
  );
});
