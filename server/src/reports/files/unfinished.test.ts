import { reports } from "@amaliyat/contract/reports";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { testClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { newCode, reportBody } from "../../testing/things/things.ts";
import { announce, send, toSend, tus } from "../../testing/things/uploads.ts";
import type { Files } from "./files.ts";
import { Parts } from "./parts.ts";
import { LEFT_AFTER_MS, MOST_AT_REST, Unfinished } from "./unfinished.ts";

const MIB = 1024 ** 2;
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

/** A report that announces so many films of 100 MiB; its code and their ids. */
async function announceFilms(count: number) {
  const code = newCode();
  const files = Array.from({ length: count }, () => ({
    fileId: randomUUID(),
    kind: "film" as const,
    bytes: 100 * MIB,
    sha256: "0".repeat(64),
  }));
  const device = `device-${randomUUID()}`;
  await testClient(room.url).must(reports.send, { body: { ...reportBody(code, PLACES.SU1), device, files } });
  return { code, fileIds: files.map(({ fileId }) => fileId) };
}

it("one address cannot leave more than 128 MiB unfinished, and whoever is refused is told to try later", { timeout: 120_000 }, async () => {
  const chunk = randomBytes(24 * MIB);
  const refused: unknown[] = [];
  let put = 0;
  for (let report = 0; report < 3; report++) {
    const { code, fileIds } = await announceFilms(3);
    for (const fileId of fileIds) {
      const created = await tus.create(room.url, code, fileId, 100 * MIB);
      const part = created.ok ? await tus.patch(room.url, code, fileId, { offset: 0, bytes: chunk }) : created;
      if (part.ok) put += chunk.length;
      else refused.push([part.status, ((await part.json()) as { code: string }).code]);
    }
  }
  expect(put).toBe(5 * chunk.length);
  expect(refused).toEqual(Array.from({ length: 4 }, () => [507, "file.too_many_unfinished"]));
  // A sender with a picture still has room beside them.
  const picture = toSend("picture", randomBytes(2 * MIB));
  await send(room.url, await announce(room.url, [picture]), picture);
  expect((await readdir(join(room.data, "reports", "incoming"))).length).toBeLessThanOrEqual(9);
});

/** Parts on a disk that cost nothing: files of holes. */
async function ledger() {
  const incoming = await mkdtemp(join(tmpdir(), "parts-"));
  onTestFinished(() => rm(incoming, { recursive: true, force: true }));
  const parts = new Parts(incoming, randomBytes(32));
  const unfinished = new Unfinished({ parts, db: room.database.db } as unknown as Files);
  const bring = async (
    network: string,
    mib: number,
    at: number,
    more: { reportId?: string; address?: string; work?: () => Promise<void> } = {},
  ) => {
    const { reportId = randomUUID(), address = network, work = () => Promise.resolve() } = more;
    const asked = { fileId: randomUUID(), reportId, network, address, has: 0, coming: mib * MIB };
    const allowed = await unfinished.check(asked, at);
    if (!allowed.ok) return allowed.error.code;
    await unfinished.during(asked, at, async () => {
      await parts.begin(asked.fileId);
      const path = join(incoming, asked.fileId);
      await truncate(path, (await stat(path)).size + mib * MIB);
      await work();
    });
    return "ok";
  };
  return { bring, lying: () => readdir(incoming) };
}

it("counts networks apart, a report by itself, and not what is under way: neighbours of one address may all send", async () => {
  const { bring } = await ledger();
  const reportId = randomUUID();
  expect([await bring("a", 100, 0, { reportId }), await bring("b", 100, 0, { reportId })]).toEqual(["ok", "file.too_many_unfinished"]);
  expect(await bring("b", 100, 0)).toBe("ok");
  expect(await bring("a", 100, 0)).toBe("file.too_many_unfinished");
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const under: Promise<string>[] = [];
  for (let n = 0; n < 10; n++) {
    under.push(bring("c", 100, 0, { work: () => held }));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await bring("c", 20, 0)).toBe("ok");
  // More than a gigabyte at once is a flood, and no neighbours.
  expect(await bring("c", 100, 0)).toBe("file.too_many_unfinished");
  release();
  expect(await Promise.all(under)).toEqual(under.map(() => "ok"));
});

it("lets what was left for five minutes make room for others of its network, and limits the number of files", async () => {
  const { bring, lying } = await ledger();
  for (let n = 0; n < 4; n++) expect(await bring("a", 30, n)).toBe("ok");
  const [at, soon] = [LEFT_AFTER_MS + 1, LEFT_AFTER_MS - 1];
  expect(await bring("a", 60, soon)).toBe("file.too_many_unfinished");
  // The two that were left first go; those that came after them stay.
  expect([await bring("a", 60, at), (await lying()).length]).toEqual(["ok", 3]);
  for (let n = 0; n < MOST_AT_REST.address.files; n++) expect(await bring("d", 0, 0)).toBe("ok");
  expect(await bring("d", 0, 1)).toBe("file.too_many_unfinished");
});

it("whoever fills a network shuts himself out: a neighbour's file takes the place of his, and none of a neighbour's is dropped for him", async () => {
  const { bring, lying } = await ledger();
  const { address, network } = MOST_AT_REST;
  // Four lines of one attacker fill the network.
  for (let n = 0; n < network.files; n++) expect(await bring("a", 0, n, { address: `line ${n % 4}` })).toBe("ok");
  expect(await bring("a", 0, 900, { address: "line 1" })).toBe("file.too_many_unfinished");
  for (let n = 0; n < 6; n++) expect(await bring("a", 2, 901 + n, { address: "neighbour" })).toBe("ok");
  expect(await bring("a", 0, 910, { address: "line 2" })).toBe("file.too_many_unfinished");
  expect((await lying()).length).toBe(network.files);
  for (let n = 0; n < 12; n++) expect(await bring("b", 40, n, { address: `line ${n % 4}` })).toBe("ok");
  expect(await bring("b", 100, 20, { address: "neighbour" })).toBe("ok");
  // His own line has no more room, whatever the network has.
  for (let n = 0; n < 3; n++) expect(await bring("c", 40, n, { address: "line 1" })).toBe("ok");
  expect(await bring("c", 40, 3, { address: "line 1" })).toBe("file.too_many_unfinished");
  expect(await bring("c", 100, 4, { address: "neighbour" })).toBe("ok");
  expect(address.bytes).toBeLessThan(network.bytes);
});
