// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useSharedDraft } from "./use-shared-draft.ts";

type Form = { readonly name: string; readonly range: number };
const isForm = (value: unknown): value is Form => typeof value === "object" && value !== null && "name" in value && "range" in value;
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
  expect([...again.result.current.theirs]).toEqual([]);
});

it("names a field that a colleague changed too, until it is typed again", () => {
  const { result, rerender } = open({ name: "A", range: 70 });
  act(() => result.current.set({ name: "B" }));
  rerender({ name: "C", range: 70 });
  expect([result.current.draft.name, ...result.current.theirs]).toEqual(["B", "name"]);
  act(() => result.current.clear());
  expect(result.current).toMatchObject({ draft: { name: "C" }, changed: false });
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
  act(() => result.current.clear());
  rerender({ name: "B", range: 70 });
  expect(result.current).toMatchObject({ draft: { name: "B" }, changed: false });
});
