import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";

/** The sentence of a code in the reader's language; the code itself where an older room wrote one that is gone. */
export function Cause({ code }: { readonly code: string }): ReactNode {
  const { language } = useLanguage();
  return <span>{isErrorCode(code) ? explain(code, {})[language] : code}</span>;
}
