import { lazyRouteComponent } from "@tanstack/react-router";
import { isPeriod, type Period } from "@amaliyat/domain/calendar";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";

/** Address parameters of this screen: the part, the period and the print language. */
export type StatisticsSearch = {
  readonly view?: "imports";
  readonly from?: string;
  readonly to?: string;
  readonly language?: Language;
};

function periodIn(search: Record<string, unknown>): Partial<Period> {
  const { from, to } = search;
  return typeof from === "string" && typeof to === "string" && isPeriod({ from, to }) ? { from, to } : {};
}

/** Reads the address; unknown parts are left out. */
export function statisticsSearch(search: Record<string, unknown>): StatisticsSearch {
  const language = LANGUAGES.find((one) => one === search["language"]);
  return {
    ...(search["view"] === "imports" ? { view: "imports" } : {}),
    ...periodIn(search),
    ...(language === undefined ? {} : { language }),
  };
}

export const statisticsRoute = {
  path: "/statistics",
  validateSearch: statisticsSearch,
  component: lazyRouteComponent(() => import("./statistics-screen.tsx"), "StatisticsScreen"),
} as const;
