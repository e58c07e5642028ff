import { expect, test, vi } from "vitest";
import { startRoom } from "../app.ts";
import { makeLog } from "../platform/log.ts";
import { cuttable } from "../platform/testing/cuttable.ts";
import { cloneDatabase } from "../platform/testing/database.ts";
import { readConfig } from "../settings/index.ts";
import { temporaryData, testEnvironment } from "../testing/test-room.ts";

const AWAY = "database: away, waiting";

/** A worker of a room whose database is away, and the lines that it logs. */
async function startWithout(stack: AsyncDisposableStack, stopping?: AbortSignal) {
  const database = stack.use(await cloneDatabase());
  const data = stack.use(await temporaryData());
  const [roomWay, ownerWay] = [stack.use(await cuttable(database.roomUrl)), stack.use(await cuttable(database.ownerUrl))];
  for (const way of [roomWay, ownerWay]) way.cut();
  const lines: string[] = [];
  const log = makeLog("warn", { write: (line) => void lines.push(line) });
  const config = readConfig(testEnvironment(data.path, { roomUrl: roomWay.url, ownerUrl: ownerWay.url }, "worker"));
  const starting = startRoom({ config, pages: null, log, ...(stopping && { stopping }) });
  starting.catch(() => undefined);
  const mend = (): void => [roomWay, ownerWay].forEach((way) => way.mend());
  return { starting, lines, mend, password: new URL(database.roomUrl).password };
}

test("a worker that starts while the database is away says that it waits, and stands once the database is there", async () => {
  await using stack = new AsyncDisposableStack();
  const { starting, lines, mend, password } = await startWithout(stack);
  await vi.waitFor(() => expect(lines.join("")).toContain(AWAY), { timeout: 10_000 });
  mend();
  stack.use(await starting);
  expect(lines.filter((line) => line.includes(AWAY))).toHaveLength(1);
  expect(lines.join("")).not.toContain(password);
});

test("a start that waits for the database ends at once when it is stopped", async () => {
  await using stack = new AsyncDisposableStack();
  const stopping = new AbortController();
  const { starting, lines } = await startWithout(stack, stopping.signal);
  await vi.waitFor(() => expect(lines.join("")).toContain(AWAY), { timeout: 10_000 });
  stopping.abort();
  await expect(starting).rejects.toMatchObject({ code: "database.unavailable" });
});
