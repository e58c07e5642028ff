import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { TargetBar } from "./target-bar.tsx";

const shareOf = (value: number | null, target: number | null): string | undefined =>
  /--share:([\d.]+)/u.exec(renderToStaticMarkup(<TargetBar value={value} target={target} tone="calm" />))?.[1];

it("fills seven tenths at the target, and never more than all of the bar", () => {
  expect(shareOf(30, 60)).toBe("0.35");
  expect(shareOf(60, 60)).toBe("0.7");
  expect(shareOf(6_000, 60)).toBe("1");
});

it("fills nothing where nothing is measured or aimed at", () => {
  expect([shareOf(null, 60), shareOf(5, null), shareOf(5, 0)]).toEqual([undefined, undefined, undefined]);
});
