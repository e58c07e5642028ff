import { readlink, type FileHandle } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { none, type Bounds, type Decoded } from "./decoded.ts";
import { bytesOf, namelessFile } from "./nameless.ts";
import { pixelsOf } from "./pixels.ts";
import { said } from "./said.ts";
import { runApart, type Caps } from "./sandbox.ts";
import { sniff, type Sniffed } from "./sniff.ts";
import { WHOLE_SIDE } from "./sides.ts";

const MIB = 1024 * 1024;
/** A picture of a telephone takes a second; one in HEIC, whose decoder is compiled for the web, four. A busy room makes either wait long. */
const CAPS: Caps = { cpuS: 40, wallMs: 240_000, memory: 640 * MIB, output: 16 * MIB };

const PLATFORM = fileURLToPath(new URL("..", import.meta.url));
const PACKAGES = ((path) => path.slice(0, path.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules`.length))(
  createRequire(import.meta.url).resolve("sharp"),
);
/** What says how files of ours are to be read. */
const MANIFEST = join(dirname(dirname(PLATFORM)), "..", "package.json");

/** True for a copy that is what its maker says: one that was taken over could write anything. */
function isCopy(bytes: Buffer): boolean {
  const found = sniff(bytes);
  const pixels = found?.is === "still" && found.format === "jpeg" ? pixelsOf("jpeg", bytes) : 0;
  return pixels > 0 && pixels <= WHOLE_SIDE * WHOLE_SIDE;
}

/** Makes the copies of a picture in the sandbox. */
export async function decodePicture(
  folder: string,
  { format, type }: Extract<Sniffed, { is: "still" }>,
  file: FileHandle,
  { pixels }: Bounds,
  signal: AbortSignal | undefined,
): Promise<Decoded> {
  const [whole, small] = [await namelessFile(folder), await namelessFile(folder)];
  const drop = async (cause: Parameters<typeof none>[1]): Promise<Decoded> => {
    await Promise.all([whole.close(), small.close()]);
    return none(type, cause);
  };
  try {
    const node = await readlink("/proc/self/exe");
    const child = join(PLATFORM, "decoder", "picture-main.ts");
    const ended = await runApart(folder, {
      program: node,
      args: ["--no-warnings", "--max-old-space-size=128", child, format, String(pixels)],
      sees: [node, PACKAGES, PLATFORM, MANIFEST],
      input: file.fd,
      outputs: [whole.fd, small.fd],
      caps: CAPS,
      signal,
    });
    if (ended.kind !== "ended") return await drop(ended.kind === "no_program" ? "no_sandbox" : ended.kind);
    const told = said.safeParse(jsonOf(ended.said.split("\n").at(-1) ?? ""));
    if (!told.success) return await drop("broken");
    if (!told.data.well) return await drop(told.data.cause);
    const copies = await Promise.all([bytesOf(whole), bytesOf(small)]);
    if (!copies.every(isCopy)) return await drop("broken");
    const { width, height, hash } = told.data;
    return { kind: "copies", copies: { found: type, type: "image/jpeg", whole, small, width, height, seconds: null, pictureHash: hash } };
  } catch (cause) {
    await drop("broken");
    throw cause;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
