import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../../bench/search/corpus.ts";
import { createFanal } from "../../../bench/search/fanal.ts";
import { truths } from "../../../bench/search/oracle.ts";
import { createQuestions } from "../../../bench/search/questions.ts";
import type { PublishedService } from "../../directory/index.ts";
import { readIndexFile, writeIndexFile } from "./index-file.ts";
import type { IndexAnswer } from "./index-query.ts";
import { SearchIndex } from "./search-index.ts";

const corpus = createCorpus(1200);
const services = [...corpus.all()];

function counts(facet: { code: string; count: number }[]): Record<string, number> {
  return Object.fromEntries(facet.map(({ code, count }) => [code, count]));
}

function comparable({ hits, total, facets }: IndexAnswer) {
  return { hits: hits.map(({ id, score, serves, openNow, text, name }) => ({ id, score, serves, openNow, text, name })), total, facets };
}

describe("the index", () => {
  it("gives exactly what looking at every document gives: top 20, scores, totals and facets", () => {
    const fanal = createFanal(corpus);
    fanal.index.add(services);
    const questions = createQuestions(corpus, 60);
    truths({ all: () => services, territory: corpus.territory }, questions).forEach((truth, index) => {
      const answer = fanal.ask(questions[index]!);
      expect(answer.hits.map(({ id }) => id), questions[index]!.q).toEqual(truth.top.map(({ id }) => id));
      answer.hits.forEach(({ score }, rank) => expect(score).toBeCloseTo(truth.top[rank]!.score, 9));
      expect(answer.total).toBe(truth.total);
      expect(counts(answer.facets.needs)).toEqual(truth.needs);
      expect(counts(answer.facets.languages)).toEqual(truth.languages);
      expect(answer.facets.openNow).toBe(truth.openNow);
      expect(answer.facets.serves).toEqual(truth.serves);
    });
  });

  it("after any changes answers as one built afresh, compacted or not", async () => {
    const pool = services.slice(0, 150);
    const changed = (service: PublishedService, from: PublishedService): PublishedService => ({ ...service, texts: from.texts, needs: from.needs, areas: from.areas, at: from.at, organization: from.organization });
    const change = fc.record({ kind: fc.constantFrom("add" as const, "remove" as const, "change" as const), at: fc.nat({ max: 149 }), from: fc.nat({ max: 149 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 14 }), fc.boolean(), async (batches, compacts) => {
        const live = new Map<string, PublishedService>();
        const grown = createFanal(corpus);
        for (const batch of batches) {
          const removed: PublishedService[] = [];
          const added = new Map<string, PublishedService>();
          for (const { kind, at, from } of batch) {
            const { id } = pool[at]!;
            if (added.has(id) || removed.some((gone) => gone.id === id)) continue;
            const before = live.get(id);
            if (before) removed.push(before);
            if (kind !== "remove") added.set(id, kind === "change" ? changed(pool[at]!, pool[from]!) : pool[at]!);
          }
          for (const { id } of removed) live.delete(id);
          for (const [id, service] of added) live.set(id, service);
          grown.index.remove(removed);
          grown.index.add(added.values());
        }
        if (compacts && grown.index.isLoose) await grown.index.compact((id) => live.get(id) ?? null, async () => undefined);
        const fresh = createFanal(corpus);
        fresh.index.add(live.values());
        expect(grown.index.size).toBe(live.size);
        for (const question of createQuestions(corpus, 25)) expect(comparable(grown.ask(question)), question.q).toEqual(comparable(fresh.ask(question)));
      }),
      { numRuns: 25 },
    );
  });

  it("goes on answering while it compacts, and loses nothing of what changes meanwhile", async () => {
    const live = new Map(services.slice(0, 400).map((service) => [service.id, service]));
    const grown = createFanal(corpus);
    for (let start = 0; start < 400; start += 40) grown.index.add(services.slice(start, start + 40));
    expect(grown.index.segments.length).toBeGreaterThan(8);
    const [gone, renewed] = [services[3]!, services[250]!];
    let pauses = 0;
    await grown.index.compact((id) => live.get(id) ?? null, async () => {
      if (pauses++ > 0) return;
      live.delete(gone.id);
      grown.index.remove([gone, renewed]);
      grown.index.add([renewed]);
    });
    expect(pauses).toBeGreaterThan(0);
    expect(grown.index.segments.length).toBeLessThan(4);
    const fresh = createFanal(corpus);
    fresh.index.add(live.values());
    for (const question of createQuestions(corpus, 40)) expect(comparable(grown.ask(question))).toEqual(comparable(fresh.ask(question)));
  });

  it("comes back from its file as it was, and goes on following changes", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "index-")), "search.snapshot");
    const original = createFanal(corpus);
    original.index.add(services.slice(0, 500));
    original.index.remove(services.slice(0, 20));
    await writeIndexFile(path, "made of this", original.index.saved());
    const kept = await readIndexFile(path);
    expect(kept?.made).toBe("made of this");
    const restored = createFanal(corpus, SearchIndex.restored(original.setup, kept!.file));
    original.index.add(services.slice(500, 600));
    restored.index.add(services.slice(500, 600));
    restored.index.remove(services.slice(30, 60));
    original.index.remove(services.slice(30, 60));
    for (const question of createQuestions(corpus, 60)) expect(comparable(restored.ask(question))).toEqual(comparable(original.ask(question)));
  });

  it("does not come back from a damaged file", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "index-")), "search.snapshot");
    const { index } = createFanal(corpus);
    index.add(services.slice(0, 50));
    await writeIndexFile(path, "", index.saved());
    const bytes = await readFile(path);
    const damaged = [bytes.subarray(0, bytes.length - 8), Buffer.concat([bytes, Buffer.from("x")]), Buffer.from("{}\n"), Buffer.alloc(0), flipped(bytes, bytes.length - 100), flipped(bytes, 20)];
    for (const broken of damaged) {
      await writeFile(path, broken);
      expect(await readIndexFile(path)).toBeNull();
    }
    await rm(path);
    expect(await readIndexFile(path)).toBeNull();
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}
