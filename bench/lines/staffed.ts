import { join } from "node:path";
import { temporaryFolder } from "../harness/folders.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase, type BenchDatabase } from "../room/database.ts";
import { furnish } from "../town/furnish.ts";
import { startRoomProcess, type RunningRoom } from "../town/server.ts";
import { startBenchLines, type BenchLines } from "./edge.ts";
import type { CallersAsked } from "./callers.ts";
import { makeTakers, type Taker } from "./takers.ts";

/** A room with real lines, and call-takers who have signed in and are not ready yet. */
export type Staffed = AsyncDisposable & {
  readonly database: BenchDatabase;
  readonly lines: BenchLines;
  readonly room: RunningRoom;
  readonly takers: readonly Taker[];
  /** An order file for the callers and consoles, and the part of it that is the same for all. */
  readonly file: string;
  readonly asked: Pick<CallersAsked, "sip" | "trunk" | "takers">;
};

export async function startStaffed(count: number): Promise<Staffed> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const database = stack.use(await startBenchDatabase());
  const lines = stack.use(await startBenchLines(folder.path));
  const room = stack.use(
    await startRoomProcess({
      data: folder.path,
      databaseUrl: database.url,
      ownerUrl: database.ownerUrl,
      roles: "api",
      lines: lines.folder,
    }),
  );
  await furnish(room);
  say(`${count} call-takers sign in`);
  const takers = await makeTakers(room.url, count);
  const asked = {
    sip: new URL("/sip", room.url.replace(/^http/u, "ws")).href,
    trunk: lines.trunk,
    takers: takers.map(({ console }) => console),
  };
  const kept = stack.move();
  return {
    database,
    lines,
    room,
    takers,
    file: join(folder.path, "callers.json"),
    asked,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
