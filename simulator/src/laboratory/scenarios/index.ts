import type { Scenario } from "../scenario.ts";
import { CLOCKS_AND_FAULTS } from "./clocks-and-faults.ts";
import { DESCRIPTIONS } from "./descriptions.ts";
import { HOSTILE } from "./hostile.ts";
import { MANNERS } from "./manners.ts";
import { PACKETS } from "./packets.ts";
import { STREAMS } from "./pictures.ts";

/** Every camera of the laboratory. */
export const SCENARIOS: readonly Scenario[] = [...MANNERS, ...DESCRIPTIONS, ...PACKETS, ...STREAMS, ...CLOCKS_AND_FAULTS, ...HOSTILE];
