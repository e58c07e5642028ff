import { archive } from "@amaliyat/contract/archive";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { read } from "../api/index.ts";
import type { ArchiveSearch } from "./archive-search.ts";

const PAGE = 50;

/** Results of a search, page by page. Each question is logged, so that none is asked again by itself. */
export const archivePages = ({ q = "", source, place, clip }: ArchiveSearch) =>
  infiniteQueryOptions({
    queryKey: ["archive", q, source ?? "all", place ?? true, clip ?? false],
    queryFn: ({ pageParam, signal }) => {
      const body = {
        words: q,
        size: PAGE,
        ...(source === undefined ? {} : { sources: [source] }),
        ...(place === undefined ? {} : { byPlace: place }),
        ...(clip === undefined ? {} : { withClip: clip }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return read(archive.search, { body, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: q !== "",
    staleTime: Infinity,
    gcTime: 300_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
