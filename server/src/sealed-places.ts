import { PUSH_SEALED } from "./alerts/index.ts";
import { WORDS_SEALED } from "./audit/index.ts";
import { THUMBNAILS_SEALED } from "./bolos/index.ts";
import { TEXTS_SEALED } from "./calls/index.ts";
import { CAMERA_SEALED } from "./cameras/index.ts";
import { CODES_SEALED } from "./identity/index.ts";
import { PARTNER_SEALED } from "./partners/index.ts";
import type { SealedPlace } from "./platform/database/index.ts";
import { REPLIES_SEALED } from "./platform/once/index.ts";
import { REPORTS_SEALED, WALKS_SEALED } from "./reports/index.ts";

/** Every column that lies sealed in the database. A test compares the list with the database's own columns. */
export const SEALED_PLACES: readonly SealedPlace[] = [
  CAMERA_SEALED,
  PARTNER_SEALED,
  PUSH_SEALED,
  CODES_SEALED,
  REPLIES_SEALED,
  THUMBNAILS_SEALED,
  WORDS_SEALED,
  ...REPORTS_SEALED,
  ...TEXTS_SEALED,
  WALKS_SEALED,
];
