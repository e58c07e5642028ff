/** Marks the search of a caller's place, so that a key reaches it from the whole card. */
export const PLACE_SEARCH = "call-place__search";

/** Puts the cursor into the search of the caller's place. */
export const focusPlaceSearch = (): void => document.querySelector<HTMLElement>(`.${PLACE_SEARCH} input`)?.focus();
