export const PLACES_VIEWS = ["places", "hazards"] as const;
export type PlacesView = (typeof PLACES_VIEWS)[number];

/** Address parameters of this screen: the part, and its open item («new» for one being made). */
export type PlacesSearch = { readonly view?: PlacesView; readonly open?: string };

/** Reads the address; unknown parts are left out. */
export function placesSearch(search: Record<string, unknown>): PlacesSearch {
  const view = PLACES_VIEWS.find((one) => one === search["view"]);
  const open = search["open"];
  return { ...(view === undefined ? {} : { view }), ...(typeof open === "string" && open !== "" ? { open } : {}) };
}
