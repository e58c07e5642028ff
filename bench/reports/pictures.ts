import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CACHE } from "../harness/folders.ts";
import { say } from "../harness/say.ts";
import { hasFfmpeg } from "../material/clip.ts";

const COUNT = 24;
/** Size of a picture that the phone reduced before sending. */
const PICTURE_BYTES = { least: 150_000, most: 300_000 } as const;
const QUALITIES = [5, 8, 12, 17, 23, 29];

const run = promisify(execFile);

async function encode(into: string, quality: number): Promise<Buffer[]> {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const picture = `testsrc2=s=1600x1200:r=${COUNT}:d=1,noise=alls=14:allf=t`;
  const output = ["-pix_fmt", "yuvj420p", "-q:v", String(quality), join(into, "%03d.jpg")];
  await run("ffmpeg", ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", picture, ...output]);
  return readPictures(into);
}

const readPictures = async (folder: string): Promise<Buffer[]> =>
  Promise.all((await readdir(folder)).toSorted().map((name) => readFile(join(folder, name))));

const fits = (pictures: readonly Buffer[]): boolean =>
  pictures.every(({ length }) => length >= PICTURE_BYTES.least && length <= PICTURE_BYTES.most);

/** The folder of JPEG of the size of a phone's pictures. Made once. */
export async function pictureFolder(): Promise<string> {
  const folder = join(CACHE, `phone-${COUNT}-${PICTURE_BYTES.least}-${PICTURE_BYTES.most}`);
  if (existsSync(folder)) return folder;
  if (!(await hasFfmpeg())) throw new Error("ffmpeg is needed for pictures of phones");
  say(`encoding ${COUNT} pictures, once`);
  for (const quality of QUALITIES) {
    if (!fits(await encode(`${folder}.part`, quality))) continue;
    await rename(`${folder}.part`, folder);
    return folder;
  }
  throw new Error("no quality makes pictures of the size of a phone's");
}

export const readFolder = readPictures;

const [SOI, COM] = [2, 0xfffe];
const COMMENT_MOST = 65_533;

/**
 * Copies a picture to a distinct file: comments after its first marker (ITU-T T.81, B.2.4.5). They begin with the mark and are as long as
 * asked for.
 */
export function marked(picture: Uint8Array, mark: string, bytes = mark.length): Buffer {
  const parts: Uint8Array[] = [picture.subarray(0, SOI)];
  for (let left = Math.max(bytes, mark.length); left > 0; left -= COMMENT_MOST) {
    const body = Buffer.alloc(Math.min(left, COMMENT_MOST), 32);
    body.write(mark, 0, "latin1");
    const head = Buffer.alloc(4);
    head.writeUInt16BE(COM, 0);
    head.writeUInt16BE(body.length + 2, 2);
    parts.push(head, body);
  }
  return Buffer.concat([...parts, picture.subarray(SOI)]);
}
