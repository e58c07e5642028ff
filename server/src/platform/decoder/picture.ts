import { Turns } from "@amaliyat/domain/kernel";
import type { FileHandle } from "node:fs/promises";
import { none, type Bounds, type Decoded } from "./decoded.ts";
import { bytesOf, namelessWith } from "./nameless.ts";
import { PICTURE_CAPS, PictureWorker, type Painted } from "./picture-worker.ts";
import { pixelsOf } from "./pixels.ts";
import type { Place } from "./sandbox.ts";
import { sniff, type Sniffed } from "./sniff.ts";
import { WHOLE_SIDE } from "./sides.ts";

type Still = Extract<Sniffed, { is: "still" }>;

/** True for a copy that is what its maker says: one that was taken over could write anything. */
function isCopy(bytes: Buffer): boolean {
  const found = sniff(bytes);
  const pixels = found?.is === "still" && found.format === "jpeg" ? pixelsOf("jpeg", bytes) : 0;
  return pixels > 0 && pixels <= WHOLE_SIDE * WHOLE_SIDE;
}

/** Makes copies of one author's pictures in the sandbox: a process serves them all, and nobody else's. */
export class Pictures implements AsyncDisposable {
  readonly #place: Place;
  readonly #caps: typeof PICTURE_CAPS;
  #worker: Promise<PictureWorker> | null = null;
  readonly #turns = new Turns();

  constructor(place: Place, caps = PICTURE_CAPS) {
    [this.#place, this.#caps] = [place, caps];
  }

  /** Starts what will open them, so that it is ready when the first comes. */
  prepare(): void {
    this.#worker ??= PictureWorker.start(this.#place, this.#caps);
    // Told to whoever asks for it.
    this.#worker.catch(() => undefined);
  }

  /** Each waits for the one before: a process answers one at a time. */
  decode(still: Still, file: FileHandle, bounds: Pick<Bounds, "pixels">, signal: AbortSignal | undefined): Promise<Decoded> {
    return this.#turns.run(() => this.#decode(still, file, bounds, signal));
  }

  async #decode(
    { format, type }: Still,
    file: FileHandle,
    { pixels }: Pick<Bounds, "pixels">,
    signal: AbortSignal | undefined,
  ): Promise<Decoded> {
    const picture = await bytesOf(file);
    const paint = async (worker: PictureWorker) => worker.paint({ format, pixels }, picture, signal);
    const worker = await this.#good();
    const wasFresh = worker.isFresh;
    const first = await paint(worker);
    // Leftovers of earlier files are not this file's fault: repeat in a fresh process.
    const painted = typeof first === "string" && !wasFresh ? await paint(await this.#good()) : first;
    return typeof painted === "string" ? none(type, painted) : this.#judge(type, painted);
  }

  async #judge(type: string, { said, copies: [whole, small, ...more] }: Painted): Promise<Decoded> {
    if (!said.well) return none(type, said.cause);
    if (whole === undefined || small === undefined || more.length > 0 || ![whole, small].every(isCopy)) return none(type, "broken");
    const { width, height, hash } = said;
    const files = [await namelessWith(this.#place.folder, [whole]), await namelessWith(this.#place.folder, [small])] as const;
    return {
      kind: "copies",
      copies: { found: type, type: "image/jpeg", whole: files[0], small: files[1], width, height, seconds: null, pictureHash: hash },
    };
  }

  async #good(): Promise<PictureWorker> {
    const before = await this.#worker;
    if (before?.isGood === true) return before;
    await before?.[Symbol.asyncDispose]();
    this.#worker = PictureWorker.start(this.#place, this.#caps);
    return this.#worker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const worker = await this.#worker?.catch(() => null);
    await worker?.[Symbol.asyncDispose]();
  }
}
