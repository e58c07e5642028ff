import { afterEach, beforeEach, expect, test } from "vitest";
import { TestClient } from "../testing/rtsp-client.ts";
import { serveControl } from "./control.ts";
import { startLaboratory, type Laboratory } from "./laboratory.ts";
import type { Account } from "./ledger.ts";
import { placeOf } from "./pictures.ts";
import type { Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const QUICK = { perSecond: 50, group: 5, bytes: 300, keyBytes: 400 };
const SOME: readonly Scenario[] = [
  { name: "plain", says: "a quick camera", pictures: QUICK, lasts: 10, expected: { kind: "recorded" } },
  {
    name: "noisy",
    says: "noise once",
    pictures: QUICK,
    sending: { between: { every: 7, kind: "noise", bytes: 4 } },
    expected: { kind: "recorded" },
  },
];

let laboratory: Laboratory;
const clients: TestClient[] = [];
beforeEach(async () => {
  laboratory = await startLaboratory(SOME);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await laboratory[Symbol.asyncDispose]();
});

async function watch(name: string): Promise<TestClient> {
  const client = await TestClient.open(laboratory.port);
  clients.push(client);
  await client.play({ username: "", password: "" }, `rtsp://127.0.0.1:${laboratory.port}/${name}/main`);
  return client;
}
const accountOf = (name: string): Account => {
  const account = laboratory.accounts().find((each) => each.name === name);
  if (account === undefined) throw new Error(`no account of ${name}`);
  return account;
};
const sessionOf = (name: string) => accountOf(name).sessions[0] ?? [];

test("every picture carries the number and the time that the ledger keeps", async () => {
  const client = await watch("plain");
  await client.until(() => sessionOf("plain").length > 12);
  const marks = client.frames.flatMap(({ bytes }) => [...bytes.toString("latin1").matchAll(/picture (\d+) of plain at ([\d.]+) sum/gu)]);
  const told = sessionOf("plain").map(([number, takenAt]) => [String(number), takenAt.toFixed(2)]);
  expect(marks.slice(0, 12).map(([, number, takenAt]) => [number, takenAt])).toEqual(told.slice(0, 12));
  expect(
    sessionOf("plain")
      .slice(0, 6)
      .map(([, , key, fate]) => [key, fate]),
  ).toEqual([1, 0, 0, 0, 0, 1].map((key) => [key, "whole"]));
  expect(laboratory.unfinished()).toEqual(["noisy"]);
});

test("pictures behind noise are doubtful until the third key frame", async () => {
  const client = await watch("noisy");
  await client.until(() => sessionOf("noisy").length > 12);
  expect(
    sessionOf("noisy")
      .slice(0, 8)
      .map(([, , , fate]) => fate),
  ).toEqual([...Array.from({ length: 7 }, () => "whole"), "doubtful"]);
});

test("a fault is set at a moment by the control, and a wrong one is refused", async () => {
  await using control = await serveControl(laboratory, 0);
  const base = `http://127.0.0.1:${control.port}`;
  const post = async (name: string, fault: unknown): Promise<number> =>
    (await fetch(`${base}/faults/${name}`, { method: "POST", body: JSON.stringify(fault) })).status;
  const client = await watch("plain");
  await client.until(() => sessionOf("plain").length > 2);
  expect(await post("plain", { kind: "freeze", forMs: 100 })).toBe(200);
  await client.until(() => sessionOf("plain").some(([, , , fate], nth, all) => fate === "whole" && all[nth - 1]?.[3] === "withheld"));
  expect(await post("plain", { kind: "cut" })).toBe(200);
  await client.until(() => client.closed);
  expect(await post("plain", { kind: "freeze" })).toBe(400);
  expect(await post("plain", { kind: "burn" })).toBe(400);
  expect(await post("nobody", { kind: "cut" })).toBe(400);
  expect(await (await fetch(`${base}/unfinished`)).json()).toContain("noisy");
  expect(await (await fetch(`${base}/accounts`)).json()).toMatchObject([{ name: "plain" }, { name: "noisy" }]);
  expect((await fetch(`${base}/else`)).status).toBe(404);
});

test("pictures of a pyramid are each shown once, at most three places before they are sent", () => {
  const shown = Array.from({ length: 50 }, (_, index) => placeOf({ hasPyramid: true, group: 25 }, index).shown);
  expect(shown.slice(0, 9)).toEqual([0, 4, 2, 1, 3, 8, 6, 5, 7]);
  expect(shown.toSorted((a, b) => a - b)).toEqual(shown.keys().toArray());
  expect(Math.max(...shown.map((place, index) => place - index))).toBe(3);
});

test("the table has at least the 122 scenarios, each under a name that is a folder's", () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(122);
  expect(names.filter((name) => !/^[a-z0-9-]{1,64}$/u.test(name))).toEqual([]);
});
