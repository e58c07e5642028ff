// @vitest-environment happy-dom
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { useStill } from "./use-still.ts";

type Given = { readonly value: string; readonly still: boolean; readonly question?: string; readonly isThere?: boolean };
const over = vi.fn<() => void>();
const open = (first: Given) =>
  renderHook(({ value, still, question = "q", isThere = true }: Given) => useStill({ question, value, isThere }, still, over), {
    initialProps: first,
  });

afterEach(() => {
  cleanup();
  over.mockReset();
});

it("stands still from the moment at which a choice begins until it is left, and follows otherwise", () => {
  const { result, rerender } = open({ value: "201", still: false });
  rerender({ value: "202", still: false });
  expect(result.current).toBe("202");
  rerender({ value: "202", still: true });
  rerender({ value: "203", still: true });
  rerender({ value: "204", still: true });
  expect(result.current).toBe("202");
  rerender({ value: "204", still: false });
  expect(result.current).toBe("204");
  expect(over).not.toHaveBeenCalled();
});

it("gives no old answer to another question: the choice is over", () => {
  const { result, rerender } = open({ value: "201", still: true });
  rerender({ value: "203", still: true, question: "another place" });
  expect(result.current).toBe("203");
  expect(over).toHaveBeenCalledOnce();
});

it("is over too where the other question has no answer yet", () => {
  const { result, rerender } = open({ value: "201", still: true });
  rerender({ value: "", still: true, question: "another place", isThere: false });
  expect(result.current).toBe("");
  expect(over).toHaveBeenCalledOnce();
});

it("stands still from its first answer on, if the choice began before that", () => {
  const { result, rerender } = open({ value: "", still: true, isThere: false });
  rerender({ value: "201", still: true });
  rerender({ value: "202", still: true });
  expect(result.current).toBe("201");
  expect(over).not.toHaveBeenCalled();
});
