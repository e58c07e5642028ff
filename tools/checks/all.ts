import type { Check } from "./check.ts";
import { deadCode } from "./dead-code.ts";
import { errors } from "./errors.ts";
import { fileSizes } from "./file-sizes.ts";
import { format } from "./format.ts";
import { generatedFiles } from "./generated-files.ts";
import { importRules } from "./import-rules.ts";
import { linearExpressions } from "./linear-expressions.ts";
import { lint } from "./lint.ts";
import { logicalCss } from "./logical-css.ts";
import { namedTests } from "./named-tests.ts";
import { noBiometrics } from "./no-biometrics.ts";
import { noSecrets } from "./no-secrets.ts";
import { partnerDocuments } from "./partner-documents.ts";
import { plainWords } from "./plain-words.ts";
import { processAccess, tableAccess } from "./server-places.ts";
import { statements } from "./statements.ts";
import { steadyTests } from "./steady-tests.ts";
import { stringsComplete } from "./strings-complete.ts";
import { stringsUsed } from "./strings-used.ts";
import { textInCode } from "./text-in-code.ts";
import { types } from "./types.ts";
import { unsafeCalls } from "./unsafe-calls.ts";

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
  textInCode,
  logicalCss,
  errors,
  generatedFiles,
  namedTests,
  noBiometrics,
  noSecrets,
];
