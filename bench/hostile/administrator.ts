import { explore } from "../../server/src/testing/hostile-administrator.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";

/** Acts of one administrator in a row. */
const LENGTH = 3;

/** Every sequence of an administrator's acts, alone and beside a colleague who confirms whatever is asked, and how many reach a picture. */
export function administrator(quick: boolean): Promise<Row[]> {
  const length = quick ? LENGTH - 1 : LENGTH;
  const alone = explore(length, false);
  const beside = explore(length, true);
  for (const path of [...alone.paths, ...beside.paths]) say(`a path to a picture: ${JSON.stringify(path)}`);
  return Promise.resolve(
    rowsOf("administrator", "amaliyat", [
      ["paths_to_a_picture", alone.paths.length + beside.paths.length, "paths"],
      ["sequences", alone.sequences + beside.sequences, "sequences"],
    ]),
  );
}
