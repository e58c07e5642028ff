import { accessPage } from "./access-page.ts";
import { configurationPage } from "./configuration-page.ts";
import { errorsPage } from "./errors-page.ts";
import type { Generator } from "./generator.ts";
import { importTable } from "./import-table.ts";
import { openapiPage } from "./openapi-page.ts";
import { partnerAsyncapiPage } from "./partner/asyncapi-page.ts";
import { partnerOpenapiPage } from "./partner/openapi-page.ts";
import { statePictures } from "./state-pictures.ts";

/** The pages that are always made. A new one is added here. */
const PAGES: readonly Generator[] = [
  errorsPage,
  accessPage,
  configurationPage,
  importTable,
  openapiPage,
  partnerOpenapiPage,
  partnerAsyncapiPage,
];

/** Every generator of the project. */
export const allGenerators = async (root: string): Promise<Generator[]> => [...PAGES, ...(await statePictures(root))];
