import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { KEPT_DAYS } from "@amaliyat/domain/reports";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import type { Decoder } from "../../platform/decoder/index.ts";
import { openVault } from "../../platform/vault.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { codeOf, testClient, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { announce, send, toSend, type ToSend } from "../../testing/things/uploads.ts";
import { openFiles } from "./files.ts";
import { forgetCauses } from "./files-store.ts";
import { eraseDue, fileMaintenance } from "../maintain-files.ts";
import { prepareJob } from "./prepare-files.ts";

let room: TestRoom;
let taker: TestClient;
let picture: ToSend;
let noise: ToSend;
let code: string;
let reportId: string;
beforeAll(async () => {
  room = await startTestRoom();
  taker = await room.as("call_taker");
  const dots = Buffer.from(Array.from({ length: 300 * 200 }, (_, at) => ((at % 300) * 7 + Math.floor(at / 300) * 5) % 256));
  const scene = sharp(dots, { raw: { width: 300, height: 200, channels: 1 } }).toColourspace("srgb");
  picture = toSend(
    "picture",
    await scene
      .withExif({ IFD0: { Make: "A camera that tells" } })
      .jpeg()
      .toBuffer(),
  );
  noise = toSend("picture", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
  code = await announce(room.url, [picture, noise]);
  reportId = await reportOf(picture.fileId);
});
afterAll(() => room[Symbol.asyncDispose]());

async function reportOf(fileId: string): Promise<string> {
  const { rows } = await room.database.db.pool.query<{ report_id: string }>("select report_id from report_file where file_id = $1", [
    fileId,
  ]);
  return rows[0]?.report_id ?? "";
}
const statesOf = async (of: string) =>
  (await testClient(room.url).must(reports.follow, { body: { code: of } })).files.map(({ state, code: why }) => [state, why]);
const see = (client: TestClient, fileId: string, copy: "small" | "whole" = "whole") =>
  client.code(reports.file, { params: { fileId, copy } });
const path = (fileId: string, copy = "whole") => `/media/report-files/${fileId}/${copy}`;
const openHere = async (decoder?: Decoder) =>
  openFiles({
    mediaHosts: [],
    db: room.database.db,
    clock: Date.now,
    log: makeLog("silent"),
    vault: await openVault(join(room.data, "keys")),
    folder: join(room.data, "reports"),
    space: { mayWrite: () => Promise.resolve(true) },
    decoder,
  });

it("is opened by the worker: a picture gets copies, and what is none is kept and says why", { timeout: 120_000 }, async () => {
  expect(await see(taker, picture.fileId)).toBe("report.not_opened");
  await taker.must(reports.open, { params: { reportId } });
  expect(await see(taker, picture.fileId)).toBe("file.not_ready");
  await Promise.all([send(room.url, code, picture), send(room.url, code, noise)]);
  await vi.waitFor(
    async () =>
      expect(await statesOf(code)).toEqual([
        ["ready", null],
        ["refused", "file.wrong_type"],
      ]),
    { timeout: 100_000, interval: 300 },
  );
  const card = await taker.must(reports.card, { params: { reportId } });
  expect(card.reportFiles).toMatchObject([
    { state: "ready", type: "image/jpeg", width: 300, height: 200, sha256: picture.sha256, held: true },
    { state: "refused", code: "file.wrong_type", held: true },
  ]);
  // Two that come at once: the one may be refused before the other is there.
  const types = (await logEntries(room, reportId)).map(({ type }) => type).filter((type) => type.startsWith("report.file_"));
  expect(types.toSorted()).toEqual(["report.file_arrived", "report.file_arrived", "report.file_refused"]);
});

it("is shown as a copy that can do nothing, to whoever opened the report, and each look is logged first", async () => {
  const seen = await taker.fetch(path(picture.fileId));
  const header = (name: string) => seen.headers.get(name);
  expect([
    seen.status,
    header("content-type"),
    header("x-content-type-options"),
    header("content-disposition"),
    header("cache-control"),
  ]).toEqual([200, "image/jpeg", "nosniff", "inline", "no-store"]);
  expect(header("content-security-policy")).toContain("sandbox");
  const whole = Buffer.from(await seen.arrayBuffer());
  expect([picture.bytes.includes("A camera that tells"), whole.includes("A camera that tells")]).toEqual([true, false]);
  const part = await taker.fetch(path(picture.fileId), { headers: { range: "bytes=10-19" } });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 10-19/${whole.length}`]);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20));
  expect((await taker.fetch(path(picture.fileId), { headers: { range: `bytes=${whole.length}-` } })).status).toBe(400);
  const rest = await taker.fetch(path(picture.fileId), { headers: { range: "bytes=20-" } });
  expect([rest.status, Buffer.from(await rest.arrayBuffer())]).toEqual([206, whole.subarray(20)]);
  const small = Buffer.from(await (await taker.fetch(path(picture.fileId, "small"))).arrayBuffer());
  expect(await sharp(small).metadata()).toMatchObject({ format: "jpeg", width: 300 });
  const looks = (await logEntries(room, reportId)).filter(({ type }) => type === "report.file_viewed");
  expect(looks.map(({ detail }) => detail)).toEqual([
    { fileId: picture.fileId, copy: "whole" },
    { fileId: picture.fileId, copy: "whole", until: expect.any(String) },
    { fileId: picture.fileId, copy: "small" },
  ]);
  expect(await see(taker, noise.fileId)).toBe("file.not_ready");
});

it("fetched by ranges is one viewing of its session, until that is over; whoever else looks has another", async () => {
  const looks = async () =>
    (await logEntries(room, reportId)).filter(
      ({ type, detail }) => type === "report.file_viewed" && Object.hasOwn(Object(detail), "until"),
    );
  const ranges = async (client: TestClient) => {
    for (const range of ["bytes=0-", "bytes=30-50", "bytes=5-9"])
      expect((await client.fetch(path(picture.fileId), { headers: { range } })).status).toBe(206);
  };
  const before = (await looks()).length;
  await ranges(taker);
  expect((await looks()).length).toBe(before);
  const again = await room.as("dispatcher");
  await again.must(reports.open, { params: { reportId } });
  await ranges(again);
  expect((await looks()).length).toBe(before + 1);
  await room.database.db.pool.query("update report_viewing set at = at - interval '11 minutes'");
  await ranges(again);
  expect((await looks()).length).toBe(before + 2);
});

it("of a device that nobody knows is held until somebody of the lines lets others see it", async () => {
  const [operator, other, operator2] = [await room.as("operator"), await room.as("supervisor"), await room.as("operator2")];
  const { interventionId } = await taker.must(reports.makeIntervention, { params: { reportId }, body: { place: PLACES.SU1 } });
  const list = () => operator.must(reports.filesOf, { params: { interventionId } });
  expect(await list()).toEqual([]);
  expect([await see(operator, picture.fileId), await see(other, picture.fileId)]).toEqual(["file.held", "file.held"]);
  expect(await operator2.code(reports.filesOf, { params: { interventionId } })).toBe("object.not_found");
  expect(await other.code(reports.release, { params: { fileId: picture.fileId } })).toBe("report.not_opened");
  const card = await taker.must(reports.release, { params: { fileId: picture.fileId } });
  expect(card.reportFiles.map(({ held }) => held)).toEqual([false, true]);
  expect(await list()).toMatchObject([{ fileId: picture.fileId, reportId, held: false }]);
  expect([await see(operator, picture.fileId), await see(other, picture.fileId), await see(operator2, picture.fileId)]).toEqual([
    "ok",
    "ok",
    "object.not_found",
  ]);
  expect(await see(await room.as("administrator"), picture.fileId)).toBe("access.not_your_role");
  expect(
    (await logEntries(room, reportId)).some(({ type, actor_name }) => type === "report.file_released" && actor_name === "call_taker"),
  ).toBe(true);
});

it("is given as it came to the evidence officer, with a purpose, byte for byte and never opened by a browser", async () => {
  const officer = await room.as("evidence_officer");
  const ask = (fileId: string, body: object = { purpose: "protection", reason: "قضية 12" }) =>
    officer.fetch(`/api/reports/files/${fileId}/original`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  for (const file of [picture, noise]) {
    const given = await ask(file.fileId);
    expect([given.headers.get("content-type"), given.headers.get("content-disposition")?.split(";")[0]]).toEqual([
      "application/octet-stream",
      "attachment",
    ]);
    expect(Buffer.from(await given.arrayBuffer())).toEqual(file.bytes);
  }
  expect((await ask(picture.fileId, { purpose: "protection" })).status).toBe(400);
  expect(
    codeOf(await taker.ask(reports.original, { params: { fileId: picture.fileId }, body: { purpose: "protection", reason: "خطأ" } })),
  ).toBe("access.not_your_role");
  const read = (await logEntries(room, reportId)).filter(({ type }) => type === "report.original_read");
  expect(read[0]).toMatchObject({ purpose: "protection", detail: { fileId: picture.fileId, sha256: picture.sha256, reason: "قضية 12" } });
});

it("is not given where a bit of it was changed on the disk", async () => {
  const folder = join(room.data, "reports", "sealed", picture.fileId.slice(0, 2));
  for (const [name, refused] of [
    [
      "original",
      async () =>
        (await room.as("evidence_officer")).code(reports.original, {
          params: { fileId: picture.fileId },
          body: { purpose: "protection", reason: "خطأ" },
        }),
    ],
    ["whole", () => see(taker, picture.fileId)],
  ] as const) {
    const file = join(folder, `${picture.fileId}.${name}`);
    const bytes = await readFile(file);
    expect(bytes.includes(picture.bytes.subarray(100, 140))).toBe(false);
    const flipped = Buffer.from(bytes);
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
    await writeFile(file, flipped);
    expect(await refused()).toBe("file.damaged");
    await writeFile(file, bytes);
    expect(await refused()).toBe("ok");
  }
});

it("waits for a machine that can open it, and is tried again", async () => {
  const sent = toSend("voice", Buffer.from("no sound at all"));
  const its = await announce(room.url, [sent]);
  await send(room.url, its, sent);
  await vi.waitFor(async () => expect((await statesOf(its))[0]?.[1]).not.toBeNull(), { timeout: 100_000, interval: 300 });
  await room.database.db.pool.query("update report_file set state = 'arrived', code = null where file_id = $1", [sent.fileId]);
  const context = { attempt: 1, isLastAttempt: false, signal: new AbortController().signal, log: makeLog("silent") };
  const found = "audio/ogg";
  for (const [cause, state] of [
    ["no_sandbox", "arrived"],
    ["no_decoder", "arrived"],
    ["took_too_much", "refused"],
  ] as const) {
    const files = await openHere({
      forOneAuthor: () => ({
        decode: () => Promise.resolve({ kind: "none", found, cause }),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      }),
    });
    await transaction(files.db, SYSTEM, forgetCauses);
    await prepareJob(files).handle({}, context);
    expect(await statesOf(its)).toEqual([[state, `file.${cause}`]]);
  }
});

it("is forgotten with its report when its time is over, and not by a clock that is in doubt", async () => {
  const text = "خلف منزل صاحب التبليغ";
  await taker.must(reports.place, { params: { reportId }, body: { point: PLACES.SU1, text } });
  const placings = async () =>
    (await room.database.db.pool.query("select data from report_event where report_id = $1 and kind = 'report.placed'", [reportId])).rows;
  // The report alone holds the place, sealed.
  expect(await placings()).toEqual([{ data: {} }]);
  expect(await taker.must(reports.card, { params: { reportId } })).toMatchObject({ place: PLACES.SU1, placeText: text });
  const at = Date.now() + (KEPT_DAYS + 1) * 86_400_000;
  const files = await openHere();
  const keep = fileMaintenance(files);
  await keep(at);
  expect((await statesOf(code)).length).toBe(2);
  await eraseDue(files, at);
  await keep(at);
  expect(await testClient(room.url).code(reports.follow, { body: { code } })).toBe("report.unknown_code");
  const { rows } = await room.database.db.pool.query(
    `select words_sealed as words, contact_sealed as contact, place_text_sealed as place_text, place_sealed as place, code_hash, device_hash,
       forgotten_at is not null as gone, kind from report where report_id = $1`,
    [reportId],
  );
  expect(rows).toEqual([
    { words: null, contact: null, place_text: null, place: null, code_hash: null, device_hash: null, gone: true, kind: "obstacle" },
  ]);
  expect((await room.database.db.pool.query("select from report_message where report_id = $1", [reportId])).rowCount).toBe(0);
  expect(JSON.stringify(await logEntries(room, reportId))).not.toContain(text);
  const left = await readdir(join(room.data, "reports", "sealed"), { recursive: true });
  expect(left.filter((name) => name.includes(picture.fileId))).toEqual([]);
  expect([await see(taker, picture.fileId), await see(await room.as("operator"), picture.fileId)]).toEqual([
    "object.not_found",
    "object.not_found",
  ]);
  expect((await logEntries(room, reportId)).at(-1)?.type).toBe("report.forgotten");
  const { rows: interventionsLeft } = await (await room.as("operator")).must(interventions.list, { query: {} });
  expect(interventionsLeft.length).toBeGreaterThan(0);
});
