import { setTimeout as sleep } from "node:timers/promises";

export type FileToSend = { readonly fileId: string; readonly bytes: Uint8Array };
/** Address and code for files, and the number of tolerated cuts. */
export type FileWay = {
  readonly base: string;
  readonly code: string;
  readonly tries?: number;
  readonly waitMs?: number;
  /** By which way requests go out; `fetch` where none is given. */
  readonly ask?: (url: URL, init: RequestInit) => Promise<Response>;
  readonly signal?: AbortSignal;
};

/** The room takes no files of this report, or none any more; more tries would change nothing. */
export class NotTaken extends Error {}

const PATH = "/api/allo/uploads";
/** Final refusals of a new file. A part whose file is missing is sent to a new one. */
const REFUSED = new Set([400, 403, 404, 410, 413, 415, 422]);
const PART_REFUSED = new Set([400, 403, 413, 415, 422]);

/** Number of bytes received; null if the file was not begun. */
async function offsetOf(way: FileWay, fileId: string): Promise<number | null> {
  const answer = await ask(way, `${PATH}/${fileId}`, { method: "HEAD" });
  const offset = answer.headers.get("upload-offset");
  return answer.ok && offset !== null ? Number(offset) : null;
}

const ask = ({ base, code, signal, ask: by = fetch }: FileWay, path: string, init: RequestInit): Promise<Response> =>
  by(new URL(path, base), {
    ...init,
    headers: { "tus-resumable": "1.0.0", authorization: `Bearer ${code}`, ...(init.headers as Record<string, string>) },
    ...(signal === undefined ? {} : { signal }),
  });

async function begin(way: FileWay, { fileId, bytes }: FileToSend): Promise<void> {
  const metadata = `fileId ${Buffer.from(fileId).toString("base64")}`;
  const headers = { "upload-length": String(bytes.length), "upload-metadata": metadata };
  const answer = await ask(way, PATH, { method: "POST", headers });
  // Begun already, by a try whose answer was lost, is begun.
  if (answer.ok || answer.status === 409) return;
  const said = `${answer.status} ${await answer.text()}`;
  throw REFUSED.has(answer.status) ? new NotTaken(said) : new Error(said);
}

/** One try: asks for the number of bytes there and sends the rest. True once all of it is. */
async function carryOn(way: FileWay, file: FileToSend): Promise<boolean> {
  let offset = await offsetOf(way, file.fileId);
  if (offset === null) await begin(way, file);
  offset ??= 0;
  if (offset >= file.bytes.length) return true;
  const headers = { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) };
  const answer = await ask(way, `${PATH}/${file.fileId}`, { method: "PATCH", headers, body: file.bytes.slice(offset) });
  // At another offset than was thought: the next try asks first.
  if (PART_REFUSED.has(answer.status)) throw new NotTaken(`${answer.status} ${await answer.text()}`);
  return answer.ok && Number(answer.headers.get("upload-offset")) >= file.bytes.length;
}

/** Sends a file in as many pieces as the link is cut into (tus 1.0). Resolves once the room has all of it; rejects with `NotTaken`, or with the last cut. */
export async function sendFile(way: FileWay, file: FileToSend): Promise<void> {
  const { tries = 60, waitMs = 500, signal } = way;
  for (let nth = 1; ; nth++) {
    try {
      if (await carryOn(way, file)) return;
    } catch (cause) {
      if (cause instanceof NotTaken || nth >= tries || signal?.aborted) throw cause;
    }
    if (nth >= tries) throw new Error(`not whole after ${tries} tries`);
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal });
  }
}
