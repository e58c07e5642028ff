import { ownRoom } from "../src/own-room.ts";
import { expect, sitDown, test } from "../src/people.ts";

ownRoom({ isAlive: true, patrolSpeed: 200 });

const address = (path: string): string => new URL(path, process.env["ROOM_URL"]).href;

test("a newcomer finds a room at work: cases in every state, crews on the move, a shift, a BOLO, half a year of figures", async ({
  browser,
}) => {
  // Each wait is of a town that has just begun; beside another journey all of them took more than three minutes.
  test.setTimeout(300_000);
  const desk = await sitDown(browser, "a.haddad");
  const queue = desk.getByRole("region", { name: "التدخلات المفتوحة" });
  // The colleague needs some seconds to take up its work.
  await expect.poll(() => queue.locator("[data-reference]").count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(3);

  // The wall opens by one press that says why.
  const why = desk.locator(".wall-why");
  await expect(why).toContainText("لا تُفتح صورة دون غرض قانوني");
  await why.getByRole("button").first().click();
  await expect(why).toBeHidden();
  await expect(desk.locator('.wall-tile[data-state="live"]').first()).toBeVisible({ timeout: 90_000 });

  // A crew is sent by the colleague and moves.
  await expect(queue.getByText(/^(?:201|203|207|214)$/u).first()).toBeVisible({ timeout: 60_000 });

  await desk.goto(address("bolos"));
  await expect(desk.getByText("04512-117-30").first()).toBeVisible({ timeout: 60_000 });

  const chief = await sitDown(browser, "k.mansouri");
  await chief.goto(address("shifts?view=plan"));
  await expect(chief.getByRole("row").filter({ hasText: "جارية" }).first()).toBeVisible({ timeout: 60_000 });

  const analyst = await sitDown(browser, "l.brahimi");
  const paper = analyst.locator("main");
  await expect
    .poll(
      async () => {
        await analyst.goto(address("statistics?from=2023-01-01&to=2023-06-30"));
        await expect(paper).toContainText("2023");
        return (await paper.textContent())?.includes("836 = 119 + 60 + 41 + 36 + 8 + 4 + 4 + 564") === true;
      },
      { timeout: 90_000 },
    )
    .toBe(true);
  await expect(paper).toContainText("2\u00a0137");

  for (const page of [chief, analyst]) await page.context().close();

  // Cases that the colleague closed are in the archive.
  await desk.goto(address("archive?q=اليوم"));
  await expect(desk.getByRole("row").filter({ hasText: "مغلق" }).first()).toBeVisible({ timeout: 90_000 });
  await desk.context().close();
});
