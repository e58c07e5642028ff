import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openScreen } from "../testing/screen.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let first: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  first = await room.as("first");
});
afterAll(() => room[Symbol.asyncDispose]());

const names = (of: string) => ({ ar: `قطاع ${of}`, fr: `Secteur ${of}`, en: `Sector ${of}` });
const fresh = (of: string) => ({ parentId: null, names: names(of), boundary: null });
const named = async (sectorId: string) => (await first.must(identity.sectors, {})).find((one) => one.sectorId === sectorId)?.names.en;

it("refuses a change over what a colleague has made of the sector since it was read", async () => {
  const params = { sectorId: "SEEN" };
  await first.must(identity.putSector, { params, body: { ...fresh("one"), seen: null } });
  await first.must(identity.putSector, { params, body: { ...fresh("two"), seen: fresh("one") } });
  expect(await first.code(identity.putSector, { params, body: { ...fresh("three"), seen: fresh("one") } })).toBe(
    "sector.changed_meanwhile",
  );
  expect(await first.code(identity.putSector, { params: { sectorId: "GONE" }, body: { ...fresh("a"), seen: fresh("a") } })).toBe(
    "sector.changed_meanwhile",
  );
  expect(await named("SEEN")).toBe("Sector two");
});

it("refuses a new sector whose code a colleague has just taken; of two at once one is made", async () => {
  const params = { sectorId: "TAKEN" };
  const codes = await Promise.all(
    ["one", "two"].map(async (of) => {
      const answer = await first.ask(identity.putSector, { params, body: { ...fresh(of), seen: null } });
      return answer.ok ? "made" : answer.error.code;
    }),
  );
  expect(codes.toSorted()).toEqual(["made", "object.exists"]);
});

it("refuses a boundary that is not on earth, and one without ground", async () => {
  const code = async (boundary: [number, number][]) =>
    await first.code(identity.putSector, { params: { sectorId: "FLAT" }, body: { ...fresh("flat"), boundary } });
  expect(
    await code([
      [1e300, 31],
      [5, 31],
      [5, 32],
    ]),
  ).toBe("request.invalid");
  expect(
    await code([
      [5, 100],
      [5, 31],
      [6, 31],
    ]),
  ).toBe("request.invalid");
  expect(
    await code([
      [5.31, 31.91],
      [5.32, 31.92],
      [5.33, 31.93],
    ]),
  ).toBe("sector.boundary_flat");
});

it("tells the desks of a sector that was made or changed, and no phone of a crew", async () => {
  const [desk, phone] = [await openScreen(await room.as("dispatcher")), await openScreen(await room.as("patrol"))];
  await first.must(identity.putSector, { params: { sectorId: "TOLD" }, body: fresh("told") });
  await desk.happens("sector", ({ sectorId }) => sectorId === "TOLD");
  expect(phone.events().filter(({ happening }) => happening.topic === "sector")).toEqual([]);
  for (const screen of [desk, phone]) screen.socket.terminate();
});
