import { statistics, type Bulletin } from "@amaliyat/contract/statistics";
import type { Period } from "@amaliyat/domain/calendar";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { read } from "../api/index.ts";

/** The figures of a period. Asked anew at each visit, because an import or a correction changes them; each asking is logged. */
export const bulletinOf = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ["bulletin", from, to],
    queryFn: ({ signal }): Promise<Bulletin> => read(statistics.bulletin, { query: { from, to }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const useBulletin = (period: Period) => useQuery(bulletinOf(period));

/** The figures as the file that is downloaded: the same text is hashed for the printed line. */
export const bulletinJson = (bulletin: Bulletin): string => `${JSON.stringify(bulletin, null, 2)}\n`;

/** SHA-256 of a text in hexadecimal; null while it is computed, and where the browser offers no hash (plain HTTP to another machine). */
export function useDigest(text: string): string | null {
  const [digest, setDigest] = useState<{ readonly of: string; readonly hex: string } | null>(null);
  useEffect(() => {
    let gone = false;
    const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
    void subtle?.digest("SHA-256", new TextEncoder().encode(text)).then((bytes) => {
      if (!gone) setDigest({ of: text, hex: new Uint8Array(bytes).toHex() });
    });
    return () => {
      gone = true;
    };
  }, [text]);
  return digest?.of === text ? digest.hex : null;
}
