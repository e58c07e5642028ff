import { useEffect, useState } from "preact/hooks";
import * as store from "../storage/store.ts";

/** An address under which this page shows a kept file; null before it is read, and without one. */
export function useFile(fileId: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (fileId === null) return undefined;
    let made: string | null = null;
    let isOver = false;
    void store.file(fileId).then((blob) => {
      if (blob === null || isOver) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      isOver = true;
      setUrl(null);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [fileId]);
  return url;
}
