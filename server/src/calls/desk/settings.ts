import type { calls, LineShown, QuestionTreeShown } from "@amaliyat/contract/calls";
import { checkLine, checkTree, EMERGENCY_LINE, FIRST_TREES, firstSettings, isAnswered, LINES, type Line } from "@amaliyat/domain/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import type { Board } from "../switchboard/board.ts";
import { hasNoLine, setClosed, upsertLine, readLines } from "../rows/lines-store.ts";
import { insertTree, readTrees, type KeptTree } from "../rows/trees-store.ts";

const shownLine = (line: Line, at: number): LineShown => structuredClone({ ...line, open: isAnswered(line, at) }) as LineShown;
const shownTree = (tree: KeptTree): QuestionTreeShown => structuredClone(tree) as QuestionTreeShown;

export const lines = (board: Board, { at }: Call<typeof calls.lines>): Promise<Reply<typeof calls.lines>> =>
  transaction(board.db, SYSTEM, async (tx) => ok((await readLines(tx)).map((line) => shownLine(line, at))), { readOnly: true });

/** After a change: logged, told, and in force with the next call where this process runs the lines. */
async function written(tx: Tx, who: Caller, at: number, number: string, detail: Readonly<Record<string, unknown>>): Promise<LineShown> {
  const line = (await readLines(tx)).find((each) => each.number === number);
  if (line === undefined) throw new Error("a line is gone");
  await settle(tx, { who, at }, { type: "line.changed", about: subjectById("line", number), detail }, [
    { happening: { topic: "line", number }, sectorId: null },
  ]);
  return shownLine(line, at);
}

const inForce = (board: Board): Promise<unknown> => board.switchboard.command(async (turn) => ok(turn.setLines(await readLines(turn.tx))));

type Put = typeof calls.putLine;
export async function putLine(board: Board, { who, at, params, body }: Call<Put>): Promise<Reply<Put>> {
  const { version, ...settings } = body;
  const { number } = params;
  const wrong = checkLine(number, settings);
  if (wrong !== null) return refuse(wrong);
  const isFirst = number === EMERGENCY_LINE;
  const done = await transaction(board.db, scopeOf(who), async (tx): Promise<Reply<Put>> => {
    const isKept = await upsertLine(tx, number, version, isFirst ? { ...settings, priority: 1 } : settings);
    return isKept
      ? ok(await written(tx, who, at, number, { version: version + 1, ...settings }))
      : refuse({ code: "line.changed_meanwhile" });
  });
  if (done.ok) await inForce(board);
  return done;
}

type Close = typeof calls.closeLine;
export async function closeLine(board: Board, { who, at, params, body }: Call<Close>): Promise<Reply<Close>> {
  const { version, closed, reason } = body;
  const { number } = params;
  if (number === EMERGENCY_LINE && closed) return refuse({ code: "line.never_closed" });
  const done = await transaction(board.db, scopeOf(who), async (tx): Promise<Reply<Close>> => {
    if (!(await readLines(tx)).some((line) => line.number === number)) return refuse({ code: "object.not_found" });
    const isKept = await setClosed(tx, number, version, closed ? new Date(at) : null);
    return isKept ? ok(await written(tx, who, at, number, { closed, reason })) : refuse({ code: "line.changed_meanwhile" });
  });
  if (done.ok) await inForce(board);
  return done;
}

export const trees = (board: Board): Promise<Reply<typeof calls.trees>> =>
  transaction(board.db, SYSTEM, async (tx) => ok((await readTrees(tx)).map(shownTree)), { readOnly: true });

type PutTree = typeof calls.putTree;
export async function putTree(board: Board, { who, at, params, body }: Call<PutTree>): Promise<Reply<PutTree>> {
  const tree = { nature: params.nature, questions: body.questions, version: body.version + 1 };
  const problem = checkTree(tree);
  if (problem !== null) return refuse({ code: "tree.wrong", params: { problem } });
  return refusable(board.db, scopeOf(who), async (tx) => {
    const newest = (await readTrees(tx)).find(({ nature }) => nature === tree.nature)?.version ?? 0;
    if (newest !== body.version || !(await insertTree(tx, tree, new Date(at), who.userId)))
      return refuse({ code: "tree.changed_meanwhile" });
    await settle(
      tx,
      { who, at },
      { type: "tree.changed", about: subjectById("question_tree", tree.nature), detail: { version: tree.version } },
    );
    return ok(shownTree(tree));
  });
}

/** Writes the lines and the questions that the program brings along into a room that has none. */
export const shipLines = (db: Db, at: number): Promise<void> =>
  transaction(db, SYSTEM, async (tx) => {
    if (!(await hasNoLine(tx))) return;
    for (const { number, priority, labels } of LINES) await upsertLine(tx, number, 0, firstSettings(labels, priority));
    for (const tree of FIRST_TREES) await insertTree(tx, { ...tree, version: 1 }, new Date(at), null);
    await settle(tx, { who: null, at }, { type: "line.shipped", about: null, detail: { lines: LINES.map(({ number }) => number) } });
  });
