/** Parameters of a link to a replay: camera, begin and end (ISO 8601), and the intervention it serves. */
export type PlaybackSearch = {
  readonly camera?: string;
  readonly from?: string;
  readonly to?: string;
  readonly intervention?: string;
};

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const moment = (value: unknown): string | undefined => {
  const given = text(value);
  return given !== undefined && Number.isFinite(Date.parse(given)) ? given : undefined;
};

/** Reads the address; unknown parts are left out. */
export function playbackSearch(search: Record<string, unknown>): PlaybackSearch {
  const read = {
    camera: text(search["camera"]),
    from: moment(search["from"]),
    to: moment(search["to"]),
    intervention: text(search["intervention"]),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
