import { describe, expect, it, vi } from "vitest";
import { createToastStore, toastLife } from "./toast-store.ts";

describe("toasts", () => {
  it("live eight seconds of time that passes", () => {
    const store = createToastStore();
    store.show({ text: "a" });
    store.pass(toastLife - 1);
    expect(store.list()).toHaveLength(1);
    store.pass(1);
    expect(store.list()).toEqual([]);
    expect(toastLife).toBe(8000);
  });

  it("are at most three, the oldest leaving first", () => {
    const store = createToastStore();
    for (const text of ["a", "b", "c", "d"]) store.show({ text });
    expect(store.list().map((toast) => toast.text)).toEqual(["b", "c", "d"]);
  });

  it("undo the latest that can be, once", () => {
    const store = createToastStore();
    const undo = vi.fn<() => void>();
    store.show({ text: "a", undo });
    store.show({ text: "b" });
    expect(store.undoLatest()).toBe(true);
    expect(store.undoLatest()).toBe(false);
    expect(undo).toHaveBeenCalledTimes(1);
    expect(store.list().map((toast) => toast.text)).toEqual(["b"]);
  });

  it("tell who listens, and only while they do", () => {
    const store = createToastStore();
    const heard = vi.fn<() => void>();
    const stop = store.subscribe(heard);
    const id = store.show({ text: "a" });
    stop();
    store.dismiss(id);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(store.list()).toEqual([]);
  });
});
