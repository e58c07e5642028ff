import type { Point } from "@amaliyat/domain/kernel";

/** Five decimals of a degree are a metre; a place as every map app reads it. */
const placeIn = ({ lat, lon }: Point): string => `${lat.toFixed(5)},${lon.toFixed(5)}`;

/** A short message, ready to be sent by the phone itself: it needs no data. Commas separate several numbers. */
export function smsTo(numbers: string, words: string, place: Point | null): string {
  const body = place === null ? words : `${words} ${placeIn(place)}`;
  return `sms:${numbers}?body=${encodeURIComponent(body)}`;
}
