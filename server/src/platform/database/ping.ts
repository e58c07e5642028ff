import type { Db } from "./pool.ts";

/** True if the database answers within 2 s. */
export async function ping(db: Db): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, 2_000, false).unref());
  const answer = db.pool.query("select 1").then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]);
}
