import { vi } from "vitest";
import { startProgram, type ChildProgram } from "./child-program.ts";
import { testEnvironment, type RoomUrls } from "./test-room.ts";

/** A room in a process of its own, which can be killed and whose log can be read. */
export type ChildRoom = ChildProgram & { readonly url: string };

export type ChildRoomOptions = {
  readonly data: string;
  readonly database: RoomUrls;
  readonly roles?: string;
  readonly environment?: Readonly<Record<string, string>>;
};

/** Starts the server's own program on a database and waits until it says where it is. */
export async function startChildRoom({ data, database, roles = "api,worker", environment = {} }: ChildRoomOptions): Promise<ChildRoom> {
  const program = startProgram("main.ts", [], { ...testEnvironment(data, database, roles), ...environment });
  const url = await vi.waitFor(
    () => {
      const line = program.out().split("\n")[0] ?? "";
      if (!line.startsWith("{")) throw new Error(`the room has not started: ${program.err().slice(-2_000)}`);
      return (JSON.parse(line) as { url: string }).url;
    },
    { timeout: 30_000, interval: 50 },
  );
  return { ...program, url };
}
