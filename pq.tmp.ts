import { Session } from "node:inspector/promises"; import { writeFileSync } from "node:fs";
import { createCorpus } from "./bench/search/corpus.ts"; import { createFanal } from "./bench/search/fanal.ts"; import { createQuestions } from "./bench/search/questions.ts";
const size=Number(process.argv[2]); const what=process.argv[3];
const corpus=createCorpus(size); const {index,ask}=createFanal(corpus);
const s=new Session(); s.connect(); await s.post("Profiler.enable"); await s.post("Profiler.setSamplingInterval",{interval:1000});
let all=corpus.all();
if(what==="build"){ let t=performance.now(); const docs=[...all]; console.log("made",performance.now()-t); all=docs; await s.post("Profiler.start"); t=performance.now(); index.add(all); console.log("add",performance.now()-t);}
else { index.add(all); const qs=createQuestions(corpus,10000); for(let i=0;i<3000;i++) ask(qs[i]!); await s.post("Profiler.start"); const t=performance.now(); for(const q of qs) ask(q); const d=performance.now()-t; console.log(10000/(d/1000),"q/s"); }
const {profile}=await s.post("Profiler.stop"); writeFileSync("/tmp/lead/p.cpuprofile",JSON.stringify(profile));
