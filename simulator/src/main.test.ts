import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openScenes } from "./scenes.ts";
import { annexB } from "./testing/loop.ts";
import { TestClient } from "./testing/rtsp-client.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

test("serves a folder of clips with the logins it is given, says what it cannot serve, and ends on SIGTERM", async () => {
  const folder = await mkdtemp(join(tmpdir(), "clips-"));
  const clip = annexB((await openScenes())("station").sub.units.flatMap(({ nals }) => nals));
  await writeFile(join(folder, "a station #1.h264"), clip);
  await writeFile(join(folder, "a station #1.mp4"), clip);
  await writeFile(join(folder, "broken.mp4"), "0000ftypisom and nothing else");
  await writeFile(join(folder, "notes.txt"), "no clip");
  const login = { username: "room", password: ["of", "the", "test"].join("-") };
  const child = spawn(process.execPath, [MAIN, "--clips", folder, "--rtsp-port", "0"], {
    env: { ...process.env, AMALIYAT_CAMERA_LOGINS: JSON.stringify({ "a station #1": login }) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const told: { ready: boolean; rtsp: { port: number }; cameras: { path: string; main: string }[]; refused: string[] } = JSON.parse(
    String(line),
  );
  expect(told.ready).toBe(true);
  expect(told.cameras.map(({ path }) => path)).toEqual(["a station #1"]);
  expect(told.refused).toEqual([
    "a station #1.mp4: another clip is already served by that name",
    "broken.mp4: it has no index (moov): the recording was not finished",
  ]);
  expect(String(line)).not.toContain(login.password);
  const client = await TestClient.open(told.rtsp.port);
  await client.play(login, told.cameras[0]?.main ?? "");
  await client.until(() => client.frames.length > 0);
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  await client.until(() => client.closed);
  await rm(folder, { recursive: true });
});

/** Runs the program to its end: its exit code and its stderr. */
async function fails(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => (said += String(data)));
  const stop = setTimeout(() => child.kill(), 10_000);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(stop);
  return { code, said };
}

test.each(["", "no", "-1", "65536", "85.5", "0x10"])("takes no --rtsp-port=%s, and says so in one line", async (port) => {
  expect(await fails("--town", `--rtsp-port=${port}`)).toEqual({ code: 2, said: "--rtsp-port: expected a whole number from 0 to 65535\n" });
});

test.each(["", "fast", "0", "-14", "Infinity"])("takes no --patrol-speed=%s", async (speed) => {
  expect(await fails("--town", `--patrol-speed=${speed}`)).toEqual({
    code: 2,
    said: "--patrol-speed: expected metres a second, more than 0\n",
  });
});

test("says in one line that a port is taken, and what no option is", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  expect(await fails("--town", "--rtsp-port", String(port))).toEqual({
    code: 2,
    said: `--rtsp-port: 127.0.0.1:${port} is taken already\n`,
  });
  other.close();
  const { code, said } = await fails("--city");
  expect([code, said.trim().split("\n")]).toEqual([2, [expect.stringContaining("--city")]]);
});
