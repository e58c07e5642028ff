import { Kbd } from "@amaliyat/ui/controls";
import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import { PlaceSearch } from "../../gazetteer/index.ts";
import { select } from "../../selection/index.ts";
import { useText } from "../text.ts";

/** Finds a place by name, flies there and marks it. «/» goes to it while the map holds the focus; elsewhere it is the list's. */
export function MapSearch({ around }: { readonly around: RefObject<HTMLElement | null> }): ReactNode {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = around.current;
    const onKey = (event: KeyboardEvent): void => {
      if (event.code !== "Slash" || event.shiftKey || event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      box.current?.querySelector("input")?.focus();
    };
    node?.addEventListener("keydown", onKey);
    return () => node?.removeEventListener("keydown", onKey);
  }, [around]);
  return (
    <div ref={box} className="map-search">
      <PlaceSearch label={text("search")} onPick={({ text: name, point }) => select({ kind: "place", point, name })} />
      <Kbd keys="Slash" />
    </div>
  );
}
