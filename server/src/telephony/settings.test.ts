import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cutNetstrings } from "./edge/events.ts";
import { writeEdge } from "./edge/write-edge.ts";
import { ExchangeFault, readLines, startExchange } from "./index.ts";
import { DEFAULT_PORTS, missingPackages } from "./settings.ts";
import { silent } from "./testing/fake-edge.ts";

const folderOf = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-lines-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

test("a room without lines says what is missing and how to have it, and refuses every order", async () => {
  const settings = await readLines(null);
  expect(settings).toEqual({ kind: "not_set_up", missing: missingPackages(), command: "npm run lines:setup" });
  const stored = { save: () => undefined, forget: () => undefined, all: () => Promise.resolve([]) };
  await using exchange = await startExchange({
    settings,
    log: silent,
    clock: () => 0,
    stored,
    heard: () => undefined,
    mayCallOut: () => false,
    recordings: "",
  });
  expect(exchange.state().kind).toBe("not_set_up");
  await expect(exchange.play("x", [], false)).rejects.toThrow(new ExchangeFault("the lines are not set up; npm run lines:setup does it"));
  expect(await exchange.recover()).toEqual([]);
});

test.skipIf(missingPackages().length > 0)("written again the folder keeps its secret, and is open to its owner alone", async () => {
  const folder = await folderOf();
  const lines = { realm: "room.test", address: "127.0.0.1", gateway: "127.0.0.1:5070", from: ["192.0.2.1"], ports: DEFAULT_PORTS };
  await writeEdge(folder, lines);
  const secret = await readFile(join(folder, "secret"), "utf8");
  await writeEdge(folder, { ...lines, realm: "other.test" });
  expect(await readFile(join(folder, "secret"), "utf8")).toBe(secret);
  expect(await readLines(folder)).toMatchObject({ kind: "set_up", secret: secret.trim(), lines: { realm: "other.test" } });
  for (const [name, mode] of [
    ["", 0o700],
    ["secret", 0o600],
    ["kamailio.cfg", 0o600],
  ] as const)
    expect((await stat(join(folder, name))).mode & 0o777).toBe(mode);
  const cfg = await readFile(join(folder, "kamailio.cfg"), "utf8");
  expect(cfg).toContain('$si == "192.0.2.1"');
  // Kamailio's own question whether a console is there loses consoles that are.
  expect(cfg).toContain('modparam("websocket","keepalive_mechanism",0)');
  await expect(writeEdge(folder, { ...lines, realm: 'x"\nlisten=udp:0.0.0.0' })).rejects.toThrow();
});

test("netstrings are cut wherever the bytes end; what is none ends the link", () => {
  expect(cutNetstrings(Buffer.from("3:abc,2:x"))).toEqual({ texts: ["abc"], rest: Buffer.from("2:x") });
  expect(cutNetstrings(Buffer.from("3:abc,"))).toEqual({ texts: ["abc"], rest: Buffer.alloc(0) });
  expect(cutNetstrings(Buffer.from("nonsense without end")).rest).toBeNull();
  expect(cutNetstrings(Buffer.from("x:1,")).rest).toBeNull();
});
