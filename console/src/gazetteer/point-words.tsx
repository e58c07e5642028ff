import { places } from "@amaliyat/contract/places";
import type { Point } from "@amaliyat/domain/kernel";
import { placeName } from "@amaliyat/domain/places";
import { Bdi, Num, useLanguage } from "@amaliyat/ui/i18n";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { read } from "../api/index.ts";
import { useMay } from "../session/index.ts";
import { FOUND_PLACES } from "./live.ts";
import { useText } from "./text.ts";

/** A place is at the point itself within so many metres. */
const HERE_M = 25;
/** About ten metres: what lies nearer to each other has one name. */
const rounded = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;

/** A point that is dragged is asked for once it rests so long, ms. */
const REST_MS = 250;

/** False from each change of a value until it has rested; true at the beginning. */
function useRested(value: string): boolean {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested === value;
}

const nearOf = ({ lat, lon }: Point) => {
  const query = { lat: rounded(lat), lon: rounded(lon) };
  return queryOptions({
    queryKey: [...FOUND_PLACES, "near", query],
    queryFn: ({ signal }) => read(places.near, { query, signal }),
    staleTime: Infinity,
  });
};

/** A point as people say it: by the named place that is nearest. Its figures stand where none is, and in the title. */
export function PointWords({ point }: { readonly point: Point }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const asked = nearOf(point);
  const rested = useRested(JSON.stringify(asked.queryKey));
  const near = useQuery({ ...asked, enabled: useMay(places.near) && rested }).data;
  const figures = `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`;
  if (near === null || near === undefined) return <Num>{figures}</Num>;
  const place = placeName(near.names, language);
  return (
    <span title={figures}>
      <Bdi>{near.metres <= HERE_M ? place : text("near", { place, metres: near.metres })}</Bdi>
    </span>
  );
}
