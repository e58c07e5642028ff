import type { Check } from "./check.ts";
import { deadCode } from "./code/dead-code.ts";
import { errors } from "./words/errors.ts";
import { fileSizes } from "./code/file-sizes.ts";
import { format } from "./code/format.ts";
import { generatedFiles } from "./code/generated-files.ts";
import { importRules } from "./code/import-rules.ts";
import { linearExpressions } from "./code/linear-expressions.ts";
import { lint } from "./code/lint.ts";
import { logicalCss } from "./words/logical-css.ts";
import { namedTests } from "./named-tests.ts";
import { noBiometrics } from "./no-biometrics.ts";
import { noSecrets } from "./no-secrets.ts";
import { partnerDocuments } from "./words/partner-documents.ts";
import { plainWords } from "./words/plain-words.ts";
import { processAccess, tableAccess } from "./code/server-places.ts";
import { statements } from "./code/statements.ts";
import { steadyTests } from "./steady-tests.ts";
import { stringsComplete } from "./words/strings-complete.ts";
import { stringsUsed } from "./words/strings-used.ts";
import { stringsWorded } from "./words/strings-worded.ts";
import { textInCode } from "./words/text-in-code.ts";
import { types } from "./code/types.ts";
import { unsafeCalls } from "./code/unsafe-calls.ts";

/** Every check of the project, the longest first, since they run side by side. CONTRIBUTING.md says why each exists. */
export const ALL_CHECKS: readonly Check[] = [
  types,
  statements,
  linearExpressions,
  lint,
  partnerDocuments,
  deadCode,
  unsafeCalls,
  steadyTests,
  plainWords,
  importRules,
  format,
  fileSizes,
  processAccess,
  tableAccess,
  stringsComplete,
  stringsUsed,
  stringsWorded,
  textInCode,
  logicalCss,
  errors,
  generatedFiles,
  namedTests,
  noBiometrics,
  noSecrets,
];
