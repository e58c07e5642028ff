// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useSharedDraft } from "./use-shared-draft.ts";

type Form = { readonly name: string; readonly range: number };
const isForm = (value: unknown): value is Form => typeof value === "object" && value !== null && "name" in value && "range" in value;
const WORDS = { name: ["Name", String], range: ["Range", (value: number) => `${value} m`] } as const;
const open = (first: Form) => renderHook((now: Form) => useSharedDraft("thing", now, isForm), { initialProps: first });

afterEach(() => {
  cleanup();
  localStorage.clear();
});

it("keeps what is typed over a colleague's change of another field, over a reload too", () => {
  const here = open({ name: "A", range: 70 });
  act(() => here.result.current.set({ name: "B" }));
  here.rerender({ name: "A", range: 150 });
  expect(here.result.current).toMatchObject({ draft: { name: "B", range: 150 }, changed: true });
  here.unmount();
  const again = open({ name: "A", range: 200 });
  expect(again.result.current).toMatchObject({ draft: { name: "B", range: 200 }, changed: true });
  expect(again.result.current.disputes(WORDS)).toEqual([]);
});

it("names a field that a colleague changed too with both values, until a person chooses one of them", () => {
  const { result, rerender } = open({ name: "A", range: 70 });
  const asked = () => result.current.disputes(WORDS);
  act(() => result.current.set({ name: "B", range: 80 }));
  rerender({ name: "C", range: 90 });
  expect(asked()).toMatchObject([
    { label: "Name", ours: "B", theirs: "C" },
    { label: "Range", ours: "80 m", theirs: "90 m" },
  ]);
  act(() => asked()[0]?.choose("ours"));
  expect(asked()).toMatchObject([{ field: "range" }]);
  act(() => asked()[0]?.choose("theirs"));
  expect([asked(), result.current.draft, result.current.changed]).toEqual([[], { name: "B", range: 90 }, true]);
  rerender({ name: "D", range: 90 });
  expect(asked()).toMatchObject([{ ours: "B", theirs: "D" }]);
});

it("follows nothing for a thing that the room does not have yet", () => {
  const blank = (range: number) => renderHook(() => useSharedDraft("new", { name: "", range }, isForm, { isNew: true }));
  const first = blank(70);
  act(() => first.result.current.set({ name: "B" }));
  first.unmount();
  const { result } = blank(90);
  expect([result.current.draft, result.current.disputes(WORDS), result.current.changed]).toEqual([{ name: "B", range: 70 }, [], true]);
});

it("follows the room again once it has what was typed", () => {
  const { result, rerender } = open({ name: "A", range: 70 });
  act(() => result.current.set({ name: "B" }));
  rerender({ name: "B", range: 70 });
  expect(result.current).toMatchObject({ changed: false, restoredAt: undefined });
  rerender({ name: "C", range: 70 });
  expect(result.current).toMatchObject({ draft: { name: "C" }, changed: false });
});

it("forgets what was sent, though the room writes it otherwise", () => {
  const { result, rerender } = open({ name: "A", range: 70 });
  act(() => result.current.set({ name: "B " }));
  act(() => expect(result.current.sent(result.current.draft)).toBe(true));
  rerender({ name: "B", range: 70 });
  expect(result.current).toMatchObject({ draft: { name: "B" }, changed: false });
});

it("forgets no more than was sent: a field that was typed or put back since stays", () => {
  const { result, rerender } = open({ name: "A", range: 70 });
  act(() => result.current.set({ name: "B", range: 80 }));
  const { draft, sent } = result.current;
  rerender({ name: "A", range: 70 });
  act(() => result.current.set({ name: "C", range: 70 }));
  act(() => expect(sent(draft)).toBe(false));
  expect([result.current.draft, result.current.disputes(WORDS)]).toEqual([{ name: "C", range: 70 }, []]);
  rerender({ name: "B", range: 80 });
  expect([result.current.draft, result.current.disputes(WORDS)]).toEqual([{ name: "C", range: 70 }, []]);
  rerender({ name: "D", range: 80 });
  expect(result.current.disputes(WORDS)).toMatchObject([{ field: "name", ours: "C", theirs: "D" }]);
});

it("counts nothing as typed that a colleague changed while it was being sent", () => {
  const { result, rerender } = open({ name: "A", range: 70 });
  act(() => result.current.set({ name: "B" }));
  const { draft, sent } = result.current;
  rerender({ name: "A", range: 90 });
  act(() => expect(sent(draft)).toBe(true));
  expect(result.current).toMatchObject({ draft: { name: "A", range: 90 }, changed: false });
});
