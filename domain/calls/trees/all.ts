import type { QuestionTree } from "../triage.ts";
import { DANGER_TREES, REQUEST_TREES } from "./dangers.ts";
import { OFFENCE_TREES } from "./offences.ts";

/** The initial trees of the room, one for each nature of the bulletin. They are data from then on, and each change is a version. */
export const FIRST_TREES: readonly QuestionTree[] = [...DANGER_TREES, ...REQUEST_TREES, ...OFFENCE_TREES];
