import AxeBuilder from "@axe-core/playwright";
import { expect, sitDown, test } from "../src/people.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** axe calls it experimental: it wants all that stands in a group of controls to be part of the group's name. */
const EXPERIMENTAL = ["label-content-name-mismatch"];

/** One screen of each role, as it stands after signing in. */
const SCREENS = [
  ["n.kacimi", "the room"],
  ["l.brahimi", "the bulletin"],
  ["h.saidi", "the log"],
  ["y.touati", "the cameras"],
  ["m.belkacem", "the administration"],
] as const;

for (const [username, screen] of SCREENS)
  test(`${screen} holds WCAG 2.2 AA in Arabic`, async ({ browser }) => {
    const page = await sitDown(browser, username);
    await expect(page.locator("main, [role=main]").first()).toBeVisible();
    // Text that fades in has not its contrast yet; a list that is still read has no rows.
    await expect(page.locator(".am-skeleton, [aria-busy=true]")).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => document.fonts.status)).toBe("loaded");
    const movingOnce = () => document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).length;
    await expect.poll(() => page.evaluate(movingOnce)).toBe(0);
    const violations = async (): Promise<string[]> => {
      const found = await new AxeBuilder({ page }).withTags(RULES).disableRules(EXPERIMENTAL).analyze();
      const places = (nodes: (typeof found.violations)[number]["nodes"]): string =>
        nodes
          .map(({ target }) => target.join(" "))
          .slice(0, 3)
          .join(", ");
      return found.violations.map(({ id, nodes }) => `${id}: ${places(nodes)}`);
    };
    // A button whose list has just come takes its colour bit by bit; what is wrong for good is there at every look.
    await expect.poll(violations, { timeout: 20_000 }).toEqual([]);
    await page.context().close();
  });
