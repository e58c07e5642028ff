export interface RowWindow {
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
