import { theRoom } from "@amaliyat/contract/room";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { testClient } from "../testing/test-client.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const put = async (text: string): Promise<void> => {
  await mkdir(join(room.data, "map"), { recursive: true });
  await writeFile(join(room.data, "map", "town.pmtiles"), text);
};
const versionNow = async () => (await (await room.as("analyst")).must(theRoom.room, {})).map?.version ?? null;
const fetchTiles = async (version: string, range?: string) =>
  (await room.as("patrol")).fetch(`/api/map/${version}/town.pmtiles`, range === undefined ? {} : { headers: { range } });

describe("the map of the room", () => {
  it("is none where no file lies, or another thing under its name", async () => {
    expect(await versionNow()).toBeNull();
    await put("<html>");
    expect(await versionNow()).toBeNull();
    await rm(join(room.data, "map"), { recursive: true });
    expect((await fetchTiles("a-b", "bytes=0-9")).status).toBe(404);
  });

  it("is sent by ranges that a browser may keep for ever, and never whole", async () => {
    await put("PMTiles\u0003 and its tiles");
    const version = await versionNow();
    const part = await fetchTiles(version ?? "", "bytes=0-6");
    expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([206, "PMTiles", "bytes 0-6/22"]);
    expect([part.headers.get("cache-control"), part.headers.get("etag")]).toEqual(["private, max-age=31536000, immutable", `"${version}"`]);
    const tail = await fetchTiles(version ?? "", "bytes=9-999");
    expect([tail.status, await tail.text()]).toEqual([206, "and its tiles"]);
    for (const range of [undefined, "bytes=22-30", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1"])
      expect((await fetchTiles(version ?? "", range)).status, range).toBe(400);
  });

  it("is another address when its file is another: the old one ends", async () => {
    const before = await versionNow();
    await put("PMTiles\u0003 and other, longer tiles");
    const after = await versionNow();
    expect(after).not.toBe(before);
    expect((await fetchTiles(before ?? "", "bytes=0-6")).status).toBe(404);
    expect((await fetchTiles(after ?? "", "bytes=0-6")).status).toBe(206);
  });

  it("is for everybody, and is no way to another file", async () => {
    const version = await versionNow();
    const stranger = await testClient(room.url).fetch(`/api/map/${version}/town.pmtiles`, { headers: { range: "bytes=0-6" } });
    expect(stranger.status).toBe(206);
    for (const wrong of ["..%2f..", "a", "%00-1"]) expect((await fetchTiles(wrong, "bytes=0-6")).status).toBe(400);
  });
});
