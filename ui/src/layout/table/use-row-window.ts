import { useLayoutEffect, useState, type RefObject } from "react";

interface RowWindow {
  /** The first row drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** px of the rows left out above and below */
  readonly before: number;
  readonly after: number;
}

const spare = 8;

/** Visible rows of equal height, with eight to spare on each side so that scrolling shows no gap. */
export function rowWindow(scrollTop: number, viewHeight: number, rowHeight: number, count: number): RowWindow {
  const top = Math.max(0, Math.min(scrollTop, count * rowHeight - viewHeight));
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const end = Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + spare);
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}

/** The scroll position that brings a row into view under a sticky head; the same one when it is in view. */
export function scrollToRow(index: number, scrollTop: number, viewHeight: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + viewHeight ? top + rowHeight - viewHeight : scrollTop;
}

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
