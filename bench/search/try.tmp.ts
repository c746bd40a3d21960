import { createCorpus } from "./corpus.ts";
import { createQuestions } from "./questions.ts";
import { createFanal } from "./fanal.ts";
const size = Number(process.argv[2] ?? 20000);
const corpus = createCorpus(size);
let t = performance.now();
let k=0; for (const s of corpus.all()) { k += s.needs.length; if (k>1e9) break; }
console.log("generate", ((performance.now()-t)/1000).toFixed(1));
const f = createFanal(corpus);
t = performance.now();
f.index.add(corpus.all());
console.log("build incl. generate", ((performance.now()-t)/1000).toFixed(1), "segments", f.index.segments.length);
globalThis.gc?.();
console.log("rss", (process.memoryUsage().rss/1e6).toFixed(0), "heap", (process.memoryUsage().heapUsed/1e6).toFixed(0), "buffers", (process.memoryUsage().arrayBuffers/1e6).toFixed(0));
const qs = createQuestions(corpus, 5000);
for (let i=0;i<Math.min(1000, qs.length);i++) f.ask(qs[i]!);
let totals=0;
const times: number[] = [];
t = performance.now();
for (const q of qs) { const a = performance.now(); totals += f.ask(q).total; times.push(performance.now()-a); }
const s = (performance.now()-t)/1000;
times.sort((a,b)=>a-b);
console.log("q/s", (qs.length/s).toFixed(0), "p50", times[times.length>>1]!.toFixed(3), "p99", times[Math.floor(times.length*.99)]!.toFixed(3), "max", times.at(-1)!.toFixed(2), "mean total", (totals/qs.length).toFixed(0));
// split
let c0 = process.cpuUsage(); for (let r=0;r<2;r++) for (const q of qs) f.ask(q); let c1 = process.cpuUsage(c0); console.log("cpu us/query", ((c1.user+c1.system)/qs.length/2).toFixed(1));
t = performance.now(); const built = qs.map(q => f.query(q)); console.log("reading us", ((performance.now()-t)*1000/qs.length).toFixed(1));
t = performance.now(); built.forEach(q => f.index.answer(q)); console.log("answer us", ((performance.now()-t)*1000/qs.length).toFixed(1));
