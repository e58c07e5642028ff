import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { bytesOf, namelessWith, openDecoder, type OneAuthors, type Wanted } from "./index.ts";
import { sniff } from "./sniff.ts";

// Beside all other tests it may wait.
vi.setConfig({ testTimeout: 60_000 });
const BOUNDS = { pixels: 60_000_000, filmPixels: 9_000_000, seconds: { film: 180, voice: 300 } };
let folder: string;
/** No lower turn than the tests beside: what is tried here does not depend on it. */
const place = () => ({ folder, turn: 0 });
let decoder: OneAuthors;
let scene: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-decode-"));
  decoder = openDecoder(place(), BOUNDS).forOneAuthor(["picture"]);
  // Steps of light over the whole of it, so that it has a hash.
  const dots = Buffer.from(Array.from({ length: 400 * 300 }, (_, at) => ((at % 400) * 7 + Math.floor(at / 400) * 13) % 256));
  scene = await sharp(dots, { raw: { width: 400, height: 300, channels: 1 } })
    .toColourspace("srgb")
    .png()
    .toBuffer();
});
afterAll(async () => {
  await decoder[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Outcome of decoding: the copies, or the cause. */
async function decode(wanted: Wanted, bytes: Buffer) {
  await using file = await namelessWith(folder, [bytes]);
  const decoded = await decoder.decode(wanted, file);
  if (decoded.kind === "none") return { cause: decoded.cause, whole: Buffer.alloc(0), small: null, told: null };
  const { whole, small, ...told } = decoded.copies;
  await using _whole = whole;
  await using _small = small;
  return { cause: null, whole: await bytesOf(whole), small: small === null ? null : await bytesOf(small), told };
}

const WHERE = "31/1 57/1 0/1";
const withPlace = () =>
  sharp(scene)
    .resize(2400, 1800)
    .withExif({ IFD0: { Make: "A camera that tells" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: WHERE } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

it("paints a picture anew: upright, of the size of a screen, with nothing that its camera wrote", async () => {
  const original = await withPlace();
  expect(original.includes("A camera that tells")).toBe(true);
  const { cause, whole, small, told } = await decode("picture", original);
  expect(cause).toBeNull();
  expect(told).toMatchObject({ found: "image/jpeg", type: "image/jpeg", width: 1440, height: 1920, seconds: null });
  expect(told?.pictureHash).toMatch(/^[0-9a-f]{16}$/);
  for (const copy of [whole, small ?? Buffer.alloc(0)]) {
    const { format, exif, icc, xmp, orientation } = await sharp(copy).metadata();
    expect({ format, exif, icc, xmp, orientation }).toEqual({
      format: "jpeg",
      exif: undefined,
      icc: undefined,
      xmp: undefined,
      orientation: undefined,
    });
    expect(copy.includes("A camera that tells")).toBe(false);
  }
  expect(await sharp(small ?? "").metadata()).toMatchObject({ width: 240, height: 320 });
});

it("finds the same scene by its hash in another format, at another size, squeezed hard", async () => {
  const [one, other, wall] = await Promise.all([
    decode("picture", await sharp(scene).webp({ quality: 40 }).toBuffer()),
    decode("picture", await sharp(scene).resize(200).gif().toBuffer()),
    decode(
      "picture",
      await sharp({ create: { width: 64, height: 64, channels: 3, background: "#123456" } })
        .png()
        .toBuffer(),
    ),
  ]);
  const bits = (hash: string | null | undefined): bigint => BigInt(`0x${hash ?? "0"}`);
  const apart = (bits(one.told?.pictureHash) ^ bits(other.told?.pictureHash)).toString(2).replaceAll("0", "").length;
  expect(apart).toBeLessThanOrEqual(10);
  expect(wall.told?.pictureHash).toBeNull();
});

it("takes the picture out of a file that is two things, and leaves the other", async () => {
  const picture = await sharp(scene).jpeg().toBuffer();
  const { cause, whole } = await decode("picture", Buffer.concat([picture, Buffer.from("<script>alert(1)</script>PK\u0003\u0004")]));
  expect(cause).toBeNull();
  expect(whole.includes("<script>")).toBe(false);
});

it("paints the first picture of one that never ends to move", async () => {
  const frames = await Promise.all(
    ["#f00", "#0f0", "#00f"].map((background) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const endless = await sharp(frames, { join: { animated: true } })
    .gif({ loop: 0, delay: [1, 1, 1] })
    .toBuffer();
  const { cause, told } = await decode("picture", endless);
  expect([cause, told?.width, told?.height]).toEqual([null, 40, 40]);
});

/** A PNG that says that it is 30,000 dots wide and high. */
const bomb = (): Buffer => {
  const huge = Buffer.from(scene);
  huge.writeUInt32BE(30_000, 16);
  huge.writeUInt32BE(30_000, 20);
  return huge;
};

it("opens nothing of a picture that says it has too many dots, of half a picture, and of what is no picture", async () => {
  const picture = await sharp(scene).jpeg().toBuffer();
  const causes = await Promise.all([
    decode("picture", bomb()),
    decode("picture", picture.subarray(0, picture.length / 2)),
    decode("picture", Buffer.concat([picture.subarray(0, 20), Buffer.alloc(5_000, 0x55)])),
    decode("picture", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')),
    decode("picture", Buffer.alloc(0)),
    decode("film", picture),
  ]);
  expect(causes.map(({ cause }) => cause)).toEqual(["too_many_pixels", "broken", "broken", "wrong_type", "wrong_type", "wrong_type"]);
});

const box = (name: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
};
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

/** A film whose pictures are said to lie in another file of the machine (ISO/IEC 14496-12, box `url `). */
function filmElsewhere(): Buffer {
  const elsewhere = box("dinf", box("dref", hex("00000000 00000001"), box("url ", hex("00000000"), Buffer.from("file:///etc/passwd\0"))));
  const sample = box(
    "stsd",
    hex("00000000 00000001"),
    box(
      "mp4v",
      hex("000000000000 0001"),
      Buffer.alloc(16),
      hex("0010 0010 00480000 00480000 00000000 0001"),
      Buffer.alloc(32),
      hex("0018 ffff"),
    ),
  );
  const tables = [
    box("stts", hex("00000000 00000001 00000001 00000001")),
    box("stsc", hex("00000000 00000001 00000001 00000001 00000001")),
    box("stsz", hex("00000000 00000040 00000001")),
    box("stco", hex("00000000 00000001 00000000")),
  ];
  const minf = box("minf", box("vmhd", hex("00000001 0000000000000000")), elsewhere, box("stbl", sample, ...tables));
  const hdlr = box("hdlr", hex("00000000 00000000"), Buffer.from("vide"), Buffer.alloc(13));
  const mdia = box("mdia", box("mdhd", hex("00000000 00000000 00000000 00000001 00000001 55c40000")), hdlr, minf);
  const tkhd = box("tkhd", hex("00000007 00000000 00000000 00000001 00000000 00000001"), Buffer.alloc(52), hex("00100000 00100000"));
  const mvhd = box("mvhd", hex("00000000 00000000 00000000 00000001 00000001 00010000 0100"), Buffer.alloc(66), hex("00000002"));
  return Buffer.concat([box("ftyp", Buffer.from("isom\0\0\0\0isom")), box("moov", mvhd, box("trak", tkhd, mdia))]);
}

const hasFfmpeg = existsSync("/usr/bin/ffmpeg");
const run = promisify(execFile);

it.runIf(hasFfmpeg)(
  "makes of a film one that a browser plays before it has all of it, with a poster, and of a voice note one that it plays",
  async () => {
    const film = join(folder, "film.mkv");
    const made = ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=1440x1080:rate=10:duration=1", "-f", "lavfi", "-i", "sine=duration=1"];
    await run("/usr/bin/ffmpeg", [...made, "-c:v", "mpeg4", "-c:a", "libopus", "-metadata", "location=+31.95+005.32/", film]);
    const bytes = await readFile(film);
    const [shown, heard, lying] = [await decode("film", bytes), await decode("voice", bytes), await decode("film", filmElsewhere())];
    expect(shown.told).toMatchObject({ found: "video/webm", type: "video/mp4", width: 1280, height: 960, pictureHash: null });
    expect(shown.whole.indexOf("moov")).toBeLessThan(shown.whole.indexOf("mdat"));
    expect(shown.whole.includes("+31.95")).toBe(false);
    expect(sniff(shown.small ?? Buffer.alloc(0))).toMatchObject({ format: "jpeg" });
    expect(heard.told).toMatchObject({ type: "audio/mp4", width: null });
    expect(heard.told?.seconds).toBeCloseTo(1, 0);
    expect(lying.cause).toBe("broken");
    await rm(film);
  },
);

it.runIf(hasFfmpeg)(
  "refuses a film that is too long, one without pictures, a voice note without a voice, and one that is cut off",
  async () => {
    const short = openDecoder(place(), { ...BOUNDS, seconds: { film: 1, voice: 1 }, filmPixels: 1000 }).forOneAuthor();
    const path = join(folder, "five.mp4");
    await run("/usr/bin/ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=5:duration=5", path]);
    const bytes = await readFile(path);
    await rm(path);
    await using file = await namelessWith(folder, [bytes]);
    expect(await short.decode("film", file)).toMatchObject({ kind: "none", cause: "too_many_pixels" });
    expect(
      await openDecoder(place(), { ...BOUNDS, seconds: { film: 1, voice: 1 } })
        .forOneAuthor()
        .decode("film", file),
    ).toMatchObject({
      kind: "none",
      cause: "too_long",
    });
    expect((await decode("voice", bytes)).cause).toBe("wrong_type");
    expect((await decode("film", bytes.subarray(0, 600))).cause).toBe("broken");
  },
);
