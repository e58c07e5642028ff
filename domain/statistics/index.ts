export * from "./bulletin/breakdown.ts";
export * from "./bulletin/bulletin.ts";
export * from "./bulletin/cells.ts";
export * from "./bulletin/figure.ts";
export * from "./bulletin/labels.ts";
export * from "./csv/encoding.ts";
export * from "./csv/reader.ts";
export * from "./csv/writer.ts";
export * from "./import/columns.ts";
export * from "./import/problems.ts";
export * from "./import/row-reader.ts";
export { contentOf, beginningOf, rowKey } from "./import/identity.ts";
export {
  FIRST_YEAR,
  type ImportContext,
  type ImportedCall,
  type ImportedIntervention,
  type ImportedReport,
  type ImportedRow,
} from "./import/rows.ts";
