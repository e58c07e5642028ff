// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { afterEach, expect, it } from "vitest";
import { wordsAnswer, WordsQuestion } from "./words-question.tsx";

function Asked({ words, verb }: { readonly words: string | null; readonly verb?: string }): ReactNode {
  const [answered, put] = useState<string | null>(null);
  const given = wordsAnswer(words, answered, put);
  return (
    <>
      <WordsQuestion words={words} seems="in doubt" answered="answered" verb={verb} given={given} />
      <output>{given.answer ?? "none"}</output>
    </>
  );
}

afterEach(cleanup);

const press = (): boolean => fireEvent.keyDown(document.body, { key: "w", code: "KeyW", altKey: true });
const answer = (): string | null => screen.getByRole("status").textContent;

it("takes the answer by one key, for exactly the words that are quoted", () => {
  const { rerender } = render(<Asked words="one two" verb="nobody" />);
  expect(screen.getByText("one two").closest("q")).not.toBeNull();
  expect(answer()).toBe("none");
  press();
  expect(answer()).toBe("one two");
  expect(screen.getByText("answered")).toBeDefined();
  rerender(<Asked words="one three" verb="nobody" />);
  expect(answer()).toBe("none");
  expect(screen.getByText("in doubt")).toBeDefined();
  rerender(<Asked words="one two" verb="nobody" />);
  expect(answer()).toBe("one two");
});

it("asks nothing without words, and takes no answer where none is accepted", () => {
  const { rerender } = render(<Asked words={null} verb="nobody" />);
  expect(screen.queryByText("in doubt")).toBeNull();
  rerender(<Asked words="one two" />);
  press();
  expect([answer(), screen.queryByRole("button")]).toEqual(["none", null]);
});
