import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Decoder, Wanted } from "../../platform/decoder/index.ts";
import { makeLog } from "../../platform/log.ts";
import { openVault } from "../../platform/vault.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { announce, send, toSend, type ToSend } from "../../testing/things/uploads.ts";
import { openFiles } from "./files.ts";
import { prepareJob } from "./prepare-files.ts";

// Nobody else makes copies here.
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const context = { attempt: 1, isLastAttempt: false, signal: new AbortController().signal, log: makeLog("silent") };
const rowsOf = async (of: string): Promise<Record<string, unknown>[]> =>
  (await room.database.db.pool.query<Record<string, unknown>>(of)).rows;

/** A decoder that says what it was asked, finds nothing, and breaks where `breaks` says so. */
async function work(breaks: (file: Buffer) => boolean = () => false) {
  const asked: (readonly Wanted[])[] = [];
  const opened: string[] = [];
  let now = 0;
  const decoder: Decoder = {
    forOneAuthor: (expects = []) => {
      asked.push(expects);
      return {
        async decode(_wanted, file) {
          now += 1;
          expect(now).toBe(1);
          const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0);
          now -= 1;
          const bytes = buffer.subarray(0, bytesRead);
          opened.push(bytes.toString("hex"));
          if (breaks(bytes)) throw new Error("the decoder broke");
          return { kind: "none", found: null, cause: "wrong_type" };
        },
        [Symbol.asyncDispose]: () => Promise.resolve(),
      };
    },
  };
  const vault = await openVault(join(room.data, "keys"));
  const files = await openFiles({
    mediaHosts: [],
    ...room.database,
    clock: Date.now,
    log: makeLog("silent"),
    vault,
    folder: join(room.data, "reports"),
    space: { mayWrite: () => Promise.resolve(true) },
    decoder,
  });
  const failure = await prepareJob(files)
    .handle({}, context)
    .then(
      () => null,
      (cause: unknown) => String(cause),
    );
  return { asked, opened, failure };
}

async function arrive(kinds: readonly ToSend["kind"][], danger: boolean): Promise<ToSend[]> {
  const files = kinds.map((kind) => toSend(kind, randomBytes(32)));
  const code = await announce(room.url, files);
  for (const file of files) await send(room.url, code, file);
  await room.database.db.pool.query(
    "update report set danger = $2 where report_id = (select report_id from report_file where file_id = $1)",
    [files[0]?.fileId, danger],
  );
  return files;
}
const inHex = (files: readonly ToSend[]): string[] => files.map(({ bytes }) => bytes.toString("hex"));

it("opens danger first, then whoever came first, each report by itself and one file at a time; one job waits for all of them", async () => {
  const first = await arrive(["picture", "voice"], false);
  const second = await arrive(["picture"], false);
  const danger = await arrive(["film", "picture"], true);
  expect(await rowsOf("select count(*)::int as n from graphile_worker._private_jobs where key = 'reports.prepare_files'")).toEqual([
    { n: 1 },
  ]);
  const { asked, opened, failure } = await work();
  expect(opened).toEqual(inHex([...danger, ...first, ...second]));
  expect(asked).toEqual([["film", "picture"], ["picture", "voice"], ["picture"]]);
  expect(failure).toBeNull();
  expect(await rowsOf("select distinct state, code from report_file")).toEqual([{ state: "refused", code: "file.wrong_type" }]);
  expect((await work()).opened).toEqual([]);
});

it("puts off a file that breaks the program, opens all others, and fails so that it is tried again", async () => {
  const [bad, good] = [await arrive(["picture"], true), await arrive(["picture"], false)];
  const { opened, failure } = await work((bytes) => bytes.equals(bad[0]?.bytes ?? Buffer.alloc(0)));
  expect(opened).toEqual(inHex([...bad, ...good]));
  expect(failure).toContain("the decoder broke");
  expect((await work()).opened).toEqual(inHex(bad));
});
