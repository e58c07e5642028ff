import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

test("a unit is sent by words, an act is found by its name, and what a camera saw is two keys away", async ({ browser }) => {
  const desk = await sitDown(browser, "k.mansouri");
  await expect(desk.getByText("التدخلات المفتوحة")).toBeVisible();
  const [camera] = (await must(desk, cameras.list, {})).filter(
    ({ state, purposes }) => state === "in_service" && purposes.includes("road_traffic"),
  );
  const unit = (await must(desk, dispatch.units, {})).find(({ status, isPerson }) => status === "available" && !isPerson);
  if (camera === undefined || unit === undefined) throw new Error("the town has no camera or no free unit");
  const body = { origin: "video" as const, cameraId: camera.cameraId, subcategory: "ACC.MAT" as const };
  const { interventionId, reference } = await must(desk, interventions.open, { body });
  const palette = async (words: string): Promise<void> => {
    await desk.keyboard.press("Control+KeyK");
    await desk.getByRole("combobox").last().fill(words);
  };

  const found = desk.getByRole("dialog").getByRole("option");

  await desk.locator(`[role='option'][data-reference='${reference}']`).click();
  await palette(`كلّف ${unit.code}`);
  await expect(found.first()).toContainText(new RegExp(`تكليف \\P{L}*${unit.code}`, "u"));
  await desk.keyboard.press("Enter");
  await expect(desk.getByText("كُلّفت")).toBeVisible();
  const sent = async () => (await must(desk, interventions.card, { params: { interventionId } })).units;
  expect((await sent()).map(({ unitId }) => unitId)).toEqual([unit.unitId]);

  // On the card, an act is found by its name and shows its key.
  await desk.goto(new URL(`interventions/${interventionId}`, process.env["ROOM_URL"]).href);
  await expect(desk.locator("article.card")).toBeVisible();
  await palette("غيّر الأولوية");
  await expect(found.first()).toContainText("غيّر الأولوية");
  await expect(found.first().locator("kbd")).toContainText("P");
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("dialog")).toBeVisible();
  await desk.keyboard.press("Escape");

  await palette(camera.code);
  await expect(found.first()).toContainText(camera.code);
  await desk.keyboard.press("Shift+Enter");
  await expect(desk).toHaveURL(/\/playback\?.*camera=/);

  await desk.context().close();
});
