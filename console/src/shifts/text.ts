import { featureText, type KeyOf, type Text } from "../text/index.ts";
import type en from "./locales/en.json";

export type ShiftsText = Text<KeyOf<typeof en>>;

export const useText = featureText<typeof en>("shifts");
