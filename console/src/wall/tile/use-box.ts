import { useLayoutEffect, useState, type RefObject } from "react";

export type Box = { readonly width: number; readonly height: number };

/** The inner size of an element in px, followed as it changes; null before the first measure. */
export function useBox(ref: RefObject<HTMLElement | null>): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = (): void => {
      const [width, height] = [element.clientWidth, element.clientHeight];
      setBox((last) => (last?.width === width && last.height === height ? last : { width, height }));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [ref]);
  return box;
}
