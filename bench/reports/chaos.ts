import { temporaryFolder } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { startCutLink } from "./cut-link.ts";
import { judge, readKept, wrongOriginals } from "./judge.ts";
import { pictureFolder } from "./pictures.ts";
import { startSender } from "./sender.ts";

const EVERY_MS = 5_000;
const BYTES_PER_SECOND = 300_000;
/** A file takes ten seconds and is cut once or twice. */
const LONGER = 3_000_000;

/** Files over a link that is cut again and again: each is there once, byte for byte. */
export async function chaos(quick: boolean): Promise<Row[]> {
  const [reports, filesEach] = quick ? [4, 1] : [20, 3];
  const pictures = await pictureFolder();
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl });
  await furnish(room);
  const officer = await signInAs(room.url, "evidence");
  const { port } = new URL(room.url);
  await using link = await startCutLink(Number(port), EVERY_MS, BYTES_PER_SECOND);
  const url = `http://localhost:${link.port}/`;
  await using sender = await startSender({
    url,
    pictures,
    filesEach,
    longer: LONGER,
    reports,
    perSecond: 10,
    networks: 1,
    withinMs: 10 * 60_000,
  });
  say(`${reports * filesEach} files of 3 MB over a link that is cut every ${EVERY_MS / 1000} s`);
  const begun = performance.now();
  const { sent } = await sender.go();
  const judged = judge(sent, await readKept(database));
  const wrong = await wrongOriginals(
    officer,
    sent.flatMap(({ files }) => files),
  );
  return rowsOf(`cut every ${EVERY_MS / 1000} s`, "amaliyat", [
    ["files", reports * filesEach, "files"],
    ["cuts", link.cuts(), "connections"],
    ["reports_lost", judged.reportsLost, "reports"],
    ["files_lost", judged.filesLost, "files"],
    ["files_double", judged.filesDouble, "files"],
    ["files_wrong", wrong, "files"],
    ["files_whole_after_s", (performance.now() - begun) / 1000, "s"],
  ]);
}
