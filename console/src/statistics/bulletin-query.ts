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
    gcTime: 1000,
  });

export const useBulletin = (period: Period) => useQuery(bulletinOf(period));

/** The figures as the file that is downloaded: the same text is hashed for the printed line. */
export const bulletinJson = (bulletin: Bulletin): string => `${JSON.stringify(bulletin, null, 2)}\n`;

const hexOf = (byte: number): string => byte.toString(16).padStart(2, "0");

/** SHA-256 in hexadecimal; null where the browser offers no hash (plain HTTP to another machine). */
async function sha256(text: string): Promise<string | null> {
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (!subtle) return null;
  return Array.from(new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(text))), hexOf).join("");
}

/** SHA-256 of a text, once it is computed. */
export function useDigest(text: string): string | null {
  const [digest, setDigest] = useState<{ readonly of: string; readonly hex: string } | null>(null);
  useEffect(() => {
    let gone = false;
    const compute = async (): Promise<void> => {
      const hex = await sha256(text);
      if (!gone && hex !== null) setDigest({ of: text, hex });
    };
    void compute();
    return () => {
      gone = true;
    };
  }, [text]);
  return digest?.of === text ? digest.hex : null;
}
