import { useEffect, useState, type RefObject } from "react";

/** A page that is hidden for less than this keeps its pictures: switching tabs and back is not a new look. */
const PATIENCE_MS = 2000;

/** True if an element can be seen: inside the window, on a page that is in front. */
export function useShown(ref: RefObject<HTMLElement | null>): boolean {
  const [inside, setInside] = useState(false);
  const [front, setFront] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const watcher = new IntersectionObserver(([entry]) => setInside(entry?.isIntersecting ?? false));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [ref]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const change = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") setFront(true);
      else timer = setTimeout(() => setFront(false), PATIENCE_MS);
    };
    document.addEventListener("visibilitychange", change);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", change);
    };
  }, []);
  return inside && front;
}
