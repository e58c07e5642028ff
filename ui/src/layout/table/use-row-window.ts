import { useLayoutEffect, useState, type RefObject } from "react";
import { rowWindow, scrollToRow, type RowWindow } from "./row-window.ts";

/** Follows the scrolling of a table's box; lists under 100 rows are drawn whole. */
export function useRowWindow(
  box: RefObject<HTMLDivElement | null>,
  count: number,
  rowHeight: number,
): { readonly window: RowWindow; readonly onScroll: () => void; readonly reveal: (index: number) => void } {
  const [view, setView] = useState({ top: 0, height: 800 });
  const long = count > 100;
  useLayoutEffect(() => {
    const node = box.current;
    if (!node || !long) return undefined;
    const observer = new ResizeObserver(() => setView({ top: node.scrollTop, height: node.clientHeight }));
    observer.observe(node);
    return () => observer.disconnect();
  }, [box, long]);
  const onScroll = (): void => {
    const node = box.current;
    if (node && long && Math.abs(node.scrollTop - view.top) >= rowHeight) setView({ top: node.scrollTop, height: node.clientHeight });
  };
  const reveal = (index: number): void => {
    const node = box.current;
    if (!node || !long) return;
    const head = node.querySelector("thead")?.offsetHeight ?? 0;
    node.scrollTo({ top: scrollToRow(index, node.scrollTop, node.clientHeight - head, rowHeight) });
    setView({ top: node.scrollTop, height: node.clientHeight });
  };
  return {
    window: long ? rowWindow(view.top, view.height, rowHeight, count) : { first: 0, end: count, before: 0, after: 0 },
    onScroll,
    reveal,
  };
}
