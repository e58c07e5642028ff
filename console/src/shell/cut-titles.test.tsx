// @vitest-environment happy-dom
import { useCutTitles } from "@amaliyat/ui/hooks";
import { cleanup, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it } from "vitest";

afterEach(cleanup);

function Line({ words, title }: { readonly words: string; readonly title?: string }): ReactNode {
  useCutTitles();
  return (
    <div data-testid="line" style={{ textOverflow: "ellipsis" }} title={title}>
      <bdi>{words}</bdi>
    </div>
  );
}

/** The DOM of the tests has no layout: a line has room for ten letters. */
function pointAt(): HTMLElement {
  const line = screen.getByTestId("line");
  Object.defineProperty(line, "scrollWidth", { value: line.textContent.length, configurable: true });
  Object.defineProperty(line, "clientWidth", { value: 10, configurable: true });
  line.firstElementChild?.dispatchEvent(new Event("pointerover", { bubbles: true }));
  return line;
}

it("gives a cut text its whole text as a title, keeps it in step, and takes it back", () => {
  const { rerender } = render(<Line words="ساحة الشهداء، أمام المحطة" />);
  expect(pointAt().title).toBe("ساحة الشهداء، أمام المحطة");
  rerender(<Line words="تقاطع شارع العربي بن مهيدي" />);
  expect(pointAt().title).toBe("تقاطع شارع العربي بن مهيدي");
  rerender(<Line words="الطريق" />);
  expect(pointAt().hasAttribute("title")).toBe(false);
});

it("leaves a text that fits, and a title that the screen gave", () => {
  const { rerender } = render(<Line words="الطريق" />);
  expect(pointAt().hasAttribute("title")).toBe(false);
  rerender(<Line words="ساحة الشهداء، أمام المحطة" title="P-12" />);
  expect(pointAt().title).toBe("P-12");
});
