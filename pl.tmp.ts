import { Session } from "node:inspector/promises"; import { writeFileSync } from "node:fs";
import { createCorpus } from "./bench/search/corpus.ts"; import { createFanal } from "./bench/search/fanal.ts"; import { createQuestions } from "./bench/search/questions.ts";
import { readIndexFile, writeIndexFile } from "./src/search/indexing/index-file.ts";
import { SearchIndex } from "./src/search/indexing/search-index.ts";
const size=Number(process.argv[2]); const path="/tmp/lead/idx."+size;
if(process.argv[3]==="save"){ const corpus=createCorpus(size); const {index}=createFanal(corpus); index.add(corpus.all()); await writeIndexFile(path,"b",index.saved()); process.exit(0)}
const corpus=createCorpus(size); const {setup}=createFanal(corpus);
const s=new Session(); s.connect(); await s.post("Profiler.enable"); await s.post("Profiler.setSamplingInterval",{interval:1000}); await s.post("Profiler.start");
let t=performance.now(); const kept=await readIndexFile(path); console.log("read",performance.now()-t); t=performance.now(); const index=SearchIndex.restored(setup,kept!.file); console.log("restore",performance.now()-t);
const {profile}=await s.post("Profiler.stop"); writeFileSync("/tmp/lead/p.cpuprofile",JSON.stringify(profile));
