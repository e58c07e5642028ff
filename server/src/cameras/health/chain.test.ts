import { cameras } from "@amaliyat/contract/cameras";
import { expect, it, vi } from "vitest";
import { openScreen } from "../../testing/screen.ts";
import { startTestRoom } from "../../testing/test-room.ts";
import { makeCamera } from "../../testing/things/things.ts";
import { LOGIN, startTown } from "../../testing/things/town.ts";

/** The watch waits for the recorder's first words before it judges. */
const WARM_MS = 40_000;

it("a picture that stands still and a clock that is off are told, and nothing else is", { timeout: 120_000 }, async () => {
  await using room = await startTestRoom({ roles: "api,recorder,worker" });
  await using town = await startTown("gate", "yard");
  const technician = await room.as("technician");
  const screen = await openScreen(technician);
  const { cameraId } = await makeCamera(room, "SU1", "gate", { address: town.address("gate"), login: LOGIN });
  const { cameraId: otherId } = await makeCamera(room, "SU1", "yard", { address: town.address("yard"), login: LOGIN });
  for (const id of [cameraId, otherId])
    await vi.waitFor(
      () => screen.happens("camera", (told) => told.cameraId === id && told.connection.recording?.isRecorded === true),
      WARM_MS,
    );
  town.server.freeze("gate", true);
  const lost = await vi.waitFor(() => screen.happens("camera_fault"), WARM_MS);
  expect(lost).toMatchObject({ row: { cameraId, fault: "lost", cause: "camera_stalled", clearedAt: null } });
  town.server.skewClock("yard", 3_000);
  const off = await vi.waitFor(() => screen.happens("camera_fault", ({ row }) => row.fault === "clock_off"), WARM_MS);
  expect(off).toMatchObject({ row: { cameraId: otherId, clearedAt: null } });
  const { standing } = await technician.must(cameras.health, {});
  expect(standing.map(({ fault }) => fault)).toEqual(["lost", "clock_off"]);
  screen.socket.terminate();
});
