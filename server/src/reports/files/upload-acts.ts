import type { ErrorCode } from "@amaliyat/contract/errors";
import type { reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { FILE_BYTES_MOST } from "@amaliyat/domain/reports";
import type { ServerResponse } from "node:http";
import type { Call, RawReply } from "../../platform/http/index.ts";
import { networkOf } from "../../platform/network-of.ts";
import type { CodeDoor } from "../code-door.ts";
import type { Carry } from "./carry-upload.ts";
import type { Files } from "./files.ts";
import { isWhole, type KnownFile } from "./files-store.ts";
import type { KnownFiles } from "./known-files.ts";
import type { Intake } from "./intake.ts";
import type { Unfinished } from "./unfinished.ts";

export type Uploads = {
  readonly files: Files;
  readonly known: KnownFiles;
  readonly door: CodeDoor;
  readonly intake: Intake;
  readonly carry: Carry;
  readonly unfinished: Unfinished;
};

type Refused = Refusal<ErrorCode>;
type Asked = { readonly bearer: string | null; readonly address: string; readonly at: number };

/** The file that was announced under the code of whoever asks; a code that has a report has no files but its own. */
async function announced({ known, door }: Uploads, call: Asked, fileId: string): Promise<Result<KnownFile, Refused>> {
  const find = async (codeHash: Buffer): Promise<{ readonly file: KnownFile | null } | null> => {
    const { isCode, file } = await known.under({ codeHash, fileId });
    return isCode ? { file } : null;
  };
  const found = await door.open(call.bearer ?? "", call, find);
  if (!found.ok) return found;
  const { file } = found.value;
  return file === null || file.isOver ? refuse({ code: "file.not_announced" }) : ok(file);
}

/** Refuses what the disk has no room for: the part that is still to come, and the sealed file beside it. */
const room = async (files: Files, { bytes }: KnownFile, has: number): Promise<Result<null, Refused>> =>
  (await files.hasRoom(bytes - has, bytes)) ? ok(null) : refuse({ code: "storage.full" });

/** Lets bytes of a file come, unless the disk or what lies unfinished already is against it. */
async function bring(uploads: Uploads, file: KnownFile, has: number, coming: number, { address, at }: Asked): Promise<RawReply> {
  const { fileId, reportId } = file;
  const asked = { fileId, reportId, network: networkOf(address), address: networkOf(address, "subscriber"), has, coming };
  for (const allowed of [await uploads.unfinished.check(asked, at), await room(uploads.files, file, has)]) if (!allowed.ok) return allowed;
  return ok((request, response) => uploads.unfinished.during(asked, at, () => uploads.carry(file, request, response)));
}

/** The id of a file in tus metadata: pairs of a name and a base64 text. */
function fileIdIn(metadata: string | null): string | null {
  const pair = (metadata ?? "").split(",").map((each) => each.trim().split(" "));
  const value = pair.find(([name]) => name === "fileId")?.[1] ?? "";
  const id = Buffer.from(value, "base64").toString("latin1");
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}

/** Begins a file that was announced, once: what has come of it is never begun again. */
export async function createUpload(uploads: Uploads, call: Call<typeof reports.createUpload>): Promise<RawReply> {
  const fileId = fileIdIn(call.header("upload-metadata"));
  const found = await announced(uploads, call, fileId ?? "00000000-0000-0000-0000-000000000000");
  if (!found.ok) return found;
  const { kind, bytes } = found.value;
  const length = Number(call.header("upload-length") ?? Number.NaN);
  if (length > FILE_BYTES_MOST[kind])
    return refuse({ code: "file.too_large", params: { limit: `${FILE_BYTES_MOST[kind] / 1024 / 1024} MiB` } });
  if (length !== bytes) return refuse({ code: "file.not_what_was_announced" });
  if (isWhole(found.value) || (await uploads.files.parts.sizeOf(found.value.fileId)) !== null)
    return refuse({ code: "file.began_already" });
  return bring(uploads, found.value, 0, 0, call);
}

/** The answer of tus for a file of which nothing is missing. */
function sayWhole(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { "tus-resumable": "1.0.0", "upload-offset": bytes, "upload-length": bytes, "cache-control": "no-store" });
  response.end();
  return Promise.resolve();
}

/** The answer of tus for a file of which nothing has come. */
function sayNothing(response: ServerResponse): Promise<void> {
  response.writeHead(404, { "tus-resumable": "1.0.0", "cache-control": "no-store" });
  response.end();
  return Promise.resolve();
}

/**
 * Returns the number of bytes received. A complete file is taken in before the reply: a sender that hears it is complete sends nothing
 * more.
 */
export async function uploadOffset(uploads: Uploads, call: Call<typeof reports.uploadOffset>): Promise<RawReply> {
  const found = await announced(uploads, call, call.params.fileId);
  if (!found.ok) return found;
  const { fileId, bytes } = found.value;
  const has = isWhole(found.value) ? bytes : await uploads.files.parts.sizeOf(fileId);
  if (has === null) return ok((_request, response) => sayNothing(response));
  if (has >= bytes && !isWhole(found.value)) {
    const taken = await uploads.intake.accept(found.value);
    if (!taken.ok) return taken;
  }
  if (has >= bytes) return ok((_request, response) => sayWhole(response, bytes));
  return ok((request, response) => uploads.carry(found.value, request, response));
}

/** More bytes, from an offset on. */
export async function upload(uploads: Uploads, call: Call<typeof reports.upload>): Promise<RawReply> {
  const found = await announced(uploads, call, call.params.fileId);
  if (!found.ok) return found;
  const { fileId } = found.value;
  if (isWhole(found.value)) return refuse({ code: "file.began_already" });
  const has = (await uploads.files.parts.sizeOf(fileId)) ?? 0;
  const maxBytes = Math.max(0, found.value.bytes - has);
  const said = Number(call.header("content-length") ?? maxBytes);
  return bring(uploads, found.value, has, Number.isInteger(said) && said >= 0 ? Math.min(said, maxBytes) : maxBytes, call);
}
