import { readlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledOf } from "./compiled.ts";
import type { Undecoded } from "./decoded.ts";
import { Parts } from "./parts.ts";
import { answer, type Asked, type Said } from "./picture-words.ts";
import { INSIDE, startApart, type Apart, type Place } from "./sandbox.ts";
import type { Caps } from "./bounds/watch.ts";

const MIB = 1024 * 1024;
/** A picture of a telephone takes a second; one in HEIC, whose decoder is compiled for the web, four. A busy room makes either wait long. */
export const PICTURE_CAPS: Caps = { cpuS: 40, wallMs: 240_000, memory: 640 * MIB, output: 0 };
/** As many as one report may have; the next gets a new one. */
const WORKS_MOST = 12;

const PLATFORM = fileURLToPath(new URL("..", import.meta.url));
const PACKAGES = ((path) => path.slice(0, path.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules`.length))(
  createRequire(import.meta.url).resolve("sharp"),
);
/** Manifest that says how files of ours are to be read. */
const MANIFEST = join(dirname(dirname(PLATFORM)), "..", "package.json");

export type Painted = { readonly said: Said; readonly copies: readonly Buffer[] };

/** A process in the sandbox that opens pictures of one author, one after the other, each within its own caps. */
export class PictureWorker implements AsyncDisposable {
  readonly #apart: Apart;
  readonly #parts: Parts;
  #isInside = false;
  #works = 0;
  #isOver = false;

  private constructor(apart: Apart, parts: Parts) {
    [this.#apart, this.#parts] = [apart, parts];
  }

  static async start(place: Place, caps: Caps): Promise<PictureWorker> {
    const node = await readlink("/proc/self/exe");
    const child = join(PLATFORM, "decoder", "picture-main.ts");
    const compiled = await compiledOf(place.folder, node, child);
    const apart = await startApart(place, {
      program: node,
      args: ["--no-warnings", "--max-old-space-size=128", child],
      sees: [node, PACKAGES, PLATFORM, MANIFEST, ...(compiled === null ? [] : [compiled])],
      ...(compiled === null ? {} : { environment: { NODE_COMPILE_CACHE: compiled } }),
      input: "pipe",
      outputs: [],
      caps,
      works: WORKS_MOST,
    });
    const { stdout } = apart.child;
    if (stdout === null) throw new Error("a decoder has no output");
    return new PictureWorker(apart, new Parts(stdout));
  }

  /** True while it has opened nothing. */
  get isFresh(): boolean {
    return this.#works === 0;
  }

  /** False once it broke, was killed, or did all that one may do. */
  get isGood(): boolean {
    const { exitCode, signalCode } = this.#apart.child;
    return !this.#isOver && this.#works < WORKS_MOST && exitCode === null && signalCode === null;
  }

  /** Opens a picture and paints its copies; or says why it, or this machine, could not. */
  async paint(asked: Omit<Asked, "bytes">, picture: Buffer, signal: AbortSignal | undefined): Promise<Painted | Undecoded> {
    this.#works += 1;
    const { child, watch } = this.#apart;
    const kill = (): void => watch.kill();
    signal?.addEventListener("abort", kill, { once: true });
    watch.begin();
    child.stdin?.write(`${JSON.stringify({ ...asked, bytes: picture.length } satisfies Asked)}\n`);
    child.stdin?.write(picture);
    const painted = (await this.#answered()) ?? (await this.#failure());
    watch.rest();
    signal?.removeEventListener("abort", kill);
    signal?.throwIfAborted();
    return painted;
  }

  async #answered(): Promise<Painted | null> {
    if (!this.#isInside) this.#isInside = (await this.#parts.line(INSIDE.length)) === INSIDE.trimEnd();
    const line = this.#isInside ? await this.#parts.line(1024) : null;
    const told = answer.safeParse(jsonOf(line ?? ""));
    if (!told.success) return null;
    const copies: Buffer[] = [];
    for (const length of told.data.lengths) {
      const copy = await this.#parts.bytes(length);
      if (copy === null) return null;
      copies.push(copy);
    }
    return { said: told.data.said, copies };
  }

  /** Why there is no answer: it has ended, or said what nobody can understand. */
  async #failure(): Promise<Undecoded> {
    this.#isOver = true;
    if (!this.#parts.isOver) {
      await this[Symbol.asyncDispose]();
      return this.#isInside ? "broken" : "no_sandbox";
    }
    const ended = await this.#apart.ended(() => (this.#isInside ? INSIDE : ""));
    if (ended.kind === "ended") return "broken";
    return ended.kind === "no_program" ? "no_sandbox" : ended.kind;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#apart.watch.kill();
    // Destroy its unread output; otherwise the end of the process would not be reported.
    this.#apart.child.stdout?.destroy();
    await this.#apart.ended(() => "");
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
