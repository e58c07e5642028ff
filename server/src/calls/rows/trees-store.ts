import type { NatureCode, QuestionTree, TreeQuestion, TreeStep } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

export type KeptTree = QuestionTree & { readonly version: number };
type TreeRow = { nature: NatureCode; version: number; questions: readonly TreeQuestion[] };

/** The trees as they are asked now. */
export async function readTrees(tx: Tx): Promise<KeptTree[]> {
  const { rows } = await sql<TreeRow>`
    select distinct on (nature) nature, version, questions from question_tree order by nature, version desc`.execute(tx);
  return rows;
}

/** One version of a tree; the newest where none is named. Null where there is none. */
export async function readTree(tx: Tx, nature: string, version: number | null): Promise<KeptTree | null> {
  const { rows } = await sql<TreeRow>`
    select nature, version, questions from question_tree
    where nature = ${nature} and (${version}::int is null or version = ${version}) order by version desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** Inserts a newer version. False where there is one of this number. */
export async function insertTree(tx: Tx, tree: KeptTree, at: Date, by: string | null): Promise<boolean> {
  const { rows } = await sql`
    insert into question_tree (nature, version, at, by, questions)
    values (${tree.nature}, ${tree.version}, ${at}, ${by}, ${JSON.stringify(tree.questions)}::jsonb) on conflict do nothing returning nature`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Answers given on a call, in order, with the version of their tree; null if there are none. */
export async function readAnswers(tx: Tx, callId: string): Promise<{ nature: string; version: number; steps: TreeStep[] } | null> {
  const { rows } = await sql<{ nature: string; tree_version: number; question_id: string; answer_id: string }>`
    select nature, tree_version, question_id, answer_id from call_answer where call_id = ${callId} order by nth`.execute(tx);
  const [first] = rows;
  if (first === undefined) return null;
  const steps = rows.map((row) => ({ questionId: row.question_id, answerId: row.answer_id }));
  return { nature: first.nature, version: first.tree_version, steps };
}

/** An answer with the nature that its call had when it was given, and the version of the questions; null for one of before versions were written. */
export type AnswerOf = TreeStep & { readonly nature: string; readonly version: number | null };

/**
 * All answers that were ever given on a call, in order. A change of the nature, or an earlier question that is answered again, takes answers out
 * of the interview, and not out of the world.
 */
export async function answersEver(tx: Tx, callId: string): Promise<AnswerOf[]> {
  const { rows } = await sql<AnswerOf>`
    select n.nature, (e.data->>'version')::int as version, e.data->>'questionId' as "questionId", e.data->>'answerId' as "answerId"
    from call_event e cross join lateral (
      select of.data->>'nature' as nature from call_event of where of.call_id = e.call_id and of.seq < e.seq and of.data ? 'nature'
      order by of.seq desc limit 1) n
    where e.call_id = ${callId} and e.kind = 'call.question_answered' order by e.seq`.execute(tx);
  return rows;
}

/** Replaces all answers of a call. */
export async function replaceAnswers(tx: Tx, callId: string, tree: KeptTree, steps: readonly TreeStep[]): Promise<void> {
  await sql`delete from call_answer where call_id = ${callId}`.execute(tx);
  for (const [nth, { questionId, answerId }] of steps.entries())
    await sql`
      insert into call_answer (call_id, nature, tree_version, nth, question_id, answer_id)
      values (${callId}, ${tree.nature}, ${tree.version}, ${nth}, ${questionId}, ${answerId})`.execute(tx);
}
