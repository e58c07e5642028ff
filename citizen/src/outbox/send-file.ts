import { ROOM_MARK } from "@amaliyat/ui/reach";
import type { DetailedError, FileReader, HttpRequest, HttpStack } from "tus-js-client";
import { refusalOf, type Answer } from "../api/answer.ts";
import type { Item } from "./item.ts";

/** A part that is lost with the link is sent again whole: on 400 kbit/s this one takes five seconds. */
const PART_BYTES = 256 * 1024;

const blobReader: FileReader = {
  openFile: async (blob: Blob) => ({
    size: blob.size,
    slice: async (start, end) => ({ value: blob.slice(start, end), done: end >= blob.size }),
    close: () => undefined,
  }),
};

function answerOf(error: Error | DetailedError): Exclude<Answer<never>, { kind: "ok" }> {
  const response = "originalResponse" in error ? error.originalResponse : null;
  // Without the room's mark it is the word of somebody on the way; a failure (5xx) of theirs is sent again all the same.
  if (response === null || (response.getHeader(ROOM_MARK) ?? null) === null) return { kind: "lost" };
  let body: unknown = null;
  try {
    body = JSON.parse(response.getBody());
  } catch {
    // Not the room's own words.
  }
  return refusalOf(response.getStatus(), body);
}

/** True if the answer came from another address than was asked: XMLHttpRequest follows each redirect, and tells the last address. */
function isMoved(request: HttpRequest): boolean {
  const browsers: unknown = request.getUnderlyingObject();
  const from: unknown = typeof browsers === "object" && browsers !== null ? Reflect.get(browsers, "responseURL") : undefined;
  return typeof from === "string" && from !== "" && from !== new URL(request.getURL(), globalThis.location?.href).href;
}

export type FileWay = {
  /** Address for starting uploads. An upload lies there under its file's id. */
  readonly endpoint: string;
  readonly blob: Blob;
  readonly onProgress: (bytes: number) => void;
  /** Time without progress or answer after which the link counts as dead, ms: the browser itself may wait for ever. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal;
  readonly stack?: HttpStack;
};

/** Sends a file by tus 1.0: asks how much of it has come, begins it where nothing has, and goes on from there. */
export async function sendFile(item: Extract<Item, { kind: "upload" }>, way: FileWay): Promise<Answer<null>> {
  const { fileId, fileKind, code } = item;
  const { endpoint, blob, onProgress, patienceMs, signal, stack } = way;
  const { Upload } = await import("tus-js-client");
  let silent: ReturnType<typeof setTimeout> | undefined;
  const sent = new Promise<Answer<null>>((resolve) => {
    const giveUp = (): void => {
      void upload.abort();
      resolve({ kind: "lost" });
    };
    const heard = (): void => {
      clearTimeout(silent);
      silent = setTimeout(giveUp, patienceMs);
    };
    const upload = new Upload(blob, {
      endpoint,
      uploadUrl: `${endpoint}/${fileId}`,
      headers: { authorization: `Bearer ${code}` },
      metadata: { fileId, fileKind },
      chunkSize: PART_BYTES,
      // The outbox has patience of its own.
      retryDelays: null,
      storeFingerprintForResuming: false,
      fileReader: blobReader,
      ...(stack === undefined ? {} : { httpStack: stack }),
      onProgress: (bytes) => {
        heard();
        onProgress(bytes);
      },
      onAfterResponse: (request) => (isMoved(request) ? giveUp() : heard()),
      onSuccess: () => resolve({ kind: "ok", value: null }),
      onError: (error) => resolve(answerOf(error)),
    });
    signal?.addEventListener("abort", giveUp);
    heard();
    upload.start();
  });
  return sent.finally(() => clearTimeout(silent));
}
