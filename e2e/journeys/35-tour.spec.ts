import { ownRoom } from "../src/own-room.ts";
import { expect, sitDown, test } from "../src/people.ts";

// The tour gives way to alarms: those of other journeys do not stand here.
ownRoom();

test("a newcomer opens the tour from the palette, walks it by keyboard to its end, and leaves a second one", async ({ browser }) => {
  const desk = await sitDown(browser, "k.mansouri");
  const queue = desk.locator(".room-queue");
  await expect(queue).toContainText("التدخلات المفتوحة");
  await expect(desk.locator(".shell-calls .calls-bar")).toBeVisible();
  const card = desk.getByRole("dialog", { name: "جولة في القاعة" });
  const search = queue.locator("input").first();
  const openTour = async (): Promise<void> => {
    await search.focus();
    await desk.keyboard.press("Control+KeyK");
    await desk.getByRole("combobox").last().fill("جولة");
    await expect(desk.getByRole("dialog").getByRole("option").first()).toContainText("جولة في القاعة");
    await desk.keyboard.press("Enter");
    await expect(card).toBeVisible();
  };

  // It is offered, and nothing is forced.
  await expect(desk.getByRole("button", { name: "لاحقا" })).toBeVisible();
  await expect(card).toBeHidden();

  await openTour();
  const titles = ["التدخلات", "الجدار", "الخريطة والدوريات", "الوارد والهاتف", "البحث والأوامر", "سطر الإنذارات"];
  for (const [index, title] of titles.entries()) {
    await expect(card.getByRole("heading")).toHaveText(title);
    await expect(card).toContainText(`${index + 1} من 6`);
    await desk.keyboard.press(index % 2 === 0 ? "Enter" : "ArrowLeft");
  }
  await expect(card).toBeHidden();
  await expect(search).toBeFocused();
  await expect(desk.getByRole("button", { name: "لاحقا" })).toBeHidden();

  await openTour();
  await expect(card).toContainText("1 من 6");
  await desk.keyboard.press("Enter");
  await expect(card).toContainText("2 من 6");
  await desk.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await expect(search).toBeFocused();

  // A tour that was left goes on at its step.
  await openTour();
  await expect(card).toContainText("2 من 6");

  await desk.context().close();
});
