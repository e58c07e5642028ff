import { featureText } from "../text/index.ts";
import type en from "./locales/en.json";

export const useText = featureText<typeof en>("first-hour");
