import { reports } from "@amaliyat/contract/reports";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Refusal } from "@amaliyat/domain/kernel";
import { Server } from "@tus/server";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable, PassThrough } from "node:stream";
import { sendProblem } from "../../platform/http/index.ts";
import type { Files } from "./files.ts";
import { Begun, IncomingFolder } from "./incoming-folder.ts";
import type { KnownFile } from "./files-store.ts";
import type { KnownFiles } from "./known-files.ts";
import type { Intake } from "./intake.ts";
import { Turns } from "./turns.ts";

/** The words of the protocol that are carried on; all else that a sender writes stays outside. */
const HEADERS = ["tus-resumable", "upload-length", "upload-offset", "upload-metadata", "content-type", "content-length"] as const;

/** Until a request whose link may be gone has written down what it has. */
const LEAVES_WITHIN_MS = 500;

export type Carry = (file: KnownFile, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** As much as may have come and not be on the disk yet. */
const AHEAD = 256 * 1024;

/**
 * Body of an upload, to its end or to the break of the link. A break counts as a normal end, so that all bytes before it are stored. So a
 * phone whose link breaks every few seconds still gets on.
 */
export function untilBreak(request: Readable): Readable {
  const body = new PassThrough({ highWaterMark: AHEAD });
  request.on("error", () => body.end());
  request.on("close", () => body.end());
  // It may have broken while the gate looked at it.
  if (request.destroyed) body.end();
  else request.pipe(body);
  return body;
}

/** Joins the library that speaks tus to what the room knows of files. A request comes here once it passed all gates. */
export function carryUploads({ parts }: Files, known: KnownFiles, intake: Intake): Carry {
  const { path } = reports.createUpload;
  // Files of the requests under way. The length of a file was announced once and never changes.
  const carried = new Map<string, { readonly file: KnownFile; requests: number }>();
  const refusals = new WeakMap<object, Refusal<ErrorCode>>();
  const server = new Server({
    path,
    datastore: new IncomingFolder(parts, { bytesOf: (fileId) => carried.get(fileId)?.file.bytes ?? null, begun: known.begun }),
    locker: new Turns(),
    lockDrainTimeout: LEAVES_WITHIN_MS,
    relativeLocation: true,
    // The gate has seen that it is there and an id.
    namingFunction: (_request, metadata) => metadata?.["fileId"] ?? "",
    onUploadFinish: async (request, { id }) => {
      const file = carried.get(id)?.file;
      if (file === undefined) throw new Error("a file came whole that no request is about");
      const taken = await intake.accept(file);
      if (taken.ok) return {};
      refusals.set(request, taken.error);
      throw new Error(taken.error.code);
    },
    onResponseError: (request, error) => {
      if (error instanceof Begun) refusals.set(request, { code: "file.began_already" });
      return undefined;
    },
  });
  const carry: Carry = async ({ fileId }, request, response) => {
    const headers = new Headers();
    for (const name of HEADERS) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const { method = "" } = request;
    const body = method === "HEAD" ? null : (Readable.toWeb(untilBreak(request)) as ReadableStream<Uint8Array>);
    // Its address is ours: nothing of the one that was asked for is carried on.
    const asked = new Request(`http://room${path}${method === "POST" ? "" : `/${fileId}`}`, { method, headers, body, duplex: "half" });
    const answer = await server.handleWeb(asked);
    const refusal = refusals.get(asked);
    if (refusal !== undefined) return sendProblem(response, refusal, { "tus-resumable": "1.0.0" });
    for (const [name, value] of answer.headers) if (!name.startsWith("access-control-")) response.setHeader(name, value);
    response.writeHead(answer.status);
    response.end(method === "HEAD" ? undefined : Buffer.from(await answer.arrayBuffer()));
  };
  return async (file, request, response) => {
    const entry = carried.get(file.fileId) ?? { file, requests: 0 };
    entry.requests += 1;
    carried.set(file.fileId, entry);
    try {
      await carry(file, request, response);
    } finally {
      entry.requests -= 1;
      if (entry.requests === 0) carried.delete(file.fileId);
    }
  };
}
