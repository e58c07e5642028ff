import { readFileSync } from "node:fs";
import { interventions } from "@amaliyat/contract/interventions";
import { signInAs } from "/work/main/bench/town/furnish.ts";
import { someFilter } from "/work/main/bench/room/page-queries.ts";
import { seededRandom } from "/work/main/bench/room/random.ts";
import { percentile } from "/work/main/bench/harness/percentile.ts";
const { url } = JSON.parse(readFileSync("/tmp/keep.json", "utf8"));
const withQ = process.argv[2] === "q";
const cs = [["disp", await signInAs(url, "dispatcher")], ["op1", await signInAs(url, "operator1")]] as const;
const r = seededRandom(20231); const out: any[] = [];
for (let i = 0; i < 300; i++) { const [who, c] = cs[i % 2]!; const q: any = someFilter(Date.now(), r); if (("q" in q) !== withQ) continue; let cur: string | null = null; let n = 0; do { const a: any = cur ? { ...q, cursor: cur } : q; let p: any; const ts: number[] = []; for (let k = 0; k < 3; k++) { const t = performance.now(); p = await c.must(interventions.list, { query: a }); ts.push(performance.now() - t); } out.push({ ms: Math.min(...ts), who, q: a, rows: p.rows.length }); cur = p.next; } while (cur && ++n < 2); }
const t = out.map((o) => o.ms); console.log("n", t.length, "p50", percentile(t, .5), "p90", percentile(t, .9), "p95", percentile(t, .95), "p99", percentile(t, .99)); out.sort((a, b) => b.ms - a.ms); for (const o of out.slice(0, 25)) console.log(o.ms.toFixed(0), o.rows, o.who, JSON.stringify(o.q));
console.log(readFileSync("/proc/loadavg", "utf8"));
