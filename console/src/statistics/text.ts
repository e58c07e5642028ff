import { featureText, type KeyOf, type Text } from "../text/index.ts";
import type en from "./locales/en.json";

export type StatisticsKey = KeyOf<typeof en>;
export type StatisticsText = Text<StatisticsKey>;

export const useText = featureText<typeof en>("statistics");
