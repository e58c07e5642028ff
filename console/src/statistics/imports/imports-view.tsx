import { statistics } from "@amaliyat/contract/statistics";
import type { ReactNode } from "react";
import { useMay } from "../../session/index.ts";
import { ImportForm } from "./import-form.tsx";
import { ImportTable } from "./import-table.tsx";

/** Handing in a file beside the files handed in before. A supervisor sees the list only. */
export function ImportsView({ tabs }: { readonly tabs: ReactNode }): ReactNode {
  const mayStart = useMay(statistics.startImport);
  return (
    <>
      <div className="statistics-bar">{tabs}</div>
      <div className="statistics-imports">
        {mayStart && <ImportForm />}
        <ImportTable mayAct={mayStart} />
      </div>
    </>
  );
}
