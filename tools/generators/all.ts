import { errorsPage } from "./errors-page.ts";
import type { Generator } from "./generator.ts";
import { statePictures } from "./state-pictures.ts";

/** The pages that are always made. A new one is added here. */
const PAGES: readonly Generator[] = [errorsPage];

/** Every generator of the project. */
export const allGenerators = async (root: string): Promise<Generator[]> => [...PAGES, ...(await statePictures(root))];
