import { ListBox, Popover } from "@amaliyat/ui/layout";
import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import { select } from "../../selection/index.ts";
import { thingKey, type Here } from "./here.ts";
import { useText } from "../text.ts";
import { useThingWords } from "../thing-words.tsx";
import type { MapData } from "../use-map-data.ts";

type Props = {
  readonly here: Here;
  readonly data: MapData;
  readonly map: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
};

/** Glyphs under the pointer if there are several. The topmost is already chosen; arrows and Enter or a click choose another. */
export function HereList({ here: { things, at }, data, map, onClose }: Props): ReactNode {
  const text = useText();
  const wordsOf = useThingWords(data);
  const anchor = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>("[role=option]")?.focus({ preventScroll: true }), []);
  const close = (): void => {
    // The focus returns to the map only if it is still in the list.
    if (list.current?.contains(document.activeElement) === true) map.current?.querySelector<HTMLElement>("canvas")?.focus();
    onClose();
  };
  const items = things.flatMap((thing) => {
    const words = wordsOf(thing);
    return words === null ? [] : [{ value: thingKey(thing), label: words.title, detail: words.detail, icon: words.icon }];
  });
  const choose = (key: string): void => {
    const thing = things.find((one) => thingKey(one) === key);
    if (thing) select(thing, "map");
    close();
  };
  return (
    <>
      {/* The point counts from the left, as the canvas does. */}
      <div ref={anchor} className="map-here" dir="ltr" style={{ insetInlineStart: at.x, insetBlockStart: at.y }} />
      <Popover anchor={anchor} open onClose={close} label={text("here")} flush className="map-here-list">
        <div ref={list}>
          <ListBox label={text("here")} items={items} value={null} onChange={choose} />
        </div>
      </Popover>
    </>
  );
}
