import type { ErrorCode } from "@amaliyat/contract/errors";
import type { reports } from "@amaliyat/contract/reports";
import { LANGUAGES, ok, refuse, type Language, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { ERRORS } from "@amaliyat/contract/errors";
import { FILE_BYTES_MOST, FIRST_FILES_MOST } from "@amaliyat/domain/reports";
import { createHash, randomUUID, type Hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import {
  boundaryOf,
  BrokenForm,
  discard,
  movingBody,
  readParts,
  SlowBody,
  type Call,
  type FormPart,
  type Pace,
  type RawReply,
} from "../platform/http/index.ts";
import { networkOf } from "../platform/network-of.ts";
import { addFiles, follow } from "./author-acts.ts";
import type { CodeDoor } from "./code-door.ts";
import type { Uploads } from "./files/upload-acts.ts";
import { photosPage, refusedPage, standsPage } from "./form-pages.ts";
import { filesOfReport } from "./rows/reports-queries.ts";
import { lockByCode } from "./rows/reports-store.ts";
import type { ReportsDeps } from "./reports-deps.ts";

type Refused = Refusal<ErrorCode>;
type Photos = typeof reports.formPhotos;
type Come = Pick<Call<Photos>, "address" | "at"> & { readonly code: string; readonly reportId: string };
type Around = { readonly deps: ReportsDeps; readonly door: CodeDoor; readonly uploads: Pick<Uploads, "known" | "intake" | "unfinished"> };

const MOST_BYTES = FILE_BYTES_MOST.picture;
const FIELD_BYTES = 4 * 1024;
const PARTS_MOST = FIRST_FILES_MOST + 8;

class TooLarge extends Error {}

/** Lets bytes through, and counts and hashes them. */
async function* measured(bytes: AsyncIterable<Buffer>, hash: Hash, told: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    told.bytes += piece.length;
    // A picture that is too large is read to its end and kept nowhere: the browser shows an answer only then.
    if (told.bytes > MOST_BYTES) continue;
    hash.update(piece);
    yield piece;
  }
  if (told.bytes > MOST_BYTES) throw new TooLarge("a picture of a form is too large");
}

async function textOf({ bytes }: FormPart): Promise<string> {
  let text = Buffer.alloc(0);
  for await (const piece of bytes) if (text.length < FIELD_BYTES) text = Buffer.concat([text, piece]);
  return text.subarray(0, FIELD_BYTES).toString("utf8");
}

async function skip({ bytes }: FormPart): Promise<void> {
  for await (const _piece of bytes);
}

/** Reports whose pictures are being announced: the same picture sent by two presses at once is one. */
const announcing = new Map<string, Promise<unknown>>();
function inTurn<T>(reportId: string, work: () => Promise<T>): Promise<T> {
  const turn = (announcing.get(reportId) ?? Promise.resolve()).then(work, work);
  announcing.set(reportId, turn);
  void turn.catch(() => undefined).finally(() => announcing.get(reportId) === turn && announcing.delete(reportId));
  return turn;
}

/** Accepts a picture that lies whole as a part, unless the report has the same already. */
async function acceptWhole(
  { deps, door, uploads }: Around,
  come: Come,
  fileId: string,
  bytes: number,
  sha256: string,
): Promise<Result<null, Refused>> {
  const { files } = deps;
  const there = await transaction(deps.db, SYSTEM, (tx) => filesOfReport(tx, come.reportId), { readOnly: true });
  if (there.some((file) => file.sha256 === sha256 && file.arrivedAt !== null)) {
    await files.parts.drop(fileId);
    return ok(null);
  }
  const call = { ...come, body: { code: come.code, files: [{ fileId, kind: "picture" as const, bytes, sha256 }] } };
  const added = await addFiles(deps, door, call);
  const file = added.ok ? await uploads.known.byId(fileId) : null;
  if (file !== null) return uploads.intake.accept(file);
  await files.parts.drop(fileId);
  return added.ok ? refuse({ code: "file.not_announced" }) : added;
}

/** Stores one picture as it comes, encrypted from its first byte, and accepts it once it is whole. Null for a box that was left empty. */
async function acceptOne(around: Around, come: Come, part: FormPart): Promise<Result<null, Refused> | null> {
  const { files } = around.deps;
  const { address, at, reportId } = come;
  const fileId = randomUUID();
  const asked = { fileId, reportId, network: networkOf(address), address: networkOf(address, "subscriber"), has: 0, coming: MOST_BYTES };
  const allowed = await around.uploads.unfinished.check(asked, at);
  const hasRoom = allowed.ok && (await files.hasRoom(MOST_BYTES, MOST_BYTES));
  if (!hasRoom) {
    await skip(part);
    return allowed.ok ? refuse({ code: "storage.full" }) : allowed;
  }
  let taken: Result<null, Refused> | null = null;
  await around.uploads.unfinished.during(asked, at, async () => {
    const [hash, told] = [createHash("sha256"), { bytes: 0 }];
    try {
      await files.parts.begin(fileId);
      await files.parts.add(fileId, measured(part.bytes, hash, told), 0);
      if (told.bytes === 0) return await files.parts.drop(fileId);
    } catch (cause) {
      await files.parts.drop(fileId);
      if (!(cause instanceof TooLarge)) throw cause;
      taken = refuse({ code: "file.too_large", params: { limit: `${MOST_BYTES / 1024 / 1024} MiB` } });
      return undefined;
    }
    const sha256 = hash.digest("hex");
    taken = await inTurn(reportId, () => acceptWhole(around, come, fileId, told.bytes, sha256));
    return undefined;
  });
  return taken;
}

/** `isEarly`: the rest of the form was not read. */
type Told = { readonly status: number; readonly page: string; readonly isEarly?: true };

/** A form of pictures moves on a link of 3 kbit/s, and is over within half an hour: six pictures of 3 MB on 150 kbit/s take 16 minutes. */
export const PHOTO_PACE: Pace = { withinMs: 45_000, leastBytes: 16 * 1024, longestMs: 25 * 60_000 };
/** A browser that still sends sees an answer only if its connection stands for a moment. */
const LINGER_MS = 2_000;

/** The form's own language, as far as its first field came; else that of the browser. */
const languageOf = (fields: ReadonlyMap<string, string>, browser: string | null): Language =>
  LANGUAGES.find((each) => each === fields.get("language")) ?? LANGUAGES.find((each) => browser?.toLowerCase().startsWith(each)) ?? "ar";

/**
 * Reads the form: its code first, as the page has it, then pictures. A wrong code is refused before a picture is read. A picture that is
 * refused takes none of the others with it.
 */
async function acceptForm(
  around: Around,
  { address, at }: Pick<Call<Photos>, "address" | "at">,
  parts: AsyncIterable<FormPart>,
  fields: Map<string, string>,
  language: () => Language,
): Promise<Told> {
  const { deps, door } = around;
  const find = (hash: Buffer) => transaction(deps.db, SYSTEM, (tx) => lockByCode(tx, hash));
  const refused = ({ code, params }: Refused): Told => ({ status: ERRORS[code].status, page: refusedPage(language(), code, params ?? {}) });
  const faults: Refused[] = [];
  let [taken, count, reportId]: [number, number, string | null] = [0, 0, null];
  for await (const part of parts) {
    count += 1;
    if (part.filename === null && count <= PARTS_MOST) {
      fields.set(part.name, await textOf(part));
      continue;
    }
    const code = fields.get("code") ?? "";
    if (reportId === null) {
      const found = await door.open(code, { address, at }, find);
      if (!found.ok) return { ...refused(found.error), isEarly: true };
      ({ reportId } = found.value);
    }
    if (part.filename === null || part.filename === "" || count > PARTS_MOST) {
      await skip(part);
      continue;
    }
    const one = await acceptOne(around, { address, at, code, reportId }, part);
    if (one?.ok === true) taken += 1;
    else if (one !== null) faults.push(one.error);
  }
  const [fault = null] = faults;
  const stands = await follow(deps, door, { body: { code: fields.get("code") ?? "" }, address, at });
  if (!stands.ok) return refused(stands.error);
  const note = photosPage(language(), taken, fault);
  return { status: 200, page: standsPage(language(), stands.value, fields.get("code") ?? "", note) };
}

/** Pictures of a report from a browser without scripts. The answer is the page of the report, with what became of each. */
export function photosByForm(around: Around, call: Call<Photos>, pace: Pace = PHOTO_PACE): Promise<RawReply> {
  const boundary = boundaryOf(call.header("content-type"));
  if (boundary === null) return Promise.resolve(refuse({ code: "request.invalid" }));
  const fields = new Map<string, string>();
  const language = (): Language => languageOf(fields, call.header("accept-language"));
  const run = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = request[Symbol.asyncIterator]();
    const parts = readParts(movingBody(body, pace), boundary);
    const told = await acceptForm(around, call, parts, fields, language).catch((cause: unknown): Told => {
      if (cause instanceof SlowBody) return { status: 408, page: refusedPage(language(), "request.too_slow", {}), isEarly: true };
      if (!(cause instanceof BrokenForm)) throw cause;
      return { status: 400, page: refusedPage(language(), "request.invalid", {}) };
    });
    const type = { "content-type": "text/html; charset=utf-8" };
    if (told.isEarly !== true) {
      response.writeHead(told.status, type);
      response.end(told.page);
      return;
    }
    // The whole answer is out before the connection ends, so that it is shown.
    response.writeHead(told.status, { ...type, "content-length": Buffer.byteLength(told.page), connection: "close" });
    response.write(told.page);
    await discard(body, LINGER_MS);
    response.end();
    request.socket.destroySoon();
  };
  return Promise.resolve(ok(run));
}
